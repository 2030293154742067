"""How faithful the sandbox is: recorded Docs, changes and exchanges, and gspread's own tests (`GSPREAD=DIR`)."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pdsync.sandbox import Sandbox, serve
from tools import conformance_docs, conformance_gspread, replay
from tools.recorded import HOME, Difference

SHOWN = 4
"""How many differences of one case are printed."""


def main() -> int:
    """Print what is equal and what differs, case by case; 0 if nothing differs."""
    bad = 0
    with serve(quota="off", check_answers=True) as box:
        google = HOME / "google"
        if google.is_dir():
            bad += _told("recorded Docs come back equal", conformance_docs.documents(box, google / "docs"))
            bad += _told("recorded changes come out equal", conformance_docs.changes(box, google / "docs_mutations"))
            exchanges = [*replay.excerpts(google / "sheets"), *replay.excerpts(google / "drive")]
            bad += _told("recorded exchanges are answered alike", _stories(box, exchanges), note="excerpts")
        else:
            _say(f"recorded answers: skipped, there are none at {HOME}")
        if checkout := os.environ.get("GSPREAD"):
            folder = Path(checkout) / "tests" / "cassettes"
            whole = [exchange for story in replay.cassettes(folder) for exchange in story]
            bad += _told("exchanges recorded by gspread are answered alike", _stories(box, whole))
    return max(conformance_gspread.main(), 1 if bad else 0)


def _stories(box: Sandbox, exchanges: Iterable[replay.Exchange]) -> Iterable[tuple[str, list[Difference]]]:
    stories: dict[str, list[replay.Exchange]] = defaultdict(list)
    for exchange in exchanges:
        stories[exchange.story].append(exchange)
    for number, (name, story) in enumerate(stories.items()):
        stage = replay.Stage(box, f"replay{number}@school.example")
        for played in stage.play(story):
            yield f"{name}: {played.what[:150]}", played.differs


def _told(what: str, cases: Iterable[tuple[str, list[Difference]]], *, note: str = "") -> int:
    """Print one part of the report; how many cases differ."""
    lines, count, bad = [], 0, 0
    for name, differs in cases:
        count += 1
        if differs:
            bad += 1
            lines.append(f"  differs: {name}")
            lines += [f"    {each}" for each in differs[:SHOWN]]
            if len(differs) > SHOWN:
                lines.append(f"    … and {len(differs) - SHOWN} more")
    _say(f"{what}: {count - bad} of {count}{f' ({note})' if note else ''}")
    for line in lines:
        _say(line)
    return bad


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
