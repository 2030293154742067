"""What a message about a run says, in neutral words: counts, and students by their keys, never what they wrote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from pdsync.goals.channels import Naming
from pdsync.goals.flags import KINDS

if TYPE_CHECKING:
    from pdsync.goals.model import Flag
    from pdsync.goals.news import Failure

FLAG_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "no-doc": "no Doc of their own yet",
        "doc-lost": "Doc out of reach",
        "duplicate-doc": "more than one Doc",
        "shared-too-widely": "Doc open to anyone with the link",
        "not-started": "nothing written yet",
        "missing-goal": "fewer goals than asked for",
        "incomplete": "sections without an answer",
        "unreadable": "text that could not be read as goals",
        "no-due-date": "a goal without a day",
        "ambiguous-date": "a date to check",
        "due-soon": "a goal due soon",
        "overdue": "a goal past its date",
        "after-module-end": "a goal due after the module ends",
        "stale": "no change for a while",
    }
)
"""Every kind of flag as a message calls it: a flag's own reason may quote the student, and is for the Sheet alone."""

GOOD_NEWS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "completed": ("goal completed", "goals completed"),
        "complete": ("newly written in full", "newly written in full"),
        "started": ("began to write", "began to write"),
        "doc-back": ("Doc is back", "Docs are back"),
    }
)
"""The changes that are good news, in singular and plural."""

NAMED = 12
"""So many students are named with each kind of flag."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one cohort's run. `failed`: why there was none, as a sentence, and `hint` the next command.

    `flags`: those that were not there at the last sync; `good`: changes by kind; `names`: what students are called.
    """

    cohort: str
    failed: str = ""
    hint: str = ""
    flags: tuple[Flag, ...] = ()
    good: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    failures: tuple[Failure, ...] = ()
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    link: str = ""

    @property
    def is_news(self) -> bool:
        """Whether somebody should hear of it: the run failed, a Doc newly cannot be read, or there are new flags."""
        return bool(self.failed or self.flags or any(not one.again for one in self.failures))


@dataclass(frozen=True, slots=True)
class Message:
    """A message to people."""

    subject: str
    text: str


def message(reports: Iterable[Report], *, students: Naming = Naming.KEYS) -> Message | None:
    """One message about a run over all its cohorts; None if there is nothing that anybody has to hear."""
    reports = tuple(reports)
    news = sorted((one for one in reports if one.is_news), key=lambda one: not one.failed)
    if not news:
        return None
    parts = ["\n".join(_about(one, students)) for one in news]
    if quiet := [plain(one.cohort) for one in reports if not one.is_news]:
        parts.append(f"Nothing new: {', '.join(quiet)}.")
    return Message(_subject(news), "\n\n".join(parts) + "\n")


def trial(cohorts: Iterable[str]) -> Message:
    """A message that only shows that messages come through."""
    names = ", ".join(map(plain, cohorts))
    words = "This is a test. Messages like this one come when a scheduled sync failed, or found new flags."
    return Message(f"pdsync: a test, for {names}", f"{words}\nCohort: {names}\n")


def _subject(news: Sequence[Report]) -> str:
    return f"pdsync: {'; '.join(_in_brief(one) for one in news[:3])}{' …' if len(news) > 3 else ''}"


def _in_brief(one: Report) -> str:
    flags, docs = len(one.flags), len(one.failures)
    words = [_many(flags, "new flag")] * bool(flags) + [f"{_many(docs, 'Doc')} not read"] * bool(docs)
    return f"{plain(one.cohort)}: {'the sync failed' if one.failed else ', '.join(words)}"


def _about(one: Report, students: Naming) -> Iterator[str]:
    """What there is to say about one cohort, line by line."""
    yield plain(one.cohort)
    if one.failed:
        yield "The sync failed. What is in the Sheet stays as it is, and it is safe to run again."
        yield from (plain(line) for line in one.failed.splitlines())
        if one.hint:
            yield f"Next: {plain(one.hint)}"
    if one.flags:
        yield f"New since the last sync: {_many(len(one.flags), 'flag')}"
        yield from _flags(one, students)
    if one.failures:
        yield f"{_many(len(one.failures), 'Doc')} could not be read this time; pdsync tries again by itself."
        yield from _failures(one, students)
    if said := good_news(one.good):
        yield f"Good news: {', '.join(said)}"
    if one.link:
        yield f"The Sheet: {one.link}"


def _flags(one: Report, students: Naming) -> Iterator[str]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for flag in one.flags:
        goal = f", goal {flag.goal}" if flag.goal else ""
        kinds[flag.kind].append(f"{_called(flag.student, one, students)}{goal}")
    for kind in (kind for kind in KINDS if kind in kinds):
        who = kinds[kind]
        more = [f"and {len(who) - NAMED} more"] * (len(who) > NAMED)
        named = f": {'; '.join([*who[:NAMED], *more])}" if students is not Naming.COUNTS else ""
        yield f"- {len(who)} × {kind} ({FLAG_WORDS[kind]}){named}"


def _failures(one: Report, students: Naming) -> Iterator[str]:
    if students is Naming.COUNTS:
        return
    for failure in one.failures[:NAMED]:
        yield f"- {_called(failure.student, one, students)}: {plain(failure.why)}"
    if len(one.failures) > NAMED:
        yield f"- and {len(one.failures) - NAMED} more"


def _called(key: str, one: Report, students: Naming) -> str:
    return plain(one.names.get(key, key) if students is Naming.NAMES else key)


def good_news(good: Mapping[str, int]) -> list[str]:
    """How much of each kind of good news there is."""
    return [f"{good[kind]} {words[good[kind] > 1]}" for kind, words in GOOD_NEWS.items() if good.get(kind)]


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


SIGNS = str.maketrans({"<": "‹", ">": "›"})


def plain(text: str) -> str:
    """A text on one line, without signs that a chat would take for its own, such as a call to everybody."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split()).translate(SIGNS)
