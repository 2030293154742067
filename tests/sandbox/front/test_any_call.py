"""Every method holds out against bodies and parameters of the right shape and any content."""

import json
from random import Random
from urllib.parse import quote, urlencode

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdsync.sandbox import serve
from pdsync.sandbox.calls import HANDLERS
from pdsync.sandbox.discovery import methods
from pdsync.sandbox.validation.kinds import kinds

WORDS = ("", "a", "A1", "A1:B2", "Sheet1", "Sheet1!A1", "=SUM(A1:A3)", "=1/0", "t.0", "*", "name", "😀x", "\n", "0", "1",
         "2020-01-01", "2020-01-01T00:00:00Z", "text/plain", "user", "reader", "writer", "anyone", "a@school.example",
         "root", "<b>", "x" * 50, "application/vnd.google-apps.document", "http://x.example/y.png",
         "name contains 'a'", "trashed = false and 'root' in parents", "modifiedTime desc")  # fmt: skip
MASKS = ("*", "bold", "title", "name", "userEnteredValue", "a.b", "", "index", "rowCount", "namedStyleType")
WHOLE = (0, 0, 1, 1, 2, 3, 5, -1, 7, 26, 1000, 2**31 - 1)
UNIONS = {"docs.documents.batchUpdate", "sheets.spreadsheets.batchUpdate"}
DEEPEST = 5
LEFT_OUT = {"drive.files.delete", "drive.files.emptyTrash"}
"""They take away what the other calls are about."""


class Maker:
    """Makes bodies and parameters out of the discovery documents and chance."""

    def __init__(self, chance: Random, ids: dict[str, str]) -> None:
        self.chance = chance
        self.ids = ids
        self.words = (*WORDS, *ids.values())

    def value(self, known, field, depth):
        pick = self.chance.choice
        match field.kind:
            case "enum":
                return pick(field.names)
            case "message":
                return self.message(known, field.message, depth + 1)
            case "map":
                return {pick(self.words): self.value(known, field.inner, depth + 1) for _ in range(pick((0, 1, 2)))}
            case "list":
                return [pick((1, "a", "=A1", "", None, True, 2.5)) for _ in range(pick((0, 1, 3)))]
            case "any":
                return pick((1, "a", None, {}, []))
        if "INT" in field.type:
            return pick(WHOLE)
        if field.type.endswith("FieldMask"):
            return pick(MASKS)
        return pick({"TYPE_BOOL": (True, False), "TYPE_DOUBLE": (0, 0.5, -1, 1e10), "TYPE_FLOAT": (0, 0.5, -1)}.get(
            field.type, self.words
        ))  # fmt: skip

    def message(self, known, name, depth=0):
        fields = list(known[name].fields.values())
        few = name == "Request" or (len(fields) > 12 and self.chance.random() < 0.5)
        number = 0 if depth > DEEPEST else min(len(fields), 1 if few else self.chance.randint(0, 5))
        return {
            field.name: [self.value(known, field, depth) for _ in range(self.chance.randint(0, 2))]
            if field.repeated
            else self.value(known, field, depth)
            for field in self.chance.sample(fields, number)
        }

    def body(self, method):
        if not method.request:
            return None
        known = kinds(method.api)
        if method.id not in UNIONS:
            return self.message(known, method.request)
        made = {"requests": [self.message(known, "Request") for _ in range(self.chance.randint(1, 3))]}
        if method.api == "docs" and self.chance.random() < 0.2:
            made["writeControl"] = {"writeMode": "SUGGEST"}
        return made

    def target(self, method):
        path = method.path
        query = []
        for name, spec in method.params.items():
            text = self.ids.get(name) or {"sheetId": "0", "metadataId": "1"}.get(name) or self.chance.choice(self.words)
            if spec.location == "path":
                path = path.replace(f"{{{name}}}", quote(text or "A1", safe=""))
            elif spec.required or self.chance.random() < 0.15:
                query.append((name, self.chance.choice(self.choices(spec))))
        return path + "?" + urlencode([*query, ("fields", "*")])

    def choices(self, spec):
        if spec.enum:
            return spec.enum
        return {"boolean": ("true", "false"), "integer": ("1", "2", "100")}.get(spec.type, self.words)


@pytest.fixture(scope="module")
def world():
    with serve(check_answers=True) as box, requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {box.token('staff@school.example')}"

        def call(verb, target, body=None):
            return session.request(verb, box.url + target, json=body, timeout=30)

        ids = {
            "documentId": call("POST", "/v1/documents", {"title": "d"}).json()["documentId"],
            "spreadsheetId": call("POST", "/v4/spreadsheets", {}).json()["spreadsheetId"],
            "fileId": call("POST", "/drive/v3/files", {"name": "f"}).json()["id"],
        }
        text = {"insertText": {"location": {"index": 1}, "text": "Hello world\nfoo\n😀 bar\n"}}
        table = {"insertTable": {"rows": 2, "columns": 2, "endOfSegmentLocation": {}}}
        call("POST", f"/v1/documents/{ids['documentId']}:batchUpdate", {"requests": [text, table]})
        values = {"values": [[1, 2, "x"], ["=A1+B1", "2020-01-01", True]]}
        call("PUT", f"/v4/spreadsheets/{ids['spreadsheetId']}/values/A1?valueInputOption=USER_ENTERED", values)
        yield box, call, ids


@settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.sampled_from([*sorted(set(HANDLERS) - LEFT_OUT), *sorted(UNIONS) * 12]))
def test_any_call_of_the_right_shape_is_answered(world, seed, name):
    box, call, ids = world
    maker = Maker(Random(seed), ids)
    method = methods()[name]
    target, body = maker.target(method), maker.body(method)
    answer = call(method.verb, target, body)
    assert box.mistakes == [], (name, target, json.dumps(body))
    assert answer.status_code in (200, 204, 400, 403, 404, 409, 501), answer.text
