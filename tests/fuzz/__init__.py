"""Searching for texts that break a reader: ``make fuzz``."""
