"""Pages on disk: reading them, their routes, and the site that they make together."""
