"""What is too long for a page's own file, in a folder for each page."""
