"""Faults as data: how they are read, which request they strike, and what is accounted for."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdsync.sandbox.faults import Faults, bodies, reading
from pdsync.sandbox.faults.actions import Connection, Drip, Lag, Status, Truncate
from pdsync.sandbox.faults.pages import page

STAFF = "staff@school.example"


def strike(faults, method="drive.files.copy", user=STAFF, file_id="F", client="app", **more):
    return faults.strike(method=method, user=user, file_id=file_id, client=client, **more)


def fired(faults, methods, **more):
    """Which of these requests were struck, by number."""
    return [number for number, method in enumerate(methods, 1) if strike(faults, method, **more)]


DONE = {
    "a status": ({"status": 503}, "before", Status(503)),
    "a reason": ({"reason": "backendError"}, "before", Status(500, "backendError")),
    "a reason of Docs": ({"reason": "RESOURCE_EXHAUSTED"}, "before", Status(429, "RESOURCE_EXHAUSTED")),
    "a status to wait": ({"status": 429, "retryAfter": 3}, "before", Status(429, retry_after=3)),
    "a page": ({"html": True}, "before", Status(502, html=True)),
    "words of one's own": (
        {"status": 418, "reason": "teapot", "message": "Short and stout"},
        "before",
        Status(418, "teapot", "Short and stout"),
    ),
    "RST": ({"connection": "reset"}, "before", Connection("reset")),
    "a truncated answer": ({"truncate": 0}, "during", Truncate(0)),
    "a slow answer": ({"drip": 10}, "during", Drip(10.0)),
    "silence": ({"stall": 2.5}, "before", None),
}


LAGS = {
    "seconds": (30, Lag(seconds=30)),
    "said": ({"seconds": 1}, Lag(seconds=1)),
    "calls": ({"calls": 2}, Lag(calls=2)),
}


BAD = {
    "nothing": ({}, 'needs "do"'),
    "an empty do": ({"do": {}}, 'needs "do"'),
    "no object": ("503", "is an object"),
    "an unknown key": ({"when": "now", "do": {"status": 503}}, "has no when"),
    "an unknown action": ({"do": {"explode": True}}, "has no explode"),
    "an unknown match": ({"match": {"path": "/"}, "do": {"status": 503}}, "has no path"),
    "a match that is no object": ({"match": ["x"], "do": {"status": 503}}, "is an object"),
    "an unknown phase": ({"phase": "later", "do": {"status": 503}}, "before, after or during"),
    "a status during": ({"phase": "during", "do": {"status": 503}}, "cannot happen during"),
    "a truncation before": ({"phase": "before", "do": {"truncate": 3}}, "cannot happen before"),
    "an edit after": ({"phase": "after", "do": {"edit": {"text": "x"}}}, "cannot happen after"),
    "two ends": ({"do": {"status": 503, "connection": "reset"}}, "ends in one way"),
    "a status that is none": ({"do": {"status": 200}}, "400 to 599"),
    "a status in words": ({"do": {"status": "503"}}, "400 to 599"),
    "an unknown reason": ({"do": {"reason": "grumpy"}}, "no body is known"),
    "an unknown reason with a status": ({"do": {"status": 500, "reason": "grumpy"}}, "no body is known"),
    "a message alone": ({"do": {"message": "Hm"}}, "is needed"),
    "a status that a reason never has": ({"do": {"status": 404, "reason": "backendError"}}, "not with 404"),
    "a meaning that is none": ({"do": {"reason": "invalidSharingRequest", "meaning": "x"}}, "meaning"),
    "a connection that is none": ({"do": {"connection": "cut"}}, "reset or close"),
    "a negative truncation": ({"do": {"truncate": -1}}, "whole number"),
    "half a byte": ({"do": {"truncate": 0.5}}, "whole number"),
    "no drip": ({"do": {"drip": 0}}, "1 or more"),
    "endless silence": ({"do": {"stall": float("inf")}}, "a number"),
    "no number": ({"do": {"stall": float("nan")}}, "a number"),
    "an edit of nothing": ({"do": {"edit": {}}}, '"edit" is'),
    "tokens of another kind": ({"do": {"revoke": "id"}}, "access, refresh or all"),
    "delivered how often": ({"do": {"deliverTwice": 3}}, "deliverTwice"),
    "a lag of both": ({"do": {"listLag": {"seconds": 1, "calls": 1}}}, "listLag"),
    "no first": ({"match": {"nth": 0}, "do": {"status": 503}}, "nth"),
    "true times": ({"match": {"times": True}, "do": {"status": 503}}, "times"),
    "a chance without a seed": ({"match": {"probability": 0.5}, "do": {"status": 503}}, "seed"),
    "more than certain": ({"match": {"probability": 2, "seed": 1}, "do": {"status": 503}}, "probability"),
    "a pattern that is none": ({"match": {"method": 3}, "do": {"status": 503}}, "pattern"),
    "no pattern": ({"match": {"method": []}, "do": {"status": 503}}, "pattern"),
}


class TestReading:
    """A fault is read from JSON, or refused with a sentence."""

    @pytest.mark.parametrize(("do", "phase", "end"), DONE.values(), ids=DONE)
    def test_what_it_does_and_its_usual_phase(self, do, phase, end):
        fault = reading.read({"do": do})
        assert (fault.phase, fault.do.end) == (phase, end)

    @pytest.mark.parametrize(("lag", "read"), LAGS.values(), ids=LAGS)
    def test_lists_lag_for_seconds_or_for_calls(self, lag, read):
        fault = reading.read({"do": {"listLag": lag}})
        assert (fault.phase, fault.do.list_lag) == ("after", read)

    def test_a_text_is_typed_at_the_beginning_unless_it_is_said_where(self):
        insert = reading.read({"do": {"edit": {"text": "Hi"}}}).do.edit.requests
        assert insert == ({"insertText": {"location": {"index": 1}, "text": "Hi"}},)

    @pytest.mark.parametrize(("spec", "words"), BAD.values(), ids=BAD)
    def test_a_bad_one_is_refused_and_nothing_is_planned(self, spec, words):
        faults = Faults()
        with pytest.raises(ValueError, match=re.escape(words)):
            faults.plan([{"do": {"status": 503}}, spec])
        assert strike(faults) is None

    @settings(max_examples=150)
    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers(-3, 600) | st.floats() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["match", "phase", "do", *reading.PHASES]) | st.text(max_size=6), inner
                )
            ),
            max_leaves=12,
        )
    )
    def test_no_json_does_more_than_be_refused(self, spec):
        try:
            fault = reading.read(spec)
        except ValueError:
            return
        assert fault.label


PATTERNS = {
    "any": ({}, "drive.files.copy", True),
    "its name": ({"method": "drive.files.copy"}, "drive.files.copy", True),
    "another name": ({"method": "drive.files.copy"}, "drive.files.create", False),
    "a family": ({"method": "drive.files.*"}, "drive.files.create", True),
    "not the family": ({"method": "drive.files.*"}, "drive.permissions.create", False),
    "one of several": ({"method": ["docs.*", "sheets.*"]}, "sheets.spreadsheets.get", True),
    "its user": ({"user": "Staff@School.example"}, "x", True),
    "another user": ({"user": "kim@school.example"}, "x", False),
    "a school": ({"user": "*@school.example"}, "x", True),
    "its file": ({"fileId": "F"}, "x", True),
    "another file": ({"fileId": "G"}, "x", False),
    "its app": ({"client": "app"}, "x", True),
    "another app": ({"client": "other"}, "x", False),
    "any does not mean signing in": ({"method": "*"}, "oauth.token", False),
    "signing in by name": ({"method": "oauth.*"}, "oauth.token", True),
}


COUNTS = {
    "once": ({}, [1]),
    "the third": ({"nth": 3}, [3]),
    "twice from the second": ({"nth": 2, "times": 2}, [2, 3]),
    "always": ({"times": None}, [1, 2, 3, 4, 5]),
    "always from the fourth": ({"nth": 4, "times": None}, [4, 5]),
}


class TestMatching:
    """Which requests are struck."""

    @pytest.mark.parametrize(("match", "method", "struck"), PATTERNS.values(), ids=PATTERNS)
    def test_by_pattern(self, match, method, struck):
        faults = Faults()
        faults.plan([{"match": match, "do": {"status": 503}}])
        assert bool(strike(faults, method)) is struck

    @pytest.mark.parametrize(("match", "struck"), COUNTS.values(), ids=COUNTS)
    def test_by_number(self, match, struck):
        faults = Faults()
        faults.plan([{"match": {"method": "drive.files.copy", **match}, "do": {"status": 503}}])
        assert strike(faults, "drive.files.get") is None, "it does not count"
        assert fired(faults, ["drive.files.copy"] * 5) == struck

    def test_two_for_one_request_strike_one_after_the_other(self):
        faults = Faults()
        faults.plan([{"do": {"status": 429}}, {"do": {"status": 503}}])
        assert [strike(faults).do.end.status for _ in range(2)] == [429, 503]
        assert strike(faults) is None

    def test_the_number_counts_every_request_that_matches(self):
        faults = Faults()
        faults.plan([{"do": {"status": 429}}, {"match": {"nth": 3}, "do": {"status": 503}}])
        assert fired(faults, ["drive.files.copy"] * 4) == [1, 3]

    def test_a_chance_is_the_same_chance_each_time(self):
        def run():
            faults = Faults()
            faults.plan([{"match": {"probability": 0.3, "seed": 7, "times": None}, "do": {"status": 503}}])
            return fired(faults, ["drive.files.get"] * 200)

        assert run() == run()
        assert 30 < len(run()) < 90

    def test_parts_of_a_batch_meet_no_fault_of_the_connection(self):
        faults = Faults()
        faults.plan([{"do": {"connection": "reset"}}, {"do": {"stall": 1}}, {"do": {"status": 503}}])
        assert strike(faults, part=True).do.end == Status(503)
        assert strike(faults, part=True) is None
        assert strike(faults).do.end == Connection("reset")


class TestAccount:
    """What the report says."""

    def test_it_tells_what_fired_on_which_request_and_what_never_did(self):
        faults = Faults()
        plan = faults.plan(
            [
                {"match": {"method": "drive.files.copy"}, "phase": "after", "do": {"status": 500, "reason": "responsePreparationFailure"}},
                {"match": {"method": "docs.*"}, "do": {"connection": "reset"}},
            ]
        )  # fmt: skip
        strike(faults)
        report = faults.report(plan)
        assert report["fired"] == ["after: status 500, reason responsePreparationFailure"]
        assert report["notFired"] == ["before: connection reset"]
        assert report["completed"] is False
        assert report["faults"][0]["requests"] == [{"method": "drive.files.copy", "user": STAFF, "fileId": "F"}]
        json.dumps(report)

    def test_one_that_fired_less_often_than_planned_is_unfinished(self):
        faults = Faults()
        plan = faults.plan([{"match": {"times": 2}, "do": {"status": 503}}])
        strike(faults)
        report = faults.report(plan)
        assert (report["notFired"], report["unfinished"]) == ([], ["before: status 503"])
        strike(faults)
        assert faults.report(plan)["completed"]

    def test_a_cleared_plan_strikes_no_more_and_the_others_go_on(self):
        faults = Faults()
        first, second = faults.plan([{"do": {"status": 429}}]), faults.plan([{"do": {"status": 503}}])
        faults.clear(first)
        faults.clear("plan-99")
        assert strike(faults).do.end.status == 503
        with pytest.raises(KeyError):
            faults.report(first)
        faults.clear()
        with pytest.raises(KeyError):
            faults.report(second)


RECORDED = [
    "403-rateLimitExceeded",
    "429-rateLimitExceeded",
    "403-userRateLimitExceeded",
    "403-dailyLimitExceeded",
    "403-sharingRateLimitExceeded",
    "403-storageQuotaExceeded",
    "403-insufficientFilePermissions",
    "403-domainPolicy",
    "403-activeItemCreationLimitExceeded",
    "403-numChildrenInNonRootLimitExceeded",
    "403-teamDriveFileLimitExceeded",
    "403-teamDriveMembershipRequired",
    "403-cannotModifyInheritedTeamDrivePermission",
    "403-fileNotDownloadable",
]


DIALECTS = {
    "Drive 429": ({"status": 429}, "drive.files.list", 429, "rateLimitExceeded"),
    "Drive 503": ({"status": 503}, "drive.files.list", 503, "backendError"),
    "Drive 403": ({"status": 403}, "drive.files.list", 403, "userRateLimitExceeded"),
    "Docs 429": ({"status": 429}, "docs.documents.get", 429, "RESOURCE_EXHAUSTED"),
    "Docs 500": ({"status": 500}, "docs.documents.get", 500, "INTERNAL"),
    "Docs 503": ({"reason": "backendError", "status": 503}, "docs.documents.get", 503, "UNAVAILABLE"),
    "Sheets 504": ({"status": 504}, "sheets.spreadsheets.get", 504, "DEADLINE_EXCEEDED"),
    "Sheets 400": (
        {"status": 400, "reason": "FAILED_PRECONDITION"},
        "sheets.spreadsheets.get",
        400,
        "FAILED_PRECONDITION",
    ),
    "Docs 401": ({"status": 401}, "docs.documents.get", 401, "UNAUTHENTICATED"),
    "Drive 401": ({"status": 401}, "drive.files.get", 401, "authError"),
}


class TestBodies:
    """The error answers are Google's."""

    def body(self, do, method="drive.files.copy", phase="before", **more):
        end = reading.read({"phase": phase, "do": do}).do.end
        return bodies.refusal(end, method=method, file_id=more.pop("file_id", "F"), **more)

    @pytest.mark.parametrize("name", RECORDED)
    def test_drive_s_are_as_documented(self, shared, name):
        documented = json.loads((shared / f"google/drive/errors/docs-{name}.json").read_text())
        code, _, reason = name.partition("-")
        refusal = self.body({"status": int(code), "reason": reason}, file_id="{fileId}")
        text = json.dumps(refusal.body).replace("{fileId}", "filename") if reason.startswith("sharing") else None
        ours = json.loads(text) if text else refusal.body
        item = ours["error"]["errors"][0]
        for key in ("location", "locationType"):
            item.pop(key, None)
        assert (refusal.code, ours) == (documented["status"], documented["response"])

    def test_a_file_that_is_not_found_is_as_recorded(self, shared):
        path = shared / "google/drive/errors/gargle-drive-files-get-nonexistent-file-id_404.json"
        refusal = self.body({"reason": "notFound"}, "drive.files.get", file_id="NOPE_NOT_A_GOOD_ID")
        assert refusal.body == json.loads(path.read_text())["response"]

    def test_a_disabled_api_is_as_recorded(self, shared):
        path = shared / "google/sheets/errors/gargle-sheets-spreadsheets-get-service-disabled_403.json"
        refusal = self.body({"reason": "SERVICE_DISABLED"}, "sheets.spreadsheets.get")
        assert refusal.body == json.loads(path.read_text())["response"]

    def test_a_sharing_request_that_is_invalid_may_have_worked(self):
        before = self.body({"reason": "invalidSharingRequest"}, "drive.permissions.create", invited="kim@home.example")
        after = self.body(
            {"reason": "invalidSharingRequest"}, "drive.permissions.create", "after", invited="kim@home.example"
        )
        assert (before.code, after.code) == (400, 400)
        assert "no Google account associated" in before.body["error"]["message"]
        assert "successfully shared but emails could not be sent to kim@home.example" in after.body["error"]["message"]

    @pytest.mark.parametrize(("do", "method", "code", "word"), DIALECTS.values(), ids=DIALECTS)
    def test_each_speaks_its_method_s_dialect(self, do, method, code, word):
        refusal = self.body(do, method)
        error = refusal.body["error"]
        told = error["errors"][0]["reason"] if method.startswith("drive.") else error["status"]
        assert (refusal.code, error["code"], told) == (code, code, word)

    def test_the_token_endpoint_has_errors_of_its_own(self):
        refusal = self.body({"reason": "invalid_grant"}, "oauth.token")
        assert refusal.body == {
            "error": "invalid_grant",
            "error_description": "Token has been expired or revoked.",
        }

    @pytest.mark.parametrize("reason", [*bodies.DRIVE, *bodies.EVERYWHERE])
    def test_every_reason_has_a_body_in_every_dialect(self, reason):
        for method in ("drive.files.copy", "docs.documents.batchUpdate", "sheets.spreadsheets.values.update"):
            refusal = self.body({"reason": reason}, method)
            assert refusal.code >= 400
            assert refusal.body["error"]["message"]
            assert "{" not in json.dumps(refusal.body["error"]["message"])

    def test_retry_after_is_a_header(self):
        assert self.body({"status": 429, "retryAfter": 7}).headers == {"Retry-After": "7"}

    @pytest.mark.parametrize("status", [429, 500, 502, 503, 404, 418])
    def test_a_page_is_html(self, status):
        text = page(status)
        assert text.lstrip().startswith("<")
        assert ("Sorry..." in text) is (status == 429)
        assert (f"Error {status}" in text) is (status != 429)
