"""Google's quotas: what may be spent in a minute, and what the refusal says."""

from datetime import UTC, datetime

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from pdsync.sandbox import serve
from pdsync.sandbox.calls import HANDLERS
from pdsync.sandbox.clock import Clock
from pdsync.sandbox.docs import handlers as docs_handlers
from pdsync.sandbox.quota import GOOGLE, Limit, Limits, Quota, exhausted, spends
from pdsync.sandbox.sheets import handlers as sheets_handlers

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NO_BURST = Limits(docs=GOOGLE.docs, sheets=GOOGLE.sheets, drive=GOOGLE.drive, writes_a_second=1e9, burst=10**9)


def quota(limits=GOOGLE, *, on=True):
    clock = Clock(scale=0, start=START)
    return clock, Quota(clock, on=on, limits=limits)


def spent(quota, method, *, user="a@x.example", project="p", most=100_000):
    """How often the method could be called, and the refusal that came then."""
    for number in range(most):
        if refusal := quota.spend(method, user=user, project=project):
            return number, refusal
    return most, None


COSTS = [
    ("docs.documents.get", "read", 1),
    ("docs.documents.create", "write", 1),
    ("docs.documents.batchUpdate", "write", 1),
    ("sheets.spreadsheets.get", "read", 1),
    ("sheets.spreadsheets.values.batchGet", "read", 1),
    ("sheets.spreadsheets.getByDataFilter", "read", 1),
    ("sheets.spreadsheets.values.append", "write", 1),
    ("sheets.spreadsheets.values.clear", "write", 1),
    ("drive.files.get", "units", 5),
    ("drive.about.get", "units", 5),
    ("drive.files.list", "units", 100),
    ("drive.permissions.list", "units", 100),
    ("drive.files.export", "units", 200),
    ("drive.files.download", "units", 200),
    ("drive.files.copy", "units", 50),
    ("drive.permissions.create", "units", 50),
    ("drive.files.update", "units", 50),
    ("drive.files.generateIds", "units", 5),
    ("drive.changes.getStartPageToken", "units", 5),
]


@pytest.mark.parametrize(("method", "kind", "cost"), COSTS, ids=[method for method, _, _ in COSTS])
def test_a_method_counts_as(method, kind, cost):
    assert spends(method) == (kind, cost)


def test_the_handlers_that_read_are_those_that_count_as_reading():
    assert docs_handlers
    assert sheets_handlers
    reads = {"get", "batchGet", "getByDataFilter", "batchGetByDataFilter", "search"}
    for method in HANDLERS:
        if not method.startswith("drive."):
            assert (spends(method)[0] == "read") == (method.rpartition(".")[2] in reads), method


LIMITS = [
    ("docs.documents.get", 300),
    ("docs.documents.batchUpdate", 60),
    ("sheets.spreadsheets.values.get", 60),
    ("sheets.spreadsheets.values.update", 60),
    ("drive.files.list", 3_250),
]


@pytest.mark.parametrize(("method", "calls"), LIMITS, ids=[method for method, _ in LIMITS])
def test_a_user_may_call_so_often_in_a_minute(method, calls):
    clock, limited = quota()
    assert spent(limited, method)[0] == calls
    assert limited.spend(method, user="b@x.example", project="p") is None, "another user has a minute of their own"
    clock.advance(59.9)
    assert limited.spend(method, user="a@x.example", project="p")
    clock.advance(0.1)
    assert limited.spend(method, user="a@x.example", project="p") is None


def test_a_project_has_a_limit_over_its_users():
    _, limited = quota()
    for number in range(5):
        assert spent(limited, "sheets.spreadsheets.get", user=f"{number}@x.example", most=60) == (60, None)
    refusal = limited.spend("sheets.spreadsheets.get", user="fresh@x.example", project="p")
    assert refusal
    assert refusal.body["error"]["details"][0]["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerProject"
    assert limited.spend("sheets.spreadsheets.get", user="fresh@x.example", project="another") is None


def test_reading_and_writing_are_counted_apart():
    _, limited = quota()
    spent(limited, "docs.documents.batchUpdate")
    assert limited.spend("docs.documents.get", user="a@x.example", project="p") is None


def test_three_writes_a_second_for_long_and_a_small_burst_at_once():
    clock, limited = quota()
    first, refusal = spent(limited, "drive.files.copy")
    assert first == GOOGLE.burst
    assert refusal.body["error"]["errors"][0]["reason"] == "userRateLimitExceeded"
    clock.advance(10)
    assert spent(limited, "drive.permissions.create")[0] == GOOGLE.burst
    clock.advance(2)
    assert spent(limited, "drive.files.update")[0] == 6
    assert limited.spend("drive.files.get", user="a@x.example", project="p") is None, "reading is not held back"


def test_a_refused_call_spends_nothing():
    clock, limited = quota()
    spent(limited, "docs.documents.batchUpdate")
    clock.advance(30)
    for _ in range(100):
        assert limited.spend("docs.documents.batchUpdate", user="a@x.example", project="p")
    clock.advance(30)
    assert spent(limited, "docs.documents.batchUpdate")[0] == 60


def test_quotas_that_are_off_refuse_nothing_and_count_nothing():
    _, limited = quota(on=False)
    assert spent(limited, "docs.documents.batchUpdate", most=1_000) == (1_000, None)
    limited.on = True
    assert spent(limited, "docs.documents.batchUpdate")[0] == 60


def test_a_clock_that_was_set_back_does_not_lock_anyone_out():
    clock, limited = quota()
    spent(limited, "docs.documents.batchUpdate")
    clock.set(START.replace(year=2025))
    assert limited.spend("docs.documents.batchUpdate", user="a@x.example", project="p") is None


def test_a_user_of_drive_that_is_over_its_units_is_told_so():
    _, limited = quota(NO_BURST)
    calls, refusal = spent(limited, "drive.files.copy")
    assert calls == 6_500
    assert refusal.code == 403
    assert refusal.body["error"]["errors"] == [
        {"message": "User Rate Limit Exceeded", "domain": "usageLimits", "reason": "userRateLimitExceeded"}
    ]


def test_a_project_of_drive_that_is_over_its_units_is_told_which():
    _, limited = quota(Limits(GOOGLE.docs, GOOGLE.sheets, {"units": Limit(user=1_000, project=1_000)}))
    spent(limited, "drive.files.list", user="a@x.example")
    refusal = limited.spend("drive.files.list", user="b@x.example", project="p")
    error = refusal.body["error"]
    assert (refusal.code, error["status"]) == (403, "PERMISSION_DENIED")
    assert error["errors"][0]["reason"] == "rateLimitExceeded"
    assert error["message"].startswith("Quota exceeded for quota metric 'Queries' and limit 'Queries per minute'")


def test_the_refusal_is_the_recorded_one(shared):
    import json
    import re

    path = shared / "google/sheets/errors/gargle-sheets-spreadsheets-get-quota-exceeded-readgroup_429.json"
    recorded = json.loads(path.read_text())["response"]
    ours = exhausted("sheets.spreadsheets.get").body

    def masked(body):
        return json.loads(re.sub(r"(project_number:|projects/)\d+", r"\1N", json.dumps(body)))

    assert masked(ours) == masked(recorded)


@settings(max_examples=60)
@given(st.lists(st.floats(0, 30), max_size=120))
def test_no_minute_ever_holds_more_than_the_limit(pauses):
    clock, limited = quota()
    allowed = []
    for pause in pauses:
        clock.advance(pause)
        if limited.spend("docs.documents.batchUpdate", user="a@x.example", project="p") is None:
            allowed.append(clock.now().timestamp())
    for moment in allowed:
        assert sum(1 for other in allowed if moment - 60 < other <= moment) <= 60


class TestServed:
    """Quotas over HTTP, on a clock that is moved."""

    @pytest.fixture
    def limited(self):
        with serve(quota="real", clock=Clock(scale=0, start=START)) as sandbox:
            yield sandbox

    def call(self, sandbox, email="staff@school.example"):
        return requests.get(
            f"{sandbox.url}/v4/spreadsheets/none",
            headers={"Authorization": f"Bearer {sandbox.token(email)}"},
            timeout=10,
        )

    def test_the_sixty_first_read_of_a_minute_is_refused_and_a_minute_later_it_is_not(self, limited):
        assert {self.call(limited).status_code for _ in range(60)} == {404}
        refused = self.call(limited)
        assert (refused.status_code, refused.json()["error"]["status"]) == (429, "RESOURCE_EXHAUSTED")
        assert self.call(limited, "kim@school.example").status_code == 404
        limited.workspace.clock.advance(60)
        assert self.call(limited).status_code == 404
