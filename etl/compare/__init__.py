"""What moves between two versions of the figures, how it is said, and the log of it."""
