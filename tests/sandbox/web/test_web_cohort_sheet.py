"""The cohort Sheet of a class in Chromium, on its first day and after a month; the pictures go under artefacts/."""

import struct

import pytest

from pdsync.goals.sheet import OVERVIEW_TAB, STUDENTS_TAB, WEEKS_TAB
from pdsync.sandbox.students import cast
from tools.photographs import (
    ARTEFACTS,
    LARGEST,
    README,
    TABS,
    WEEKS,
    a_month,
    camera,
    closer,
    page_of,
    tabs_photographed,
)
from tools.school import STAFF, opened

pytestmark = pytest.mark.browser
CLASS = 12


@pytest.fixture
def found(tmp_path, monkeypatch):
    """A school in a sandbox, and Chromium in which staff look at it."""
    monkeypatch.setenv("PDSYNC_HOME", str(tmp_path / "home"))
    with opened(CLASS, check_answers=True) as school:
        try:
            with camera(school.box.url) as looking:
                looking.sign_in(STAFF)
                yield school, looking
                assert [entry["message"] for entry in looking.driver.get_log("browser")] == []
        except LookupError as nothing:
            pytest.skip(str(nothing))


def all_of(looking, css):
    return [each.text for each in looking.driver.find_elements("css selector", css)]


def size_of(picture):
    """Width and height of a PNG."""
    return struct.unpack(">II", picture.read_bytes()[16:24])


def test_the_sheet_is_photographed_before_and_after_a_month(found):
    school, looking = found
    for week, room in a_month(school, cast(CLASS, seed=7)):
        looking.open(page_of(room, OVERVIEW_TAB))
        assert len(all_of(looking, ".over .chart svg[role=img]")) == 2
        drawn = looking.driver.find_elements("css selector", ".over .chart")[1]
        assert len(drawn.find_elements("css selector", "svg[role=img] rect[height]:not([height='0.0'])")) > 2 * week
        if week in (0, WEEKS - 1):
            pictures = tabs_photographed(looking, room, "before" if week == 0 else "after", ARTEFACTS)
            assert len(pictures) == len(TABS)
            assert {size_of(one) for one in pictures} == {(1500, 950)}
    assert all(one.stat().st_size > 10_000 for one in closer(looking, room, ARTEFACTS))


def test_staff_see_the_months_numbers_and_may_choose_among_the_rows(found):
    school, looking = found
    *_, (_, room) = a_month(school, cast(CLASS, seed=7))
    looking.open(page_of(room, WEEKS_TAB))
    weeks = [all_of(looking, f"td[data-cell={column}{row}]") for row in range(2, 7) for column in "BE"]
    assert weeks[0::2] == [[f"Week {number}"] for number in range(1, 6)]
    assert all(count != [""] for count in weeks[1::2])
    looking.open(page_of(room, STUDENTS_TAB))
    assert all_of(looking, "nav.views a") == ["All rows", *VIEWS]
    assert set(all_of(looking, "td[data-cell^=D] a")) == {"Open the Doc"}
    shown = {}
    for view in VIEWS:
        looking.driver.find_element("link text", view).click()
        shown[view] = [words for words in all_of(looking, "tbody td[data-cell^=B]") if words]
    assert len(shown["Not started"]) < CLASS
    assert set(shown["Overdue"]) < set(shown["Needs a word this week"])
    assert not set(shown["Overdue"]) & set(shown["Due this week"])


VIEWS = ["Needs a word this week", "Due this week", "Overdue", "Not started"]


def test_the_readmes_picture_is_small():
    assert README.stat().st_size <= LARGEST
