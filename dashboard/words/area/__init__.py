"""What is said of one council, or of several together: pages, briefings and questions."""
