"""The project's file of people's answers about the accessibility of its exports."""

from datetime import UTC, datetime, timedelta

from exporter.config import Config
from exporter.evaluation.answers import ANSWERS_FILE, NO_ANSWERS, Answers, parse_answers
from exporter.source.files import Missing, Refused, read_below, safe_parts

LARGEST = 5_000_000  # bytes: names and verdicts of more than a hundred thousand items


def read_answers(config: Config) -> Answers:
    """Return the answers in the project's file; none without a file. A file that cannot be read is a finding."""
    name = config.accessibility
    pos, hint = config.where("accessibility"), "check the key 'accessibility' in exporter.yaml"
    try:
        text = read_below(config.folder, safe_parts(name), LARGEST).decode("utf-8-sig")
    except Missing:
        return NO_ANSWERS
    except (Refused, OSError, UnicodeDecodeError) as error:
        reason = (
            "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else getattr(error, "strerror", None) or error
        )
        return Answers(findings=(ANSWERS_FILE.finding(f"cannot read '{name}': {reason}", pos, hint),))
    return parse_answers(text, name)


def latest_day() -> str:
    """Return the last day that has begun anywhere: people judge in all time zones."""
    return (datetime.now(UTC) + timedelta(hours=14)).date().isoformat()
