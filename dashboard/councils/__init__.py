"""Every council at once: the map, the table beneath it, and the files both are drawn from."""
