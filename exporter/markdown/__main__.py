"""``python -m exporter.markdown FILE...``: print each page's tree as a line of JSON, and findings on standard error."""

import sys
from pathlib import Path

from exporter.diagnostics import Diagnostics
from exporter.markdown import parse
from exporter.markdown.tree import json_line

if __name__ == "__main__":
    diagnostics = Diagnostics()
    for file in sys.argv[1:]:
        text = Path(file).read_bytes().decode("utf-8", "replace")
        sys.stdout.write(json_line(file, parse(text, file, diagnostics)))
    for found in diagnostics:
        sys.stderr.write(f"{found}\n")
