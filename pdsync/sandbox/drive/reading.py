"""drive.files.get, and the bytes of a file."""

from __future__ import annotations

from pdsync.sandbox.calls import Answer, Call, Raw, route
from pdsync.sandbox.drive import defaults, refused
from pdsync.sandbox.drive.capabilities import may_copy
from pdsync.sandbox.drive.files import File
from pdsync.sandbox.drive.opening import opened
from pdsync.sandbox.drive.resource import Viewer
from pdsync.sandbox.drive.roles import Sharing

NOT_DOWNLOADABLE = "Only files with binary content can be downloaded. Use Export with Docs Editors files."


@route("drive.files.get", reads=True)
def get(call: Call) -> Answer:
    """A file's resource; with `alt=media` its bytes."""
    sharing = Sharing(call.store)
    file, role = opened(call, sharing)
    if call.params.get("alt") == "media":
        return download(call, file, role)
    return Viewer(call, defaults.wanted(call), sharing).show(file)


def download(call: Call, file: File, role: str) -> Raw:
    """The bytes of a file that consists of bytes."""
    if not file.is_blob:
        raise refused.forbidden("fileNotDownloadable", NOT_DOWNLOADABLE, "alt")
    if not may_copy(file, role):
        raise refused.forbidden("cannotDownloadFile", "This file cannot be downloaded by the user.")
    row = call.store.db.execute("SELECT data FROM blobs WHERE file_id = ?", (file.id,)).fetchone()
    return Raw(bytes(row["data"]) if row else b"", file.mime_type)
