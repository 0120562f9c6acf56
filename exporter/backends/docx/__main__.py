"""Write the shipped reference document: ``python -m exporter.backends.docx``."""

from exporter.backends.docx.build_reference import build_reference
from exporter.backends.docx.options import PATH
from exporter.theme.files import ROOT, Theme

if __name__ == "__main__":
    target = ROOT / PATH
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(build_reference(Theme()))
