"""The same job as scripts of the usual kind do it: `python -m tools.bench_scripts STYLE JOB --url … --token …`.

naive: googleapiclient and gspread as in their tutorials, one call after the other, the Sheet cell by cell.
careful: only the fields that are needed, the Sheet in one write.
threaded: careful, with many threads and a connection for each.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from typing import Any

import gspread
import httplib2
from google.oauth2.credentials import Credentials
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.discovery import build_from_document
from gspread.http_client import HTTPClient
from requests.adapters import HTTPAdapter

PROMPTS = ("Specific", "Measurable", "Achievable", "Relevant", "Timebound")
DOC = "application/vnd.google-apps.document"
TEXTS = "tabs.documentTab.body.content.paragraph.elements.textRun.content"


def service(api: str, url: str, credentials: Credentials) -> Any:
    """One of Google's APIs at the sandbox."""
    shipped = files("googleapiclient") / "discovery_cache" / "documents" / f"{api}.json"
    document = {**json.loads(shipped.read_text(encoding="utf-8")), "rootUrl": f"{url}/"}
    document["baseUrl"] = f"{url}/{document['servicePath']}"
    return build_from_document(document, http=AuthorizedHttp(credentials, http=httplib2.Http(timeout=60)))


class Desk:
    """Drive, Docs and gspread as one script has them."""

    def __init__(self, url: str, token: str) -> None:
        self.credentials = Credentials(token)
        self.drive = service("drive.v3", url, self.credentials)
        self.docs = service("docs.v1", url, self.credentials)
        self.files, self.permissions, self.documents = (
            self.drive.files(), self.drive.permissions(), self.docs.documents(),
        )  # fmt: skip
        self.url = url
        self._local = threading.local()

    def sheets(self) -> gspread.Client:
        """gspread, led to the sandbox."""
        client = gspread.Client(auth=self.credentials, http_client=HTTPClient)
        client.http_client.session.mount("https://", _Led(self.url))
        return client

    def http(self) -> AuthorizedHttp:
        """A connection of the thread's own."""
        if not hasattr(self._local, "http"):
            self._local.http = AuthorizedHttp(self.credentials, http=httplib2.Http(timeout=60))
        return self._local.http

    def find(self, name: str) -> str:
        """The id of the file with that name."""
        found = self.files.list(q=f"name = '{name}' and trashed = false", fields="files(id)").execute()["files"]
        return str(found[0]["id"])


class _Led(HTTPAdapter):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.place = url

    def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        request.url = self.place + request.url.split("googleapis.com", 1)[1]
        return super().send(request, *args, **kwargs)


def handout_one(desk: Desk, template: str, folder: str, number: int, *, http: Any = None, lean: bool = False) -> None:
    """Copy, fill in, share."""
    body = {"name": f"Student {number} – SMART goals", "parents": [folder]}
    fields = {"fields": "id"} if lean else {}
    doc = desk.files.copy(fileId=template, body=body, **fields).execute(http=http)["id"]
    words = [
        {"replaceAllText": {"containsText": {"text": word, "matchCase": True}, "replaceText": text}}
        for word, text in (("{{preferred_name}}", f"Student {number}"), ("{{cohort}}", "bench"))
    ]
    desk.documents.batchUpdate(documentId=doc, body={"requests": words}).execute(http=http)
    grant = {"type": "user", "role": "writer", "emailAddress": f"s{number:04}@students.example"}
    desk.permissions.create(fileId=doc, body=grant, sendNotificationEmail=False, **fields).execute(http=http)


def handout(desk: Desk, style: str, count: int, workers: int) -> None:
    """A Doc for each student."""
    template = desk.find("bench template")
    folder = desk.files.create(body={"name": "bench", "mimeType": "application/vnd.google-apps.folder"}).execute()["id"]
    lean = style != "naive"

    def one(number: int) -> None:
        handout_one(desk, template, folder, number, http=desk.http() if style == "threaded" else None, lean=lean)

    _each(one, range(count), workers if style == "threaded" else 1)


def answers(document: dict[str, Any]) -> list[str]:
    """What stands below each prompt, as simply as can be."""
    body = document["tabs"][0]["documentTab"]["body"]["content"]
    lines = [
        "".join(each.get("textRun", {}).get("content", "") for each in element["paragraph"]["elements"]).strip()
        for element in body
        if "paragraph" in element
    ]
    return [
        lines[number + 1] if number + 1 < len(lines) else ""
        for number, line in enumerate(lines)
        if line.startswith(PROMPTS)
    ]


def sync(desk: Desk, style: str, count: int, workers: int) -> None:
    """Every Doc read, and a row for each in a new Sheet."""
    query = f"mimeType = '{DOC}' and name contains 'bench'"
    found: list[dict[str, Any]] = []
    page = None
    while True:
        answer = desk.files.list(
            q=query, pageSize=1000, pageToken=page, fields="nextPageToken,files(id,name)"
        ).execute()
        found += answer["files"]
        page = answer.get("nextPageToken")
        if not page:
            break
    lean: dict[str, Any] = (
        {} if style == "naive" else {"fields": "tabs.documentTab.body.content.paragraph.elements.textRun.content"}
    )

    def one(file: dict[str, Any]) -> list[str]:
        http = desk.http() if style == "threaded" else None
        request = desk.documents.get(documentId=file["id"], includeTabsContent=True, **lean)
        return [file["name"], *answers(request.execute(http=http))]

    rows = list(_each(one, found[:count], workers if style == "threaded" else 1))
    sheet = desk.sheets().create(f"bench {style}").sheet1
    if style == "naive":
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values, start=1):
                sheet.update_cell(row, column, value)
    else:
        sheet.update(rows, "A1")


def _each(work: Callable[[Any], Any], items: Iterable[Any], workers: int) -> list[Any]:
    if workers == 1:
        return [work(item) for item in items]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, items))


JOBS = {"handout": handout, "sync": sync}


def main() -> None:
    """Do the job; the seconds it took, without start-up, on standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("style", choices=("naive", "careful", "threaded"))
    parser.add_argument("job", choices=tuple(JOBS))
    parser.add_argument("--url", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--students", type=int, required=True)
    parser.add_argument("--workers", type=int, default=32)
    asked = parser.parse_args()
    desk = Desk(asked.url, asked.token)
    started = time.perf_counter()
    JOBS[asked.job](desk, asked.style, asked.students, asked.workers)
    sys.stdout.write(f"{time.perf_counter() - started:.3f}\n")


if __name__ == "__main__":
    main()
