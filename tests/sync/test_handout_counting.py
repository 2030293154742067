"""What a plan says it comes to, held against what a handout then does."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace

import pytest

from pdsync.clients.forecast import METHODS, methods, seconds
from pdsync.clients.methods import METHODS as KNOWN
from pdsync.goals.cohort import Quotas
from pdsync.goals.model import Standing
from pdsync.sync.handout.counting import Counts, calls, counts, mails_to
from pdsync.sync.ports import COHORT, STUDENT
from tools.school import School, roster


def foreseen_and_made(school: School) -> tuple[Counter[str], Counter[str]]:
    plan = school.plan()
    with school.calls() as made:
        assert school.hand_out().whole
    return Counter(methods(calls(plan))), made


def test_before_anything_exists_every_call_is_foreseen(school: School):
    plan = school.plan()
    assert counts(plan) == Counts(made=6, filled=6, shared=6, mentors=1, staff=1, mails=6)
    foreseen, made = foreseen_and_made(school)
    assert foreseen == made


def test_for_late_students_and_changed_addresses_too(school: School):
    late = school.students.pop()
    school.hand_out()
    school.time.sleep(60)
    school.students.append(late)
    school.change("s01", email="new@students.example")
    school.change("s02", name="Maryam")
    school.change("s03", standing=Standing.WITHDRAWN)
    plan = school.plan()
    expected = Counts(made=1, filled=1, shared=2, mails=2, moved=1, renamed=1, left=2, away=1)
    assert counts(plan) == expected
    foreseen, made = foreseen_and_made(school)
    assert foreseen == made


def test_when_nothing_is_to_be_done_it_is_one_call(school: School):
    school.hand_out()
    plan = school.plan()
    assert {name: many for name, many in asdict(counts(plan)).items() if many} == {"left": 6}
    assert calls(plan) == {"marked": 1}


def test_what_stands_in_the_way_and_duplicates_are_counted(school: School):
    school.hand_out()
    template, folder = school.found().template, school.found().folder.id
    marks = {COHORT: school.cohort.key, STUDENT: "s02", "pdsync-run": "elsewhere.a.1"}
    school.google.drive.copy(template.id, name="x", marks=marks, folder=folder)
    school.change("s04", template="1" * 44)
    doc = school.doc("s04")
    school.google.drive.discard(doc.id, ())
    found = counts(school.plan(now=doc.created.replace(year=2100)))
    assert (found.removed, found.lacking, found.left) == (1, 1, 4)


def test_every_mail_is_foreseen_with_its_address(school: School):
    plan = school.plan()
    school.hand_out()
    assert Counter(address for visit in plan.visits for address in mails_to(visit)) == school.mails()


@pytest.mark.parametrize(
    ("students", "expected"),
    [(1, (0.0, 1.0)), (30, (18.0, 24.0)), (61, (60.5, 70.0)), (130, (121.0, 130.0))],
)
def test_how_long_it_takes_is_the_pacers_own_arithmetic(school: School, students: int, expected):
    """Each student costs two writes to Drive, three a second, and one to Docs, sixty a minute."""
    made = {"copy": students, "fill": students, "share": students}
    assert expected[0] <= seconds(Quotas(), made) <= expected[1]


def test_the_plan_in_words_says_the_same_as_the_pacer(school: School):
    school.students = roster(130)
    school.cohort = replace(school.cohort, google=replace(school.cohort.google, quotas=Quotas()))
    plan = school.plan()
    assert str(plan).endswith("about 2 minutes at Google's pace.")
    assert 120 < seconds(Quotas(), calls(plan)) <= 130


def test_every_method_of_a_port_is_one_of_googles():
    built = {"drive.files.update", "drive.permissions.delete"}
    assert {name.partition(":")[0] for name in METHODS.values()} <= set(KNOWN) | built
