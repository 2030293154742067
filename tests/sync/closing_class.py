"""A class whose module is over, and what tests ask of it."""

from __future__ import annotations

from typing import Any

import requests

from pdsync.goals.closing import CLOSING_TAB
from pdsync.goals.cohort import Role
from pdsync.goals.plain import text_of
from pdsync.sync.close.carrying import close
from pdsync.sync.close.planning import Plan, plan
from pdsync.sync.close.steps import Done, Terms
from tools.classroom import Classroom
from tools.school import STAFF

TYPED = [{"insertText": {"location": {"index": 1}, "text": "Late! "}}]


class Closing(Classroom):
    """A class whose module is over."""

    def terms(self, **more: Any) -> Terms:
        now = self.school.box.do(lambda workspace: workspace.clock.now())
        return Terms(**{"student": Role.COMMENTER, "mentors": None, "today": self.today, "now": now, **more})

    def plan(self, **more: Any) -> Plan:
        return plan(self.school.cohort, self.school.students, self.school.google, self.terms(**more))

    def close(self, *, save: Any = None, **more: Any) -> Done:
        school = self.school
        return close(school.cohort, school.students, school.google, self.terms(**more), save=save)

    def thaw(self, *keys: str) -> Done:
        return self.close(thaw=True, only=keys)

    def can_write(self, key: str) -> bool:
        """Whether the student can type in their Doc."""
        desk = self.desk(key)
        try:
            desk.edit(self.doc(key), TYPED)
        except RuntimeError as refused:
            assert " 403 " in str(refused)
            return False
        finally:
            desk.close()
        return True

    def can_read(self, key: str) -> bool:
        desk = self.desk(key)
        try:
            return bool(desk.page(self.doc(key)).lines)
        finally:
            desk.close()

    def comment(self, key: str) -> None:
        """Let the student comment on their Doc."""
        desk = self.desk(key)
        desk._call("POST", f"/drive/v3/files/{self.doc(key)}/comments?fields=id", json={"content": "Thank you"})
        desk.close()

    def plain(self, key: str) -> str:
        """What stands in the student's Doc, as it is set down."""
        return text_of(self.school.google.docs.read(self.doc(key)).blocks)

    def roles(self, key: str) -> dict[str, str]:
        return self.school.grants(key)

    def records(self) -> dict[str, dict[str, Any]]:
        return self.rows(CLOSING_TAB)


def as_staff(room: Closing, verb: str, path: str, **more: Any) -> None:
    """Let the member of staff who owns the Docs do something in Drive by hand."""
    headers = {"Authorization": f"Bearer {room.school.box.token(STAFF)}"}
    answer = requests.request(verb, f"{room.school.box.url}/drive/v3/files/{path}", headers=headers, timeout=30, **more)
    assert answer.ok, answer.text


KEYS = [f"s{number:02}" for number in range(6)]
