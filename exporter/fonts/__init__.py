"""Fonts: the families of documents, their characters, static weights, and subsets for web pages."""
