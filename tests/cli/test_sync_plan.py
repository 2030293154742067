"""`pdsync sync --dry-run` as it is typed."""

from __future__ import annotations

import csv
import io

import pytest


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_a_dry_run_writes_nothing(folder, form):
    assert not folder.writes("sync", "--dry-run", "--format", form, code=4)
    folder.run("handout")
    assert not folder.writes("sync", "--dry-run", "--format", form)
    folder.run("sync")
    assert folder.calls("sync", "--dry-run", "--format", form).total() == 2


def test_for_programs(folder):
    folder.run("handout")
    plan = folder.json("sync", "--dry-run")
    assert plan["dry_run"]
    assert plan["plan"]["new"] == ["Shiv", "Zoë 🌻", "نور", "Jordan Lee", "JL"]
    assert sum(tab["cells"] for tab in plan["plan"]["written"]) == plan["cells"]
    done = folder.json("sync")
    assert (done["dry_run"], done["plan"], done["cells"]) == (False, None, plan["cells"])
    assert done.keys() == plan.keys()


def test_as_a_table(folder):
    folder.run("handout")
    rows = list(csv.DictReader(io.StringIO(folder.run("sync", "--dry-run", "--format", "csv").stdout)))
    assert {row["what"] for row in rows} == {"cells", "flag appears"}
    assert [row["subject"] for row in rows if row["kind"] == "not-started"] == ["s1", "s2", "s3", "s4", "s5"]
    assert folder.run("sync", "--format", "csv", "--quiet").stdout == ""
    assert folder.run("sync", "--format", "csv").stdout.splitlines() == ["what,kind,subject,words"]
