"""Read a reviewed OpenDocument text as characters with tracked changes, as ``word`` reads a Word file."""
