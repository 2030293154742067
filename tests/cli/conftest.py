"""A school's folder with a config and a roster, a live sandbox, and commands typed in it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from pdsync.cli import cli
from pdsync.sandbox import serve

CONFIG = """\
cohort: "2611"
calendar:
  module: {{start: 2026-11-09, end: 2026-12-18, weeks: 6}}
roster: roster.csv
sharing: {{staff: [careers@school.example]}}
google: {{endpoint: "{url}", quotas: off}}
"""
ROSTER = """\
key,name,preferred_name,email,mentor_email
s1,Siobhán O'Brien,Shiv,siobhan@students.example,mentor@school.example
s2,Zoë 🌻,,zoe@students.example,
s3,نور حداد,نور,nour@students.example,
s4,Jordan Lee,,jordan@students.example,
s5,Jordan Lee,JL,jlee@students.example,
"""
READS = {"get", "list", "batchGet", "search"}


class Folder:
    """Where a member of staff types commands."""

    def __init__(self, path: Path, box) -> None:
        self.path, self.box = path, box
        self.write("pdsync.yaml", CONFIG.format(url=box.url))
        self.write("roster.csv", ROSTER)

    def write(self, name, text):
        (self.path / name).write_text(text, encoding="utf-8")

    def change(self, old, new, *, name="roster.csv"):
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def run(self, *words, code=0):
        result = CliRunner().invoke(cli, [*words, "-c", str(self.path / "pdsync.yaml")])
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    def json(self, *words, code=0):
        return json.loads(self.run(*words, "--format", "json", code=code).stdout)

    def calls(self, *words, code=0):
        """What a command asked of Google, by method."""
        seen = len(self.box.journal())
        self.run(*words, code=code)
        return Counter(call["method"] for call in self.box.journal()[seen:] if not call["method"].startswith("oauth"))

    def writes(self, *words, code=0):
        """The writes among them."""
        return {
            name: many for name, many in self.calls(*words, code=code).items() if name.rsplit(".", 1)[-1] not in READS
        }

    def ask(self, method, path, **more):
        """A call of Google's made by a member of staff by hand."""
        import requests

        headers = {"Authorization": f"Bearer {self.box.token('staff@school.example')}"}
        answer = requests.request(method, self.box.url + path, headers=headers, timeout=30, **more)
        answer.raise_for_status()
        return answer.json() if answer.content else {}

    def docs(self):
        """Every goal Doc by its student's key."""
        query = {
            "q": "properties has { key='pdsync-cohort' and value='2611' }",
            "fields": "files(id,name,properties,permissions(emailAddress,role))",
        }
        files = self.ask("GET", "/drive/v3/files", params=query)["files"]
        return {file["properties"]["pdsync-student"]: file for file in files if "pdsync-student" in file["properties"]}

    def readers(self, key):
        return {one["emailAddress"] for one in self.docs()[key]["permissions"]} - {"staff@school.example"}


@pytest.fixture
def box():
    with serve(quota="off", check_answers=True) as running:
        yield running


@pytest.fixture
def folder(tmp_path, monkeypatch, box):
    monkeypatch.setenv("PDSYNC_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PDSYNC_GOOGLE_ENDPOINT", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    return Folder(tmp_path, box)
