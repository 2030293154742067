"""drive.files.list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pdsync.sandbox.calls import Call, route
from pdsync.sandbox.drive import apps, defaults, pages, refused, texts
from pdsync.sandbox.drive.files import COLUMNS, File, find, milliseconds, of_row, root_of
from pdsync.sandbox.drive.query import ordering, words
from pdsync.sandbox.drive.query.sql import Condition
from pdsync.sandbox.drive.query.syntax import Node, parse, terms
from pdsync.sandbox.drive.query.tokens import Unknown
from pdsync.sandbox.drive.resource import Viewer
from pdsync.sandbox.drive.roles import LINK, PUBLIC, RANKS, Sharing
from pdsync.sandbox.faults import lags

if TYPE_CHECKING:
    from pdsync.sandbox.store import Store

LARGEST = 1000
RELEVANCE = (
    "Sorting is not supported for queries with fullText terms. Results are always in descending relevance order."
)
NEEDS_FLAG = "The supportsAllDrives parameter must be true when {} is."
SEEN = """WITH RECURSIVE seen(id) AS (
    SELECT file_id FROM permissions WHERE id = ?
    UNION SELECT c.id FROM seen s JOIN files c ON c.parent = s.id)
SELECT {columns}, {keys} FROM files f LEFT JOIN personal p ON p.file_id = f.id AND p.email = ?
WHERE f.id IN seen AND f.root = 0 AND {condition} ORDER BY {order} LIMIT ?"""
"""What the person was given access to, and everything under it."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Where is searched: `conditions` on files, and their values."""

    condition: str
    values: tuple[Any, ...] = ()


@route("drive.files.list", reads=True)
def list_files(call: Call) -> dict[str, Any]:
    """One page of the person's files."""
    params = call.params
    size = _page_size(params.get("pageSize", 100))
    order_by = params.get("orderBy") or ""
    keys = ordering.order(order_by) if order_by else ordering.DEFAULT
    corpus = _corpus(call)
    tree = _query(params.get("q") or "")
    if tree is not None and order_by and any(term.field == "fullText" for term in terms(tree)):
        raise refused.of(400, "badRequest", RELEVANCE, location="orderBy")
    question = [call.user.email, *(params.get(name) for name in ("q", "orderBy", "corpora", "driveId", "spaces"))]
    sent = params.get("pageToken") or ""
    after = pages.place(question, sent, length=len(keys)) if sent else []
    names = defaults.wanted(call, "files")
    found = _rows(call, tree, corpus, keys, after, size + 1)
    viewer = Viewer(call, names)
    files = [of_row(row) for row in found[:size]]
    viewer.prefetch(files)
    answer: dict[str, Any] = {"kind": "drive#fileList", "incompleteSearch": False}
    if len(found) > size:
        last = found[size - 1]
        answer["nextPageToken"] = pages.token(question, [last[f"k{number}"] for number in range(len(keys))])
    return answer | {"files": [viewer.show(file) for file in files]}


def _page_size(size: int) -> int:
    if not 1 <= size <= LARGEST:
        message = f"Invalid value '{size}'. Values must be within the range: [value: 1\n, value: {LARGEST}\n]"
        raise refused.of(400, "invalidParameter", message, location="pageSize")
    return int(size)


def _query(text: str) -> Node | None:
    try:
        return parse(text)
    except Unknown:
        raise refused.invalid("q") from None


def _corpus(call: Call) -> Corpus:
    params = call.params
    everywhere = bool(params.get("includeItemsFromAllDrives") or params.get("includeTeamDriveItems"))
    supported = bool(params.get("supportsAllDrives") or params.get("supportsTeamDrives"))
    corpora = params.get("corpora") or params.get("corpus") or "user"
    drive_id = params.get("driveId") or params.get("teamDriveId") or ""
    if everywhere and not supported:
        message = NEEDS_FLAG.format("includeItemsFromAllDrives")
        raise refused.forbidden("supportsTeamDrivesRequired", message, "supportsAllDrives")
    _check_drive(corpora, drive_id, everywhere=everywhere)
    if (params.get("spaces") or "drive") != "drive":
        raise refused.unplayed(f"spaces={params['spaces']}")
    match corpora:
        case "user":
            return Corpus("(f.drive_id = '' OR (? AND p.viewed IS NOT NULL))", (everywhere,))
        case "allDrives" | "allTeamDrives":
            return Corpus("(f.drive_id = '' OR ?)", (everywhere,))
        case "drive" | "teamDrive":
            _existing_drive(call, drive_id)
            return Corpus("f.drive_id = ?", (drive_id,))
        case "domain":
            raise refused.unplayed("corpora=domain")
    raise refused.invalid("corpora")


def _check_drive(corpora: str, drive_id: str, *, everywhere: bool) -> None:
    if corpora in ("drive", "teamDrive"):
        if not drive_id:
            message = "The driveId parameter must be specified if and only if corpora is set to drive."
            raise refused.required("driveId", message)
        if not everywhere:
            message = "The includeItemsFromAllDrives parameter must be set to true when corpora is set to drive."
            raise refused.forbidden("teamDrivesNotIncluded", message, "includeItemsFromAllDrives")
    elif drive_id:
        message = "The driveId parameter must be specified if and only if corpora is set to drive."
        raise refused.forbidden("teamDriveIdNotSupported", message, "driveId")


def _existing_drive(call: Call, drive_id: str) -> None:
    top = find(call.store, drive_id)
    if top is None or not (top.root and top.drive_id) or Sharing(call.store).role(top, call.user) is None:
        raise refused.of(404, "notFound", f"Shared drive not found: {drive_id}", location="driveId")


def _rows(
    call: Call, tree: Node | None, corpus: Corpus, keys: tuple[ordering.Key, ...], after: list[Any], limit: int
) -> list[Any]:
    _teach(call.store, call)
    root = root_of(call.store, call.user, milliseconds(call.now)).id
    sql = Condition(call.user.email, call.user.permission_id, root, call.client_id)
    conditions, values = [corpus.condition], list(corpus.values)
    if tree is not None:
        conditions.append(sql.of(tree))
        values += sql.values
    if apps.own_files_only(call):
        conditions.append("EXISTS (SELECT 1 FROM app_files a WHERE a.file_id = f.id AND a.client_id = ?)")
        values.append(call.client_id)
    if hidden := lags.hidden(call.store, call.now):
        conditions.append(f"f.id NOT IN ({', '.join('?' * len(hidden))})")
        values += hidden
    if after:
        condition, bound = ordering.after(keys, after)
        conditions.append(condition)
        values += bound
    text = SEEN.format(
        columns=", ".join(f"f.{name}" for name in COLUMNS.split(", ")),
        keys=", ".join(f"{key.column} AS k{number}" for number, key in enumerate(keys)),
        condition=" AND ".join(conditions),
        order=ordering.sorted_by(keys),
    )
    return call.store.db.execute(text, (call.user.permission_id, call.user.email, *values, limit)).fetchall()


def _teach(store: Store, call: Call) -> None:
    """Give SQLite the words that queries are made of."""
    sharing = Sharing(store)

    def has_role(file_id: str, email: str, least: str) -> bool:
        file = find(store, file_id)
        who = store.user(email)
        if file is None or who is None:
            return False
        role = sharing.role(file, who)
        return role is not None and RANKS[role] >= RANKS[least]

    def visibility(file_id: str) -> str:
        file = find(store, file_id)
        return "" if file is None else visible_to(file, sharing)

    def text_contains(file_id: str, wanted: str) -> bool:
        return words.text_contains(texts.of(store, file_id), wanted)

    db = store.db
    db.create_function("folded", 1, words.folded, deterministic=True)
    db.create_function("by_number", 1, words.natural, deterministic=True)
    db.create_function("name_contains", 2, words.name_contains, deterministic=True)
    db.create_function("text_contains", 2, text_contains)
    db.create_function("has_role", 3, has_role)
    db.create_function("visibility", 1, visibility)


def visible_to(file: File, sharing: Sharing) -> str:
    """How widely a file can be seen: limited, domainWithLink, domainCanFind, anyoneWithLink, anyoneCanFind."""
    grants = sharing.of(file)
    domains = [each for each in grants.values() if each.type == "domain"]
    if PUBLIC in grants:
        return "anyoneCanFind"
    if LINK in grants:
        return "anyoneWithLink"
    if domains:
        return "domainCanFind" if any(each.discoverable for each in domains) else "domainWithLink"
    return "limited"
