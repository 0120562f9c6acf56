"""What a document is. Standard library only."""
