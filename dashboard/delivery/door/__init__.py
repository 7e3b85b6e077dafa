"""What a request, a socket or a connection must be like before anything answers it."""
