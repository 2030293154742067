"""A class at work: students write in their Docs as themselves, staff edit the Sheet as themselves, pdsync syncs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import requests

from pdsync.goals.merge import KEY, Book, Cell, Tab
from pdsync.goals.sheet import STUDENTS_TAB
from pdsync.sandbox.handwriting import Desk, back_to_front, choosing, writing
from pdsync.sync import collect, publish
from pdsync.sync.ports import File, Google
from pdsync.sync.publish import Done
from tools.school import STAFF, School

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
"""When a class begins: on the second day of its module, whatever day it is outside."""
GOALS = (
    {
        "specific": "Talk to two alumni a week",
        "measurable": "A list of eight names with what each told me",
        "achievable": "I have an hour on Tuesdays",
        "relevant": "Most of our graduates were hired through people",
    },
    {
        "specific": "Speak up in every stand-up",
        "measurable": "My mentor ticks it off",
        "achievable": "I prepare a sentence the evening before",
        "relevant": "I want to lead a team one day",
    },
)


def said(day: date) -> str:
    """A due date as a student writes it."""
    return f"By {day:%A}, {day:%B} {day.day}, {day.year}."


class Classroom:
    """A school whose students have their Docs, on a Tuesday in November 2026."""

    def __init__(self, school: School, **settings: Any) -> None:
        self.school, self.today, self.settings = school, NOW.date(), settings
        school.box.do(lambda workspace: workspace.clock.set(NOW))
        school.hand_out()

    def beside(self, google: Google) -> Classroom:
        """The same class, as another sign-in of the same account sees it."""
        other = copy(self)
        other.school = replace(self.school, google=google)
        return other

    # ---- students

    def write(
        self, key: str, number: int = 0, *, due: date | str | None = None, status: str = "", **answers: str
    ) -> None:
        """Let a student answer questions of their goal `number`, from 0."""
        desk = self.desk(key)
        page = desk.page(self.doc(key))
        if due is not None:
            answers["timebound"] = due if isinstance(due, str) else said(due)
        changes = [writing(*page.below(section)[number], words) for section, words in answers.items()]
        if status:
            changes.append(choosing(page, page.below("Status")[number][0], status))
        desk.edit(self.doc(key), back_to_front(changes))
        desk.close()

    def write_in_full(self, key: str, *, due: date | str | None = None, status: str = "In progress") -> None:
        """Let a student write both goals."""
        for number in (0, 1):
            self.write(key, number, due=due or self.today + timedelta(days=12), status=status, **GOALS[number])

    def desk(self, key: str) -> Desk:
        """Where a student sits."""
        email = next(one.email for one in self.school.students if one.key == key)
        return Desk(self.school.box.url, self.school.box.token(email))

    def as_staff(self, key: str, *changes: dict[str, Any]) -> None:
        """Let the member of staff who signs in to pdsync type in a student's Doc."""
        desk = Desk(self.school.box.url, self.school.box.token(STAFF))
        desk.edit(self.doc(key), changes)
        desk.close()

    def doc(self, key: str) -> str:
        """The id of a student's Doc."""
        return self.school.doc(key).id

    # ---- pdsync

    def sync(self, **more: Any) -> Done:
        """Sync, as the command does."""
        now = self.school.box.do(lambda workspace: workspace.clock.now())
        settings = {"today": self.today, "now": now, **self.settings, **more}
        return publish.sync(self.school.cohort, self.school.students, self.school.google, **settings)

    def flags(self) -> Counter[tuple[str, str]]:
        """How many flags of each kind every student has."""
        found = collect.flags(self.school.cohort, self.school.students, self.school.google, today=self.today)
        return Counter((flag.student, flag.kind) for flag in found)

    def tomorrow(self, days: int = 1) -> None:
        """Let days pass, in the sandbox too."""
        self.today += timedelta(days=days)
        self.school.box.do(lambda workspace: workspace.clock.advance(days * 86_400))
        self.school.found()  # signs in anew

    @contextmanager
    def calls(self) -> Iterator[Counter[str]]:
        """The calls made inside that count, by method."""
        with self.school.calls() as counted:
            yield counted
        for method in [method for method in counted if method.startswith("oauth")]:
            del counted[method]

    # ---- the Sheet, as staff see it

    @property
    def sheet(self) -> File:
        """The cohort Sheet."""
        sheet = self.school.found().sheet
        assert sheet is not None
        return sheet

    def book(self) -> Book:
        """What stands in it."""
        return self.school.google.sheets.read(self.sheet.id)

    def tab(self, tab_id: int = STUDENTS_TAB) -> Tab:
        """One tab of it."""
        tab = self.book().tab(tab_id)
        assert tab is not None
        return tab

    def rows(self, tab_id: int = STUDENTS_TAB) -> dict[str, dict[str, Cell]]:
        """A tab's rows by key, each a mapping of heading to cell."""
        lines = [list(line) for line in self.tab(tab_id).cells]
        head = next(number for number, line in enumerate(lines) if KEY in line)
        titles = [str(title) for title in lines[head]]
        rows = {}
        for number, line in enumerate(lines):
            line += [None] * (len(titles) - len(line))
            if number != head and (key := line[titles.index(KEY)]):
                rows[str(key)] = dict(zip(titles, line, strict=False))
        return rows

    def told(self, fields: str, tab_id: int = STUDENTS_TAB) -> dict[str, Any]:
        """What the Sheet's own answer says of a tab: as much as the mask names, inside `sheets`."""
        answer = requests.get(
            f"{self.school.box.url}/v4/spreadsheets/{self.sheet.id}",
            params={"fields": f"sheets(properties.sheetId,{fields})"},
            headers={"Authorization": f"Bearer {self.school.box.token(STAFF)}"},
            timeout=30,
        )
        assert answer.ok, answer.text
        sheets: list[dict[str, Any]] = answer.json()["sheets"]
        return next(one for one in sheets if one["properties"]["sheetId"] == tab_id)

    def links(self, tab_id: int = STUDENTS_TAB) -> dict[str, str]:
        """Where the cells of a tab lead that are links, by the words that stand in them."""
        found = {}
        for row in self.told("data.rowData.values(userEnteredValue,textFormatRuns)", tab_id)["data"][0]["rowData"]:
            for cell in row.get("values", ()):
                for run in cell.get("textFormatRuns", ()):
                    found[cell["userEnteredValue"]["stringValue"]] = run["format"]["link"]["uri"]
        return found

    def edit(self, *changes: dict[str, Any]) -> list[dict[str, Any]]:
        """Let staff change the Sheet, as a script of theirs would."""
        answer = requests.post(
            f"{self.school.box.url}/v4/spreadsheets/{self.sheet.id}:batchUpdate",
            json={"requests": list(changes)},
            headers={"Authorization": f"Bearer {self.school.box.token(STAFF)}"},
            timeout=30,
        )
        assert answer.ok, answer.text
        replies: list[dict[str, Any]] = answer.json()["replies"]
        return replies

    def put(self, row: int, column: int, value: str | float, tab_id: int = STUDENTS_TAB) -> None:
        """Let staff type in a cell."""
        kind = "stringValue" if isinstance(value, str) else "numberValue"
        cell = {"userEnteredValue": {kind: value}}
        start = {"sheetId": tab_id, "rowIndex": row, "columnIndex": column}
        rows = [{"values": [cell]}]
        self.edit({"updateCells": {"rows": rows, "fields": "userEnteredValue", "start": start}})

    def place(self, key: str, heading: str) -> tuple[int, int]:
        """Row and column of a student's cell in the Students tab."""
        lines = [list(line) for line in self.tab().cells]
        head = next(line for line in lines if KEY in line)
        row = next(number for number, line in enumerate(lines) if key in line)
        return row, head.index(heading)


def day(text: str) -> date:
    """The day of that date in ISO form."""
    return date.fromisoformat(text)
