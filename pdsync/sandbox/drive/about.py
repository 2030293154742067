"""drive.about.get."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox.calls import Call, route
from pdsync.sandbox.drive import defaults
from pdsync.sandbox.drive.files import DOC, SHEET
from pdsync.sandbox.drive.people import person
from pdsync.sandbox.drive.uploading import IMPORTS

LIMIT = 15 * 1024**3
EXPORTED = {
    DOC: ["text/plain", "text/html", "text/markdown"],
    SHEET: ["text/csv", "text/tab-separated-values"],
}
COLORS = (
    "#ac725e", "#d06b64", "#f83a22", "#fa573c", "#ff7537", "#ffad46", "#fad165", "#fbe983", "#b3dc6c", "#7bd148",
    "#16a765", "#42d692", "#92e1c0", "#9fe1e7", "#9fc6e7", "#4986e7", "#9a9cff", "#b99aff", "#8f8f8f", "#cabdbf",
    "#cca6ac", "#f691b2", "#cd74e6", "#a47ae2",
)  # fmt: skip


@route("drive.about.get", reads=True)
def get(call: Call) -> dict[str, Any]:
    """Who is signed in, and what their Drive can do. `fields` must say what is wanted."""
    defaults.mask(call)
    used, binned = call.store.db.execute(
        "SELECT coalesce(sum(size), 0), coalesce(sum(CASE WHEN trashed THEN size END), 0) FROM files WHERE owner = ?",
        (call.user.email,),
    ).fetchone()
    return {
        "kind": "drive#about",
        "user": person(call.user, call.user),
        "storageQuota": {
            "limit": str(LIMIT if call.user.has_storage else 0),
            "usage": str(used),
            "usageInDrive": str(used),
            "usageInDriveTrash": str(binned),
        },
        "importFormats": {kind: [mime] for mime, kinds in IMPORTS.items() for kind in kinds},
        "exportFormats": EXPORTED,
        "maxImportSizes": {DOC: "10485760", SHEET: "104857600"},
        "maxUploadSize": "5242880000000",
        "appInstalled": bool(call.client_id),
        "folderColorPalette": list(COLORS),
        "driveThemes": [],
        "canCreateDrives": call.user.has_storage,
        "canCreateTeamDrives": call.user.has_storage,
    }
