"""What every page is put together from: head and foot, controls, HTML, live regions."""
