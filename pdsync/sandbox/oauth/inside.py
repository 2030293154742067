"""The names that Google's error details use: which service a method belongs to, and what it is called inside."""

from __future__ import annotations

from typing import Any

ERROR_INFO = "type.googleapis.com/google.rpc.ErrorInfo"


def service(method: str) -> str:
    """The service of a method: "drive.files.copy" belongs to "drive.googleapis.com"."""
    return f"{method.partition('.')[0]}.googleapis.com"


def inner_name(method: str) -> str:
    """What Google calls a method inside: "google.apps.drive.v3.DriveFiles.List" for "drive.files.list"."""
    api, *parents, verb = method.split(".")
    if api == "drive":
        return f"google.apps.drive.v3.Drive{''.join(map(_capital, parents))}.{_capital(verb)}"
    noun = {"documents": "Document", "spreadsheets": "Spreadsheet", "sheets": "Sheet"}.get(parents[-1], "")
    inside = f"{_capital(verb)}{noun or _capital(parents[-1])}"
    return {
        "docs": f"google.apps.docs.v1.DocumentsService.{inside}",
        "sheets": f"google.apps.sheets.v4.SpreadsheetsService.{inside}",
    }.get(api, method)


def error_info(method: str, reason: str) -> dict[str, Any]:
    """The detail of an error that names its reason and the method."""
    return {
        "@type": ERROR_INFO,
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": {"method": inner_name(method), "service": service(method)},
    }


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
