"""Night after night: what stands in the Sheet is what students wrote, through a module's end, a clock change, a break."""

from datetime import date

import pytest

from tools.nights import BREAK, year


@pytest.fixture
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("PDSYNC_HOME", str(tmp_path))


@pytest.mark.usefixtures("_home")
def test_the_nights_around_a_modules_end_and_the_end_of_summer_time():
    """The module ends on 16 October, summer time on 1 November."""
    found = year(24, students=4, first=date(2026, 10, 10))
    assert not found.wrong, [night.wrong for night in found.nights]
    assert len(found.nights) == 24
    assert any(night.told for night in found.nights[:7])
    idle = [night for night in found.nights if not night.edits and not night.told]
    assert idle
    for night in idle:
        assert sum(night.calls.values()) <= 4, (
            "a list, which a token that has expired doubles, the Sheet, “Last synced”"
        )


@pytest.mark.usefixtures("_home")
def test_the_first_night_after_three_weeks_finds_everything_and_tells_it_once():
    before = BREAK[0].day - 6
    found = year(30, students=4, first=date(2026, 12, before), busy=True)
    assert not found.wrong, [night.wrong for night in found.nights]
    gaps = [(two.day - one.day).days for one, two in zip(found.nights, found.nights[1:], strict=False)]
    (after,) = (number for number, gap in enumerate(gaps, start=1) if gap > 20)
    assert found.nights[after].told
    assert found.nights[after].changes > found.nights[after - 1].changes


def test_the_summary_has_a_line_a_month():
    assert str(year(0)).endswith("0 nights, the longest break 1 days, 0 wrong")
