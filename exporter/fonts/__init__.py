"""Fonts: the families of documents, their characters, static weights, and cuts for web pages."""
