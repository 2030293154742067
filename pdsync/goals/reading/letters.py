"""Labels that begin with their letter: "S:", "(M)", "A - Achievable", "R (relevant)"."""

from __future__ import annotations

import re
from typing import Final

from pdsync.goals.reading.label import COST_OF_A_LABEL, WORTH_OF_FORM, WORTH_OF_LETTER, WORTH_OF_WORD, Label, form_at
from pdsync.goals.reading.lexicon import LETTERS, Strength
from pdsync.goals.reading.meanings import meaning, phrase_at

_WORD = re.compile(r"[^\W\d_]{3,}(?:['-][^\W\d_]+)*")
_END = re.compile(r"\s*[.):=\]\-/|>]+\s*")
_PAIR = re.compile(r"([smart])\s?(?:/|&|\+|,|and )\s?([smart])\)?\s*([:=)]|[->]+(?=\s))")
_IN_BRACKETS = re.compile(r"\s*\(\s*([^\W\d_]+(?:[ -][^\W\d_]+)?)\s*\)")
_FORMS: Final = {**dict.fromkeys(":|=", "colon"), **dict.fromkeys("->/", "dash"), **dict.fromkeys(".)]", "dot")}
_COUNTING: Final = ".)]-/>"
"""Behind one of these a letter may only count the word that follows: "S. Specific"."""


def letter_at(plain: str, start: int, bold_to: int) -> Label | None:
    """The label whose letter stands at `start`: with its word, or alone."""
    end = start + 1
    mark = _END.match(plain, end)
    return (
        _of_two(plain, start)
        or _in_brackets(plain, start, bold_to)
        or _with_word(plain, start, mark, bold_to)
        or _alone(plain, start, mark, bold_to)
    )


def _of_two(plain: str, start: int) -> Label | None:
    """“S & M:”, “A/R -”: one answer for two sections."""
    pair = _PAIR.match(plain, start)
    if pair is None or pair[1] == pair[2]:
        return None
    form = "colon" if pair[3] in ":=)" else "dash"
    worth = WORTH_OF_LETTER + WORTH_OF_FORM[form] + 1.0 - COST_OF_A_LABEL
    way, also = f"letter, {form}", (LETTERS[pair[2]],)
    return Label((LETTERS[pair[1]],), start, pair.end(), worth, way, plain[start : pair.end()], also)


def _in_brackets(plain: str, start: int, bold_to: int) -> Label | None:
    """“S (specific)”."""
    spelt = _IN_BRACKETS.match(plain, start + 1)
    named = meaning(spelt[1].replace(" ", "-")) if spelt else None
    if spelt is None or named is None or LETTERS[plain[start]] not in named[0]:
        return None
    form = form_at(plain, spelt.end(), bold_to)
    worth = named[1] + WORTH_OF_FORM[form] + 1.0 - COST_OF_A_LABEL
    return Label(named[0], start, spelt.end(), worth, f"letter and word, {form}", plain[start : spelt.end()])


def _with_word(plain: str, start: int, mark: re.Match[str] | None, bold_to: int) -> Label | None:
    """“S - Specific:”, “S Specific:”, “S. Specific my answer”."""
    if mark is None and plain[start + 1 : start + 2] != " ":
        return None
    inner = _WORD.match(plain, mark.end() if mark else start + 2)
    if inner is None:
        return None
    named = phrase_at(plain, inner[0], inner.end()) or phrase_at(plain, plain[start] + inner[0], inner.end())
    if named is None:
        return None
    sections, worth, _, stop = named
    own, form = LETTERS[plain[start]] in sections, form_at(plain, stop, bold_to)
    counts = (mark is None or mark[0].strip()[-1] in _COUNTING) and plain[stop : stop + 1] == " "
    spelt_out = form != "run-in" or (own and counts)
    least = 0.0 if mark else WORTH_OF_WORD[Strength.LOOSE]
    if not spelt_out or worth <= least or not (own or (mark and worth > 1)):
        return None
    worth += max(WORTH_OF_FORM[form], 1.0) + 1.0 - COST_OF_A_LABEL
    return Label(sections, start, stop, worth, f"letter and word, {form}", plain[start:stop])


def _alone(plain: str, start: int, mark: re.Match[str] | None, bold_to: int) -> Label | None:
    """“S:”, “(S)”, “S” in bold or on a line of its own."""
    end = start + 1
    if mark is not None:
        said = mark[0].strip()
        form = "bracket" if said[0] == ")" and plain[start - 1 : start] == "(" else _FORMS.get(said[-1], "dot")
        end = mark.start() + len(mark[0].rstrip())
    elif end >= len(plain) or (bold_to and start < bold_to <= end + 1):
        form = "alone" if end >= len(plain) else "bold"
    else:
        return None
    worth = WORTH_OF_LETTER + (WORTH_OF_FORM[form] if mark else 1.0) - COST_OF_A_LABEL
    return Label((LETTERS[plain[start]],), start, end, worth, f"letter, {form}", plain[start])
