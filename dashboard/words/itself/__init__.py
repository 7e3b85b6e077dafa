"""What the dashboard says of itself: what it is, what may be taken, and what is not there."""
