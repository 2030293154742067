"""What a sync says it would do, held against what it then does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pdsync.sandbox.handwriting import Desk, writing
from pdsync.sync import publish
from pdsync.sync.rehearsal import Turned, Written
from tools.school import School, writes

TODAY = date(2026, 11, 24)


def synced(school: School, *, today: date = TODAY, dry_run: bool = False) -> publish.Done:
    now = datetime.combine(today, datetime.min.time(), UTC)
    return publish.sync(school.cohort, school.students, school.google, today=today, now=now, dry_run=dry_run)


def rehearsed(school: School, **more) -> publish.Done:
    with school.calls() as calls:
        done = synced(school, dry_run=True, **more)
    assert not writes(calls)
    return done


def wrote(school: School, key: str, *answers: tuple[str, str]) -> None:
    desk = Desk(school.box.url, school.box.token(f"{key}@students.example"))
    for question, text in answers:
        line, room = desk.page(school.doc(key).id).below(question)[0]
        desk.edit(school.doc(key).id, writing(line, room, text))
    desk.close()


def test_before_there_is_a_sheet_it_would_be_made(school: School):
    school.hand_out()
    done = rehearsed(school)
    plan = done.plan
    assert len(plan.read) == len(plan.new) == len(school.students)
    assert all(one.made for one in plan.written)
    assert {"Overview", "Students"} <= {one.tab for one in plan.written}
    assert sum(one.cells for one in plan.written) == done.cells
    assert Turned("s00", "Sam", "not-started", "nothing is written yet") in plan.appear
    real = synced(school)
    assert (real.read, real.cells, real.changes) == (done.read, done.cells, done.changes)
    assert real.plan is None


def test_after_a_sync_nothing_is_to_be_done(school: School):
    school.hand_out()
    synced(school)
    done = rehearsed(school)
    assert (done.plan.read, done.plan.new, done.plan.written) == ((), (), ())
    assert "nothing changed in the Sheet" in str(done)


def test_what_a_student_wrote_is_foreseen_cell_by_cell(school: School):
    school.hand_out()
    synced(school)
    school.time.sleep(3600)
    wrote(school, "s02", ("Specific", "Finish my portfolio"), ("Timebound", "by 20 November 2026"))
    done = rehearsed(school)
    assert done.plan.read == ("مريم حسن",)
    assert [turned.kind for turned in done.plan.go] == ["not-started"]
    assert "incomplete" in {turned.kind for turned in done.plan.appear}
    assert {"Students", "Goals", "Changes"} <= {one.tab for one in done.plan.written}
    assert next(one.rows for one in done.plan.written if one.tab == "Students") == 1
    text = str(done)
    assert "Docs read (1): مريم حسن" in text
    assert "Flags that go (1)" in text
    assert "New lines in Changes" in text
    assert "began to write" in text
    real = synced(school)
    assert (real.cells, real.changes) == (done.cells, done.changes)
    assert rehearsed(school).plan.written == ()


def test_a_student_who_joined_is_named(school: School):
    late = school.students.pop()
    school.hand_out()
    synced(school)
    school.students.append(late)
    school.hand_out()
    done = rehearsed(school)
    assert done.plan.new == (late.name,)
    assert [change.kind for change in done.changes] == ["joined"]


@pytest.mark.parametrize("days", [1, 40])
def test_the_day_alone_is_a_reason_to_write(school: School, days: int):
    school.hand_out()
    synced(school)
    done = rehearsed(school, today=TODAY + timedelta(days=days))
    assert done.plan.written
    assert done.plan.read == ()


def test_parts_of_a_large_cohort_add_up(school: School):
    school.hand_out()
    whole = rehearsed(school).plan
    now = datetime.combine(TODAY, datetime.min.time(), UTC)
    parts = publish.sync(
        school.cohort, school.students, school.google, today=TODAY, now=now, dry_run=True, at_once=2
    ).plan
    assert parts.read == whole.read
    assert set(parts.appear) == set(whole.appear)
    assert {one.tab for one in parts.written} == {one.tab for one in whole.written}
    assert Written("Students", 0, 0) not in parts.written
