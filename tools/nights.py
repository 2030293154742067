"""A year of nightly syncs in a few minutes: `python -m tools.nights` plays 365 nights of a class in the sandbox.

Students write, change their minds and finish until the module ends, and a few after it; the job sleeps for three weeks
in the middle; clocks change twice. Every night it is looked at whether the Sheet says what they wrote, whether anybody
is told a thing twice, and what the night cost.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from pdsync.cli.notifying import report_of
from pdsync.goals.calendar import Calendar
from pdsync.goals.changes import mark
from pdsync.goals.flags import KINDS
from pdsync.goals.notice import message
from pdsync.goals.sheet import CHANGES_TAB, OVERVIEW_TAB
from pdsync.sync import collect
from tools.classroom import GOALS, Classroom
from tools.school import School, opened

ZONE = ZoneInfo("America/Denver")
MODULE = {"tz": "America/Denver", "module": {"name": "Mod 2", "start": "2027-02-01", "end": "2027-03-12"}}
BREAK = (date(2027, 4, 5), date(2027, 4, 25))
"""The nights on which the job does not run."""
STATUSES = ("Not started", "In progress", "Blocked", "Done")
AT = clock(4)
"""When the job runs, where the school is."""

KNOWN = frozenset({"not-started", "missing-goal", "overdue", "due-soon", "after-module-end"})
"""The kinds of flags that follow from what the students are let write."""


@dataclass(frozen=True, slots=True)
class Night:
    """What one night came to. `wrong`: what should not be; `told`: a message would have gone out."""

    day: date
    edits: int
    seconds: float
    calls: Counter[str]
    changes: int
    told: bool
    flags: int
    wrong: tuple[str, ...] = ()


@dataclass
class Year:
    """A class, night after night. `busy`: its students go on writing after the module's end."""

    school: School
    random: random.Random
    busy: bool = False
    room: Classroom = field(init=False)
    known: set[tuple[str, str]] = field(default_factory=set)
    written: dict[tuple[str, int], tuple[date, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.school.cohort = replace(self.school.cohort, calendar=Calendar.from_mapping(MODULE))
        self.room = Classroom(self.school)

    def nights(self, count: int, first: date) -> Iterator[Night]:
        """So many nights, from the first. The token of the evening before has expired in each of them."""
        for number in range(count):
            day = first + timedelta(days=number)
            moment = datetime.combine(day, AT, ZONE).astimezone(UTC)
            self._is(moment - timedelta(hours=8))
            edits = self._daily(day)
            self._is(moment)
            if not BREAK[0] <= day <= BREAK[1]:
                yield self._night(day, moment, edits)

    def _is(self, moment: datetime) -> None:
        """Let it be that moment in the sandbox."""
        self.school.box.do(lambda workspace: workspace.clock.set(moment))

    # ---- the day before

    def _daily(self, day: date) -> int:
        """What students write on the eve of a night; how many of them did."""
        busy = self.busy or day <= self.school.cohort.calendar.module.end
        writers = [one.key for one in self.school.students if self.random.random() < (0.15 if busy else 0.004)]
        for key in writers:
            self._write(key, self.random.randrange(2), day)
        return len(writers)

    def _write(self, key: str, number: int, day: date) -> None:
        if (key, number) not in self.written:
            due = day + timedelta(days=self.random.randrange(3, 50))
            self.written[key, number] = due, "In progress"
            self.room.write(key, number, due=due, status="In progress", **GOALS[number])
            return
        due, before = self.written[key, number]
        status = self.random.choice([one for one in STATUSES if one != before])
        self.written[key, number] = due, status
        self.room.write(key, number, status=status)

    # ---- the night

    def _night(self, day: date, moment: datetime, edits: int) -> Night:
        room = self.room
        room.today = day
        with room.calls() as calls:
            start = time.perf_counter()
            done = room.sync(now=moment)
            seconds = time.perf_counter() - start
        with room.calls() as again:
            second = room.sync(now=moment)
        told = message([report_of(self.school.cohort, self.school.students, done)])
        known = collect.survey(self.school.cohort, self.school.students, self.school.google, today=day)
        found = known.flags
        goals = {one.shown.case.student.key: one.shown.goals for one in known.subjects}
        news = {(flag.student, mark(flag, goals[flag.student])) for flag in done.flags}
        wrong = [
            *self._of_the_sheet(Counter(flag.kind for flag in found), moment),
            *self._of_the_students(day, Counter((flag.student, flag.kind) for flag in found)),
            *(f"told twice: {one}" for one in news & self.known),
            *(f"a second run wrote: {dict(again)}" for _ in range(1) if any("batchUpdate" in name for name in again)),
            *(f"a second run had news: {second.flags}" for _ in range(1) if second.flags),
            *done.problems,
        ]
        self.known = {(one.shown.case.student.key, name) for one in known.subjects for name in one.now.flags}
        rows = len(room.rows(CHANGES_TAB))
        return Night(day, edits, seconds, Counter(calls), rows, told is not None, len(found), tuple(wrong))

    def _of_the_sheet(self, found: Counter[str], now: datetime) -> Iterator[str]:
        """What the Overview says that is not so."""
        overview = self.room.rows(OVERVIEW_TAB)
        for kind in KINDS:
            if overview[f"flag {kind}"]["Number"] != found[kind]:
                yield f"the Overview counts {overview[f'flag {kind}']['Number']} {kind}, there are {found[kind]}"
        synced = overview["synced"]["When"]
        zone = ZoneInfo(self.room.book().zone)
        shown = datetime(1899, 12, 30, tzinfo=zone) + timedelta(days=float(str(synced)))
        if abs(shown.replace(tzinfo=None) - now.astimezone(zone).replace(tzinfo=None)) > timedelta(minutes=2):
            yield f"“Last synced” is {shown}, and it is {now.astimezone(zone)}"

    def _of_the_students(self, day: date, found: Counter[tuple[str, str]]) -> Iterator[str]:
        """What the flags say that is not so, by what the students have written."""
        true = Counter(self._true(day))
        known = Counter({one: many for one, many in found.items() if one[1] in KNOWN})
        if true != known:
            yield f"by what was written there are {true - known}, which are no flags; flags say {known - true}"

    def _true(self, day: date) -> Iterator[tuple[str, str]]:
        end = self.school.cohort.calendar.module.end
        for key in (one.key for one in self.school.students):
            goals = [self.written[key, number] for number in (0, 1) if (key, number) in self.written]
            if len(goals) < 2:
                yield key, "missing-goal" if goals else "not-started"
            for due in (due for due, status in goals if status != "Done"):
                if due > end:
                    yield key, "after-module-end"
                if due < day:
                    yield key, "overdue"
                elif due <= day + timedelta(days=7):
                    yield key, "due-soon"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a year came to."""

    nights: tuple[Night, ...]

    def __str__(self) -> str:
        lines = ["night        changes  seconds  calls  flags  messages so far"]
        told = 0
        for number, night in enumerate(self.nights, start=1):
            told += night.told
            if number % 30 == 0 or number == len(self.nights):
                lines.append(
                    f"{night.day}  {night.changes:8}  {night.seconds:7.3f}  {sum(night.calls.values()):5}"
                    f"  {night.flags:5}  {told:5}"
                )
        gaps = [(two.day - one.day).days for one, two in pairwise(self.nights)]
        lines.append(f"{len(self.nights)} nights, the longest break {max(gaps, default=1)} days, {self.wrong} wrong")
        return "\n".join(lines)

    @property
    def wrong(self) -> int:
        """How many things were not as they should be."""
        return sum(len(night.wrong) for night in self.nights)


def year(
    count: int, *, students: int = 6, seed: int = 1, first: date = date(2027, 2, 1), busy: bool = False
) -> Summary:
    """So many nights of a class from the first on, and what they came to."""
    with opened(students) as school:
        return Summary(tuple(Year(school, random.Random(seed), busy).nights(count, first)))


def main() -> int:
    """Play the nights and say what they came to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nights", type=int, default=365)
    parser.add_argument("--students", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PDSYNC_HOME"] = str(Path(folder))
        found = year(asked.nights, students=asked.students, seed=asked.seed)
    sys.stdout.write(f"{found}\n")
    for night in found.nights:
        for sentence in night.wrong[:3]:
            sys.stdout.write(f"{night.day}: {sentence[:200]}\n")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
