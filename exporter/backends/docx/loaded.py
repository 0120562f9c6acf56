"""All that rendering takes, imported by the process that workers are forked off."""

import exporter.backends.docx.document  # noqa: F401 (and all that goes with it)
