"""How pages reach a browser: everything that touches the toolkit's internals is here."""
