"""A Reading as `pdsync read` gives it out: one JSON object a Doc, and the Doc's lines with what each was taken for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from pdsync.goals.dates import Due
from pdsync.goals.document import Place
from pdsync.goals.hints import Hint
from pdsync.goals.model import Answer, Entry, Goal, Reading, Section
from pdsync.goals.parsing import ReadLine
from pdsync.goals.words import in_words, listed, quoted

WIDTH = 78
"""Lines for people are cut at so many characters."""

FindDue = Callable[[Goal], Due | None]


def no_due(goal: Goal) -> None:
    """What is known of due dates where there is no calendar: nothing."""


def entries_of(reading: Reading, *, due: FindDue = no_due, written: date | None = None) -> tuple[Entry, ...]:
    """A reading's goals as flags and hints see them; `written`: the day the answers were written."""
    return tuple(
        Entry(
            number,
            goal.title.text if goal.title else "",
            {section: answer.text for section, answer in goal.answers.items()},
            placeholders=goal.placeholders,
            unlabelled=goal.unlabelled.text if goal.unlabelled else "",
            status=goal.status.text if goal.status else "",
            status_class=goal.status_class,
            due=due(goal),
            written=written,
            notes=goal.notes,
        )
        for number, goal in enumerate(reading.goals, start=1)
    )


# ---- for programs


def as_json(
    reading: Reading, *, id: str, title: str, due: FindDue = no_due, hints: Sequence[Hint] = ()
) -> dict[str, Any]:
    """One object for one Doc. A section without an answer is null; `due` finds what Timebound says of the day."""
    return {
        "id": id,
        "title": title,
        "goals": [_goal(goal, due(goal), id) for goal in reading.goals],
        "problems": [problem.what for problem in reading.problems],
        "hints": [{"kind": hint.kind, "goal": hint.goal, "sentence": hint.sentence} for hint in hints],
        "evidence": {"problems": [_place(problem.place, id) for problem in reading.problems]},
    }


def _goal(goal: Goal, due: Due | None, id: str) -> dict[str, Any]:
    parts: dict[str, Answer | None] = {"title": goal.title}
    parts |= {section.value: goal.answers.get(section) for section in Section}
    parts["status"] = goal.status
    evidence = {name: _evidence(one, id) for name, one in (*parts.items(), ("unlabelled", goal.unlabelled)) if one}
    return {
        **{name: _text(answer) for name, answer in parts.items()},
        "status_class": goal.status_class.value if goal.status_class else None,
        "due": due.date.isoformat() if due and due.date else None,
        "unlabelled": _text(goal.unlabelled),
        "placeholders": [section.value for section in goal.placeholders],
        "notes": list(goal.notes),
        "evidence": {"goal": _place(goal.place, id), **evidence, **({"due": due_as_json(due)} if due else {})},
    }


def due_as_json(due: Due) -> dict[str, Any]:
    """What was read of a due date; `evidence`: its words are the characters [start, end) of the answer, or null."""
    found = {
        "kind": due.kind.value,
        "due": due.date.isoformat() if due.date else None,
        "confidence": round(due.confidence, 2),
        "evidence": [due.words.start, due.words.end] if due.words else None,
        "words": due.words.text if due.words else None,
        "alternatives": [day.isoformat() for day in due.alternatives],
        "why": due.why,
    }
    return {**found, "unknown_milestone": due.unknown_milestone} if due.unknown_milestone else found


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


def lines_as_json(lines: Sequence[ReadLine]) -> list[Mapping[str, Any]]:
    """The Doc's lines for programs: what each was taken for, and why."""
    return [
        {
            "text": line.text,
            "taken_for": line.taken_for,
            "why": line.why,
            "goal": line.goal,
            "tab": line.place.tab,
            "start": line.place.start,
            "end": line.place.end,
        }
        for line in lines
    ]


# ---- for people


def as_lines(lines: Sequence[ReadLine]) -> Iterator[tuple[str, str, str, str]]:
    """The Doc's lines for people: goal, what the line was taken for, its beginning, and why."""
    for line in lines:
        why = "suggested; " + line.why if line.suggested else line.why
        yield (f"goal {line.goal}" if line.goal else "", line.taken_for, _shown(line.text), why)


def as_summary(entries: Sequence[Entry], reading: Reading, hints: Sequence[Hint]) -> Iterator[str]:
    """What was understood, in sentences: a line for each goal, then what is thin, then what could not be read."""
    for entry in entries:
        yield _goal_in_a_line(entry)
    if not entries:
        yield "No goal is written in it."
    yield from (f"Hint: {_shown(hint.sentence, len(hint.sentence))}" for hint in hints)
    yield from (f"Could not be read: {_shown(problem.what, len(problem.what))}" for problem in reading.problems)


def _goal_in_a_line(entry: Entry) -> str:
    name = f"Goal {entry.number}" + (f", {_shown(quoted(entry.title))}" if entry.title else "")
    open_ones = [one.capitalize() for one in Section if one not in entry.answers or one in entry.placeholders]
    says = [f"no answer yet for {listed(open_ones)}" if open_ones else "all five sections are answered"]
    if entry.unlabelled:
        says = ["written without the five prompts"]
    if entry.status:
        kind = f" ({entry.status_class.value.replace('_', ' ')})" if entry.status_class else ""
        says.append(f"status {_shown(quoted(entry.status))}{kind}")
    if entry.due is not None:
        says.append(due_in_a_line(entry.due))
    return f"{name}: {'; '.join(says)}."


def due_in_a_line(due: Due) -> str:
    """A due date with its words and how sure it is, in a line."""
    if due.date is None:
        return {"none": "no day is named", "ongoing": "it goes on without an end"}.get(
            due.kind, "the day is not certain"
        )
    words = f" ({_shown(quoted(due.words.text))})" if due.words else ""
    return f"due {in_words(due.date)}{words}, {due.confidence:.0%} sure"


def _shown(text: str, width: int = WIDTH) -> str:
    """The beginning of a text on one line, without characters that could steer a terminal."""
    text = "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))
    return text if len(text) <= width else text[: width - 1] + "…"
