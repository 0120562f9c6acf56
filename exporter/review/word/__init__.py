"""Read a reviewed DOCX: its characters with their tracked changes, its comments, its changes of layout."""
