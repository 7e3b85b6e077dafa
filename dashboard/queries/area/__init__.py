"""Questions of one council, or of several together."""
