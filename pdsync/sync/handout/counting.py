"""What a plan comes to: Docs, grants, mails, and the calls to Google that it takes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pdsync.sync.handout.steps import (
    Adopt,
    Clear,
    Copy,
    Discard,
    Fill,
    LetStaffIn,
    MakeFolder,
    MakeTemplate,
    Mark,
    Original,
    Share,
    Unshare,
    Wait,
)

if TYPE_CHECKING:
    from pdsync.sync.handout.planning import Plan
    from pdsync.sync.handout.steps import Visit


@dataclass(frozen=True, slots=True)
class Counts:
    """How many Docs are made, and so on. `left`: students for whom nothing is done, `lacking`: nothing can be done.

    `taken_up`: Docs that an earlier run made and gave to nobody; `moved`: grants that end because an address changed.
    """

    made: int = 0
    taken_up: int = 0
    filled: int = 0
    shared: int = 0
    mentors: int = 0
    staff: int = 0
    mails: int = 0
    moved: int = 0
    renamed: int = 0
    removed: int = 0
    waiting: int = 0
    left: int = 0
    away: int = 0
    lacking: int = 0


NAMES = {
    "made": "Docs made",
    "taken_up": "Docs taken up that an earlier run made",
    "filled": "Docs filled in",
    "shared": "shared with their students",
    "mentors": "shared with mentors",
    "staff": "members of staff let into the folder",
    "mails": "mails that Google sends",
    "moved": "grants of former addresses ended",
    "renamed": "Docs renamed",
    "removed": "unused duplicates put into the bin",
    "waiting": "Docs that another handout may be at",
    "left": "students who have everything already",
    "away": "students who are withdrawn or deferred and get nothing new",
    "lacking": "students with something in the way",
}
"""What each count is called."""


def counts(plan: Plan) -> Counts:
    """What the plan comes to."""
    steps = [step for visit in plan.visits for step in visit.steps]
    shares = [step for step in steps if isinstance(step, Share)]
    return Counts(
        made=_of(steps, Copy),
        taken_up=_of(steps, Adopt),
        filled=_of(steps, Fill),
        shared=sum(not share.mentor for share in shares),
        mentors=sum(share.mentor for share in shares),
        staff=_of(plan.preparations, LetStaffIn),
        mails=sum(share.mail for share in shares),
        moved=_of(steps, Unshare),
        renamed=sum(isinstance(step, Mark) and bool(step.name) for step in steps),
        removed=_of(steps, Discard) + _of(plan.preparations, Clear),
        waiting=_of(steps, Wait),
        left=sum(not (visit.steps or visit.problems or visit.gone) for visit in plan.visits),
        away=sum(visit.gone for visit in plan.visits),
        lacking=sum(bool(visit.problems) for visit in plan.visits),
    )


def mails_to(visit: Visit) -> tuple[str, ...]:
    """The addresses that Google writes to for one student."""
    return tuple(step.email for step in visit.steps if isinstance(step, Share) and step.mail)


def calls(plan: Plan) -> Counter[str]:
    """How often a handout of the plan calls each method of the ports, if nothing goes wrong and no other run works."""
    steps = [step for visit in plan.visits for step in visit.steps]
    made = [one for one in plan.preparations if isinstance(one, MakeFolder | MakeTemplate)]
    written = _of(made, MakeTemplate)
    known = [one for one in plan.view.originals.values() if isinstance(one, Original) and one.id]
    again = [
        visit for visit in plan.visits if not visit.new for step in visit.steps if isinstance(step, Share) and step.mail
    ]
    found = Counter(
        {
            "marked": 1 + bool(made) + any(visit.new for visit in plan.visits),
            "file": bool(plan.cohort.folder_id),
            "read": len({one.id for one in known}) + written,
            "write": written,
            "create": sum(not (isinstance(one, MakeTemplate) and one.id) for one in made),
            "copy": _of(steps, Copy),
            "fill": _of(steps, Fill),
            "grants": len(again),
            "share": _of(steps, Share) + _of(plan.preparations, LetStaffIn),
            "unshare": _of(steps, Unshare),
            "mark": _of(steps, Mark),
            "discard": _of(steps, Discard) + _of(plan.preparations, Clear),
        }
    )
    return +found


WRITES = frozenset({"write", "create", "copy", "fill", "share", "unshare", "mark", "discard"})
"""The calls that change something."""


def _of(some: object, kind: type) -> int:
    assert isinstance(some, list | tuple)
    return sum(isinstance(one, kind) for one in some)
