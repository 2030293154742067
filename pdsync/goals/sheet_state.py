"""The hidden tab: what the last sync knew, a row a student, so that the next one may run on any machine."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pdsync.goals.changes import Followed, Memory
from pdsync.goals.dates import Due, DueKind, Words
from pdsync.goals.merge import Book, Cell, Column, Table, Value
from pdsync.goals.model import Entry, Section, StatusClass
from pdsync.goals.sheet_merge import rows_of

STATE_TAB = 26_110_005
COHORT_ROW = "pdsync cohort"
"""The key of the one row that is the cohort's and no student's."""

READER = 1
"""Raised when what is read out of a Doc changes, so that every Doc is read once more."""

ROOM = 40_000
"""A cell holds 50,000 characters; goals longer than this are packed."""

MOST_GOALS = 100
"""So many goals of one student are remembered."""

AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

HERE, LEFT = "here", "left"
"""Whether the student was on the roster."""

COLUMNS = tuple(
    Column(title, width=100) for title in ("Doc", "Version", "Modified", "Digest", "Edited", "Roster", "Flags", "Goals")
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the last sync was: whose, on which day, when as the Sheet counts moments, with which calendar and reader."""

    cohort: str = ""
    day: date | None = None
    moment: float = 0.0
    calendar: str = ""
    reader: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """What the last sync knew: nothing at all if there was none. `rows`: its cells by student, read when asked for."""

    stamp: Stamp = Stamp()
    rows: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)

    def memory(self, key: str) -> Memory | None:
        """What was known of a student; None if nothing was, or if it cannot be understood any more."""
        row = self.rows.get(key)
        return None if row is None else _memory(row)

    def listed(self, key: str) -> tuple[str, str, str]:
        """The student's Doc, its version and its modifiedTime as Drive listed them when it was read."""
        row = self.rows.get(key, {})
        return _text(row, "Doc"), _text(row, "Version"), _text(row, "Modified")

    def enrolled(self) -> set[str]:
        """Who was on the roster."""
        return {key for key, row in self.rows.items() if _text(row, "Roster").startswith(HERE)}


def state_of(book: Book) -> State:
    """What the last sync left in the book; what cannot be understood is as if it were not there."""
    rows = dict(rows_of(book, state_table({})))
    about = rows.pop(COHORT_ROW, None)
    return State(_stamp(about) if about is not None else Stamp(), rows)


def state_table(
    memories: Mapping[str, Memory], stamp: Stamp | None = None, *, about: Callable[[str], bool] | None = None
) -> Table:
    """The hidden tab for what is known now of these students, and with `stamp` of the sync itself."""
    rows = {key: _row(memory) for key, memory in memories.items()}
    if stamp is not None:
        day = stamp.day.isoformat() if stamp.day else ""
        content = {"day": day, "moment": stamp.moment, "calendar": stamp.calendar, "reader": stamp.reader}
        rows[COHORT_ROW] = (stamp.cohort, None, None, None, None, None, None, json.dumps(content))
    return Table(STATE_TAB, "_pdsync", COLUMNS, rows, hidden=True, index=5, about=about)


def _row(memory: Memory) -> tuple[Value, ...]:
    text, whole = packed(memory)
    return (
        memory.doc,
        memory.version if whole else None,
        memory.modified if whole else None,
        memory.digest,
        memory.edited.isoformat() if memory.edited else None,
        (HERE if memory.enrolled else LEFT) + (" lost" if memory.lost else ""),
        " ".join(memory.flags),
        text,
    )


def _stamp(row: Mapping[str, Cell]) -> Stamp:
    cohort = _text(row, "Doc")
    try:
        about = json.loads(_text(row, "Goals"))
        day = date.fromisoformat(about["day"]) if about["day"] else None
        return Stamp(cohort, day, float(about["moment"]), str(about["calendar"]), int(about["reader"]))
    except (ValueError, KeyError, TypeError):
        return Stamp(cohort)


def _memory(row: Mapping[str, Cell]) -> Memory | None:
    try:
        goals, problems, next_id = unpacked(_text(row, "Goals"))
        edited = _text(row, "Edited")
        return Memory(
            doc=_text(row, "Doc"),
            version=_text(row, "Version"),
            modified=_text(row, "Modified"),
            digest=_text(row, "Digest"),
            edited=date.fromisoformat(edited) if edited else None,
            goals=goals,
            problems=problems,
            next_id=next_id,
            flags=tuple(_text(row, "Flags").split()),
            enrolled=_text(row, "Roster").startswith(HERE),
            lost=_text(row, "Roster").endswith("lost"),
        )
    except (ValueError, KeyError, TypeError, LookupError, zlib.error):
        return None


def _text(row: Mapping[str, Cell], title: str) -> str:
    cell = row.get(title)
    return cell if isinstance(cell, str) else ""


# ---- goals as one cell


def packed(memory: Memory) -> tuple[str, bool]:
    """Goals and problems as one cell's text, and whether they are whole: what is too long for a cell is cut."""
    for longest in (None, 2000, 200, 20, 0):
        content = {
            "next": memory.next_id,
            "goals": [_cut(_goal(goal), longest) for goal in memory.goals[:MOST_GOALS]],
            "problems": list(memory.problems[:MOST_GOALS]),
        }
        text = AS_JSON.encode(content)
        if len(text) > ROOM:
            text = "z" + base64.b85encode(zlib.compress(text.encode(errors="surrogatepass"), 9)).decode()
        if len(text) <= ROOM:
            break
    return text, longest is None and len(memory.goals) <= MOST_GOALS


def _cut(goal: dict[str, Any], longest: int | None) -> dict[str, Any]:
    """A goal whose texts are no longer than that."""
    if longest is None:
        return goal
    answers = {name: text[:longest] for name, text in goal.get("answers", {}).items()}
    return {**goal, "answers": answers, "notes": [], "due": None, "status": goal.get("status", "")[:longest]} | {
        name: goal.get(name, "")[:longest] for name in ("title", "unlabelled")
    }


def unpacked(text: str) -> tuple[tuple[Followed, ...], tuple[str, ...], int]:
    """Goals, problems and the next goal's number, out of a cell's text."""
    if text.startswith("z"):
        text = zlib.decompress(base64.b85decode(text[1:])).decode(errors="surrogatepass")
    content = json.loads(text)
    return tuple(map(_followed, content["goals"])), tuple(content["problems"]), int(content["next"])


def _goal(goal: Followed) -> dict[str, Any]:
    entry = goal.entry
    content: dict[str, Any] = {
        "id": goal.id,
        "number": entry.number,
        "title": entry.title,
        "answers": {section.value: text for section, text in entry.answers.items()},
        "placeholders": [section.value for section in entry.placeholders],
        "unlabelled": entry.unlabelled,
        "status": entry.status,
        "class": entry.status_class.value if entry.status_class else "",
        "due": _due(entry.due) if entry.due else None,
        "written": entry.written.isoformat() if entry.written else "",
        "notes": list(entry.notes),
        "link": entry.link,
    }
    return {name: value for name, value in content.items() if value}


def _followed(content: Mapping[str, Any]) -> Followed:
    written, kind, due = content.get("written"), content.get("class"), content.get("due")
    entry = Entry(
        number=content["number"],
        title=content.get("title", ""),
        answers={Section(name): text for name, text in content.get("answers", {}).items()},
        placeholders=tuple(Section(name) for name in content.get("placeholders", ())),
        unlabelled=content.get("unlabelled", ""),
        status=content.get("status", ""),
        status_class=StatusClass(kind) if kind else None,
        due=_due_of(due) if due else None,
        written=date.fromisoformat(written) if written else None,
        notes=tuple(content.get("notes", ())),
        link=content.get("link", ""),
    )
    return Followed(content["id"], entry)


def _due(due: Due) -> list[Any]:
    words = [due.words.start, due.words.end, due.words.text] if due.words else None
    others = [day.isoformat() for day in due.alternatives]
    day = due.date.isoformat() if due.date else None
    return [due.kind.value, day, words, due.confidence, others, due.why, due.unknown_milestone]


def _due_of(content: Sequence[Any]) -> Due:
    kind, day, words, confidence, others, why, milestone = content
    return Due(
        DueKind(kind),
        date.fromisoformat(day) if day else None,
        Words(*words) if words else None,
        confidence,
        tuple(date.fromisoformat(other) for other in others),
        why,
        milestone,
    )
