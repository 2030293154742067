"""What a time hangs on: "when I feel confident", "once they answer I'll have it done within a week"."""

from __future__ import annotations

from pdsync.goals.dates.findings import Findings, Mention
from pdsync.goals.dates.points import Sort
from pdsync.goals.dates.prepositions import Prep
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import words


def hangs(s: Scene, found: Findings, mention: Mention) -> bool:
    """Whether a length is not counted from today, but from a condition that opens its sentence."""
    point = mention.point
    if point.sort is not Sort.LENGTH or point.counted or point.lost or mention.lead.prep is Prep.FOR:
        return False
    k = s.k
    i = found.sentence_start(mention.core)
    while k.t[i] in OPENING and k.t[i] not in CONDITIONS:
        i += 1
    as_soon = k.t[i : i + 3] == ["as", "soon", "as"]
    i += 2 * as_soon
    condition = as_soon or k.t[i] in CONDITIONS or (k.t[i] == "if" and not ANSWERS.isdisjoint(k.t[i : mention.at]))
    if not condition or not _clause(k.t[i], k.t[i + 1]) or i + 2 >= mention.at:
        return False
    return not any(i <= m.core < mention.at for m in found.mentions)


ANSWERS = words(
    "get gets hear hears offer offered hire hired accept accepted approve approves approved answer answers reply"
)


def clause_for_a_time(s: Scene, found: Findings) -> int | None:
    """A clause such as "when I feel confident" that stands for a time: it opens the answer or follows "done"."""
    k = s.k
    for i in range(min(k.size, 400)):
        if k.t[i] not in CONDITIONS or not _clause(k.t[i], k.t[i + 1]):
            continue
        start = found.sentence_start(i)
        opens = all(word in OPENING for word in k.t[start:i])
        if opens or k.t[i - 1] in ("done", "finished", "complete", "completed", "met", "achieved"):
            return i
    return None


def _clause(condition: str, word: str) -> bool:
    """Whether a word begins what a time hangs on: "when I …", "upon completion …", "after finishing …"."""
    if condition == "when":
        return word[:1].isalpha() and word not in ("will", "do", "is", "are", "by", "to")
    if condition in ("on", "upon", "following") and word not in NOUNS:
        return word.endswith("ing") and word not in NO_DOING
    return word in SUBJECTS | NOUNS or (word.endswith("ing") and word not in NO_DOING)


CONDITIONS = words("when once after before upon following on whenever")
SUBJECTS = words("""
    i my we i'm i've the it our he she they his her their you your someone somebody everyone things break
""")
NOUNS = words("completion receipt approval acceptance confirmation")
NO_DOING = words("morning evening nothing something anything everything during king spring")
OPENING = words("timebound time bound : - when maybe probably hopefully ideally i'll be done it will by only")
