"""List the changes and comments of a review: rows as text, CSV, JSON and HTML, and their totals."""
