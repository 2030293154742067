"""A live sandbox on a free port, and the real client libraries pointed at it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import gspread
import pytest
import requests
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build_from_document
from requests.adapters import HTTPAdapter

from pdsync.sandbox import Sandbox, serve

STAFF = "staff@school.example"


class Rewritten(HTTPAdapter):
    """Sends what was meant for Google to the sandbox."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.home = urlsplit(url)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        parts = urlsplit(request.url)
        assert (parts.hostname or "").endswith("googleapis.com") or parts.netloc == self.home.netloc
        request.url = urlunsplit(parts._replace(scheme=self.home.scheme, netloc=self.home.netloc))
        return super().send(request, *args, **kwargs)


def service(sandbox: Sandbox, api: str, email: str = STAFF) -> Any:
    """A googleapiclient service of that account: "drive.v3", "docs.v1", "sheets.v4"."""
    folder = files("googleapiclient.discovery_cache") / "documents"
    document = json.loads((folder / f"{api}.json").read_text(encoding="utf-8"))
    document["rootUrl"] = sandbox.url + "/"
    return build_from_document(document, credentials=Credentials(sandbox.token(email)))


def session(sandbox: Sandbox, email: str = STAFF) -> requests.Session:
    """A session that speaks as that account, and only to the sandbox."""
    made = requests.Session()
    made.headers["Authorization"] = f"Bearer {sandbox.token(email)}"
    made.trust_env = False
    for scheme in ("https://", "http://"):
        made.mount(scheme, Rewritten(sandbox.url))
    return made


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A sandbox of this test's own, whose answers are all held against the discovery documents, and none of which fails."""
    with serve(check_answers=True) as running:
        yield running
        assert running.mistakes == []


@pytest.fixture
def google(sandbox: Sandbox) -> Iterator[Callable[..., Any]]:
    """`google("drive.v3")`, `google("docs.v1", "student@school.example")`: a real client of one account."""
    made = []

    def make(api: str, email: str = STAFF) -> Any:
        made.append(service(sandbox, api, email))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def drive(google: Callable[..., Any]) -> Any:
    """Drive v3 as the staff's account sees it."""
    return google("drive.v3")


@pytest.fixture
def docs(google: Callable[..., Any]) -> Any:
    """Docs v1 as the staff's account sees it."""
    return google("docs.v1")


@pytest.fixture
def sheets(google: Callable[..., Any]) -> Any:
    """Sheets v4 as the staff's account sees it."""
    return google("sheets.v4")


@pytest.fixture
def http(sandbox: Sandbox) -> Iterator[requests.Session]:
    """A plain HTTP session of the staff's account; googleapis.com means the sandbox."""
    with session(sandbox) as made:
        yield made


@pytest.fixture
def spreadsheets(http: requests.Session) -> gspread.Client:
    """A gspread client of the staff's account."""
    return gspread.Client(auth=None, session=http)
