"""A component, a format and a check, in one package."""
