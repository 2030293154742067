"""The plan of a recall in words: whose Docs go, whose stay and why, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pdsync.goals.words import listed
from pdsync.sync.handout.wording import long

if TYPE_CHECKING:
    from pdsync.sync.recall_plan import Plan, Take


def worded(plan: Plan) -> str:
    """The whole plan, a line a student."""
    return "\n".join(_lines(plan))


def _lines(plan: Plan) -> Iterator[str]:
    yield f"Recall from {plan.cohort.name}: what would be done. Nothing has been done yet."
    yield ""
    wide = max((len(take.key) for take in plan.takes), default=0)
    broad = min(max((len(take.called) for take in plan.takes), default=0), 28)
    for take in plan.takes:
        yield f"  {take.key:{wide}}  {take.called:{broad}}  {in_words(take, plan)}"
    yield ""
    yield plan.too_late or summary(plan)


def in_words(take: Take, plan: Plan) -> str:
    """What there is to do for one student, or why nothing is, in one line."""
    if not take.files:
        return "has no Doc"
    if take.refusals:
        again = "; access that an earlier recall ended is given back" if take.half else ""
        return f"stays: {'; '.join(take.refusals)}{again}"
    parts = [f"put “{file.name}” into the bin" if not file.trashed else f"forget “{file.name}”" for file in take.files]
    if ended := ended_for(take, plan):
        parts.append(f"end the access of {listed(ended)}")
    return "; ".join(parts)


def ended_for(take: Take, plan: Plan) -> tuple[str, ...]:
    """Whose access ends, by address."""
    every = (grant.email or "whoever has the link" for file in take.files for grant in plan.ended(file))
    return tuple(dict.fromkeys(every))


def summary(plan: Plan) -> str:
    """What the plan comes to."""
    docs = sum(len(take.files) for take in plan.wanted)
    grants = sum(len(plan.ended(file)) for take in plan.wanted for file in take.files)
    stay = sum(bool(take.refusals) for take in plan.takes)
    if not docs:
        return "Nothing can be taken back." if stay else "There is nothing to take back."
    pace = plan.cohort.google.quotas.drive_writes_per_second
    took = long((2 * docs + grants) / pace)
    kept = f"; the Docs of {stay} stay" if stay else ""
    return f"In all: {_some(docs, 'Doc')} into the bin, {_some(grants, 'grant')} ended{kept}; {took}. No mail is sent."


def _some(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
