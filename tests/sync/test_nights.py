"""Night after night: what stands in the Sheet is what students wrote, through a module's end, a clock change, a break."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tools.nights import BREAK, year


@pytest.fixture
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("PDSYNC_HOME", str(tmp_path))


IDLE = {
    "drive.files.list": 2,
    "drive.about.get": 1,
    "sheets.spreadsheets.batchUpdate": 1,
}
"""A night with nothing new: the token has expired since the last one, so that the first call is made twice and a
sandbox's visitor signs in anew; and “Last synced”."""
READ = "sheets.spreadsheets.get"
"""The Sheet is read while Drive lists the files: once, or as often as the list if the old token was quicker."""


@pytest.mark.usefixtures("_home")
def test_the_nights_around_a_modules_end_and_the_beginning_of_summer_time():
    """The module ends on 12 March, summer time begins on the 14th."""
    found = year(18, students=4, first=date(2027, 3, 5))
    assert not found.wrong, [night.wrong for night in found.nights]
    assert len(found.nights) == 18
    assert any(night.told for night in found.nights[:7])
    idle = [dict(night.calls) for night in found.nights if not night.edits and not night.told]
    assert idle
    assert {calls.pop(READ) for calls in idle} <= {1, 2}
    assert all(calls == IDLE for calls in idle)


@pytest.mark.usefixtures("_home")
def test_the_first_night_after_three_weeks_finds_everything_and_tells_it_once():
    found = year(28, students=4, first=BREAK[0] - timedelta(days=5), busy=True)
    assert not found.wrong, [night.wrong for night in found.nights]
    gaps = [(two.day - one.day).days for one, two in pairwise(found.nights)]
    (after,) = (number for number, gap in enumerate(gaps, start=1) if gap > 20)
    assert found.nights[after].told
    assert found.nights[after].changes > found.nights[after - 1].changes


def test_the_summary_has_a_line_a_month():
    assert str(year(0)).endswith("0 nights, the longest break 1 days, 0 wrong")
