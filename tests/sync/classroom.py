"""A class at work: students write in their Docs as themselves, staff edit the Sheet as themselves, pdsync syncs."""

from collections import Counter
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import requests
from tools.school import STAFF

from pdsync.goals.merge import KEY
from pdsync.goals.sheet import STUDENTS_TAB
from pdsync.sandbox.handwriting import Desk, back_to_front, choosing, writing
from pdsync.sync import collect, publish

TODAY = datetime.now(UTC).date()
SECTIONS = ("Specific", "Measurable", "Achievable", "Relevant", "Timebound")


def said(day):
    """A due date as a student writes it."""
    return f"By {day:%A}, {day:%B} {day.day}, {day.year}."


class Classroom:
    """A school whose students have their Docs; today is the day it is unless a test says otherwise."""

    def __init__(self, school):
        self.school, self.today = school, TODAY
        school.hand_out()

    # ---- students

    def write(self, key, number=0, *, due=None, status="", **answers):
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

    def write_in_full(self, key, *, due=None, status="In progress"):
        """Let a student write both goals."""
        for number in (0, 1):
            answers = {section.lower(): f"{section} of goal {number + 1}" for section in SECTIONS[:4]}
            self.write(key, number, due=due or self.today + timedelta(days=12), status=status, **answers)

    def desk(self, key):
        email = next(one.email for one in self.school.students if one.key == key)
        return Desk(self.school.box.url, self.school.box.token(email))

    def doc(self, key):
        return self.school.doc(key).id

    # ---- pdsync

    def sync(self, **more):
        now = datetime.combine(self.today, datetime.now(UTC).timetz())
        settings = {"today": self.today, "now": now, "progress": lambda *_: None, **more}
        return publish.sync(self.school.cohort, self.school.students, self.school.google, **settings)

    def flags(self):
        found = collect.flags(self.school.cohort, self.school.students, self.school.google, today=self.today)
        return Counter((flag.student, flag.kind) for flag in found)

    def tomorrow(self, days=1):
        """Let days pass, in the sandbox too."""
        self.today += timedelta(days=days)
        self.school.box.do(lambda workspace: workspace.clock.advance(days * 86_400))

    @contextmanager
    def calls(self):
        """The calls made inside that count, by method."""
        with self.school.calls() as counted:
            yield counted
        for method in [method for method in counted if method.startswith("oauth")]:
            del counted[method]

    # ---- the Sheet, as staff see it

    @property
    def sheet(self):
        return self.school.found().sheet

    def book(self):
        return self.school.google.sheets.read(self.sheet.id)

    def tab(self, tab_id=STUDENTS_TAB):
        return self.book().tab(tab_id)

    def rows(self, tab_id=STUDENTS_TAB):
        """A tab's rows by key, each a mapping of heading to cell."""
        lines = [list(line) for line in self.tab(tab_id).cells]
        head = next(number for number, line in enumerate(lines) if KEY in line)
        titles = lines[head]
        rows = {}
        for number, line in enumerate(lines):
            line += [None] * (len(titles) - len(line))
            if number != head and line[titles.index(KEY)]:
                rows[line[titles.index(KEY)]] = dict(zip(titles, line, strict=False))
        return rows

    def edit(self, *requests_):
        """Let staff change the Sheet, as a script of theirs would."""
        answer = requests.post(
            f"{self.school.box.url}/v4/spreadsheets/{self.sheet.id}:batchUpdate",
            json={"requests": list(requests_)},
            headers={"Authorization": f"Bearer {self.school.box.token(STAFF)}"},
            timeout=30,
        )
        assert answer.ok, answer.text
        return answer.json()["replies"]

    def put(self, row, column, value, tab_id=STUDENTS_TAB):
        """Let staff type in a cell."""
        kind = {str: "stringValue", float: "numberValue"}[type(value)]
        cell = {"userEnteredValue": {kind: value}}
        start = {"sheetId": tab_id, "rowIndex": row, "columnIndex": column}
        rows = [{"values": [cell]}]
        self.edit({"updateCells": {"rows": rows, "fields": "userEnteredValue", "start": start}})

    def place(self, key, heading):
        """Row and column of a student's cell in the Students tab."""
        lines = [list(line) for line in self.tab().cells]
        head = next(line for line in lines if KEY in line)
        row = next(number for number, line in enumerate(lines) if key in line)
        return row, head.index(heading)


def day(text):
    return date.fromisoformat(text)
