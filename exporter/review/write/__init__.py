"""Write changes into the source of a page: plan them, make edits of the plan, verify the page by reading it again."""
