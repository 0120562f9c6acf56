"""Word round trip: read a reviewed DOCX, find its changes in the page, list them, apply them."""
