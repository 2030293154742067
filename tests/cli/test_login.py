"""`pdsync login` as it is typed: where it stops, what it says, and what it never says."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest


@pytest.fixture
def person(folder):
    """A config with the school's own app, so that a person has to sign in."""
    folder.write("app.json", json.dumps({"installed": {"client_id": "school.apps.example", "client_secret": "s3cret"}}))
    folder.change("google: {", "google: {client_secret: app.json, ", name="pdsync.yaml")
    return folder


def started(folder, *words):
    return subprocess.Popen(
        [sys.executable, "-m", "pdsync", "login", "-c", str(folder.path / "pdsync.yaml"), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "BROWSER": "true %s"},
    )


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("words", [(), ("--no-browser",)])
def test_ctrl_c_ends_it_at_once_and_nobody_is_signed_in(person, words):
    with started(person, *words) as process:
        said = ""
        while "/o/oauth2/" not in said:
            said += process.stderr.readline()
        process.send_signal(signal.SIGINT)
        sent = time.monotonic()
        out, err = process.communicate(timeout=20)
    assert time.monotonic() - sent < 5
    assert process.returncode == 130
    assert "Stopped." in err
    assert out == ""
    assert "s3cret" not in said + err
    assert not list(person.path.glob("home/sign-ins/*"))


def test_a_port_that_is_taken_is_said_with_what_helps(person):
    port = person.box.url.rpartition(":")[2]
    with started(person, "--port", port) as process:
        out, err = process.communicate(timeout=20)
    assert process.returncode == 3, out
    assert f"port {port} on this machine is taken or blocked" in err
    assert "Next: pdsync login --port with another number, or: pdsync login --no-browser" in err


def test_a_sandbox_signs_in_without_a_person(folder):
    result = folder.run("login")
    assert result.stdout == "Signed in as staff@school.example. Next: pdsync doctor\n"
    assert "in testing" not in result.stderr
