"""What is wrong in a config, said to a person: places, days, and pydantic's findings as sentences."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

Where = tuple[str | int, ...]
"""A place in the file: keys and, in lists, numbers from 0."""


def dotted(where: Where) -> str:
    """A place in the file as a person writes it: `calendar.breaks[2].start`, counting from 1."""
    text = ""
    for part in where:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or ""."""
    by_fold = {one.casefold().replace("-", "_"): one for one in known}
    found = difflib.get_close_matches(word.casefold().replace("-", "_"), by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else ""


WORDS = {
    "missing": "this key is missing; write {example}",
    "string_type": "a text is meant here; one that begins with {{{{, [ or * needs quotes",
    "string_too_short": "a text is meant here, and it is empty",
    "string_too_long": "this text is too long; at most {max_length} characters",
    "int_parsing": "{input} is no whole number; write e.g. 7",
    "int_type": "a whole number is meant here; write e.g. 7",
    "int_from_float": "{input} is no whole number; write e.g. 7",
    "float_parsing": "{input} is no number; write e.g. 3.5",
    "float_type": "a number is meant here; write e.g. 3.5",
    "bool_parsing": "{input} is neither yes nor no; write true or false",
    "bool_type": "yes or no is meant here; write true or false",
    "greater_than": "{input} is too small; write more than {gt}",
    "greater_than_equal": "{input} is too small; write at least {ge}",
    "less_than_equal": "{input} is too large; write at most {le}",
    "enum": "{input} is not known here; write {expected}",
    "list_type": "a list is meant here: lines that begin with a hyphen",
    "model_type": "keys are meant here, indented below this one",
    "model_attributes_type": "keys are meant here, indented below this one",
    "dict_type": "keys are meant here, indented below this one",
}

EXAMPLES = {
    "cohort": '`cohort: "2611"`, the name people use',
    "roster": "`roster: roster.csv`",
    "calendar": "`calendar:` with a `module:` that has `start:` and `end:` below it",
    "module": "`module:` with `start:` and `end:` below it",
    "start": "`start: 2026-11-23`",
    "end": "`end: 2027-01-15`",
    "date": "`date: 2026-12-18`",
    "email": "`email: sam@school.example`",
    "number": "`number: 2`",
    "name": "`name:` and the name",
}


def sentence(finding: Mapping[str, Any]) -> str:
    """One of pydantic's findings (not of type extra_forbidden), said to a person."""
    kind = str(finding["type"])
    if kind == "value_error":
        return str(finding["ctx"]["error"])
    last = str(finding["loc"][-1]) if finding["loc"] else ""
    words = {
        "example": EXAMPLES.get(last, f"`{last}:` and its value"),
        "input": finding.get("input"),
        **finding.get("ctx", {}),
    }
    if kind in WORDS:
        return WORDS[kind].format(**words)
    return f"{finding['msg']}"


def unknown_key(key: str, here: Iterable[str], elsewhere: Mapping[str, str]) -> str:
    """What to say of a key that the schema does not have. `elsewhere`: each key of the schema and the part it is in."""
    here = tuple(here)
    if meant := nearest(key, here):
        return f"this key is not known here; did you mean {meant}?"
    if meant := nearest(key, elsewhere):
        place = elsewhere[meant]
        return (
            f"this key is not known here; {meant} belongs {f'below {place}' if place else 'at the top, not indented'}"
        )
    return f"this key is not known here; the keys here are {', '.join(here)}"
