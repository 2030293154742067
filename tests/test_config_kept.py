"""A config that was found right before is known again, and only by exactly its own text."""

import json
import stat
import subprocess
import sys

import pytest

from pdsync.config import load
from pdsync.errors import ConfigError

TEXT = """\
cohort: "2611"
calendar:
  module: {start: 2026-11-23, end: 2026-12-31}
  breaks: [{name: Winter break, start: 2026-12-21, end: 2027-01-01}]
roster: {csv: roster.csv}
sharing: {mentors: none, staff: [{email: staff@school.example, role: commenter}]}
expected: {sections: [specific, timebound]}
google: {workers: 8, quotas: off}
"""


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "pdsync.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def known(tmp_path):
    return tmp_path / "home" / "configs"


def test_what_was_kept_says_the_same_as_the_text(config, known):
    first = load(config, env={}, known=known)
    assert load(config, env={}, known=known) == first == load(config, env={})


def test_the_second_time_nothing_is_checked(config, known):
    load(config, env={}, known=known)
    code = (
        "import sys; from pathlib import Path; from pdsync.config import load; "
        f"load({str(config)!r}, env={{}}, known=Path({str(known)!r})); "
        "sys.exit(' '.join({'pydantic', 'yaml'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_changed_text_is_checked_again(config, known):
    load(config, env={}, known=known)
    config.write_text(TEXT.replace("workers: 8", "workers: 0"), encoding="utf-8")
    with pytest.raises(ConfigError):
        load(config, env={}, known=known)
    config.write_text(TEXT.replace("workers: 8", "workers: 9"), encoding="utf-8")
    assert load(config, env={}, known=known).google.workers == 9


def test_another_endpoint_is_another_config(config, known):
    load(config, env={}, known=known)
    env = {"PDSYNC_GOOGLE_ENDPOINT": "http://127.0.0.1:9"}
    assert load(config, env=env, known=known).google.endpoint == "http://127.0.0.1:9"
    assert load(config, env={}, known=known).google.endpoint == ""


@pytest.mark.parametrize("page", ["", "nonsense", "[]", '{"mark": 1}', '{"mark": null, "plain": 3}'])
def test_a_spoilt_page_is_as_none(config, known, page):
    first = load(config, env={}, known=known)
    (one,) = known.iterdir()
    one.write_text(page, encoding="utf-8")
    assert load(config, env={}, known=known) == first
    assert json.loads(one.read_text(encoding="utf-8"))["plain"]["cohort"] == "2611"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_it_is_for_its_owner_alone(config, known):
    load(config, env={}, known=known)
    (one,) = known.iterdir()
    assert stat.S_IMODE(one.stat().st_mode) == 0o600
    assert stat.S_IMODE(known.stat().st_mode) == 0o700


def test_where_nothing_can_be_kept_the_config_is_read_all_the_same(config, tmp_path):
    (tmp_path / "home").write_text("a file where a folder should be", encoding="utf-8")
    assert load(config, env={}, known=tmp_path / "home" / "configs").name == "2611"
