"""Drawings are made in workers, so that none of them holds up or ends the run."""

import pytest

from exporter.assets import BadPicture, PictureLimits
from exporter.build.within_limits import make_picture
from exporter.build.workers import Workers
from exporter.build.workers.limits import WorkerLimits

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="700" height="900">'
GROUP = '<g opacity=".9">'
LAYERS = f"{GROUP * 60}<rect width='700' height='900'/>{'</g>' * 60}"
SLOW = f"{HEAD}{LAYERS * 3}</svg>".encode()
PLAIN = f"{HEAD}<rect width='9' height='9'/></svg>".encode()


def test_a_drawing_beyond_its_time_is_a_bad_picture() -> None:
    """It is ended and told as such; the next one is made."""
    with Workers(1, WorkerLimits(seconds=3.0)) as workers:
        with pytest.raises(BadPicture, match="longer than its time limit"):
            make_picture(workers, "slow.svg", SLOW, PictureLimits())
        assert make_picture(workers, "plain.svg", PLAIN, PictureLimits()).media_type == "image/svg+xml"


def test_what_is_wrong_with_a_drawing_comes_with_its_hint() -> None:
    """A finding is the same, wherever the drawing was looked at."""
    with Workers(1, in_process=True) as workers, pytest.raises(BadPicture, match="not an SVG drawing") as caught:
        make_picture(workers, "a.svg", b"<svg/>", PictureLimits())
    assert caught.value.hint
