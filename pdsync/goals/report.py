"""A Reading as `pdsync read` gives it out: one JSON object a Doc, and the Doc's lines with what each was taken for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from pdsync.goals.document import Place
from pdsync.goals.model import Answer, Goal, Reading, Section
from pdsync.goals.parsing import ReadLine

WIDTH = 78
"""Lines for people are cut at so many characters."""


def as_json(
    reading: Reading, *, id: str, title: str, due: Callable[[Goal], date | None] = lambda goal: None
) -> dict[str, Any]:
    """One object for one Doc. A section without an answer is null; `due` finds a goal's due date."""
    return {
        "id": id,
        "title": title,
        "goals": [_goal(goal, due(goal), id) for goal in reading.goals],
        "problems": [problem.what for problem in reading.problems],
        "evidence": {"problems": [_place(problem.place, id) for problem in reading.problems]},
    }


def _goal(goal: Goal, due: date | None, id: str) -> dict[str, Any]:
    parts: dict[str, Answer | None] = {"title": goal.title}
    parts |= {section.value: goal.answers.get(section) for section in Section}
    parts["status"] = goal.status
    return {
        **{name: _text(answer) for name, answer in parts.items()},
        "status_class": goal.status_class.value if goal.status_class else None,
        "due": due.isoformat() if due else None,
        "unlabelled": _text(goal.unlabelled),
        "placeholders": [section.value for section in goal.placeholders],
        "notes": list(goal.notes),
        "evidence": {
            "goal": _place(goal.place, id),
            **{
                name: _evidence(answer, id)
                for name, answer in (*parts.items(), ("unlabelled", goal.unlabelled))
                if answer
            },
        },
    }


def _text(answer: Answer | None) -> str | None:
    return answer.text if answer else None


def _evidence(answer: Answer, id: str) -> dict[str, Any]:
    """What an answer rests on: the rule that found it, and where its lines stand."""
    found: dict[str, Any] = {"rule": answer.rule, "places": [_place(place, id) for place in answer.places]}
    if answer.suggested:
        found["suggested"] = True
    if answer.dates:
        found["dates"] = [day.isoformat() for day in answer.dates]
    return found


def _place(place: Place | None, id: str) -> dict[str, Any] | None:
    if place is None:
        return None
    found: dict[str, Any] = {"tab": place.tab, "paragraph": place.paragraph, "start": place.start, "end": place.end}
    if place.heading:
        found["heading"] = place.heading
    found["link"] = link_to(place, id)
    return found


def link_to(place: Place, id: str) -> str:
    """The address of a place in a Doc: its tab and the nearest heading above it.

    >>> link_to(Place(tab="t.0", heading="h.abc"), "1x")
    'https://docs.google.com/document/d/1x/edit?tab=t.0#heading=h.abc'
    """
    link = f"https://docs.google.com/document/d/{quote(id, safe='')}/edit"
    if place.tab:
        link += f"?tab={quote(place.tab, safe='.')}"
    return f"{link}#heading={quote(place.heading, safe='.')}" if place.heading else link


def as_lines(lines: Sequence[ReadLine]) -> Iterator[tuple[str, str, str, str]]:
    """The Doc's lines for people: goal, what the line was taken for, its beginning, and why."""
    for line in lines:
        text = " ".join(line.text.split())
        text = "".join(letter if letter.isprintable() else " " for letter in text)
        if len(text) > WIDTH:
            text = text[: WIDTH - 1] + "…"
        why = "suggested; " + line.why if line.suggested else line.why
        yield (f"goal {line.goal}" if line.goal else "", line.taken_for, text, why)


def lines_as_json(lines: Sequence[ReadLine]) -> list[Mapping[str, Any]]:
    """The same for programs."""
    return [
        {"text": line.text, "taken_for": line.taken_for, "why": line.why, "goal": line.goal, "start": line.place.start}
        for line in lines
    ]
