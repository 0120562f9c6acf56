"""HTML: one file that holds everything, and the markup that the PDF is made from."""
