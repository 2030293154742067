"""Sign-ins on file: who may read them, and what two processes do to each other."""

import os
import stat
import threading
from pathlib import Path

import pytest

from pdsync.clients import machine, wallet
from pdsync.clients.wallet import Pass, load, place, remove, save

KEPT = Pass("sandbox-secret", 5.0, "refresh-secret", "staff@school.example", ("a", "b"), "app", 1.0)
posix = pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folder to the user itself")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_saved_is_loaded(home):
    path = place("person", "", "app")
    save(path, KEPT)
    assert load(path) == KEPT
    assert path.is_relative_to(home)


@posix
def test_only_its_owner_may_read_it():
    path = place("person", "app")
    before = os.umask(0)
    try:
        save(path, KEPT)
    finally:
        os.umask(before)
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700


@posix
def test_a_file_that_all_could_read_is_closed_again():
    path = place("person", "app")
    save(path, KEPT)
    path.chmod(0o644)
    save(path, KEPT)
    assert mode(path) == 0o600


@posix
def test_it_is_never_open_not_even_while_it_is_written(monkeypatch):
    """Every file that comes to be in the folder is looked at before anything is written into it."""
    seen = []
    real = os.fdopen

    def look(handle, *args, **kwargs):
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        return real(handle, *args, **kwargs)

    monkeypatch.setattr(os, "fdopen", look)
    save(place("person", "app"), KEPT)
    assert seen == [0o600]


def test_nothing_is_left_beside_it():
    path = place("person", "app")
    for _ in range(3):
        save(path, KEPT)
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_half_a_write_leaves_the_old_one(monkeypatch):
    path = place("person", "app")
    save(path, KEPT)
    monkeypatch.setattr("pdsync.private.os.fdopen", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        save(path, Pass("other", 1.0))
    assert load(path) == KEPT
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"token": "x", "until": 1, "scopes": [], "what": 1}', "\xff"])
def test_a_file_that_makes_no_sense_is_nobodys_sign_in(text):
    path = place("person", "app")
    save(path, KEPT)
    path.write_bytes(text.encode("latin-1"))
    assert load(path) is None


def test_many_at_once_leave_one_whole_sign_in():
    path = place("person", "app")
    passes = [Pass(f"token-{number}" * 200, float(number)) for number in range(8)]

    def work(kept: Pass) -> None:
        for _ in range(20):
            save(path, kept)
            assert load(path) in passes

    threads = [threading.Thread(target=work, args=(kept,)) for kept in passes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert load(path) in passes


def test_identities_have_files_of_their_own():
    every = [
        ("person", "", "app"),
        ("person", "http://127.0.0.1:1", "app"),
        ("person", "", "app-"),
        ("service", "", "app"),
        ("service", "", "a" * 200),
        ("service", "", "a" * 201),
        ("person", "", "../../etc/passwd"),
    ]
    paths = {place(*one) for one in every}
    assert len(paths) == len(every)
    assert {path.parent for path in paths} == {wallet.home() / "sign-ins"}


def test_a_sign_in_does_not_show_its_secrets():
    assert "secret" not in f"{KEPT} {KEPT!r} {[KEPT]}"


def test_forgetting():
    path = place("person", "app")
    save(path, KEPT)
    assert [remove(path), remove(path), load(path)] == [True, False, None]


def test_old_sandboxes_are_swept_away():
    old, new, other = place("sandbox", "127.0.0.1:1"), place("sandbox", "127.0.0.1:2"), place("person", "app")
    for path in (old, new, other):
        save(path, KEPT)
    for path in (old, other):
        os.utime(path, (1.0, 1.0))
    wallet.sweep("sandbox")
    assert [path.exists() for path in (old, new, other)] == [False, True, True]


def test_a_folder_that_cannot_be_read_sweeps_nothing():
    wallet.sweep("sandbox")


def test_the_machine_has_a_word_and_keeps_it():
    first = machine.word()
    assert len(first) == 12
    assert machine.word() == first


def test_a_machine_that_keeps_nothing_has_none(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PDSYNC_HOME", str(tmp_path / "file"))
    assert machine.word() == ""
    with machine.alone("sync") as waited:
        assert not waited


def test_two_are_not_in_the_same_place_at_once(time):
    inside, entered, order = threading.Event(), threading.Event(), []

    def second() -> None:
        inside.wait(5)
        with machine.alone("cohort", sleep=lambda _: entered.set()) as waited:
            order.append(("second", waited))

    thread = threading.Thread(target=second)
    thread.start()
    with machine.alone("cohort") as waited, machine.alone("another cohort") as elsewhere:
        inside.set()
        assert entered.wait(5)
        order.append(("first", waited or elsewhere))
    thread.join(5)
    assert order == [("first", False), ("second", True)]
