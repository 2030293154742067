"""The first day of somebody who has never used pdsync, typed as they would, with the real program and a real browser."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

import pytest
import requests

pytestmark = pytest.mark.browser

STAFF = "staff@school.example"
DRIVE_FILE = "https://www.googleapis.com/auth/drive.file"
ROSTER = """\
2611-01,Siobhán O'Brien,Shiv,siobhan@students.example,mentor@school.example,homeroom 1,active
2611-02,Zoë 🌻,,zoe@students.example,,homeroom 1,active
2611-03,نور حداد,نور,nour@students.example,,homeroom 2,active
2611-04,Jordan Lee,,jordan@students.example,,homeroom 2,active
"""
OPENER = """\
import os, sys
from pathlib import Path
place = Path(sys.argv[1])
place.with_suffix(".part").write_text(sys.argv[2])
os.replace(place.with_suffix(".part"), place)
"""
PATIENCE = 60


class Desk:
    """A new user's machine: a folder, a terminal and a browser; and the sandbox, in a process of its own."""

    def __init__(self, folder: Path, sandbox: dict[str, str]) -> None:
        self.folder, self.sandbox = folder, sandbox
        self.wanted = folder.parent / "address-for-the-browser"
        opener = folder.parent / "opener.py"
        opener.write_text(OPENER)
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PDSYNC_")},
            "PDSYNC_HOME": str(folder.parent / "home"),
            "BROWSER": f"{sys.executable} {opener} {self.wanted} %s",
            "COLUMNS": "200",
            "PYTHONUTF8": "1",
            "TZ": "America/Denver",
        }

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "pdsync", *words],
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *words: str, typed: str = "", code: int = 0) -> tuple[str, str]:
        with self.start(*words) as process:
            out, err = process.communicate(typed, timeout=PATIENCE)
        assert process.returncode == code, f"{out}\n{err}"
        assert "Traceback" not in err
        return out, err

    def address(self) -> str:
        """The address that the program opened in the browser."""
        until = time.monotonic() + PATIENCE
        while not self.wanted.exists():
            assert time.monotonic() < until, "no browser was opened"
            time.sleep(0.02)
        return self.wanted.read_text()

    def token(self, email: str) -> str:
        answer = requests.post(
            f"{self.sandbox['url']}/_sandbox/tokens",
            json={"email": email},
            headers={"Authorization": f"Bearer {self.sandbox['admin_token']}"},
            timeout=10,
        )
        return answer.json()["token"]


@pytest.fixture
def desk(tmp_path):
    folder = tmp_path / "cohort"
    folder.mkdir()
    command = [sys.executable, "-m", "pdsync", "sandbox", "--port", "0", "--data", str(tmp_path / "data"), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Desk(folder, json.loads(process.stdout.readline()))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


@pytest.fixture
def chromium(tmp_path):
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    service = shutil.which("chromedriver")
    if not binary or not service:
        pytest.skip("there is no chromium with its chromedriver here, so nobody can sign in")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        f"--user-data-dir={tmp_path / 'profile'}",
    ):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(service))
    yield driver
    driver.quit()


def allow(chromium, address: str) -> str:
    """Sign in on the consent page as a person does; what the last page says."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    chromium.get(address)
    assert "this is not Google" in chromium.find_element(By.TAG_NAME, "body").text
    account = chromium.find_element(By.ID, "account")
    assert account.get_attribute("value") == STAFF
    scopes = [box.get_attribute("value") for box in chromium.find_elements(By.NAME, "allow")]
    assert scopes == [DRIVE_FILE]
    chromium.find_element(By.CSS_SELECTOR, "button[value=allow]").click()
    WebDriverWait(chromium, PATIENCE, 0.05).until(
        lambda driver: driver.current_url.startswith("http://127.0.0.1") and "code=" in driver.current_url
    )
    WebDriverWait(chromium, PATIENCE, 0.05).until(
        lambda driver: "signed in" in driver.find_element(By.TAG_NAME, "body").text
    )
    return chromium.find_element(By.TAG_NAME, "body").text


def students_write(desk: Desk, start: date) -> set[tuple[str, str]]:
    """The first three students write, each with an account of their own; the flags that come of it, by key and kind."""
    from pdsync.sandbox.handwriting import Desk as Seat
    from pdsync.sandbox.students import Term, cast, play

    term = Term(today(), start, start + timedelta(days=7 * 6 - 3))
    writers = [player for player in cast(20, seed=7) if player.script.drafts and not player.script.after]
    expected = set()
    for player, line in zip(writers, ROSTER.splitlines()[:3], strict=False):
        key, email = line.split(",")[0], line.split(",")[3]
        seat = Seat(desk.sandbox["url"], desk.token(email))
        try:
            assert play(replace(player, key=key, email=email), seat, term)
        finally:
            seat.close()
        expected |= {(key, kind) for kind, _ in player.script.flags}
    return expected


def today() -> date:
    """The day where the school is."""
    return datetime.now(ZoneInfo("America/Denver")).date()


def test_the_whole_first_day_from_init_to_the_first_flags(desk, chromium):
    (desk.folder / "client_secret.json").write_text(
        json.dumps({"installed": {"client_id": "school.apps.example", "client_secret": "school-secret"}})
    )
    start = today() - timedelta(days=today().weekday() + 14)

    # init: answers are typed, one of them wrong
    typed = [
        "2611",
        f"{start:%b %d, %Y}",
        "six",
        "6",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "careers@school.example",
        "",
        "",
        "browser",
        "",
    ]
    out, err = desk.run("init", "--endpoint", desk.sandbox["url"], typed="\n".join(typed) + "\n")
    assert "six is no number of weeks" in err
    assert "[America/Denver]" in err
    assert out.splitlines()[-1] == "Next: pdsync login"
    roster = desk.folder / "roster.csv"
    assert roster.read_text(encoding="utf-8-sig").startswith("key,name,")
    with roster.open("a", encoding="utf-8") as page:
        page.write(ROSTER)

    # before the sign-in, doctor names it
    out, _ = desk.run("doctor", "--format", "json", code=3)
    assert [row["next"] for row in json.loads(out) if row["mark"] == "broken"] == ["pdsync login"]

    # login: the program opens the browser, and a person allows access
    with desk.start("login") as process:
        assert "You can close this page" in allow(chromium, desk.address())
        out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    assert out == f"Signed in as {STAFF}. Next: pdsync doctor\n"
    assert "pdsync asks for drive.file to make, change and share the files that pdsync makes" in err
    assert "school-secret" not in out + err
    (kept,) = (desk.folder.parent / "home" / "sign-ins").glob("person-*.json")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600

    # doctor: nothing is broken, and what comes next is the handout
    out, _ = desk.run("doctor", "--format", "json")
    rows = json.loads(out)
    assert [row for row in rows if row["mark"] == "broken"] == []
    assert [row["next"] for row in rows if row["what"] == "docs"] == ["pdsync handout --dry-run"]

    # handout: first the plan, then the Docs
    out, _ = desk.run("handout", "--dry-run")
    assert "4" in out
    out, err = desk.run("handout")
    assert "4 of 4 students have a goal Doc that is shared with them." in err

    # the students write, all but one; sync reads, and flags say who needs a word
    expected = students_write(desk, start)
    out, _ = desk.run("sync")
    assert "Read 4 of 4 Docs" in out
    out, _ = desk.run("flags", "--format", "json")
    flags = {(flag["key"], flag["kind"]) for flag in json.loads(out)}
    assert flags == {*expected, ("2611-04", "not-started")}
    out, _ = desk.run("doctor", "--format", "json")
    assert [row for row in json.loads(out) if row["mark"] != "ok"] == []


def test_login_over_ssh_takes_the_address_on_which_a_browser_elsewhere_ended(desk):
    """No browser on this machine: its address is typed into the real program's standard input."""
    (desk.folder / "app.json").write_text('{"installed": {"client_id": "school.apps.example", "client_secret": "x"}}')
    desk.run("init", "--defaults", "--endpoint", desk.sandbox["url"], "--client-secret", "app.json")
    with desk.start("login", "--no-browser") as process:
        said = ""
        while "press Enter" not in said:
            said += process.stderr.readline()
        address = next(word for word in said.split() if "/o/oauth2/" in word)
        back = requests.post(
            address.partition("?")[0],
            data=[
                *parse_qsl(urlsplit(address).query),
                ("allow", DRIVE_FILE),
                ("account", STAFF),
                ("decision", "allow"),
            ],
            headers={"Origin": desk.sandbox["url"]},
            allow_redirects=False,
            timeout=10,
        )
        out, err = process.communicate(f"what?\n{back.headers['Location']}\n", timeout=PATIENCE)
    assert process.returncode == 0, err
    assert "That is no whole address" in err
    assert f"Signed in as {STAFF}" in out
