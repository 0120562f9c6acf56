"""Comparing texts: tokens, likeness, alignment in order, moves. Redline, review, published files and diff use it."""
