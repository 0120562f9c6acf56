"""HTML's own rules: raw HTML and Markdown's elements become one tree, as in a browser."""
