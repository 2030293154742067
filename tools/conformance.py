"""How faithful the sandbox is: recorded Docs, changes and exchanges, and gspread's own tests (`GSPREAD=DIR`)."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pdsync.sandbox import Sandbox, serve
from tools import conformance_docs, conformance_gspread, conformance_speed, exchange, replay
from tools.recorded import HOME, Difference

BEGINS_LATER = "The recording begins later: the size of the sheet, or what stands in it, was set before."
ACCOUNT = "It lists all files of an account that held others; the order in which those were made is not known."
ZONE = "The time zone of an imported file is the account's, which the sandbox's accounts do not have."
KNOWN = {
    "SpreadsheetTest.test_values_batch_get: GET": BEGINS_LATER,
    "WorksheetTest.test_get_all_records_numericise_unformatted: GET": BEGINS_LATER,
    "ClientTest.test_client_export_spreadsheet: GET": BEGINS_LATER,
    "ClientTest.test_import_csv: GET": ZONE,
    "ClientTest.test_import_csv: PUT": "Three links differ in ids of folders, which the recording does not tell.",
    "ClientTest.test_open_all_has_metadata: GET /drive/v3/files?": ACCOUNT,
    "ClientTest.test_openall: GET /drive/v3/files?": ACCOUNT,
    "ClientTest.test_access_private_spreadsheet: GET": "It opens a stranger's file, which the sandbox does not hold.",
}
"""Cases that may differ, by how their names begin, and why."""

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
            exchanges = exchange.excerpts(google / "sheets", google / "drive")
            bad += _told("recorded exchanges are answered alike", _stories(box, exchanges, "excerpt"), note="excerpts")
        else:
            _say(f"recorded answers: skipped, there are none at {HOME}")
        if checkout := os.environ.get("GSPREAD"):
            folder = Path(checkout) / "tests" / "cassettes"
            whole = [each for story in exchange.cassettes(folder) for each in story]
            bad += _told("exchanges recorded by gspread are answered alike", _stories(box, whole))
    return max(conformance_gspread.main(), conformance_speed.main(), 1 if bad else 0)


def _stories(
    box: Sandbox, exchanges: Iterable[exchange.Exchange], note: str = ""
) -> Iterable[tuple[str, list[Difference]]]:
    stories: dict[str, list[exchange.Exchange]] = defaultdict(list)
    for each in exchanges:
        stories[each.story].append(each)
    for number, (name, story) in enumerate(stories.items()):
        stage = replay.Stage(box, f"replay-{note}{number}@school.example")
        for played in stage.play(story):
            yield f"{name}: {played.what[:150]}", played.differs


def _told(what: str, cases: Iterable[tuple[str, list[Difference]]], *, note: str = "") -> int:
    """Print one part of the report; how many cases differ and nobody said why."""
    lines, count, wrong, bad = [], 0, 0, 0
    for name, differs in cases:
        count += 1
        if differs:
            why = next((words for begin, words in KNOWN.items() if name.startswith(begin)), "")
            wrong, bad = wrong + 1, bad + (not why)
            lines.append(f"  differs: {name}")
            lines += [f"    {each}" for each in ([why] if why else differs[:SHOWN])]
            if why:
                continue
            if len(differs) > SHOWN:
                lines.append(f"    … and {len(differs) - SHOWN} more")
    _say(f"{what}: {count - wrong} of {count}{f' ({note})' if note else ''}")
    for line in lines:
        _say(line)
    return bad


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
