"""The first page: who is signed in, and the files that this person sees."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from pdsync.sandbox.store import User
from pdsync.sandbox.users import DEFAULT_STAFF, account, accounts
from pdsync.sandbox.web.markup import Html, joined, tag
from pdsync.sandbox.web.posts import Form, posting
from pdsync.sandbox.web.shell import Page, proof, refused, remember, sent
from pdsync.sandbox.web.visitors import Visitor, Visitors
from pdsync.sandbox.workspace import Workspace

DOC = "application/vnd.google-apps.document"
SHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
KINDS = {DOC: ("Doc", "/document/d/{}/edit"), SHEET: ("Sheet", "/spreadsheets/d/{}/edit"), FOLDER: ("Folder", "")}
MOST = 1000


class Home:
    """The first page of a workspace."""

    def __init__(self, workspace: Workspace, visitors: Visitors) -> None:
        self.workspace = workspace
        self.visitors = visitors

    def routes(self) -> list[web.RouteDef]:
        """Where it is served."""
        return [web.get("/", self.show), web.post("/person", posting(self.visitors, self.sign_in))]

    async def show(self, request: web.Request) -> web.Response:
        """Files and people."""
        visitor = self.visitors.of(request)
        account(self.workspace.store, DEFAULT_STAFF)
        content = joined(
            people(visitor, accounts(self.workspace.store)),
            files(self._files(visitor.user)),
        )
        return sent(request, Page("Files", content, visitor, path="/", kind="plain"))

    async def sign_in(self, request: web.Request, form: Form) -> web.StreamResponse:
        """Be somebody else from now on."""
        try:
            visitor = self.visitors.welcome(form.one("email"))
        except ValueError:
            return sent(request, refused(form.visitor, 400, "That is no e-mail address."))
        response = web.Response(status=303, headers={"Location": "/"})
        remember(request, response, visitor)
        return response

    def _files(self, user: User) -> list[dict[str, Any]]:
        params = {"q": "trashed = false", "pageSize": MOST, "orderBy": "modifiedTime desc"}
        answer = self.workspace.call("drive.files.list", user, params)
        assert isinstance(answer, dict)
        return list(answer.get("files", ()))


def files(found: list[dict[str, Any]]) -> Html:
    """The person's files as a table."""
    if not found:
        return tag("p", "You have no files, and nobody has shared one with you yet.")
    rows = []
    for file in found:
        kind, path = KINDS.get(file.get("mimeType", ""), ("File", ""))
        name = tag("bdi", file.get("name", ""))
        shown = tag("a", name, href=path.format(file["id"])) if path else name
        owner = next((each.get("emailAddress", "") for each in file.get("owners") or ()), "")
        changed = str(file.get("modifiedTime", ""))[:16].replace("T", " ")
        rows.append(tag("tr", tag("th", shown, scope="row"), (tag("td", each) for each in (kind, owner, changed))))
    return table(("Name", "Kind", "Owner", "Last changed (UTC)"), rows, "Files")


def table(heads: tuple[str, ...], rows: list[Html], name: str) -> Html:
    """A plain table in a box of its own that scrolls where it is too wide."""
    head = tag("thead", tag("tr", (tag("th", each, scope="col") for each in heads)))
    inside = tag("table", head, tag("tbody", rows), class_="list")
    return tag("div", inside, class_="scroller", role="region", aria_label=name, tabindex="0")


def people(visitor: Visitor, known: list[User]) -> Html:
    """The form in which a person says who they are."""
    options = [
        tag("option", f"{user.name} ({user.email})", value=user.email, selected=user.email == visitor.user.email)
        for user in known
        if user.has_account
    ]
    form = tag(
        "form",
        proof(visitor),
        tag("label", "Look at the sandbox as", for_="person"),
        tag("select", options, name="email", id="person"),
        tag("button", "Sign in", class_="main"),
        method="post",
        action="/person",
        class_="row",
    )
    return tag("section", form, aria_label="Who you are")
