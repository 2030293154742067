"""drive.drives: shared drives. A drive is the folder at its top; its members are that folder's grants."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from pdsync.sandbox.calls import Call, Raw, route
from pdsync.sandbox.drive import pages, refused
from pdsync.sandbox.drive.deleting import EMPTY, remove
from pdsync.sandbox.drive.files import ALPHABET, FOLDER, File, change, children, find, insert, milliseconds, stamp
from pdsync.sandbox.drive.query.syntax import Both, Node, Term, parse
from pdsync.sandbox.drive.query.tokens import Unknown
from pdsync.sandbox.drive.query.words import name_contains
from pdsync.sandbox.drive.roles import RANKS, Grant, Sharing, give

if TYPE_CHECKING:
    import sqlite3

Json = dict[str, Any]
RESTRICTIONS = (
    "adminManagedRestrictions", "copyRequiresWriterPermission", "domainUsersOnly", "driveMembersOnly",
    "sharingFoldersRequiresOrganizerPermission",
)  # fmt: skip
COLOR = "#667b68"


@route("drive.drives.create")
def create(call: Call) -> Json:
    """A new shared drive, its maker its organizer. The same `requestId` again is refused."""
    request = call.params["requestId"]
    known = call.store.db.execute(
        "SELECT 1 FROM drives WHERE maker = ? AND request = ?", (call.user.email, request)
    ).fetchone()
    if known is not None:
        raise refused.of(409, "duplicate", "A shared drive with this request ID exists already.")
    if not call.user.has_storage:
        message = "The user cannot create new shared drives."
        raise refused.forbidden("userCannotCreateTeamDrives", message)
    name = str(call.body.get("name") or "")
    if not name:
        raise refused.required("drive.name", "The name field is required.", location_type="other")
    at = milliseconds(call.now)
    drive_id = "0A" + "".join(secrets.choice(ALPHABET) for _ in range(11)) + "Uk9PVA"
    insert(
        call.store,
        {"id": drive_id, "name": name, "mime_type": FOLDER, "owner": "", "drive_id": drive_id, "root": 1,
         "created": at, "modified": at, "modified_by": call.user.email},
    )  # fmt: skip
    me = call.user
    give(call.store, Grant(drive_id, me.permission_id, "user", "organizer", me.email, "", False, False, at))
    call.store.db.execute(
        "INSERT INTO drives (id, name, created, maker, request) VALUES (?, ?, ?, ?, ?)",
        (drive_id, name, at, call.user.email, request),
    )
    row, _, role = _opened(call, drive_id)
    return shown(row, role)


@route("drive.drives.get", reads=True)
def get(call: Call) -> Json:
    """One shared drive."""
    row, _, role = _opened(call, call.params["driveId"])
    return shown(row, role)


@route("drive.drives.list", reads=True)
def list_drives(call: Call) -> Json:
    """One page of the shared drives that the caller is a member of, by name."""
    wanted = _query(call.params.get("q") or "")
    sharing = Sharing(call.store)
    found = []
    for row in call.store.db.execute("SELECT * FROM drives ORDER BY name, id").fetchall():
        top = find(call.store, row["id"])
        role = None if top is None else sharing.role(top, call.user)
        if role is not None and all(_matches(term, row["name"]) for term in wanted):
            found.append(shown(row, role))
    some, more = pages.sliced(
        [call.user.email, "drives", call.params.get("q")], found, size=call.params.get("pageSize", 10),
        sent=call.params.get("pageToken") or "",
    )  # fmt: skip
    return {"kind": "drive#driveList", "drives": some} | ({"nextPageToken": more} if more else {})


@route("drive.drives.update")
def update(call: Call) -> Json:
    """Rename a shared drive, or restrict it."""
    row, top, role = _opened(call, call.params["driveId"])
    if role != "organizer":
        raise refused.insufficient(top.id)
    sent = {name: value for name, value in call.body.items() if value is not None}
    for name in sent:
        if name not in ("name", "restrictions", "colorRgb", "kind"):
            raise refused.unplayed(f"the drive field {name}")
    extra = {**json.loads(row["extra"]), **{name: sent[name] for name in ("restrictions", "colorRgb") if name in sent}}
    name = str(sent.get("name") or row["name"])
    call.store.db.execute("UPDATE drives SET name = ?, extra = ? WHERE id = ?", (name, json.dumps(extra), top.id))
    change(call.store, top, name=name)
    return shown(_opened(call, top.id)[0], role)


@route("drive.drives.delete")
def delete(call: Call) -> Raw:
    """Delete an empty shared drive."""
    _, top, role = _opened(call, call.params["driveId"])
    if role != "organizer":
        raise refused.insufficient(top.id)
    if any(not each.trashed for each in children(call.store, top.id)):
        message = "A shared drive can be deleted only when it is empty."
        raise refused.forbidden("cannotDeleteResourceWithChildren", message)
    remove(call, top)
    call.store.db.execute("DELETE FROM drives WHERE id = ?", (top.id,))
    return EMPTY


def _opened(call: Call, drive_id: str) -> tuple[sqlite3.Row, File, str]:
    row = call.store.db.execute("SELECT * FROM drives WHERE id = ?", (drive_id,)).fetchone()
    top = find(call.store, drive_id) if row is not None else None
    role = None if top is None else Sharing(call.store).role(top, call.user)
    if top is None or role is None:
        raise refused.of(404, "notFound", f"Shared drive not found: {drive_id}", location="driveId")
    return row, top, role


def _query(text: str) -> tuple[Term, ...]:
    """The terms of a query for drives. Only names are known; everything else is refused."""
    try:
        tree: Node | None = parse(text)
    except Unknown:
        raise refused.invalid("q") from None
    found = tree.parts if isinstance(tree, Both) else (tree,) if tree is not None else ()
    named = tuple(each for each in found if isinstance(each, Term) and each.field == "name")
    if len(named) != len(found):
        raise refused.unplayed("queries for shared drives other than by name")
    return named


def _matches(term: Term, name: str) -> bool:
    if term.operator == "contains":
        return name_contains(name, term.value)
    return (name.casefold() == term.value.casefold()) == (term.operator == "=")


def shown(row: sqlite3.Row, role: str) -> Json:
    """The drive resource."""
    extra = json.loads(row["extra"])
    return {
        "kind": "drive#drive",
        "id": row["id"],
        "name": row["name"],
        "colorRgb": extra.get("colorRgb", COLOR),
        "createdTime": stamp(row["created"]),
        "hidden": False,
        "capabilities": _capabilities(role),
        "restrictions": {**dict.fromkeys(RESTRICTIONS, False), **extra.get("restrictions", {})},
    }


def _capabilities(role: str) -> dict[str, bool]:
    rank, leads = RANKS[role], role == "organizer"
    edits, manages = rank >= RANKS["writer"], rank >= RANKS["fileOrganizer"]
    return {
        "canAddChildren": edits,
        "canChangeCopyRequiresWriterPermissionRestriction": leads,
        "canChangeDomainUsersOnlyRestriction": leads,
        "canChangeDriveBackground": leads,
        "canChangeDriveMembersOnlyRestriction": leads,
        "canComment": rank >= RANKS["commenter"],
        "canCopy": True,
        "canDeleteChildren": leads,
        "canDeleteDrive": leads,
        "canDownload": True,
        "canEdit": edits,
        "canListChildren": True,
        "canManageMembers": leads,
        "canReadRevisions": edits,
        "canRename": edits,
        "canRenameDrive": leads,
        "canShare": leads,
        "canTrashChildren": manages,
    }
