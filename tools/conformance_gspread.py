"""gspread's own tests, run untouched against the sandbox: `GSPREAD=DIR python tools/conformance_gspread.py`.

DIR is a checkout of gspread with its `tests` folder. The tests run in the Python that runs this file, or in the one
that GSPREAD_PYTHON names; it needs pytest, vcrpy and what gspread needs. This file is the plugin of that run, too:
their recordings are switched off, and what their session sends goes to the sandbox.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from google.auth.transport.requests import AuthorizedSession
from requests.adapters import HTTPAdapter

WANTED = 145
ADDRESS, TOKEN, RESULTS = "CONFORMANCE_ADDRESS", "CONFORMANCE_TOKEN", "CONFORMANCE_RESULTS"
TESTER, STRANGER = "gspread@school.example", "stranger@elsewhere.example"
SCOPES = ["https://www.googleapis.com/auth/drive", "https://www.googleapis.com/auth/spreadsheets"]
NEEDED = ("pytest", "vcr", "requests", "google.auth", "google_auth_oauthlib")
PRIVATE = "1jIKzPs8LsiZZdLdeMEP-5ZIHw6RkjiOmj1LrJN706Yc"
"""A file of somebody else's, which one of the tests expects to exist."""
KNOWN = {
    "client_test.py::ClientTest::test_access_private_spreadsheet": (
        "It opens a certain spreadsheet of a stranger's; the sandbox holds none that was not made in it."
    ),
}
"""Tests that may fail, and why."""


class ToSandbox(HTTPAdapter):
    """Sends what is meant for Google to the sandbox, with the sandbox's own token."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """The sandbox's answer."""
        place, goal = urlsplit(os.environ[ADDRESS]), urlsplit(request.url or "")
        request.url = urlunsplit((place.scheme, place.netloc, goal.path, goal.query, ""))
        request.headers["Authorization"] = f"Bearer {os.environ[TOKEN]}"
        return super().send(request, *args, **kwargs)


def pytest_configure(config: Any) -> None:
    """In the run of the tests: no recordings, and every session leads to the sandbox."""
    if ADDRESS not in os.environ:
        return
    config.addinivalue_line("markers", "vcr: recorded; not here")
    if config.pluginmanager.hasplugin("vcr"):
        config.option.disable_vcr = True
    begin = AuthorizedSession.__init__

    def redirected(self: AuthorizedSession, *args: Any, **kwargs: Any) -> None:
        begin(self, *args, **kwargs)
        self.mount("https://", ToSandbox())
        self.mount("http://", ToSandbox())

    AuthorizedSession.__init__ = redirected


def pytest_runtest_logreport(report: Any) -> None:
    """In the run of the tests: write down how each one ended."""
    if RESULTS not in os.environ or (report.when != "call" and report.passed):
        return
    line = {"test": report.nodeid.removeprefix("tests/"), "outcome": report.outcome, "why": _why(report)}
    with Path(os.environ[RESULTS]).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def _why(report: Any) -> str:
    lines = [line for line in report.longreprtext.splitlines() if line.startswith("E ")]
    return lines[0][1:].strip() if lines else ""


def say(text: str = "") -> None:
    """A line of the report."""
    sys.stdout.write(text + "\n")


@contextmanager
def sandbox() -> Iterator[tuple[str, str]]:
    """Address and admin token of a fresh sandbox, or of the one that the surroundings name."""
    if "SANDBOX_URL" in os.environ:
        yield os.environ["SANDBOX_URL"], os.environ["SANDBOX_ADMIN_TOKEN"]
        return
    command = [sys.executable, "-m", "pdsync", "sandbox", "--port", "0", "--quota", "off", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            if not line:
                raise SystemExit("The sandbox did not start. Try: pdsync sandbox")
            place = json.loads(line)
            yield place["url"], place["admin_token"]
        finally:
            process.terminate()


def control(address: str, admin_token: str, what: str, body: dict[str, Any]) -> dict[str, Any]:
    """The answer of the sandbox's control."""
    headers = {"Authorization": f"Bearer {admin_token}"}
    answer = requests.post(f"{address}/_sandbox/{what}", json=body, headers=headers, timeout=30)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def token_for(address: str, admin_token: str, email: str) -> str:
    """A token of the sandbox's for that account."""
    answer = control(address, admin_token, "tokens", {"email": email, "scopes": SCOPES})
    return str(answer.get("access_token") or answer["token"])


def lacking(python: str) -> list[str]:
    """What that Python cannot import of what the tests need."""
    code = f"import importlib.util as u; print(*[n for n in {NEEDED} if not u.find_spec(n)])"
    found = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    return found.stdout.split()


def run(python: str, checkout: Path, address: str, token: str) -> list[dict[str, str]]:
    """How each of the tests ended."""
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results"
        results.touch()
        environment = {
            **os.environ,
            ADDRESS: address,
            TOKEN: token,
            RESULTS: str(results),
            "PYTHONPATH": str(Path(__file__).resolve().parent),
        }
        environment.pop("GS_CREDS_FILENAME", None)
        command = [python, "-m", "pytest", "-p", Path(__file__).stem, "-q", "-p", "no:cacheprovider", "tests"]
        subprocess.run(command, cwd=checkout, env=environment, stdout=subprocess.DEVNULL, check=False)
        return [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]


def report(results: list[dict[str, str]]) -> int:
    """Print what passed and what did not, with the reason; 0 if nothing fails unexplained."""
    failed = {each["test"]: each["why"] for each in results if each["outcome"] == "failed"}
    passed = {each["test"] for each in results if each["outcome"] == "passed"} - set(failed)
    say(f"gspread's own tests: {len(passed)} of {len(passed) + len(failed)} pass (wanted: {WANTED}).")
    for name, why in sorted(failed.items()):
        say(f"  differs: {name}\n    {KNOWN.get(name, 'NOT EXPLAINED: ' + why)}")
    for name in sorted(set(KNOWN) & passed):
        say(f"  passes, though listed as different: {name}")
    return 0 if len(passed) >= WANTED and set(failed) <= set(KNOWN) else 1


def main() -> int:
    """Run the tests and report."""
    checkout = os.environ.get("GSPREAD")
    if not checkout:
        say("gspread's own tests: skipped. Name a checkout of gspread with GSPREAD=DIR.")
        return 0
    if not (Path(checkout) / "tests" / "conftest.py").exists():
        say(f"gspread's own tests: {checkout} holds no tests/conftest.py. GSPREAD must name a checkout of gspread.")
        return 2
    python = os.environ.get("GSPREAD_PYTHON", sys.executable)
    if missing := lacking(python):
        say(f"gspread's own tests: {python} lacks {', '.join(missing)}.")
        say("Install them there (vcr is in vcrpy), or name another Python with GSPREAD_PYTHON=PATH.")
        return 2
    with sandbox() as (address, admin_token):
        return report(run(python, Path(checkout), address, token_for(address, admin_token, TESTER)))


if __name__ == "__main__":
    raise SystemExit(main())
