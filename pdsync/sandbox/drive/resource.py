"""A file as Drive shows it to one person through one app; only what was asked for is worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from pdsync.sandbox.drive import apps
from pdsync.sandbox.drive.capabilities import capabilities, may_share
from pdsync.sandbox.drive.files import DOC, FOLDER, SHEET, File, find, stamp
from pdsync.sandbox.drive.grants import shown
from pdsync.sandbox.drive.people import named
from pdsync.sandbox.drive.roles import MANY, Sharing
from pdsync.sandbox.faults import lags

if TYPE_CHECKING:
    import sqlite3

    from pdsync.sandbox.calls import Call

Json = dict[str, Any]
LINKS = {
    DOC: "https://docs.google.com/document/d/{}/edit?usp=drivesdk",
    SHEET: "https://docs.google.com/spreadsheets/d/{}/edit?usp=drivesdk",
    FOLDER: "https://drive.google.com/drive/folders/{}",
}
BLOB_LINK = "https://drive.google.com/file/d/{}/view?usp=drivesdk"
ICON = "https://drive-thirdparty.googleusercontent.com/16/type/"
GREY = "#8f8f8f"
EXPORTS = {
    DOC: (
        "https://docs.google.com/feeds/download/documents/export/Export",
        (
            ("application/rtf", "rtf"),
            ("application/vnd.oasis.opendocument.text", "odt"),
            ("text/html", "html"),
            ("application/pdf", "pdf"),
            ("text/x-markdown", "markdown"),
            ("text/markdown", "md"),
            ("application/epub+zip", "epub"),
            ("application/zip", "zip"),
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
            ("text/plain", "txt"),
        ),
    ),
    SHEET: (
        "https://docs.google.com/spreadsheets/export",
        (
            ("application/x-vnd.oasis.opendocument.spreadsheet", "ods"),
            ("text/tab-separated-values", "tsv"),
            ("application/pdf", "pdf"),
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
            ("text/csv", "csv"),
            ("application/zip", "zip"),
            ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
        ),
    ),
}
PERSONAL_TIMES = (("viewedByMeTime", "viewed"), ("modifiedByMeTime", "modified"), ("sharedWithMeTime", "shared"))
NOBODY: Json = {"starred": 0, "viewed": None, "modified": None, "shared": None, "sharer": ""}
PLAIN = ("description", "originalFilename", "md5Checksum", "sha1Checksum", "sha256Checksum", "headRevisionId",
         "shortcutDetails")  # fmt: skip
"""What is kept in `extra` under the name by which it is shown."""


class Viewer:
    """Shows files to the one who calls. Made for one call: it remembers what it read."""

    def __init__(self, call: Call, names: frozenset[str] | None = None, sharing: Sharing | None = None) -> None:
        self.call = call
        self.store = call.store
        self.me = call.user
        self.names = names
        self.sharing = sharing or Sharing(call.store)
        self._personal: dict[str, sqlite3.Row | Json] = {}
        self._marks: dict[str, dict[str, dict[str, str]]] = {}
        self._people: dict[str, Json] = {}
        self._seen: dict[str, bool] = {}

    def wants(self, *names: str) -> bool:
        """Whether one of these fields is to be shown."""
        return self.names is None or not self.names.isdisjoint(names)

    def prefetch(self, files: Iterable[File]) -> None:
        """Read at once what many files need."""
        ids = [each.id for each in files]
        if self.wants(*SHARED):
            self.sharing.prefetch(ids)
        for start in range(0, len(ids), MANY):
            some = ids[start : start + MANY]
            if self.wants(*MINE):
                self._read_personal(some)
            if self.wants("properties", "appProperties"):
                self._read_marks(some)

    def _read_personal(self, ids: list[str]) -> None:
        marks = ", ".join("?" * len(ids))
        self._personal.update((each, NOBODY) for each in ids)
        for row in self.store.db.execute(
            f"SELECT * FROM personal WHERE email = ? AND file_id IN ({marks})", (self.me.email, *ids)
        ):
            self._personal[row["file_id"]] = row

    def _read_marks(self, ids: list[str]) -> None:
        marks = ", ".join("?" * len(ids))
        self._marks.update((each, {}) for each in ids)
        for row in self.store.db.execute(
            f"SELECT * FROM properties WHERE file_id IN ({marks}) AND app IN ('', ?)", (*ids, self.call.client_id)
        ):
            self._marks[row["file_id"]].setdefault(row["app"], {})[row["key"]] = row["value"]

    def personal(self, file: File) -> sqlite3.Row | Json:
        """What this person did with the file."""
        if file.id not in self._personal:
            self._read_personal([file.id])
        return self._personal[file.id]

    def marks(self, file: File, app: str) -> dict[str, str]:
        """The file's properties, or those of one app."""
        if file.id not in self._marks:
            self._read_marks([file.id])
        return self._marks[file.id].get(app, {})

    def person(self, email: str) -> Json:
        """A user resource."""
        if email not in self._people:
            self._people[email] = named(self.store, email, self.me)
        return self._people[email]

    def sees(self, folder_id: str) -> bool:
        """Whether this person has access to that folder."""
        if folder_id not in self._seen:
            folder = find(self.store, folder_id)
            self._seen[folder_id] = folder is not None and self.sharing.role(folder, self.me) is not None
        return self._seen[folder_id]

    def show(self, file: File) -> Json:
        """The file resource."""
        answer: Json = {}
        for names, part in PARTS:
            if self.names is None or not self.names.isdisjoint(names):
                answer |= part(self, file)
        return answer


Part = Callable[[Viewer, File], Json]


def _basics(viewer: Viewer, file: File) -> Json:
    return {"kind": "drive#file", "id": file.id, "name": file.name, "mimeType": file.mime_type}


def _place(viewer: Viewer, file: File) -> Json:
    answer: Json = {"spaces": ["drive"], "version": str(file.version)}
    if file.parent and (file.owner == viewer.me.email or viewer.sees(file.parent)):
        answer["parents"] = [file.parent]
    if file.drive_id:
        answer |= {"driveId": file.drive_id, "teamDriveId": file.drive_id}
    return answer


def _bin(viewer: Viewer, file: File) -> Json:
    answer: Json = {"trashed": file.trashed, "explicitlyTrashed": file.trashed_at is not None}
    if file.drive_id and file.trashed_at is not None:
        answer |= {"trashedTime": stamp(file.trashed_at), "trashingUser": viewer.person(file.trashed_by)}
    return answer


def _times(viewer: Viewer, file: File) -> Json:
    behind = lags.modified_time(viewer.store, file.id, viewer.call.now)
    return {"createdTime": stamp(file.created), "modifiedTime": behind or stamp(file.modified)}


def _mine(viewer: Viewer, file: File) -> Json:
    row = viewer.personal(file)
    answer: Json = {
        "starred": bool(row["starred"]),
        "viewedByMe": row["viewed"] is not None,
        "modifiedByMe": row["modified"] is not None,
    }
    for name, column in (
        ("viewedByMeTime", "viewed"),
        ("modifiedByMeTime", "modified"),
        ("sharedWithMeTime", "shared"),
    ):
        if row[column] is not None:
            answer[name] = stamp(row[column])
    if row["sharer"]:
        answer["sharingUser"] = viewer.person(row["sharer"])
    return answer


def _people(viewer: Viewer, file: File) -> Json:
    answer: Json = {"lastModifyingUser": viewer.person(file.modified_by)}
    if not file.drive_id:
        answer |= {"owners": [viewer.person(file.owner)], "ownedByMe": file.owner == viewer.me.email}
    return answer


def _sharing(viewer: Viewer, file: File) -> Json:
    grants = viewer.sharing.of(file)
    answer: Json = {"permissionIds": list(grants)}
    if file.drive_id:
        return answer | {"hasAugmentedPermissions": bool(viewer.sharing.direct(file.id)) and not file.root}
    answer["shared"] = any(each.email != file.owner for each in grants.values())
    if viewer.wants("permissions") and may_share(file, viewer.sharing.role(file, viewer.me)):
        answer["permissions"] = [shown(viewer.store, file, each) for each in grants.values()]
    return answer


def _capabilities(viewer: Viewer, file: File) -> Json:
    return {"capabilities": capabilities(file, viewer.sharing.role(file, viewer.me))}


def _settings(viewer: Viewer, file: File) -> Json:
    guarded = bool(file.extra.get("copyRequiresWriterPermission", False))
    answer: Json = {"viewersCanCopyContent": not guarded, "copyRequiresWriterPermission": guarded}
    if not file.drive_id:
        answer["writersCanShare"] = bool(file.extra.get("writersCanShare", True))
        if file.is_folder:
            answer["folderColorRgb"] = file.extra.get("folderColorRgb", GREY)
    return answer


def _size(viewer: Viewer, file: File) -> Json:
    answer: Json = {"quotaBytesUsed": str(file.size or 0)}
    if file.size is not None:
        answer["size"] = str(file.size)
    return answer


def _links(viewer: Viewer, file: File) -> Json:
    answer: Json = {
        "webViewLink": LINKS.get(file.mime_type, BLOB_LINK).format(file.id),
        "iconLink": ICON + file.mime_type,
        "hasThumbnail": False,
        "thumbnailVersion": "0",
    }
    if file.is_blob:
        answer["webContentLink"] = f"https://drive.google.com/uc?id={file.id}&export=download"
    if file.mime_type in EXPORTS:
        base, kinds = EXPORTS[file.mime_type]
        answer["exportLinks"] = {mime: f"{base}?id={file.id}&exportFormat={name}" for mime, name in kinds}
    return answer


def _bytes(viewer: Viewer, file: File) -> Json:
    answer = {name: file.extra[name] for name in PLAIN if name in file.extra}
    if file.is_blob:
        extension = file.name.rpartition(".")[2] if "." in file.name else ""
        answer |= {"fileExtension": extension, "fullFileExtension": extension}
        answer.setdefault("originalFilename", file.name)
    return answer


def _marks(viewer: Viewer, file: File) -> Json:
    answer: Json = {}
    if marks := viewer.marks(file, ""):
        answer["properties"] = marks
    if viewer.call.client_id and (marks := viewer.marks(file, viewer.call.client_id)):
        answer["appProperties"] = marks
    return answer


def _app(viewer: Viewer, file: File) -> Json:
    known = bool(viewer.call.client_id) and apps.is_authorized(viewer.store, file.id, viewer.call.client_id)
    return {"isAppAuthorized": known}


def _link_share(viewer: Viewer, file: File) -> Json:
    return {"linkShareMetadata": {"securityUpdateEligible": False, "securityUpdateEnabled": True}}


def _labels(viewer: Viewer, file: File) -> Json:
    return {"inheritedPermissionsDisabled": False} if file.is_folder else {}


MINE = frozenset({"starred", "viewedByMe", "viewedByMeTime", "modifiedByMe", "modifiedByMeTime", "sharedWithMeTime",
                  "sharingUser"})  # fmt: skip
SHARED = frozenset({"shared", "permissionIds", "permissions", "hasAugmentedPermissions", "capabilities", "parents"})
PARTS: tuple[tuple[frozenset[str], Part], ...] = (
    (frozenset({"kind", "id", "name", "mimeType"}), _basics),
    (frozenset({"parents", "spaces", "version", "driveId", "teamDriveId"}), _place),
    (frozenset({"trashed", "explicitlyTrashed", "trashedTime", "trashingUser"}), _bin),
    (frozenset({"createdTime", "modifiedTime"}), _times),
    (MINE, _mine),
    (frozenset({"lastModifyingUser", "owners", "ownedByMe"}), _people),
    (frozenset({"shared", "permissionIds", "permissions", "hasAugmentedPermissions"}), _sharing),
    (frozenset({"capabilities"}), _capabilities),
    (frozenset({"viewersCanCopyContent", "copyRequiresWriterPermission", "writersCanShare", "folderColorRgb"}),
     _settings),
    (frozenset({"quotaBytesUsed", "size"}), _size),
    (frozenset({"webViewLink", "iconLink", "hasThumbnail", "thumbnailVersion", "webContentLink", "exportLinks"}),
     _links),
    (frozenset({*PLAIN, "fileExtension", "fullFileExtension"}), _bytes),
    (frozenset({"properties", "appProperties"}), _marks),
    (frozenset({"isAppAuthorized"}), _app),
    (frozenset({"linkShareMetadata"}), _link_share),
    (frozenset({"inheritedPermissionsDisabled"}), _labels),
)  # fmt: skip
"""Which fields come from which function."""
