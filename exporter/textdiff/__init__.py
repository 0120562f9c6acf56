"""Compare texts: tokens, similarity, alignment, moves. Redline, review, published files and diff use it."""
