"""What a reader takes from a page: a chart, an address, a file, a sheet of paper."""
