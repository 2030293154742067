"""What staff may do about each kind of flag, for the page about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pdsync.goals.flags import FLAGS, KINDS

HELPS: Mapping[str, str] = {
    "no-doc": "`pdsync handout`: it gives whoever has none theirs, and shares what is not shared yet",
    "doc-lost": "take it out of the bin, or put it back into the cohort's folder; `pdsync audit --fix` does both, "
    "after a plan",
    "duplicate-doc": "ask the student which one is theirs, and move the other one to the bin",
    "shared-too-widely": "`pdsync audit --fix` closes the link, after a plan; tell the student why",
    "not-started": "a word with the student: have they found the Doc? `pdsync open KEY --print` gives the link",
    "missing-goal": "nothing, early in the module; later a word, or fewer `expected: {goals: 1}` in the config",
    "incomplete": "a word, or a comment at that question in the Doc",
    "unreadable": "look at it: the link leads there, and `pdsync read KEY` says what each line was taken for. If it is "
    "fine as it is, leave it",
    "no-due-date": "ask the student for a day: a comment at Timebound",
    "ambiguous-date": "ask the student, or correct the day together; `day_first` in the config says how 3/4 is read",
    "due-soon": "good to know before a meeting; nothing has to be done",
    "overdue": "a word: is it done (then the status wants setting), or does it need longer (then **Extended to** in "
    "the Sheet)?",
    "after-module-end": "ask whether that is meant: a goal may well go on after the module",
    "stale": "a word, if it is not a break",
}
"""By kind of flag."""


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Every flag: its kind, when it is raised, what it says, what helps."""
    for rule in FLAGS:
        yield f"`{rule.kind}`", rule.meaning, rule.example, HELPS.get(rule.kind, "")


def problems() -> list[str]:
    """Flags of which it is not said what helps, and help for flags that there are not."""
    return [
        *(f"say in tools/pages_flags.py what helps when there is {kind}" for kind in KINDS if kind not in HELPS),
        *(f"tools/pages_flags.py tells of {kind}, which is no flag" for kind in HELPS if kind not in KINDS),
    ]
