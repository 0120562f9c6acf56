"""List the changes and comments of a review: as text, CSV, JSON and HTML, and counted."""
