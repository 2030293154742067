"""A sandbox in a thread of this process."""

import stat
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from pdsync.sandbox import serve
from pdsync.sandbox.journal import Journal


def test_every_request_is_in_the_journal(sandbox, http):
    http.get(f"{sandbox.url}/drive/v3/files/nope")
    requests.get(f"{sandbox.url}/v1/documents/nope", timeout=10)
    assert [(entry["seq"], entry["method"], entry["user"], entry["applied"]) for entry in sandbox.journal()] == [
        (1, "drive.files.get", "staff@school.example", False),
        (2, "docs.documents.get", "", False),
    ]


def test_two_sandboxes_run_side_by_side_and_know_nothing_of_each_other():
    with serve() as one, serve() as other:
        token = {"Authorization": f"Bearer {one.token('a@school.example')}"}
        assert requests.get(f"{one.url}/drive/v3/files", headers=token, timeout=10).status_code == 200
        assert requests.get(f"{other.url}/drive/v3/files", headers=token, timeout=10).status_code == 401


def test_a_workspace_is_kept_in_its_folder_and_is_nobody_elses_to_read(tmp_path):
    with serve(data=tmp_path / "box") as running:
        token = {"Authorization": f"Bearer {running.token('a@school.example')}"}
        url = f"{running.url}/v1/documents"
        id = requests.post(url, json={"title": "kept"}, headers=token, timeout=10).json()["documentId"]
    for path in [tmp_path / "box", *(tmp_path / "box").iterdir()]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    with serve(data=tmp_path / "box") as running:
        assert requests.get(f"{running.url}/v1/documents/{id}", headers=token, timeout=10).json()["title"] == "kept"


def test_a_folder_is_served_by_one_sandbox_at_a_time(tmp_path):
    with serve(data=tmp_path), pytest.raises(BlockingIOError, match="already"), serve(data=tmp_path):
        pass
    with serve(data=tmp_path) as running:
        assert running.journal() == []


def test_a_planned_fault_that_never_happened_fails(sandbox):
    with (
        pytest.raises(AssertionError, match="status 503"),
        sandbox.faults({"match": {"method": "drive.files.copy"}, "do": {"status": 503}}),
    ):
        pass


def test_an_error_inside_is_not_hidden_by_a_fault_that_did_not_happen(sandbox):
    with pytest.raises(ZeroDivisionError), sandbox.faults({"do": {"status": 503}}):
        raise ZeroDivisionError


def test_a_fault_before_leaves_nothing_and_one_after_leaves_the_change(sandbox, http):
    url = f"{sandbox.url}/drive/v3/files"
    create = {"method": "drive.files.create"}
    with sandbox.faults({"match": create, "do": {"status": 503}}):
        assert http.post(url, json={"name": "a"}).status_code == 503
    with sandbox.faults({"match": create, "phase": "after", "do": {"reason": "responsePreparationFailure"}}):
        assert http.post(url, json={"name": "b"}).status_code == 500
    with (
        sandbox.faults({"match": create, "phase": "after", "do": {"connection": "reset"}}),
        pytest.raises(requests.ConnectionError),
    ):
        http.post(url, json={"name": "c"})
    with (
        sandbox.faults({"match": create, "phase": "during", "do": {"truncate": 10}}),
        pytest.raises(requests.exceptions.ChunkedEncodingError),
    ):
        http.post(url, json={"name": "d"})
    assert sorted(file["name"] for file in http.get(url).json()["files"]) == ["b", "c", "d"]
    entries = [entry for entry in sandbox.journal() if entry["method"] == "drive.files.create"]
    assert [(entry["status"], entry["applied"]) for entry in entries] == [
        (503, False),
        (500, True),
        (0, True),
        (0, True),
    ]
    assert all(entry["fault"] for entry in entries)


def test_a_delivery_twice_makes_two(sandbox, http):
    url = f"{sandbox.url}/drive/v3/files"
    with sandbox.faults({"match": {"method": "drive.files.create"}, "phase": "after", "do": {"deliverTwice": True}}):
        assert http.post(url, json={"name": "a"}).status_code == 200
    assert len(http.get(url).json()["files"]) == 2


def test_one_call_of_a_batch_may_fail(sandbox, drive):
    seen = {}
    batch = drive.new_batch_http_request(callback=lambda id, answer, error: seen.__setitem__(id, error))
    for id in ("1", "2"):
        batch.add(drive.files().create(body={"name": id}), request_id=id)
    with sandbox.faults({"match": {"method": "drive.files.create", "nth": 2}, "do": {"status": 500}}):
        batch.execute()
    assert (seen["1"], seen["2"].status_code) == (None, 500)


def test_real_quotas_refuse_the_sixty_first_read():
    with serve(quota="real") as running:
        headers = {"Authorization": f"Bearer {running.token('a@school.example')}"}
        book = requests.post(f"{running.url}/v4/spreadsheets", json={}, headers=headers, timeout=10).json()
        url = f"{running.url}/v4/spreadsheets/{book['spreadsheetId']}/values/A1"
        statuses = [requests.get(url, headers=headers, timeout=10).status_code for _ in range(61)]
        assert statuses == [200] * 60 + [429]


def test_an_unknown_quota_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="off or real"), serve(quota="on"):
        pass


def test_an_address_that_is_taken_is_an_error(sandbox):
    with pytest.raises(OSError), serve(port=int(sandbox.url.rpartition(":")[2])):
        pass


def test_methods_may_be_called_from_any_thread(sandbox):
    tokens = []
    threads = [threading.Thread(target=lambda: tokens.append(sandbox.token("a@school.example"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(tokens)) == 8


def test_the_journal_is_bounded_and_its_numbers_run_on():
    journal = Journal(kept=3)
    for number in range(5):
        journal.note(method=f"m{number}", user="", status=200, at="")
    assert [entry["seq"] for entry in journal.entries()] == [3, 4, 5]
    assert [entry["seq"] for entry in journal.entries(after=4)] == [5]
    assert journal.entries(after=5) == []


def test_a_slow_sandbox_works_on_a_call_as_it_comes_and_answers_later():
    with ThreadPoolExecutor(1) as aside, serve(latency_ms=30_000) as slow:
        token = {"Authorization": f"Bearer {slow.token('a@school.example')}"}
        call = aside.submit(requests.post, f"{slow.url}/v1/documents", json={"title": "x"}, headers=token, timeout=60)
        while not slow.journal():
            time.sleep(0.01)
        assert [entry["applied"] for entry in slow.journal()] == [True]
        assert not call.done()
        slow.workspace.latency_ms = 0
        assert requests.get(f"{slow.url}/drive/v3/files", headers=token, timeout=10).json()["files"]
        assert not call.done()
    assert isinstance(call.exception(), requests.ConnectionError), "it was never answered"


def test_no_call_takes_less_than_the_latency():
    with serve(latency_ms=200) as slow:
        token = {"Authorization": f"Bearer {slow.token('a@school.example')}"}
        before = time.monotonic()
        requests.get(f"{slow.url}/drive/v3/files", headers=token, timeout=10).raise_for_status()
        assert time.monotonic() - before >= 0.2
