"""Align a reviewed file with the exported text and the page of today; group its edits as changes."""
