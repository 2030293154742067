"""What changed with a student since the last sync: goals followed through rewriting and moving, and good news too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from pdsync.goals.model import Case, Entry, Flag, Section, StatusClass
from pdsync.goals.words import in_words, quoted

if TYPE_CHECKING:
    from pdsync.goals.cohort import Expected


@dataclass(frozen=True, slots=True)
class Followed:
    """A goal and the number that it keeps, whatever else the student writes, moves or deletes."""

    id: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Memory:
    """What the last sync knew of a student.

    `doc`, `version`, `modified`: the Doc as Drive listed it when it was read; `digest`: of the student's words;
    `edited`: the day on which they last changed; `next_id`: for the next goal; `flags`: each as `mark` makes it;
    `enrolled`: the student was on the roster.
    """

    doc: str = ""
    version: str = ""
    modified: str = ""
    digest: str = ""
    edited: date | None = None
    goals: tuple[Followed, ...] = ()
    problems: tuple[str, ...] = ()
    next_id: int = 1
    flags: tuple[str, ...] = ()
    enrolled: bool = True
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed with a student. `kind` as in KINDS; `goal` is the followed goal's number."""

    student: str
    kind: str
    words: str
    goal: int = 0
    link: str = ""


KINDS: Mapping[str, str] = {
    "joined": "New on the roster",
    "left": "Left the roster",
    "started": "Began to write",
    "new-goal": "New goal",
    "goal-gone": "Goal taken out",
    "completed": "Goal completed",
    "reopened": "Goal open again",
    "status": "Status changed",
    "date-set": "Date set",
    "date-moved": "Date moved",
    "overdue": "Newly overdue",
    "complete": "Newly written in full",
    "doc-lost": "Doc out of reach",
    "doc-back": "Doc is back",
}
"""Every kind of change and what the Changes tab calls it."""


def mark(flag: Flag, goals: Sequence[Followed]) -> str:
    """A flag as memory keeps it: its kind, and the followed goal's number."""
    found = next((goal.id for goal in goals if goal.entry.number == flag.goal), None)
    return flag.kind if found is None else f"{flag.kind}:{found}"


def followed(before: Sequence[Followed], entries: Sequence[Entry], next_id: int) -> tuple[tuple[Followed, ...], int]:
    """Each goal with the number that it had, new ones with the next; and the next number after them.

    Goals are told by their words; one that was rewritten altogether by its place in the Doc.
    """
    scores = sorted(
        (
            (-_alike(old.entry, new), abs(old.entry.number - new.number), old.id, new.number)
            for old in before
            for new in entries
        ),
    )
    ids: dict[int, int] = {}
    for score, _, old_id, number in scores:
        if score < 0 and number not in ids and old_id not in ids.values():
            ids[number] = old_id
    found = []
    for entry in entries:
        if entry.number not in ids:
            ids[entry.number], next_id = next_id, next_id + 1
        found.append(Followed(ids[entry.number], entry))
    return tuple(found), next_id


def _alike(old: Entry, new: Entry) -> int:
    """How much speaks for two goals being one; 0: nothing does."""
    same = sum(old.answers.get(section) == new.answers[section] for section in new.answers)
    return (
        2 * same
        + 3 * bool(old.title and old.title == new.title)
        + 4 * bool(old.unlabelled and old.unlabelled == new.unlabelled)
        + 2 * _overlap(old.answers.get(Section.SPECIFIC, ""), new.answers.get(Section.SPECIFIC, ""))
        + (old.number == new.number)
    )


def _overlap(old: str, new: str) -> bool:
    """Whether more than half of the words are the same."""
    one, other = set(old.casefold().split()), set(new.casefold().split())
    return bool(one and other) and 2 * len(one & other) > max(len(one), len(other))


def changes(
    before: Memory | None, case: Case, goals: Sequence[Followed], flags: Sequence[Flag], expected: Expected
) -> tuple[Change, ...]:
    """What changed with a student; `before` None: nothing was known of them, though of others something was."""
    key = case.student.key
    if before is None:
        return (Change(key, "joined", "is new on the roster", link=_link(case)),)
    back = () if before.enrolled else (Change(key, "joined", "is on the roster again", link=_link(case)),)
    return (*back, *_changes(before, case, goals, flags, expected))


def _link(case: Case) -> str:
    return case.doc.link if case.doc else ""


def _changes(
    before: Memory, case: Case, goals: Sequence[Followed], flags: Sequence[Flag], expected: Expected
) -> Iterator[Change]:
    key, link = case.student.key, _link(case)
    lost = any(flag.kind == "doc-lost" for flag in flags)
    if lost and not before.lost:
        yield Change(key, "doc-lost", next(flag.reason for flag in flags if flag.kind == "doc-lost"), link=link)
    if before.lost and not lost:
        yield Change(key, "doc-back", "the Doc can be read again", link=link)
    if goals and not before.goals and before.next_id == 1:
        yield Change(key, "started", f"wrote the first {'goal' if len(goals) == 1 else 'goals'}", link=link)
    yield from _of_goals(key, {goal.id: goal.entry for goal in before.goals}, goals)
    for flag in flags:
        if flag.kind == "overdue" and (name := mark(flag, goals)) not in before.flags:
            yield Change(key, "overdue", flag.reason, int(name.partition(":")[2] or 0), flag.link)
    if in_full(goals, expected) and not in_full(before.goals, expected):
        yield Change(key, "complete", "everything that is asked for is written", link=link)


def _of_goals(key: str, before: Mapping[int, Entry], goals: Sequence[Followed]) -> Iterator[Change]:
    for goal in goals:
        entry, link = goal.entry, goal.entry.link
        old = before.get(goal.id)
        if old is None:
            yield Change(key, "new-goal", f"goal {entry.number}: {said(entry)}", goal.id, link)
            continue
        for kind, words in (*_of_status(old, entry), *_of_date(old, entry)):
            yield Change(key, kind, f"goal {entry.number} {words}", goal.id, link)
    for number in before.keys() - {goal.id for goal in goals}:
        yield Change(key, "goal-gone", f"a goal is no longer in the Doc: {said(before[number])}", number)


def said(entry: Entry) -> str:
    """The beginning of a goal's own words."""
    words = entry.title or entry.answers.get(Section.SPECIFIC, "") or entry.unlabelled
    return quoted(words or next(iter(entry.answers.values()), "") or "…")


def _of_status(old: Entry, new: Entry) -> Iterator[tuple[str, str]]:
    done, was_done = new.status_class is StatusClass.DONE, old.status_class is StatusClass.DONE
    if done and not was_done:
        yield "completed", f"is done: {said(new)}"
    elif was_done and not done:
        yield "reopened", f"was done, its status is now {quoted(new.status)}" if new.status else "has no status now"
    elif old.status_class is not new.status_class:
        yield "status", f"is now {quoted(new.status)}" if new.status else "has no status now"


def _of_date(old: Entry, new: Entry) -> Iterator[tuple[str, str]]:
    was, now = (entry.due.date if entry.due else None for entry in (old, new))
    if was and now and was != now:
        yield "date-moved", f"was due on {in_words(was)} and is now due on {in_words(now)}"
    elif now and not was:
        yield "date-set", f"is due on {in_words(now)}"


def in_full(goals: Sequence[Followed], expected: Expected) -> bool:
    """Whether so many goals are written as are asked for, with every section answered."""
    return len(goals) >= expected.goals and all(
        section in goal.entry.answers and section not in goal.entry.placeholders
        for goal in goals
        for section in expected.sections
    )


def digest(parts: Sequence[str]) -> str:
    """A short word that differs wherever the parts differ."""
    return sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:20]
