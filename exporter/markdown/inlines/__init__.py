"""Inlines: one scan from left to right, its rules in a table by the character that begins them."""
