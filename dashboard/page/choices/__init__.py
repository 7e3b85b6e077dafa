"""What a reader chooses, how it stands in an address, and what is said of one not understood."""
