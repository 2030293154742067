"""The sandbox as a command: its first line, its end, and what keeps it from being served."""

import json
import signal
import subprocess
import sys

import requests
from click.testing import CliRunner

from pdsync.cli import cli


def test_its_first_line_says_where_it_is_and_a_signal_ends_it_in_order(tmp_path):
    command = [sys.executable, "-m", "pdsync", "sandbox", "--port", "0", "--data", str(tmp_path / "d"), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        place = json.loads(process.stdout.readline())
        assert set(place) == {"url", "admin_token", "data"}
        answer = requests.post(
            f"{place['url']}/_sandbox/tokens",
            json={"email": "lead@school.example", "scopes": ["https://www.googleapis.com/auth/drive"]},
            headers={"Authorization": f"Bearer {place['admin_token']}"},
            timeout=10,
        )
        assert answer.json()["token"].startswith("sandbox-")
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=20)
        assert (process.returncode, said) == (0, "")


def test_a_folder_or_a_port_in_use_is_said_in_a_sentence(tmp_path, box):
    port = box.url.rpartition(":")[2]
    result = CliRunner().invoke(cli, ["sandbox", "--port", port])
    assert (result.exit_code, result.stderr.splitlines()[0]) == (2, f"Port {port} is taken.")
    from pdsync.sandbox import serve

    with serve(data=tmp_path / "d"):
        result = CliRunner().invoke(cli, ["sandbox", "--port", "0", "--data", str(tmp_path / "d")])
    assert result.exit_code == 2
    assert "another sandbox" in result.stderr
