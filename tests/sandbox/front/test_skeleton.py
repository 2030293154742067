import requests

from pdsync.sandbox import serve


def test_every_request_is_in_the_journal(sandbox, http):
    http.get(f"{sandbox.url}/drive/v3/files/nope")
    requests.get(f"{sandbox.url}/v1/documents/nope", timeout=10)
    seen = sandbox.journal()
    assert [(entry["seq"], entry["method"], entry["user"], entry["applied"]) for entry in seen] == [
        (1, "drive.files.get", "staff@school.example", False),
        (2, "docs.documents.get", "", False),
    ]


def test_two_sandboxes_run_side_by_side_and_know_nothing_of_each_other():
    with serve() as one, serve() as other:
        token = {"Authorization": f"Bearer {one.token('a@school.example')}"}
        answer = requests.get(f"{other.url}/v1/documents/x", headers=token, timeout=10)
        assert answer.status_code == 401
