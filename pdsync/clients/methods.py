"""Where the methods of Google's are that pdsync calls without a library: those that are made once a student.

Importing googleapiclient costs a tenth of a second of work and gspread two; a sync with nothing to do takes less. A
request of googleapiclient's costs half a millisecond more than one from here: a tenth of a handout.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlencode

DRIVE, DOCS, SHEETS = (
    "https://www.googleapis.com/drive/v3/",
    "https://docs.googleapis.com/",
    "https://sheets.googleapis.com/",
)

METHODS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "drive.about.get": ("GET", f"{DRIVE}about"),
        "drive.files.list": ("GET", f"{DRIVE}files"),
        "drive.files.create": ("POST", f"{DRIVE}files"),
        "drive.files.get": ("GET", f"{DRIVE}files/{{fileId}}"),
        "drive.files.export": ("GET", f"{DRIVE}files/{{fileId}}/export"),
        "drive.files.copy": ("POST", f"{DRIVE}files/{{fileId}}/copy"),
        "drive.permissions.create": ("POST", f"{DRIVE}files/{{fileId}}/permissions"),
        "drive.comments.list": ("GET", f"{DRIVE}files/{{fileId}}/comments"),
        "drive.revisions.list": ("GET", f"{DRIVE}files/{{fileId}}/revisions"),
        "drive.permissions.update": ("PATCH", f"{DRIVE}files/{{fileId}}/permissions/{{permissionId}}"),
        "drive.permissions.list": ("GET", f"{DRIVE}files/{{fileId}}/permissions"),
        "docs.documents.get": ("GET", f"{DOCS}v1/documents/{{documentId}}"),
        "docs.documents.batchUpdate": ("POST", f"{DOCS}v1/documents/{{documentId}}:batchUpdate"),
        "sheets.spreadsheets.get": ("GET", f"{SHEETS}v4/spreadsheets/{{spreadsheetId}}"),
        "sheets.spreadsheets.values.batchGet": ("GET", f"{SHEETS}v4/spreadsheets/{{spreadsheetId}}/values:batchGet"),
        "sheets.spreadsheets.batchUpdate": ("POST", f"{SHEETS}v4/spreadsheets/{{spreadsheetId}}:batchUpdate"),
    }
)
"""By Google's name: the verb and the address. A test holds this against the discovery documents."""


def request_of(method: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """The verb and the whole address of a call. A tuple is a parameter that is given several times.

    >>> request_of("drive.files.get", {"fileId": "a/b", "supportsAllDrives": True})
    ('GET', 'https://www.googleapis.com/drive/v3/files/a%2Fb?supportsAllDrives=true&prettyPrint=false')
    """
    verb, address = METHODS[method]
    inside = _inside(address)
    address = address.format(**{name: quote(str(params[name]), safe="") for name in inside})
    pairs = [_pair(name, value) for name, value in params.items() if name not in inside]
    return verb, f"{address}?{'&'.join([*pairs, 'prettyPrint=false'])}"


@cache
def _inside(address: str) -> frozenset[str]:
    return frozenset(re.findall(r"\{(\w+)\}", address))


@lru_cache(maxsize=64, typed=True)
def _pair(name: str, value: Any) -> str:
    # Kept, because quoting a mask takes a quarter of a millisecond, and it is the same for every student.
    if isinstance(value, tuple):
        return urlencode({name: value}, doseq=True)
    return urlencode({name: str(value).lower() if isinstance(value, bool) else str(value)})
