"""Where a goal may begin, and what its heading says: number, title, status."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from pdsync.goals.reading.lexicon import GOAL_NOUNS
from pdsync.goals.reading.lines import Bare, Look
from pdsync.goals.reading.printed import GIVEN_HEADINGS, GOAL_PROMPTS
from pdsync.goals.reading.prompts import Span, similar
from pdsync.goals.reading.text import fold, words
from pdsync.goals.status import is_status

NUMBERS: Final = {
    name: number
    for number, names in enumerate(
        (
            "one 1st first i a primary main",
            "two 2nd second ii b secondary other",
            "three 3rd third iii c",
            "four 4th fourth iv d",
            "five 5th fifth v e",
            "six 6th sixth vi",
            "seven 7th seventh vii",
            "eight 8th eighth viii",
            "nine 9th ninth ix",
            "ten 10th tenth x",
        ),
        start=1,
    )
    for name in names.split()
}
ORDINALS: Final = "first|second|third|fourth|fifth|sixth|1st|2nd|3rd|4th|5th|6th|primary|secondary|main"
OTHERS: Final = "next|other|last|final|another|new|stretch|bonus|extra|additional|optional"
NEUTRAL: Final = frozenset(words("my our the smart s m a r t pd main overall this module mod week weekly current"))
"""Words before "goal" that make no title."""

_LEAD = re.compile(r"[\W_]*(?:\d{1,2}\s*[.)]\s*)?")
_NOUN = rf"(?:{'|'.join(GOAL_NOUNS)})"
_HAS_NOUN = re.compile(_NOUN)
_NUMBERED = re.compile(
    rf"(?P<before>(?:[\w'./&-]+ ){{0,4}}?){_NOUN}\s*(?:no\.?|nr\.?|number|num\.?|#|№)?\s*#?\s*"
    r"(?P<number>\d{1,2}(?=\s*(?:/|of|out of)\s*\d{1,2}(?![\d/]))|\d{1,2}(?![\d%/])|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|i{1,3}|iv|v|vi{1,3}|[a-e])\b)"
    r"(?:\s*(?:/|of|out of)\s*\d{1,2}\b)?(?P<rest>.*)",
    re.DOTALL,
)
_SHORT = re.compile(r"g\s?(?P<number>\d)\s*(?P<rest>[:.)-].*)", re.DOTALL)
_ORDINAL = re.compile(
    rf"(?:my |our |the |for my )*(?P<number>{ORDINALS}|{OTHERS}) +(?:[\w'./&-]+ ){{0,2}}?(?:goal|objective)\b"
    r"(?P<rest>.*)",
    re.DOTALL,
)
_NAMED = re.compile(
    r"(?:(?:my|our|the|overall|main|smart|s\.?m\.?a\.?r\.?t\.?|pd) )*(?:goal|objective)"
    r"(?: (?:statement|title|name|description|summary|is))?\s*(?P<rest>(?:[:=(\[]|-+ |>).*|)$",
    re.DOTALL,
)
_TOPIC = re.compile(
    r"(?P<topic>[^:.!?]{2,48}?) (?:goal|objective)s?(?P<plural>(?<=s))?\s*(?P<rest>[:(\[=-].*|)$", re.DOTALL
)
_JOINT = re.compile(r"\s*(?:[:.)|=#]+|[->]+(?=\s|$)|\s[->]+)?\s*[->]*\s*")
_KIND = re.compile(r"[(\[][^()\[\]]{2,40}[)\]]\s*(?:[:=|]+|[->]+(?=\s)|\s[->]+)\s*(?=\S)")
"""What kind of goal it is, in brackets before its title: "Goal 1 (job search): Meetups"."""
_SENTENCE = re.compile(r"\s+(?:is|was|will|would|has|and|because|of|for|by|i|we|to)\b")
_TOLD = re.compile(r"\s+(?:was|were|went|had|has been|felt|turned out|did|didn'?t|got)\b(?! (?:to|about)\b)")
"""Behind "My first goal" this looks back on it."""
_NOT_BEFORE = frozenset(
    words(
        "i m d we you your is was are were will to on of for in with by about that this each per every met meet reach "
        "reached what which and or as at work working complete completed finish finished achieve a an its their same "
        "how why"
    )
)
"""A line in which one of these stands before "goal" is a sentence and no heading."""
_STATUS_TAIL = re.compile(r"(?:^|\s*[-:|>(\[,]+\s*|\s+(?=[^\w\s]))(?P<status>[^-:|>()\[\]]{1,40})[)\]]?\s*$")
_SPLIT = re.compile(r"\s*(?:[->]+\s|[|:(]|\s-+\s?)\s*|(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Head:
    """A possible beginning of a goal; where its title, its status and its text stand in the line."""

    worth: float
    way: str
    number: int | None = None
    title: Span | None = None
    status: Span | None = None
    body: Span | None = None


def head_of(line: Bare, plain: str, text: str, given: frozenset[str]) -> Head | None:
    """What a line says as the heading of a goal, if it can be one that names a goal.

    `given`: headings that the form itself prints.
    """
    if not _HAS_NOUN.search(plain) and not plain.lstrip(" #*(").startswith("g"):
        return None
    lead = _LEAD.match(plain)
    start = lead.end() if lead else 0
    stands_out = line.look is not Look.PLAIN
    if found := _NUMBERED.match(plain, start):
        head = _numbered(found, plain, text, given, stands_out=stands_out)
        if head is not None:
            return head
    if found := _ORDINAL.match(plain, start) or _SHORT.match(plain, start):
        return _ordinal(found, plain, text, given, stands_out=stands_out)
    if found := _TOPIC.match(plain, start):
        return _topic(found, plain, text, given, stands_out=stands_out, short=len(plain) <= 60)
    return None


def _numbered(found: re.Match[str], plain: str, text: str, given: frozenset[str], *, stands_out: bool) -> Head | None:
    before = words(found["before"].replace("s.m.a.r.t", "smart"))
    if not _NOT_BEFORE.isdisjoint(before):
        return None
    spelt = found["number"]
    rest = found["rest"]
    sets_off = not rest.strip() or rest.lstrip()[0] in ":.)|=-#>([,"
    if not sets_off and (not spelt.isdecimal() or _SENTENCE.match(rest)):
        return None
    number = int(spelt) if spelt.isdecimal() else NUMBERS.get(spelt)
    worth = 5.0 if stands_out or not rest.strip() else 4.0 if sets_off else 2.5
    title, status = title_and_status(plain, text, found.start("rest"), given)
    if title is None and (own := [word for word in before if word not in NEUTRAL]):
        start = plain.index(own[0], found.start("before"))
        title = (start, _trim(plain, start, found.start("number")))
    return Head(worth, "numbered goal", number, title, status)


def _trim(plain: str, start: int, end: int) -> int:
    while end > start and plain[end - 1] in " #:.-":
        end -= 1
    return end


def _ordinal(found: re.Match[str], plain: str, text: str, given: frozenset[str], *, stands_out: bool) -> Head | None:
    spelt = found["number"]
    number = int(spelt) if spelt.isdecimal() else NUMBERS.get(spelt)
    rest = found["rest"]
    if _TOLD.match(rest):
        return None
    if rest.strip() and _SENTENCE.match(rest):
        worth = 3.0 if stands_out else 1.5
        return Head(worth, "a sentence on one of the goals", number, body=(0, len(text)))
    title, status = title_and_status(plain, text, found.start("rest"), given)
    sets_off = not rest.strip() or rest.lstrip()[0] in ":.)|=-#>(["
    return Head(
        5.0 if stands_out or not rest.strip() else 3.5 if sets_off else 1.0,
        "first, second … goal",
        number,
        title,
        status,
    )


def _topic(
    found: re.Match[str], plain: str, text: str, given: frozenset[str], *, stands_out: bool, short: bool
) -> Head | None:
    if found["plural"] is not None and plain[found.start("plural") - 1] == "s":
        return None
    said = words(found["topic"])
    if not said or len(said) > 6 or not _NOT_BEFORE.isdisjoint(said) or NEUTRAL.issuperset(said):
        return None
    title, status = title_and_status(plain, text, found.start("rest"), given)
    if title is None:
        whole = (found.start("topic"), _trim(plain, found.start("topic"), found.start("rest")))
        title = None if _is_given(words(plain[slice(*whole)]), given) else whole
    worth = 4.0 if stands_out else 2.0 if short else 0.5
    return Head(worth, "a goal by its topic", None, title, status)


def named_goal(plain: str) -> Span | None:
    """Where a goal's title stands behind "Goal:" or "My goal (what is the goal):"; empty if there is none yet."""
    if "goal" not in plain[:40] and "objective" not in plain[:40]:
        return None
    lead = _LEAD.match(plain)
    found = _NAMED.match(plain, lead.end() if lead else 0)
    if found is None:
        return None
    start = found.start("rest")
    if found["rest"].startswith(("(", "[")):
        inside = found["rest"][1:]
        closing = re.search(r"[)\]]", inside)
        if closing is None or not any(inside.lstrip().startswith(known) for known in GOAL_PROMPTS):
            return None
        start += closing.end() + 1
    joint = _JOINT.match(plain, start)
    return (joint.end() if joint else start, len(plain))


def title_and_status(plain: str, text: str, start: int, given: frozenset[str]) -> tuple[Span | None, Span | None]:
    """A heading's title and status behind "Goal 1": the form's own words and the marks between left out."""
    joint = _JOINT.match(plain, start)
    start = joint.end() if joint else start
    if kind := _KIND.match(plain, start):
        start = kind.end()
    end = len(plain)
    status = None
    if is_status(text[start:end]):
        return None, (start, _right(plain, start, end))
    if (tail := _STATUS_TAIL.search(plain, start)) and is_status(text[tail.start("status") : tail.end("status")]):
        status = (tail.start("status"), _right(plain, tail.start("status"), tail.end("status")))
        end = tail.start()
    start = _past_given(plain, start, end, given)
    end = _right(plain, start, end)
    while end > start and plain[end - 1] in "-:|>(*":
        end = _right(plain, start, end - 1)
    bare = plain[start:end].strip(" .:-#*_()[]")
    return ((start, end) if bare else None), status


def _right(plain: str, start: int, end: int) -> int:
    while end > start and plain[end - 1].isspace():
        end -= 1
    return end


def _past_given(plain: str, start: int, end: int, given: frozenset[str]) -> int:
    """The place behind a heading that the form prints; `start` if it is the student's own."""
    for joint in _SPLIT.finditer(plain, start, end):
        if _is_given(words(plain[start : joint.start()]), given):
            return joint.end()
    return end if _is_given(words(plain[start:end]), given) else start


def _is_given(said: list[str], given: frozenset[str]) -> bool:
    joined = " ".join(said)
    if joined in given:
        return True
    return len(said) >= 6 and any(similar(said, frozenset(one.split())) >= 0.85 for one in given)


def headings_with(more: Iterable[str]) -> frozenset[str]:
    """The headings that forms print, in plain words, with those of a school's own form."""
    return known_headings() | {" ".join(words(fold(one))) for one in more}


@cache
def known_headings() -> frozenset[str]:
    """The headings that are known without a form."""
    return frozenset(" ".join(words(fold(one))) for one in GIVEN_HEADINGS)
