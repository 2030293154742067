"""Where failures end: a sentence, the next command, an exit code, and no traceback for what is foreseen."""

import click
import pytest
from click.testing import CliRunner

from pdsync import errors
from pdsync.cli.boundary import EXIT_CODES, guarded


def ending(error):
    @click.command()
    @click.pass_context
    def command(ctx):
        with guarded(ctx):
            raise error

    return CliRunner().invoke(command, [])


FORESEEN = [
    errors.UsageError("That is not how it goes.", hint="pdsync --help"),
    errors.ConfigError((errors.Complaint("a.yaml", 3, "cohort", "is missing"),)),
    errors.NotSignedIn("Nobody is signed in.", hint="pdsync login"),
    errors.Unreachable("Google cannot be reached."),
    errors.SafetyStop("The roster is empty.", hint="pdsync sync --force"),
]


@pytest.mark.parametrize("error", FORESEEN, ids=lambda error: type(error).__name__)
def test_what_is_foreseen_is_a_sentence_and_the_next_command(error):
    result = ending(error)
    assert result.exit_code == error.exit_code
    assert result.stdout == ""
    assert result.stderr == f"{error}\n" + (f"Next: {error.hint}\n" if error.hint else "")


def test_what_is_not_foreseen_is_a_plain_sentence_without_anybodys_words(monkeypatch):
    monkeypatch.delenv("PDSYNC_DEBUG", raising=False)
    result = ending(ZeroDivisionError("a student's secret"))
    assert result.exit_code == 70
    assert "ZeroDivisionError" in result.stderr
    assert "PDSYNC_DEBUG=1" in result.stderr
    assert "Traceback" not in result.stderr
    assert "secret" not in result.stderr


def test_the_traceback_is_there_for_those_who_ask(monkeypatch):
    monkeypatch.setenv("PDSYNC_DEBUG", "1")
    assert isinstance(ending(ZeroDivisionError()).exception, ZeroDivisionError)


def test_an_interrupted_run_says_that_it_is_safe_to_run_again():
    result = ending(KeyboardInterrupt())
    assert result.exit_code == 130
    assert "safe to run again" in result.stderr


def test_every_exit_code_of_the_tree_has_a_meaning():
    def tree(top):
        yield top
        for below in top.__subclasses__():
            yield from tree(below)

    assert {error.exit_code for error in tree(errors.PdsyncError)} <= set(EXIT_CODES)
