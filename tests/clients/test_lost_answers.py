"""Every kind of fault against every kind of call, through googleapiclient, gspread and pdsync's own: what was sent, what was done.

"reads" are repeated; "same" writes, which say how things shall be, too; "makes" are sent once and no more, unless it is
sure that nothing was made.
"""

from __future__ import annotations

from typing import Any

import pytest
from timing import PLENTY, Time

from pdsync.clients.auth import keyring_of
from pdsync.clients.discovery import resource
from pdsync.clients.line import Line
from pdsync.clients.pool import Limits
from pdsync.clients.quota import Pacer
from pdsync.clients.retry import Patience
from pdsync.clients.transport import Door, Transport
from pdsync.errors import Conflict, GoogleError, QuotaSpent, Unclear, Unreachable
from pdsync.goals.cohort import GoogleSettings
from pdsync.goals.merge import AddTab, Column, Put, Table, Turn
from pdsync.sandbox import Sandbox
from pdsync.sync.ports import FileKind, Invitation

QUICK = Limits(connect=2.0, silence=0.25, whole=5.0)
DOC = "application/vnd.google-apps.document"


@pytest.fixture
def line(box: Sandbox, time: Time) -> Line:
    """A line that does not wait long for an answer, and for whose pauses nobody waits."""
    settings, door = GoogleSettings(endpoint=box.url), Door(box.url, limits=QUICK)
    pacer = Pacer(PLENTY, clock=time.clock, sleep=time.sleep)
    patience = Patience(pacer, sleep=time.sleep, nobody=door.nobody)
    return Line(Transport(door, keyring_of(settings, door)), patience)


SAFE, SENT = "nothing happened", "it happened"
FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "reset before": ({"phase": "before", "do": {"connection": "reset"}}, "lost"),
    "reset after": ({"phase": "after", "do": {"connection": "reset"}}, "lost"),
    "close before": ({"phase": "before", "do": {"connection": "close"}}, "lost"),
    "close after": ({"phase": "after", "do": {"connection": "close"}}, "lost"),
    "close during": ({"phase": "during", "do": {"connection": "close"}}, "lost"),
    "reset during": ({"phase": "during", "do": {"connection": "reset"}}, "lost"),
    "truncated": ({"phase": "during", "do": {"truncate": 5}}, "lost"),
    "stall before": ({"phase": "before", "do": {"stall": 0.6}}, "lost"),
    "stall after": ({"phase": "after", "do": {"stall": 0.6}}, "lost"),
    "429": ({"do": {"status": 429}}, "slower"),
    "429 that says when": ({"do": {"status": 429, "retryAfter": 7}}, "slower"),
    "429 page": ({"do": {"status": 429, "html": True}}, "slower"),
    "500": ({"do": {"status": 500}}, "lost"),
    "500 after": ({"phase": "after", "do": {"status": 500}}, "lost"),
    "502 page": ({"do": {"status": 502, "html": True}}, "lost"),
    "503": ({"do": {"status": 503}}, "lost"),
    "504 after": ({"phase": "after", "do": {"status": 504}}, "lost"),
}
DRIVES = {
    "403 user rate": ({"do": {"reason": "userRateLimitExceeded", "status": 403}}, "slower"),
    "403 rate": ({"do": {"reason": "rateLimitExceeded", "status": 403}}, "slower"),
    "made but not answered": ({"phase": "after", "do": {"reason": "responsePreparationFailure"}}, "lost"),
}


def counted(line: Line) -> list[str]:
    """What is sent from now on, one entry for each time that it goes on the wire."""
    pool, sent = line._transport.door._pool, []
    real = pool.exchange

    def exchange(method: str, url: str, **more: Any) -> Any:
        sent.append(f"{method} {url}")
        return real(method, url, **more)

    pool.exchange = exchange  # type: ignore[method-assign]
    return sent


def fault(spec: dict[str, Any], method: str) -> dict[str, Any]:
    return {"match": {"method": method}, **spec}


class Call:
    """One kind of call: how to make it, its method, and how many things of it there are now."""

    def __init__(self, line: Line, box: Sandbox) -> None:
        self.line, self.box = line, box

    def made(self) -> int:
        found = self.line.ask("drive.files.list", {"q": "name = 'thing'", "fields": "files(id)"})
        return len(found["files"])


class Plain(Call):
    kind, method = "reads", "drive.files.list"

    def __call__(self) -> Any:
        return self.line.ask(self.method, {"fields": "files(id)"})


class Create(Call):
    kind, method = "makes", "drive.files.create"

    def __call__(self) -> Any:
        return self.line.ask(self.method, {"fields": "id"}, body={"name": "thing", "mimeType": DOC})


class Copy(Call):
    kind, method = "makes", "drive.files.copy"

    def __init__(self, line: Line, box: Sandbox) -> None:
        super().__init__(line, box)
        source = {"name": "source", "mimeType": DOC}
        self.source = line.ask("drive.files.create", {"fields": "id"}, body=source)["id"]

    def __call__(self) -> Any:
        return self.line.ask(self.method, {"fileId": self.source, "fields": "id"}, body={"name": "thing"})


class Rename(Copy):
    kind, method = "same", "drive.files.update"

    def __call__(self) -> Any:
        request = resource("drive.v3", "files").update(fileId=self.source, body={"name": "thing"}, fields="id")
        return self.line.call(request)


class Gspread(Call):
    kind, method = "reads", "sheets.spreadsheets.values.get"

    def __init__(self, line: Line, box: Sandbox) -> None:
        super().__init__(line, box)
        mime = "application/vnd.google-apps.spreadsheet"
        sheet = {"name": "sheet", "mimeType": mime}
        self.sheet = line.ask("drive.files.create", {"fields": "id"}, body=sheet)["id"]

    def __call__(self) -> Any:
        from pdsync.clients.sheets import Sheets

        return Sheets(self.line).values(self.sheet)


CALLS = [Plain, Create, Copy, Rename, Gspread]
EVERY = [
    pytest.param(call, *FAULTS.get(what, DRIVES.get(what)), id=f"{call.method}-{what}")
    for call in CALLS
    for what in (*FAULTS, *(DRIVES if call.method.startswith("drive") else ()))
]


def arrived(box: Sandbox, method: str, times: int) -> None:
    """Wait until the sandbox is done with so many of these: a stalled one may still be under way."""
    for _ in range(2000):
        if sum(entry["method"] == method for entry in box.journal()) >= times:
            return
    raise AssertionError(f"{method} was not done {times} times")


@pytest.mark.parametrize(("call", "spec", "means"), EVERY)
def test_a_fault_makes_nothing_twice(call, spec, means, line, box):
    one = call(line, box)
    sent = counted(line)
    with box.faults(fault(spec, one.method)):
        if means == "lost" and one.kind == "makes":
            with pytest.raises(Unclear):
                one()
        else:
            one()
    assert len(sent) == (1 if means == "lost" and one.kind == "makes" else 2)
    if one.kind == "makes":
        arrived(box, one.method, len(sent))
        applied = spec.get("phase") in ("after", "during") or "stall" in spec["do"] or means == "slower"
        assert one.made() == int(applied)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.method)
def test_what_fails_for_ever_ends_in_an_error_of_pdsyncs(call, line, box):
    one = call(line, box)
    always = {"method": one.method, "times": None}
    ends = Unclear if one.kind == "makes" else Unreachable
    with box.faults({"match": always, "do": {"connection": "close"}}), pytest.raises(ends):
        one()
    with box.faults({"match": always, "do": {"status": 429}}), pytest.raises(QuotaSpent):
        one()


def test_what_the_server_asks_to_wait_is_waited(line, box, time):
    with box.faults({"match": {"method": "drive.files.list"}, "do": {"status": 429, "retryAfter": 90}}):
        Plain(line, box)()
    assert 90 <= time.now - 1000 < 91


def test_a_sharing_limit_is_not_waited_out(google, box, time, calls):
    doc = google.drive.create(FileKind.DOC, name="x", marks={})
    spec = {"match": {"method": "drive.permissions.create"}, "do": {"reason": "sharingRateLimitExceeded"}}
    with box.faults(spec), pytest.raises(QuotaSpent) as caught:
        google.drive.share(doc.id, Invitation("sam@school.example", "writer"))
    assert caught.value.reason == "sharingRateLimitExceeded"
    assert time.now == 1000
    assert len(google.drive.grants(doc.id)) == 1


def test_shared_without_a_mail_is_shared(google, box):
    doc = google.drive.create(FileKind.DOC, name="x", marks={})
    spec = {"reason": "invalidSharingRequest", "meaning": "sharedWithoutMail"}
    with box.faults({"match": {"method": "drive.permissions.create"}, "phase": "after", "do": spec}):
        shared = google.drive.share(doc.id, Invitation("Sam@school.example", "writer", mail=True, message="Hello"))
    assert not shared.mailed
    assert [grant.role for grant in google.drive.grants(doc.id)] == ["owner", "writer"]


def test_an_address_without_an_account_is_told_how_to_proceed(google, box):
    doc = google.drive.create(FileKind.DOC, name="x", marks={})
    spec = {
        "match": {"method": "drive.permissions.create"},
        "do": {"reason": "invalidSharingRequest", "meaning": "noAccount"},
    }
    with box.faults(spec), pytest.raises(GoogleError, match=r"sharing\.notify: true"):
        google.drive.share(doc.id, Invitation("sam@school.example", "writer"))


TABLE = Table(77, "Students", (Column("Name"),), {"a": ("Ann",)})


@pytest.mark.parametrize("what", [name for name, (_, means) in FAULTS.items() if means == "lost"])
def test_a_sheet_is_written_once_with_a_turn(what, google, line, box, calls):
    """The turn is taken once: whatever becomes of the answer, the second try finds it taken, by this very write."""
    from pdsync.clients.sheets import Sheets

    sheets, sheet = Sheets(line), google.drive.create(FileKind.SHEET, name="x", marks={}).id
    method = "sheets.spreadsheets.batchUpdate"
    edits = [AddTab(TABLE, "Students", 10, 2), Put(77, 0, 0, (("pdsync key", "Name"), ("a", "Ann"))), Turn(None, 901)]
    with box.faults(fault(FAULTS[what][0], method)):
        sheets.write(sheet, edits)
    book = sheets.read(sheet)
    assert [tab.title for tab in book.tabs] == ["Students", "Sheet1", "_pdsync turn"]
    assert book.tab(77).cells == (("pdsync key", "Name"), ("a", "Ann"))
    with pytest.raises(Conflict):
        sheets.write(sheet, [Turn(None, 902)])
    sheets.write(sheet, [Turn(901, 902)])


@pytest.mark.parametrize("what", ["reset after", "500 after", "stall after"])
def test_a_sheet_without_a_turn_is_unclear(what, google, line, box):
    from pdsync.clients.sheets import Sheets

    sheets, sheet = Sheets(line), google.drive.create(FileKind.SHEET, name="x", marks={}).id
    with box.faults(fault(FAULTS[what][0], "sheets.spreadsheets.batchUpdate")), pytest.raises(Unclear):
        sheets.write(sheet, [Put(0, 0, 0, (("x",),))])


def test_a_whole_answer_that_is_no_json_is_no_answer(line, box):
    """Half of a body that was declared shorter, or a page of a network that wants a sign-in of its own."""
    door = line._transport.door
    real, bodies = door._pool.exchange, [b"<html>Sign in to the school's network</html>", b'{"files": [']

    def page(*args, **more):
        answer = real(*args, **more)
        return type(answer)(answer.status, answer.headers, bodies.pop(0)) if bodies else answer

    door._pool.exchange = page
    assert Plain(line, box)() == {"files": []}
    assert bodies == []
