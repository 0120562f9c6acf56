"""A theme: its files over the shipped ones, its templates and labels, its tokens and roles."""
