"""drive.files.export: a Doc or Sheet as text, HTML, Markdown, PDF or separated values."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox.calls import Call, Raw, route
from pdsync.sandbox.docs.content import Content as Doc
from pdsync.sandbox.drive import doc_html, doc_markdown, doc_pdf, doc_text, refused
from pdsync.sandbox.drive.capabilities import may_copy
from pdsync.sandbox.drive.files import DOC, SHEET
from pdsync.sandbox.drive.opening import opened
from pdsync.sandbox.drive.resource import EXPORTS
from pdsync.sandbox.sheets import csv_text
from pdsync.sandbox.sheets.model import Book

LARGEST = 10 * 1024 * 1024
NOT_EXPORTABLE = "Export only supports Docs Editors files."
TOO_LARGE = "This file is too large to be exported."
CANNOT = "The requested conversion is not supported."
HEADERS = {"Cache-Control": "private, max-age=0, must-revalidate"}
WRITERS = {
    (DOC, "text/plain"): doc_text.written,
    (DOC, "text/html"): doc_html.written,
    (DOC, "text/markdown"): doc_markdown.written,
    (DOC, "text/x-markdown"): doc_markdown.written,
}
DELIMITERS = {"text/csv": ",", "text/tab-separated-values": "\t"}


@route("drive.files.export", reads=True)
def export(call: Call) -> Raw:
    """A Doc's or Sheet's content in another form."""
    kind = call.params.get("mimeType")
    if not kind:
        raise refused.required("mimeType")
    file, role = opened(call)
    if file.mime_type not in EXPORTS:
        raise refused.forbidden("fileNotExportable", NOT_EXPORTABLE)
    if not may_copy(file, role):
        raise refused.forbidden("cannotExportFile", "This file cannot be exported by the user.")
    data = _written(call.store.content(file.id), file.name, kind, call)
    if len(data) > LARGEST:
        raise refused.forbidden("exportSizeLimitExceeded", TOO_LARGE)
    return Raw(data, kind, headers=dict(HEADERS))


def _written(content: Any, name: str, kind: str, call: Call) -> bytes:
    if isinstance(content, Book) and kind in DELIMITERS:
        return csv_text.to_text(content, now=call.now, delimiter=DELIMITERS[kind]).encode()
    if isinstance(content, Doc) and kind == "application/pdf":
        return doc_pdf.written(content, name)
    if isinstance(content, Doc) and (DOC, kind) in WRITERS:
        return WRITERS[DOC, kind](content, name).encode()
    mime_type = SHEET if isinstance(content, Book) else DOC
    if kind in [mime for mime, _ in EXPORTS[mime_type][1]]:
        raise refused.unplayed(f"the export of {mime_type} as {kind}")
    raise refused.of(400, "badRequest", CANNOT, location="convertTo")
