"""Two numbers joined by a slash that are no date: scores, fractions, so many of so many, rooms."""

from __future__ import annotations

from typing import Final

from pdsync.goals.calendar import shifted
from pdsync.goals.dates.days import yearless
from pdsync.goals.dates.names import Named
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.tokens import SENTENCE_ENDS
from pdsync.goals.dates.words import FUNCTION, MONTHS, UNITS, WEEKDAYS, words

AFTER: Final = words("""
    of way confident confidence done complete completed stars star rating points point score correct times people out
    percent hours hour hrs minutes min problems questions exercises ratio marks scale gpa majority mile miles cup inch
    per time full right passing passed comfortable sure through
""")
"""Behind two joined numbers these make them a score or a share."""
BEFORE: Final = words("""
    got get earn earned score scored scoring rate rated rating confidence grade graded least page pages chapter
    chapters version v section sections $ room rm apartment apt flat suite unit ratio an level levels lesson lessons
    problem problems exercise exercises question questions above below exceed no number nr issue pr ticket effort mood
    energy motivation stress difficulty priority importance happiness urgency satisfaction answered solved currently
    presently
""")
"""Before two joined numbers these make them a score, a place or a share."""
DATED: Final = words("by on before until due through deadline date wc week after since starting from @ is was")
"""Behind one of these two joined numbers are a date, unless what they count follows."""
CERTAIN: Final = words("by before until due deadline")
RATING: Final = words("""
    rate rated rating ratings rank confidence confident comfort comfortable level skill skills score scores scored grade
    rubric scale star stars assessment raise improve increase boost bump bring move go going get jump climb progress
    knowledge ability understanding competence proficiency myself feel feeling currently
""")
"""Where one of these stands before it, "7/10" is how good something is."""
SCALES: Final = frozenset({3, 4, 5, 6, 7, 8, 10, 100})
NO_COUNTED: Final = words("""
    is as this was less unless finals demos mocks thus yes works seems sounds starts ends business class process across
    regardless towards afterwards
""")
MOST_AHEAD: Final = 60
LOOKS_BACK: Final = 14


def is_score(s: Scene, i: int, first: int, second: int) -> bool:
    """Whether the two joined numbers at token i (i, i + 2) count or rate something."""
    k = s.k
    before, after = k.t[i - 1], k.t[i + 3]
    if after in AFTER or before in BEFORE or (before in ("of", "a", ":") and k.t[i - 2] in BEFORE):
        return True
    if before == "." and k.t[i - 2] in ("no", "nr", "rm", "apt"):
        return True
    if before == "a":
        return after != "deadline"
    if _counts(s, i) and before not in CERTAIN:
        return not (_plausible(s, first, second) and second > max(SCALES - {100}) and _opens(s, i))
    if _twice_said(s, i):
        return True
    if first > second or second not in SCALES or before in CERTAIN or _near_a_weekday(s, i):
        return False
    return _rates(s, i, second)


def _counts(s: Scene, i: int) -> bool:
    """Whether the things counted follow: "6/8 sections", "4/5 group standups"."""
    k = s.k
    for at in range(i + 3, i + 5):
        word = k.t[at]
        if not word.isalpha() or word in FUNCTION or word in MONTHS or word in WEEKDAYS or word in NO_COUNTED:
            return False
        named = s.names.at(k, at)
        if named and named[0].kind in (Named.MILESTONE, Named.BREAK, Named.HOLIDAY):
            return False
        if word in UNITS:
            return word.endswith("s") or word == "night"
        if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
            return True
    return False


def _rates(s: Scene, i: int, scale: int) -> bool:
    """Whether the sentence speaks of how good something is: a rating word before, or the same scale once more."""
    k = s.k
    before, after = k.t[i - 1], k.t[i + 3]
    if after == "on" and before not in DATED and k.t[i + 4] not in WEEKDAYS and k.t[i + 4] != "the" and i > 0:
        return True
    if after == "on" and before not in DATED and (i == 0 or k.t[i + 4] == "the"):
        return k.t[i + 4] not in WEEKDAYS
    if after == "in" and k.t[i + 4] in ("all", "each", "every"):
        return True
    if before in ("be", "at") and scale in (5, 10):
        return True
    told = _sentence_before(s, i)
    if before in ("on", "due") or "date" in told or "deadline" in told:
        return False
    rated = not RATING.isdisjoint(told)
    return rated and (before in ("to", "from", "is", "at", "be", "a", ":", "with", "than") or _twice(s, i, scale))


def _sentence_before(s: Scene, i: int) -> list[str]:
    k = s.k
    start = i
    while start > 0 and i - start < 24 and not (k.t[start - 1] in SENTENCE_ENDS and k.ends_sentence(start - 1)):
        start -= 1
    return k.t[start:i]


def _twice(s: Scene, i: int, scale: int) -> bool:
    """Whether another number on the same scale stands near: "from 2/5 to 4/5"."""
    k = s.k
    near = range(max(i - 12, 0), min(i + 15, k.size))
    return any(at != i and k.t[at + 1] == "/" and k.n[at + 2] == scale and k.n[at] is not None for at in near)


def _twice_said(s: Scene, i: int) -> bool:
    """Whether it goes on with "and 3/7" what a counted noun began: "problems 2/7 and 3/7"."""
    k = s.k
    joined = k.t[i - 1] in ("and", "&", ",") and k.n[i - 2] is not None and k.t[i - 3] == "/"
    return joined and k.t[i - 5] in BEFORE


def _near_a_weekday(s: Scene, i: int) -> bool:
    return s.k.t[i - 1] in WEEKDAYS or s.k.t[i - 2] in WEEKDAYS


def _opens(s: Scene, i: int) -> bool:
    """Whether it opens its line or follows a comma: "2/12 interviews start, 2/19 offers"."""
    return i == 0 or s.k.t[i - 1] in (",", "\n", ".", ";", "-", ")")


def _plausible(s: Scene, first: int, second: int) -> bool:
    """Whether, read as a date, it lies in or near the module."""
    month, day = (second, first) if s.calendar.day_first else (first, second)
    found, _ = yearless(month, day, s.written) if month <= 12 and day <= 31 else (None, False)
    if found is None:
        return False
    end = max(s.calendar.module.end, s.written)
    return shifted(s.written, -LOOKS_BACK) <= found <= shifted(end, MOST_AHEAD)
