"""What a goal's status words amount to: done, in progress, not started, blocked, not met or dropped."""

from __future__ import annotations

import re
from typing import Final

from pdsync.goals.model import StatusClass
from pdsync.goals.reading.remembered import once_a_text
from pdsync.goals.reading.text import fold, words

DONE, GOING = StatusClass.DONE, StatusClass.IN_PROGRESS
IDLE, HELD = StatusClass.NOT_STARTED, StatusClass.BLOCKED
MISSED, LEFT = StatusClass.NOT_MET, StatusClass.DROPPED

_FINISHED = (
    r"(?:done|complet(?:e|ed|ion)|finish(?:ed)?|achiev(?:e|ed)|accomplish(?:ed)?|success(?:ful|fully)?|met|reached|"
    r"passed|nailed|crushed|smashed|closed|delivered|shipped|submitted|turned in|fulfilled|mastered|did it)"
)
_NOT = r"(?:not|never|no|(?:have|has|is|did|was|do|could|would|had|are|were)n ?'?t|won ?'?t|can ?'?t|cannot)"

RULES: Final[tuple[tuple[StatusClass, str], ...]] = (
    (LEFT, r"\bdropp(?:ed|ing)\b|\bcancel|\bno longer\b|\babandon|\bg[ai]ve?n? up\b|\bdiscard|\bscrapp?ed\b"),
    (LEFT, r"\b(?:moved|carried|pushed|rolled)\b.{0,20}\b(?:to|over)\b.{0,20}\b(?:mod|module|next|m\d)|^n/?a\b"),
    (
        HELD,
        r"\bon[ -]?hold\b|\b(?:blocked|paused?|stuck|waiting|deferred|postponed|delayed)\b|[⏸🛑🚫⛔]",
    ),
    (
        IDLE,
        rf"\b{_NOT}(?: \w+)? (?:start|begun|began)|\bto ?do\b|^{_NOT} yet$|\byet to (?:start|begin)|\bto be started\b",
    ),
    (
        IDLE,
        r"\bun ?started\b|\bupcoming\b|\bplanned\b|\bbacklog\b|\bup next\b|\bwill start\b|^(?:new|open|pending)$|^⬜",
    ),
    (GOING, rf"\b{_NOT} (?:(?:quite|fully|yet|completely|entirely|all) )+(?:\w+ )?(?:{_FINISHED}|there)\b"),
    (GOING, rf"\b{_NOT} (?:\w+ )?{_FINISHED}\b.{{0,20}}\b(?:yet|but)\b|\bincomplete\b|\bun ?finished\b"),
    (GOING, r"\b(?:almost|nearly|mostly|half|half ?way|partly|partially|partial|somewhat|close to|some of|most of)\b"),
    (MISSED, rf"\b{_NOT}\b(?: \w+){{0,3}}? (?:{_FINISHED}|able)\b|\bdid ?n[o']?t\b|\bcould ?n[o']?t\b"),
    (MISSED, r"\bunmet\b|\bmissed\b|\bfail|\bunsuccessful|\bfell short|[❌✗✘👎]|^no\b"),
    (GOING, r"\bin[ _-]?pro+gr?es+\b|\bwip\b|\bwork(?:ing)? (?:on|towards?|still)\b|\bon[ -]?going\b|\bunder ?way\b"),
    (GOING, r"\bon track\b|\bcontinu|\bstill\b|\bstart(?:ed|ing)\b|\bactive\b|\bbehind\b|\bgetting there\b|\bdoing\b"),
    (
        GOING,
        r"\b(?:first|second|another|one|two|three) (?:half|third|quarter|part)\b|\bcurrent(?:ly)?\b|\bstep forward\b",
    ),
    (GOING, r"\bbegun\b|\bin review\b|[⏳🚧🔄🟡🏃]"),
    (DONE, rf"\b{_FINISHED}\b|\[x\]|[✅✔☑🎉🏆💯🟢]|^yes\b|\byay\b"),
    (GOING, r"\bprogress\b|\bwork\b"),
)
"""Each class with the words that mean it. The first that fits decides, so what turns a word round stands before it."""

_RULES = tuple((kind, re.compile(pattern)) for kind, pattern in RULES)
_SHARE = re.compile(r"(?<![\d/.])(?<!\bon )(?<!\bby )(\d{1,3}) ?(?:/|of|out of) ?(\d{1,3})(?![\d/])")
_PERCENT = re.compile(r"(\d{1,3}) ?%")
LONGEST: Final = 400
"""Status words are looked for in so many characters of a text."""


@once_a_text
def status_class(text: str) -> StatusClass | None:
    """The class that status words amount to, None for words that say nothing of it.

    >>> status_class("not fully finished yet, but a huge step forward")
    <StatusClass.IN_PROGRESS: 'in_progress'>
    """
    plain = " ".join(fold(text[:LONGEST]).replace("_", " ").split())
    if (counted := _counted(plain)) is not None:
        return counted
    return next((kind for kind, pattern in _RULES if pattern.search(plain)), None)


def _counted(plain: str) -> StatusClass | None:
    """What "3/4", "2 of 5" or "60 %" amounts to."""
    if share := _SHARE.search(plain):
        made, all_of_it = int(share[1]), int(share[2])
        if all_of_it and made <= all_of_it <= 100:
            return DONE if made == all_of_it else IDLE if made == 0 else GOING
    if part := _PERCENT.search(plain):
        made = int(part[1])
        return DONE if made >= 100 else IDLE if made == 0 else GOING
    return None


KEYS: Final = frozenset(
    words("""
        done complete completed finished success successful achieved accomplished met passed reached wip progress
        ongoing started starting start hold paused blocked stuck cancelled canceled dropped abandoned missed failed
        unmet todo do incomplete pending partial partially halfway half underway way track yet waiting deferred
        postponed planned unstarted
    """)
)
"""Words of which a bare status line has one."""
FILLERS: Final = frozenset(
    words("""
        goal it this that is was all now not still fully mostly almost nearly partly partially in on to be been have
        has had haven hasn didn wasn isn did t i we my the of way under hold quite just never ahead behind schedule
        time up next moved module mod x first second week weeks already today so far late early going work working as
        percent well yes and by status over
    """)
)
"""Words that may stand beside them."""
_MARK = re.compile(r"[\W_]*[✅✔☑❌✗✘⏳🚧🟢🟡🔴💯⬜][\W_]*")
_COUNT = re.compile(r"\W*\d{1,3} ?(?:%|(?:/|of|out of) ?\d{1,3})\W*")


def _is_day(plain: str) -> bool:
    """Whether "10/6" is a day rather than a count: more than there are, or of as many as a month has days.

    >>> _is_day("10/6"), _is_day("10/12"), _is_day("3/4")
    (True, True, False)
    """
    share = _SHARE.search(plain)
    return share is not None and "/" in share[0] and (int(share[1]) > int(share[2]) or 10 < int(share[2]) <= 31)


def is_status(text: str) -> bool:
    """Whether a text is nothing but status words.

    >>> is_status("DONE ✅"), is_status("Done with the first half of my resume")
    (True, False)
    """
    if len(text) > 60 or ":" in text:
        return False
    plain = fold(text)
    if _MARK.fullmatch(plain) or (_COUNT.fullmatch(plain) and not _is_day(plain)):
        return True
    said = words(plain)
    known = all(word in KEYS or word in FILLERS or word.isdecimal() for word in said)
    return known and any(word in KEYS for word in said)
