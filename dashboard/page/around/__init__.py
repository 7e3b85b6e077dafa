"""What stands around every page: its head, its foot, and what others are told of it."""
