"""The public functions of the exporter, and the session in which they and the commands run.

``exporter`` itself has the public names.
"""
