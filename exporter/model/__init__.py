"""The model of a document. Standard library only."""
