"""``python -m tests.conformance --corpus DIR``: a real website's pages through all that can be asked of them.

``DIR/oma`` is the site (its ``content`` and ``public``), ``DIR/*.jsonl`` the trees that the website's parser makes of
the pages beside them. Every page is built in each format with the network cut: with the severities as they are, and
with missing files as a loss. Exit status 1 where less than ``LEAST`` pages pass in the last of these, where more than
``MOST_UNMARKED`` PDFs lack the PDF/UA mark, or where something other than the page itself stands in the way in any.
"""

import argparse
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.conformance import corpora, report
from tests.conformance.judges import JUDGES, Faults
from tests.conformance.site import Built, build, cutter, make_site

LEAST = 100  # pages that become a file that passes, of each format
MOST_UNMARKED = 8  # PDFs of pages with undescribed pictures, which no PDF can describe
# Each build: its name, and the severities that it changes.
BUILDS = {"default severities": {}, "with missing-image: loss": {"missing-image": "loss"}}


def main() -> int:
    """Runs everything and prints the report."""
    options, start = _options(), time.monotonic()
    print("\n".join(f"{form} files are judged by {judge}" for form, (judge, _) in JUDGES.items()), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        runs = _builds(options.corpus.resolve(), Path(folder))
    checks: list[corpora.Check] = []
    for check in () if options.files_only else corpora.checks(options.corpus):
        print(f"{'ok  ' if check.passed else 'FAIL'} {check.name}: {check.figures}", flush=True)
        checks.append(check)
    wrong = _wrong(runs, checks)
    print("\n".join(f"WRONG: {line}" for line in wrong) or "all holds")
    network = "cut" if cutter() else "not cut: this machine has no 'unshare'"
    today, seconds = datetime.now(UTC).date().isoformat(), round(time.monotonic() - start)
    facts = {"date": today, "seconds": seconds, "network": network, "least": LEAST}
    value = report.as_json(runs, checks, facts, wrong)
    target = options.report or Path(tempfile.gettempdir()) / "conformance.json"
    target.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{seconds} s, the network was {network}; the report is {target}")
    return 1 if wrong else 0


def _builds(corpus: Path, folder: Path) -> list[report.Figures]:
    site = make_site(corpus / "oma", folder / "site")
    runs: list[report.Figures] = []
    known: dict[str, Faults] = {form: {} for form in JUDGES}
    seen: dict[bytes, Path] = {}
    for number, (name, severities) in enumerate(BUILDS.items()):
        built = build(site, f"build-{number}", severities)
        start = time.monotonic()
        runs.append(report.figures(name, built, _judged(built, known, seen)))
        print(runs[-1].text(pages=number + 1 == len(BUILDS)), flush=True)
        print(f"  judged in {time.monotonic() - start:.0f} s", flush=True)
    return runs


def _judged(built: Built, known: dict[str, Faults], seen: dict[bytes, Path]) -> dict[str, Faults]:
    """What is wrong with the files, by format; a file whose bytes were judged before is not judged again."""
    judged: dict[str, Faults] = {}
    for form, (_, judge) in JUDGES.items():
        files = {path: path.read_bytes() for path in built.files(form).values()}
        new = [path for path, data in files.items() if data not in seen]
        known[form] |= judge(new) if new else {}
        seen |= {files[path]: path for path in new}
        judged[form] = {path: known[form][seen[data]] for path, data in files.items() if seen[data] in known[form]}
    return judged


def _wrong(runs: list[report.Figures], checks: list[corpora.Check]) -> list[str]:
    wrong = [f"check '{check.name}' does not hold" for check in checks if not check.passed]
    for run in runs:
        wrong += [f"{run.name}: {form}: {line}" for form, lines in run.faults.items() for line in lines]
        wrong += [f"{run.name}: {line}" for line in run.not_own]
    wrong += [f"{run.name}: {run.unmarked} PDFs have no PDF/UA mark" for run in runs if run.unmarked > MOST_UNMARKED]
    few = {form: count for form, count in runs[-1].passed.items() if count < LEAST}
    wrong += [f"{runs[-1].name}: {count} of {form} pass, at least {LEAST} should" for form, count in few.items()]
    return wrong


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--report", type=Path, help="where the report goes as JSON; the system's temporary folder")
    parser.add_argument("--files-only", action="store_true", help="only the builds, not the checks of reading")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
