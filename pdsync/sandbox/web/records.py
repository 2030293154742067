"""What the sandbox keeps for whoever tries it: the mails that would have been sent, and the requests that came."""

from __future__ import annotations

from aiohttp import web

from pdsync.sandbox.drive.mails import Mail, outbox
from pdsync.sandbox.web.home import table
from pdsync.sandbox.web.markup import Html, joined, tag
from pdsync.sandbox.web.shell import Page, sent
from pdsync.sandbox.web.visitors import Visitors
from pdsync.sandbox.workspace import Workspace

SHOWN = 500


class Records:
    """The outbox and the journal of a workspace."""

    def __init__(self, workspace: Workspace, visitors: Visitors) -> None:
        self.workspace = workspace
        self.visitors = visitors

    def routes(self) -> list[web.RouteDef]:
        """Where they are served."""
        return [web.get("/outbox", self.outbox), web.get("/journal", self.journal)]

    async def outbox(self, request: web.Request) -> web.Response:
        """Every mail, the newest first."""
        content = mails_html(outbox(self.workspace.store)[::-1])
        return sent(request, Page("Mails", content, self.visitors.of(request), path="/outbox", kind="plain"))

    async def journal(self, request: web.Request) -> web.Response:
        """Every request, the newest first."""
        content = journal_html(self.workspace.journal.entries()[::-1])
        return sent(request, Page("Requests", content, self.visitors.of(request), path="/journal", kind="plain"))


def mails_html(mails: list[Mail]) -> Html:
    """Mails as a table."""
    if not mails:
        return tag("p", "Google would have sent no mail so far.")
    rows = [
        tag(
            "tr",
            tag("td", f"{mail.at:%Y-%m-%d %H:%M}"),
            tag("td", mail.to),
            tag("td", mail.sender),
            tag("th", tag("bdi", mail.subject), scope="row"),
            tag("td", tag("bdi", mail.text), class_="words"),
        )
        for mail in mails[:SHOWN]
    ]
    heads = ("When (UTC)", "To", "From", "Subject", "Words")
    return joined(tag("p", _count(len(mails), "mail"), " that Google would have sent."), table(heads, rows, "Mails"))


def journal_html(entries: list[dict[str, object]]) -> Html:
    """The journal as a table."""
    if not entries:
        return tag("p", "No program has asked for anything yet.")
    rows = [
        tag(
            "tr",
            tag("td", str(entry["seq"]), class_="number"),
            tag("th", str(entry["method"]), scope="row"),
            tag("td", str(entry["user"] or "—")),
            tag("td", str(entry["status"] or "none"), class_="number"),
            tag("td", str(entry["fault"] or "—")),
            tag("td", "yes" if entry["applied"] else "no"),
        )
        for entry in entries[:SHOWN]
    ]
    heads = ("No.", "Method", "User", "Status", "Fault", "Wrote something")
    note = f", the last {SHOWN} below" if len(entries) > SHOWN else ""
    return joined(tag("p", _count(len(entries), "request"), f" by programs{note}."), table(heads, rows, "Requests"))


def _count(number: int, name: str) -> str:
    return f"{number:,} {name}" + ("" if number == 1 else "s")
