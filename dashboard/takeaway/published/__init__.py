"""The published folder, site/: explorer and charts without a server, the data package, the API."""
