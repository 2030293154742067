"""A workspace to measure in: a sandbox in a process of its own, a cohort, and the journal of what was asked."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests

from pdsync.clients.compose import requests_for
from pdsync.config.example import Answers, written
from pdsync.goals.template import BUILTIN
from pdsync.sandbox.handwriting import Desk
from pdsync.sandbox.students import Term, cast, play, roster

LATENCY = 80
WORKERS = 32
STAFF = "staff@school.example"
READS = frozenset({"get", "list", "batchGet", "getByDataFilter", "search"})
SCALE = 2
"""How much faster a minute of quota goes by."""


class Stage:
    """A cohort of so many students in a fresh workspace."""

    def __init__(self, students: int, *, quota: str = "off", latency: float = LATENCY) -> None:
        self.students, self.quota, self.latency = students, quota, latency

    def __enter__(self) -> Stage:
        self._folder = tempfile.TemporaryDirectory(prefix="pdsync-bench-")
        folder = Path(self._folder.name)
        self._serving = self._served()
        place = self._serving.__enter__()
        self.url: str = place["url"]
        self._admin = requests.Session()
        self._admin.headers["Authorization"] = f"Bearer {place['admin_token']}"
        self.token = self.token_of(STAFF)
        self.environment = {"PDSYNC_HOME": str(folder / "home")}
        self.config = folder / "pdsync.yaml"
        self._write(folder)
        if self.quota == "real":
            self._control("clock", {"scale": SCALE})
        self.run([sys.executable, "-m", "pdsync", "doctor", "-c", str(self.config)])
        return self

    def __exit__(self, *_: object) -> None:
        self._serving.__exit__(None, None, None)
        self._folder.cleanup()

    @contextmanager
    def _served(self) -> Iterator[dict[str, str]]:
        """Where the sandbox is, as long as this lasts; it is a process of its own."""
        command = [sys.executable, "-m", "pdsync", "sandbox", "--port", "0", "--json", "--quota", self.quota]
        process = subprocess.Popen([*command, "--latency", str(self.latency)], stdout=subprocess.PIPE, text=True)
        self._process = process
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()
            process.wait()

    def _write(self, folder: Path) -> None:
        today = datetime.now(UTC).date()
        start = today - timedelta(days=today.weekday() + 14)
        self.term = Term(today, start, start + timedelta(days=39))
        self.players = cast(self.students, seed=7)
        answers = Answers(
            "bench", start, self.term.end, tz="UTC", staff=(), endpoint=self.url, paced=self.quota == "real"
        )
        text = written(answers).replace("workers: 16", f"workers: {WORKERS}")
        text = text.replace("minute: 60 ", f"minute: {60 / SCALE} ")
        self.config.write_text(text, encoding="utf-8")
        with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as page:
            csv.writer(page).writerows(roster(self.players))

    def _control(self, what: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self._admin.post(f"{self.url}/_sandbox/{what}", json=body, timeout=30)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def token_of(self, email: str) -> str:
        """A token of that account."""
        return str(self._control("tokens", {"email": email})["token"])

    def run(self, command: list[str]) -> None:
        """Run a command that is not measured."""
        subprocess.run(command, env={**os.environ, **self.environment}, capture_output=True, check=False)

    def template(self) -> None:
        """The template for the scripts, as pdsync writes it."""
        headers = {"Authorization": f"Bearer {self.token}"}
        doc = requests.post(
            f"{self.url}/v1/documents", json={"title": "bench template"}, headers=headers, timeout=30
        ).json()["documentId"]
        body = {"requests": requests_for(BUILTIN)}
        answer = requests.post(f"{self.url}/v1/documents/{doc}:batchUpdate", json=body, headers=headers, timeout=30)
        answer.raise_for_status()

    def fill(self) -> None:
        """Let the students write."""

        def one(player: Any) -> None:
            desk = Desk(self.url, self.token_of(player.email))
            try:
                play(player, desk, self.term)
            finally:
                desk.close()

        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(one, self.players))

    def mark(self) -> int:
        """The number of the last call so far."""
        calls = self.calls(0)
        return int(calls[-1]["seq"]) if calls else 0

    def calls(self, after: int) -> list[dict[str, Any]]:
        """The calls of Google's methods past that number."""
        answer = self._admin.get(f"{self.url}/_sandbox/journal", params={"after": after}, timeout=60)
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()
        return [call for call in found if call["method"].split(".")[0] in ("drive", "docs", "sheets")]

    def busy(self, calls: list[dict[str, Any]]) -> float:
        """Seconds from the first call's arrival to the last answer, in real time."""
        if not calls:
            return 0.0
        scale = SCALE if self.quota == "real" else 1
        came = [datetime.fromisoformat(call["at"]) for call in calls]
        taken = [max(self.latency, float(call["took"])) / 1000 for call in calls]
        first = min(came)
        return max((at - first).total_seconds() / scale + took for at, took in zip(came, taken, strict=True))

    def writes(self, call: dict[str, Any]) -> bool:
        """Whether the call is a write."""
        return str(call["method"]).rsplit(".", 1)[-1] not in READS

    def hand_out_unhurried(self) -> None:
        """Hand out and let the students write, while minutes pass so fast that no quota counts."""
        self._control("clock", {"scale": 1_000})
        free = self.config.with_name("free.yaml")
        text = self.config.read_text(encoding="utf-8")
        free.write_text(re.sub(r"  quotas:.*(\n    .*)*", "  quotas: off", text), encoding="utf-8")
        self.run([sys.executable, "-m", "pdsync", "handout", "-c", str(free)])
        self.fill()
        self._control("clock", {"scale": SCALE})
        self._control("clock", {"advance": 120})

    def quota_floor(self, job: str) -> float:
        """Seconds that Google's quotas make the job take at least, on the stage's clock, in real time."""
        if job == "handout":
            return max((self.students - 60) / 60 * 60, (2 * self.students) / 3) / SCALE
        return max(0.0, (ceil_minutes(self.students, 300) - 1) * 60) / SCALE


def ceil_minutes(calls: int, limit: int) -> int:
    """How many minutes so many calls take at a limit a minute."""
    return -(-calls // limit)
