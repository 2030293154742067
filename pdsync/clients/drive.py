"""Drive: files found by their marks, copies, grants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from sys import intern
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pdsync.clients.discovery import resource
from pdsync.errors import GoogleError, NotFound
from pdsync.sync.ports import COHORT, KIND, File, FileKind, Grant, Invitation, Shared, Watched

if TYPE_CHECKING:
    from pdsync.clients.line import Line

MIME = MappingProxyType(
    {
        FileKind.DOC: "application/vnd.google-apps.document",
        FileKind.SHEET: "application/vnd.google-apps.spreadsheet",
        FileKind.FOLDER: "application/vnd.google-apps.folder",
    }
)
KINDS = {mime: kind for kind, mime in MIME.items()}
GRANT = "id,type,role,emailAddress,deleted"
FILE = (
    "id,name,mimeType,properties,version,modifiedTime,createdTime,trashed,parents,webViewLink,ownedByMe,driveId,"
    f"lastModifyingUser(me),permissions({GRANT})"
)
WATCHED = FILE.replace(f"({GRANT})", f"({GRANT},domain)") + ",owners(emailAddress),writersCanShare"
"""What an audit asks: never part of an ordinary run, whose answers are to stay small."""
REVISION = "lastModifyingUser(me)"
COMMENT = "author(me),replies(author(me))"
MYSELF = MappingProxyType({"me": True})
"""Drive leaves out who it was where nobody was signed in, as for what was there from the first."""
PAGE = 1000


class Drive:
    """Drive as one account sees it; `shared_drive` is the id of the shared drive to work in, if any."""

    def __init__(self, line: Line, *, shared_drive: str = "") -> None:
        self._line = line
        self._shared_drive = shared_drive

    def marked(self, cohort: str, *, kind: str = "") -> tuple[File, ...]:
        """Every file marked as the cohort's, those in the bin too; with `kind` only those marked as that."""
        return tuple(map(_file, self._listed(_of_cohort(cohort, kind), FILE)))

    def watched(self, cohort: str) -> tuple[Watched, ...]:
        """Every file marked as the cohort's, those in the bin too, as an audit looks at them."""
        return tuple(map(_watched, self._listed(_of_cohort(cohort), WATCHED)))

    def beside(self, folder: str, *, named: str = "") -> tuple[Watched, ...]:
        """Whatever lies in a folder, and with `named` every Doc in whose name those words stand; none in the bin."""
        where = [f"{quoted(folder)} in parents"] if folder else []
        if named:
            where.append(f"(mimeType = {quoted(MIME[FileKind.DOC])} and name contains {quoted(named)})")
        if not where:
            return ()
        return tuple(map(_watched, self._listed(f"({' or '.join(where)}) and trashed = false", WATCHED)))

    def _listed(self, query: str, mask: str) -> Iterator[Mapping[str, Any]]:
        where: dict[str, Any] = {"includeItemsFromAllDrives": True, "supportsAllDrives": True}
        if self._shared_drive:
            where |= {"corpora": "drive", "driveId": self._shared_drive}
        asked = {"q": query, "pageSize": PAGE, "fields": f"nextPageToken,files({mask})", **where}
        return self._pages("drive.files.list", asked, "files", what="The cohort's files")

    def file(self, file_id: str) -> File | None:
        """One file by its id, at once; None if it is gone or not shared with this account."""
        asked = {"fileId": file_id, "fields": FILE, "supportsAllDrives": True}
        try:
            return _file(self._line.ask("drive.files.get", asked))
        except NotFound:
            return None

    def create(self, kind: FileKind, *, name: str, marks: Mapping[str, str], folder: str = "") -> File:
        """A new, empty file. Raises Unclear when it is not known whether it was made."""
        parent = folder or self._shared_drive
        body = {"name": name, "mimeType": MIME[kind], "properties": dict(marks)}
        if parent:
            body["parents"] = [parent]
        asked = {"fields": FILE, "supportsAllDrives": True, "ignoreDefaultVisibility": True}
        return _file(self._line.ask("drive.files.create", asked, body=body, what=f"The {kind.value} to be made"))

    def copy(self, source: str, *, name: str, marks: Mapping[str, str], folder: str) -> File:
        """A copy of a Doc. Raises Unclear when it is not known whether it was made."""
        body = {"name": name, "parents": [folder], "properties": {KIND: None, **marks}}
        asked = {"fileId": source, "fields": FILE, "supportsAllDrives": True, "ignoreDefaultVisibility": True}
        return _file(self._line.ask("drive.files.copy", asked, body=body, what="The template"))

    def mark(self, file_id: str, marks: Mapping[str, str], *, name: str = "") -> None:
        """Set marks, and leave the others; with `name`, give the file another name in the same breath."""
        self._update(file_id, {"properties": dict(marks)} | ({"name": name} if name else {}))

    def discard(self, file_id: str, marks: Sequence[str]) -> None:
        """Put a file into the bin and take its marks away, so that nobody mistakes it for a student's."""
        self._update(file_id, {"trashed": True, "properties": dict.fromkeys(marks)})

    def unmark(self, file_id: str, marks: Sequence[str]) -> None:
        """Take marks away; the file itself stays as it is."""
        self._update(file_id, {"properties": dict.fromkeys(marks)})

    def recover(self, file_id: str) -> None:
        """Take a file out of the bin."""
        self._update(file_id, {"trashed": False})

    def keep_in(self, file_id: str) -> None:
        """Let nobody but the owner let others in."""
        self._update(file_id, {"writersCanShare": False})

    def move(self, file_id: str, *, into: str, out_of: Sequence[str] = ()) -> None:
        """Put a file into a folder; "" means the top of the account's My Drive, or of the shared drive."""
        where = {"addParents": into or self._shared_drive or "root"}
        self._update(file_id, {}, **where, **({"removeParents": ",".join(out_of)} if out_of else {}))

    def _update(self, file_id: str, body: Mapping[str, Any], **where: str) -> None:
        request = resource("drive.v3", "files").update(
            fileId=file_id, body=body, fields="id", supportsAllDrives=True, prettyPrint=False, **where
        )
        self._line.call(request, what="The Doc")

    def grants(self, file_id: str) -> tuple[Grant, ...]:
        """Who may do what with a file, at once."""
        asked = {
            "fileId": file_id,
            "pageSize": 100,
            "fields": f"nextPageToken,permissions({GRANT})",
            "supportsAllDrives": True,
        }
        return _grants(self._pages("drive.permissions.list", asked, "permissions"))

    def share(self, file_id: str, invitation: Invitation) -> Shared:
        """Let somebody in. Raises Unclear when it is not known whether it happened."""
        message = {"emailMessage": invitation.message} if invitation.mail and invitation.message else {}
        asked = {
            "fileId": file_id,
            "sendNotificationEmail": invitation.mail,
            "fields": "id",
            "supportsAllDrives": True,
            **message,
        }
        body = {"type": "user", "role": invitation.role, "emailAddress": invitation.email}
        try:
            self._line.ask("drive.permissions.create", asked, body=body, what="The Doc")
        except GoogleError as error:
            if error.reason == "sharedWithoutMail" and lets_in(self.grants(file_id), invitation):
                return Shared(mailed=False)
            raise
        return Shared()

    def unshare(self, file_id: str, grant_id: str) -> None:
        """Take a grant away; one that is gone already is fine."""
        request = resource("drive.v3", "permissions").delete(
            fileId=file_id, permissionId=grant_id, supportsAllDrives=True
        )
        try:
            self._line.call(request, what="The grant")
        except NotFound:
            return

    def let(self, file_id: str, grant_id: str, role: str) -> None:
        """Give whoever has a grant another role; nobody is mailed. NotFound if the grant is gone."""
        asked = {"fileId": file_id, "permissionId": grant_id, "fields": "id", "supportsAllDrives": True}
        self._line.ask("drive.permissions.update", asked, body={"role": role}, what="The grant")

    def revision(self, file_id: str) -> str:
        """The id of the last version that Drive keeps of a Doc, "" if it tells none."""
        asked = {"fileId": file_id, "pageSize": 1000, "fields": "nextPageToken,revisions(id)"}
        last = ""
        for one in self._pages("drive.revisions.list", asked, "revisions"):
            last = str(one["id"])
        return last

    def export(self, file_id: str, kind: str) -> bytes:
        """A Doc in another form (a MIME type), as Google makes it; at most 10 MB."""
        return self._line.fetch("drive.files.export", {"fileId": file_id, "mimeType": kind}, what="The Doc")

    def others_wrote(self, file_id: str) -> bool:
        """Whether somebody else than this account made one of the versions that Drive keeps of a Doc."""
        asked = {"fileId": file_id, "pageSize": 200, "fields": f"nextPageToken,revisions({REVISION})"}
        every = self._pages("drive.revisions.list", asked, "revisions")
        return any(not one.get("lastModifyingUser", MYSELF).get("me") for one in every)

    def others_commented(self, file_id: str) -> bool:
        """Whether a comment or a reply of somebody else stands in a Doc."""
        asked = {"fileId": file_id, "pageSize": 100, "fields": f"nextPageToken,comments({COMMENT})"}
        every = self._pages("drive.comments.list", asked, "comments")
        posts = (post for one in every for post in (one, *one.get("replies", ())))
        return any(not post.get("author", {}).get("me") for post in posts)

    def _pages(
        self, method: str, asked: Mapping[str, Any], name: str, *, what: str = "The Doc"
    ) -> Iterator[Mapping[str, Any]]:
        """What a method lists, page after page."""
        page: dict[str, Any] = {}
        while True:
            answer = self._line.ask(method, {**asked, **page}, what=what)
            yield from answer.get(name, ())
            if not answer.get("nextPageToken"):
                return
            page = {"pageToken": answer["nextPageToken"]}

    def account(self) -> str:
        """The address of the account that is signed in."""
        answer = self._line.ask("drive.about.get", {"fields": "user(emailAddress)"}, what="Drive")
        return str(answer.get("user", {}).get("emailAddress", ""))


def lets_in(grants: Sequence[Grant], invitation: Invitation) -> bool:
    """Whether the grants hold one for the invited address."""
    return any(grant.email.casefold() == invitation.email.casefold() for grant in grants)


def quoted(text: str) -> str:
    r"""A text as Drive's query language quotes it.

    >>> print(quoted("O'Brien"))
    'O\'Brien'
    """
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _of_cohort(cohort: str, kind: str = "") -> str:
    marks = {COHORT: cohort} | ({KIND: kind} if kind else {})
    terms = (f"properties has {{ key={quoted(key)} and value={quoted(value)} }}" for key, value in marks.items())
    return " and ".join(terms)


def _watched(answer: Mapping[str, Any]) -> Watched:
    owner = next((one.get("emailAddress", "") for one in answer.get("owners", ())), "")
    return Watched(_file(answer), owner, answer.get("writersCanShare", False))


def _file(answer: Mapping[str, Any]) -> File:
    return File(
        id=answer["id"],
        name=answer.get("name", ""),
        kind=KINDS.get(answer.get("mimeType", ""), FileKind.OTHER),
        marks=MappingProxyType({key: intern(value) for key, value in answer.get("properties", {}).items()}),
        version=intern(answer.get("version", "")),
        modified=datetime.fromisoformat(answer["modifiedTime"]),
        created=datetime.fromisoformat(answer["createdTime"]),
        trashed=answer.get("trashed", False),
        parents=tuple(map(intern, answer.get("parents", ()))),
        link=answer.get("webViewLink", ""),
        grants=_grants(answer["permissions"]) if "permissions" in answer else None,
        mine=answer.get("ownedByMe", "driveId" in answer),
        touched=not answer.get("lastModifyingUser", {"me": True}).get("me", False),
    )


def _grants(found: Iterable[Mapping[str, Any]]) -> tuple[Grant, ...]:
    return tuple(
        _grant(one["id"], one["role"], one.get("type", "user"), one.get("emailAddress", ""), one.get("domain", ""))
        for one in found
        if not one.get("deleted")
    )


@lru_cache(maxsize=256)
def _grant(number: str, role: str, kind: str, email: str, domain: str) -> Grant:
    # Staff's are the same on every Doc, and a mark and a grant name the same address: in a listing of thousands texts
    # that are kept once save a third of the memory.
    return Grant(number, intern(role), intern(kind), intern(email), domain)
