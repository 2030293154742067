"""A school: a live sandbox, a cohort with its roster, and Google's ports through the real client libraries."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pdsync.clients.connect import connect
from pdsync.clients.pool import Limits
from pdsync.errors import GoogleError
from pdsync.goals.calendar import Calendar
from pdsync.goals.cohort import Cohort, CsvRoster, GoogleSettings, Quotas, Sharing, StaffMember
from pdsync.goals.model import Student
from pdsync.sandbox import Sandbox, serve
from pdsync.sandbox.drive.mails import outbox
from pdsync.sync import handout
from pdsync.sync.found import Found, found
from pdsync.sync.handout import Done
from pdsync.sync.ports import File, Google

CALENDAR = Calendar.from_mapping({"module": {"name": "Mod 2", "start": "2026-11-23", "end": "2027-01-15"}})
STAFF = "staff@school.example"
CAREERS = "careers@school.example"
MENTOR = "mentor@school.example"
UNHURRIED = Quotas(10**6, 10**6, 10**6, 10**6, 10**9, 10.0**6)
READS = frozenset({"get", "list", "batchGet", "auth", "token"})
NAMES = ("Samantha O'Brien", "Zoë 🌱 Núñez", "مريم حسن", "Alex Kim", "Alex Kim", 'Q "the quote" \\ Lee')
"""A quote, an emoji, a right-to-left name, two students with one name, and what a query has to escape."""


def roster(count: int = len(NAMES)) -> list[Student]:
    """So many students, the first of them with the names that break things."""
    names = [*NAMES, *(f"Student {number}" for number in range(len(NAMES), count))]
    return [
        Student(
            key=f"s{number:02}",
            name=name,
            email=f"s{number:02}@students.example",
            preferred_name="Sam" if number == 0 else "",
            mentor_email=MENTOR if number == 1 else "",
        )
        for number, name in enumerate(names[:count])
    ]


@dataclass
class Time:
    """Time that passes only when somebody sleeps; the sandbox's clock goes along."""

    box: Sandbox
    now: float = 1000.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def sleep(self, seconds: float) -> None:
        """Let so much time pass, here and in the sandbox."""
        with self.lock:
            self.now += seconds
        self.box.do(lambda workspace: workspace.clock.advance(seconds))

    def clock(self) -> float:
        """Seconds since some moment."""
        return self.now


@dataclass
class School:
    """One cohort in one sandbox, and what tests ask of it."""

    box: Sandbox
    cohort: Cohort
    google: Google
    students: list[Student]
    time: Time

    def hand_out(self, **more: Any) -> Done:
        """Hand out, as the command does."""
        return handout.hand_out(self.cohort, self.students, self.google, **more)

    def hand_out_somehow(self, **more: Any) -> bool:
        """Hand out, and take it as it comes; whether everybody has what they should."""
        try:
            return self.hand_out(**more).whole
        except GoogleError:
            return False

    def plan(self, **more: Any) -> handout.Plan:
        """What a handout would do now."""
        return handout.plan(self.cohort, self.students, self.google, **more)

    def change(self, key: str, /, **more: Any) -> None:
        """Change a student's line on the roster."""
        self.students = [replace(one, **more) if one.key == key else one for one in self.students]

    def share_as(self, **more: Any) -> None:
        """Change what the config says of sharing."""
        self.cohort = replace(self.cohort, sharing=replace(self.cohort.sharing, **more))

    def found(self) -> Found:
        """The cohort's files, as Drive lists them now."""
        return found(self.google.drive.marked(self.cohort.key))

    def docs(self, key: str) -> list[File]:
        """The student's Docs that are not in the bin."""
        return [file for file in self.found().docs.get(key, ()) if not file.trashed]

    def doc(self, key: str) -> File:
        """The student's one Doc."""
        (doc,) = self.docs(key)
        return doc

    def text(self, key: str) -> str:
        """What stands in the student's Doc, line by line."""
        return "\n".join(block.text for block in self.google.docs.read(self.doc(key).id).blocks)

    def grants(self, key: str) -> dict[str, str]:
        """Who else than the owner may do what with the student's Doc."""
        return {one.email: one.role for one in self.google.drive.grants(self.doc(key).id) if one.role != "owner"}

    def mails(self) -> Counter[str]:
        """How many mails each address got."""
        return Counter(mail.to for mail in self.box.do(lambda workspace: outbox(workspace.store)))

    def mail_to(self, email: str) -> str:
        """The words of the one mail that the address got."""
        (mail,) = (one for one in self.box.do(lambda workspace: outbox(workspace.store)) if one.to == email)
        return mail.text

    @contextmanager
    def calls(self) -> Iterator[Counter[str]]:
        """The calls made inside, counted by method once the block is left."""
        before = len(self.box.journal())
        counted: Counter[str] = Counter()
        yield counted
        counted.update(call["method"] for call in self.box.journal()[before:])

    def everybody_has_one(self) -> None:
        """One Doc, one grant, one mail at most for every student, and nothing left over."""
        listed = self.found()
        keys = {student.key for student in self.students}
        assert set(listed.docs) == keys
        for student in self.students:
            docs = listed.docs[student.key]
            assert len(docs) == 1, f"{student.key} has {len(docs)} Docs"
            (doc,) = docs
            assert not doc.trashed
            grants = [one for one in doc.grants or () if one.email == student.email]
            assert len(grants) == 1, f"{student.key}: {doc.grants}"
            assert self.mails()[student.email] <= 1, f"{student.key} was mailed {self.mails()[student.email]} times"
            assert "{{" not in self.text(student.key)
        kinds = Counter(file.marks.get("pdsync-kind", "doc") for file in listed.all)
        assert kinds == {"doc": len(keys), "folder": 1, "template": 1}, kinds


def cohort_at(url: str) -> Cohort:
    """The cohort, as its config would tell it."""
    return Cohort(
        name="2611",
        key="2611",
        calendar=CALENDAR,
        roster=CsvRoster(Path("roster.csv")),
        sharing=Sharing(staff=(StaffMember(CAREERS),), message="Hello {{preferred_name}}, here is your goal Doc."),
        google=GoogleSettings(endpoint=url, quotas=UNHURRIED),
        path=Path("pdsync.yaml"),
    )


@contextmanager
def opened(count: int, *, check_answers: bool = False, silence: float = 60.0) -> Iterator[School]:
    """A school of so many students that nobody has handed anything out to. PDSYNC_HOME holds its sign-ins.

    `silence`: real seconds after which an answer that does not come is given up.
    """
    with serve(check_answers=check_answers) as box:
        time, cohort = Time(box), cohort_at(box.url)
        google = connect(cohort.google, limits=Limits(silence=silence), sleep=time.sleep, clock=time.clock)
        yield School(box, cohort, google, roster(count), time)
        assert not box.mistakes, box.mistakes


def writes(calls: Counter[str]) -> Counter[str]:
    """Of the calls, those that write."""
    return Counter({method: count for method, count in calls.items() if method.rsplit(".", 1)[-1] not in READS})
