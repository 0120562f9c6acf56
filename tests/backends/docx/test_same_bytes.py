"""The same document gives the same bytes, wherever and whenever it is built."""

import hashlib
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

from exporter.theme.files import ROOT
from tests.backends.documents import sample_document
from tests.backends.docx.opened import rendered

PROGRAM = """
import hashlib, sys
from tests.backends.docx.opened import rendered
from tests.backends.documents import sample_document
sys.stdout.write(hashlib.sha256(rendered(sample_document())).hexdigest())
"""


def test_other_process_other_zone_other_seed_other_folder(tmp_path: Path) -> None:
    """Time zone, locale, hash seed and current folder leave no trace in the file."""
    here = hashlib.sha256(rendered(sample_document())).hexdigest()
    environment = {
        **{k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"},
        "TZ": "Pacific/Apia",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "4711",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == here


def test_archive_is_in_order() -> None:
    """Content types first, relationships second, all else by name; times and attributes are fixed."""
    entries = zipfile.ZipFile(BytesIO(rendered(sample_document()))).infolist()
    names = [entry.filename for entry in entries]
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(names[2:])
    assert {(e.date_time, e.external_attr, e.create_system) for e in entries} == {
        ((1980, 1, 1, 0, 0, 0), 0o600 << 16, 3)
    }
