"""Whether keys and people still belong together: addresses that changed hands, a key that is somebody else's now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pdsync.errors import SafetyStop
from pdsync.goals.words import listed
from pdsync.sync.found import FOR

if TYPE_CHECKING:
    from pdsync.goals.model import Student
    from pdsync.sync.found import Found
    from pdsync.sync.ports import File

SHOWN = 5
"""So many students are named."""

ADVICE = (
    "This happens when one column of a roster is sorted without the others, or when two keys are swapped; each would "
    "be given the Doc of somebody else."
)


def stop_for_swaps(students: Sequence[Student], found: Found, *, command: str) -> None:
    """Raise SafetyStop if a student on the roster has the address that another one's Doc was made for."""
    swapped = tuple(_swapped(students, found))
    if not swapped:
        return
    more = [f"{len(swapped) - SHOWN} more"] if len(swapped) > SHOWN else []
    raise SafetyStop(
        f"Stopped, and nothing was written: {listed([*swapped[:SHOWN], *more])}. {ADVICE}",
        hint=f"mend the roster; if the addresses were wrong before and are right now: {command} --force",
    )


def _swapped(students: Sequence[Student], found: Found) -> Iterator[str]:
    first = {key: docs[0] for key, docs in found.docs.items() if docs and not docs[0].trashed}
    made_for = {_for(file): key for key, file in first.items() if _for(file)}
    for student in students:
        file, address = first.get(student.key), student.email.casefold()
        if file is None or _for(file) in ("", address):
            continue
        other = made_for.get(address, student.key)
        if other != student.key:
            yield f"{student.key} ({student.called}) has {student.email} now, for which the Doc of {other} was made"


def _for(file: File) -> str:
    """The address that a Doc was made for, in small letters, "" if it does not say."""
    return file.marks.get(FOR, "").casefold()


def another_person(student: Student, marks: Mapping[str, str], title: str, name: str) -> str:
    """Why the key may be another person's now, "" if it is not likely: name and address both are others than before.

    `title`: the digest of the name that the Doc was given; `name`: of the one that it would be given now.
    """
    before = marks.get(FOR, "")
    if not before or before.casefold() == student.email.casefold() or not title or title == name:
        return ""
    return (
        f"the key {student.key} was used for {before}, and now name and address both are others. Is this the same "
        f"person? Then: pdsync handout --only {student.key} --force. If not, give them a key of their own"
    )
