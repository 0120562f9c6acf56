"""Comparing texts: tokens, similarity, alignment in order, moves. Redline, review, published files and diff use it."""
