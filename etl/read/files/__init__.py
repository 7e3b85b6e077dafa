"""One reader for each kind of file, which knows its columns and refuses what it does not know."""
