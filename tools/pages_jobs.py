"""The parts of the page about scheduled runs: the recipes' files as they are, and the log's events."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tools.pages_text import ROOT

RECIPES: Mapping[str, tuple[str, str]] = {
    "cron": ("cron/pdsync", "crontab"),
    "service": ("systemd/pdsync-sync.service", "ini"),
    "timer": ("systemd/pdsync-sync.timer", "ini"),
    "windows": ("windows/pdsync-sync.xml", "xml"),
    "github": ("github/pdsync.yml", "yaml"),
    "container": ("Containerfile", "dockerfile"),
    "cloud run": ("cloud-run/job.yaml", "yaml"),
    "kubernetes": ("kubernetes/cronjob.yaml", "yaml"),
}
"""By name: the recipe's file below deploy/, and its language."""


def recipe(path: str, language: str) -> Callable[[], str]:
    """A recipe's file, named and whole."""

    def made() -> str:
        text = (ROOT / "deploy" / path).read_text(encoding="utf-8")
        return f"[`deploy/{path}`](../deploy/{path}):\n\n```{language}\n{text.rstrip()}\n```\n"

    return made


def events() -> str:
    """Every kind of line that a job's log has."""
    from pdsync.cli.events import EVENTS

    lines = ["| Event | Level | What it means | Its fields |\n| --- | --- | --- | --- |\n"]
    lines += [f"| `{one.name}` | {one.level} | {one.meaning} | {', '.join(one.fields)} |\n" for one in EVENTS]
    return "".join(lines)


def fields() -> str:
    """Every field of a line."""
    from pdsync.cli.events import FIELDS

    return "| Field | What it holds |\n| --- | --- |\n" + "".join(f"| {name} | {FIELDS[name]} |\n" for name in FIELDS)


def sample() -> str:
    """A message about a night in which there is something to say."""
    from pdsync.goals.model import Flag
    from pdsync.goals.news import Failure
    from pdsync.goals.notice import Report, message

    flags = (
        Flag("overdue", "2611-07", "", goal=1),
        Flag("overdue", "2611-12", "", goal=2),
        Flag("stale", "2611-03", ""),
    )
    said = message(
        (
            Report(
                "2611",
                flags=flags,
                good={"completed": 2, "started": 1},
                failures=(Failure("2611-09", "this account may not open it"),),
                link="https://docs.google.com/spreadsheets/d/…",
            ),
            Report("2612", failed="Google no longer takes this sign-in.", hint="pdsync login"),
            Report("2613"),
        )
    )
    assert said is not None
    return f"```text\n{said.subject}\n\n{said.text}```\n"


PARTS: Mapping[str, Callable[[], str]] = {
    "events": events,
    "event fields": fields,
    "message": sample,
    **{f"recipe for {name}": recipe(*about) for name, about in RECIPES.items()},
}
