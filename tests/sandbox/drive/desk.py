"""A Drive on the desk: methods are called as people, without HTTP, and time stands still until it is moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pdsync.sandbox import users
from pdsync.sandbox.calls import HANDLERS, READ_ONLY, Call, Media
from pdsync.sandbox.docs import handlers as docs_handlers
from pdsync.sandbox.drive import handlers, mails
from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.sheets import handlers as sheets_handlers
from pdsync.sandbox.store import Store

ROOMS = (handlers, docs_handlers, sheets_handlers)
DOC = "application/vnd.google-apps.document"
SHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
STAFF, KIM, LEE = "staff@school.example", "kim@school.example", "lee@school.example"
ROBOT = "job@project.iam.gserviceaccount.com"
EVERYWHERE = {"supportsAllDrives": True, "includeItemsFromAllDrives": True}


class Desk:
    def __init__(self):
        self.store = Store()
        self.now = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
        self.client = "app"
        self.scopes = frozenset()

    def later(self, **span):
        self.now += timedelta(**span)

    def user(self, email, **facts):
        return users.account(self.store, email, **facts)

    def call(self, method, by=STAFF, body=None, media=None, **params):
        name = method if method.startswith(("docs.", "sheets.")) else f"drive.{method}"
        call = Call(name, self.store, self.user(by), self.now, params, body or {}, media, self.client, self.scopes)
        if name in READ_ONLY:
            return HANDLERS[name](call)
        with self.store.transaction():
            return HANDLERS[name](call)

    def refused(self, method, **given):
        """The one error of a refusal: code, reason, message, location."""
        try:
            self.call(method, **given)
        except Refusal as refusal:
            error = refusal.body["error"]
            assert refusal.code == error["code"]
            item = error["errors"][0] if "errors" in error else {}
            return error["code"], item.get("reason", error.get("status")), error["message"], item.get("location")
        raise AssertionError(f"{method} was not refused")

    def make(self, name="Goals", kind=DOC, by=STAFF, folder=None, **fields):
        params = {"supportsAllDrives": True}
        body = {"name": name, "mimeType": kind, **fields} | ({"parents": [folder]} if folder else {})
        return self.call("files.create", by=by, body=body, **params)["id"]

    def upload(self, data, kind, **body):
        return self.call("files.create", body=body, media=Media(data, kind))

    def file(self, file_id, by=STAFF, **params):
        return self.call("files.get", by=by, fileId=file_id, supportsAllDrives=True, **params)

    def names(self, by=STAFF, **params):
        return [each["name"] for each in self.call("files.list", by=by, **params)["files"]]

    def found(self, q, by=STAFF):
        return set(self.names(by=by, q=q))

    def share(self, file_id, email=KIM, role="writer", by=STAFF, kind="user", **params):
        body = {"type": kind, "role": role, "emailAddress": email}
        return self.call("permissions.create", by=by, body=body, fileId=file_id, supportsAllDrives=True, **params)

    def roles(self, file_id, by=STAFF):
        found = self.call("permissions.list", by=by, fileId=file_id, supportsAllDrives=True)["permissions"]
        return {each.get("emailAddress") or each["id"]: each["role"] for each in found}

    def mails(self):
        return mails.outbox(self.store)

    def type_into(self, doc_id, text, by=STAFF):
        body = {"requests": [{"insertText": {"location": {"index": 1}, "text": text}}]}
        return self.call("docs.documents.batchUpdate", by=by, body=body, documentId=doc_id)

    def drive(self, name="School", by=STAFF):
        return self.call("drives.create", by=by, body={"name": name}, requestId=name)["id"]
