"""Align a reviewed file with the exported text and with the page as it is today, and group its edits as changes."""
