"""A trial: the Doc that a student would get, made and mailed to somebody else; nothing of it is the cohort's.

It is a handout to a cohort of its own, with one student who has the other address: so all that makes handouts safe
makes trials safe, and neither a handout nor a sync ever sees what a trial made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from pdsync.errors import UsageError
from pdsync.goals.cohort import KEY_BYTES, DocTemplate
from pdsync.sync import handout
from pdsync.sync.found import found
from pdsync.sync.handout.planning import chosen
from pdsync.sync.handout.view import MARKS, same

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.ports import Google

OWN = "{email} is the account that hands out: it owns every Doc, so Google sends it no mail."
TRIAL = "~trial"
"""What a trial's cohort has at the end of its key; no cohort's own key has a ~."""


def trial_of(
    cohort: Cohort, students: Sequence[Student], google: Google, *, key: str, to: str
) -> tuple[Cohort, Student]:
    """The cohort and the student of a trial. UsageError for a key that nobody has, or the account's own address."""
    if same(to, google.account):
        raise UsageError(OWN.format(email=to), hint="name another address of yours")
    student = replace(chosen(students, [key])[0], email=to, mentor_email="")
    template = found(google.drive.marked(cohort.key)).template
    asked = (
        cohort.template if isinstance(cohort.template, DocTemplate) or template is None else DocTemplate(template.id)
    )
    own = replace(
        cohort,
        key=cohort.key.encode()[: KEY_BYTES - len(TRIAL)].decode(errors="ignore") + TRIAL,
        folder=f"{cohort.folder_name} (trial)",
        folder_id="",
        template=asked,
        sharing=replace(cohort.sharing, staff=(), mentors=None),
    )
    return own, student


def plan_trial(cohort: Cohort, student: Student, google: Google, *, now: datetime | None = None) -> handout.Plan:
    """What a trial would do."""
    return handout.plan(cohort, [student], google, now=now, afresh=True)


def hand_out_on_trial(cohort: Cohort, student: Student, google: Google, *, now: datetime | None = None) -> handout.Done:
    """Make the trial's Doc and mail it. One that an earlier trial made stays where it is, and is nobody's any more."""
    for file in found(google.drive.marked(cohort.key)).docs.get(student.key, ()):
        google.drive.unmark(file.id, tuple(mark for mark in MARKS if mark in file.marks))
    return handout.hand_out(cohort, [student], google, now=now)
