"""From a project's pages to its files: planned, read, rendered by workers, and written."""
