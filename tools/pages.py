"""The pages say what the code says: `python -m tools.pages` checks them, `--write` makes their parts anew.

A part that is made from the code stands between `<!-- from the code: NAME -->` and `<!-- end -->`. Links, examples and
what helps against each failure are checked, too.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from tools import pages_errors, pages_examples, pages_flags, pages_jobs, pages_links
from tools.pages_text import ROOT, pages, texts

PAGES = pages()
PART = re.compile(r"(?P<head><!-- from the code: (?P<name>[\w ]+) -->\n).*?(?P<foot><!-- end -->)", re.DOTALL)


def helps() -> str:
    """Every command's help, as it is shown on a terminal of 80 columns."""
    from pdsync.cli import COMMANDS, cli
    from pdsync.cli.page import Asked

    top = Asked(cli, info_name="pdsync", help_option_names=["-h", "--help"])
    parts = []
    for name, words in COMMANDS.items():
        one = pages_examples.commands()[name]
        text = one.get_help(Asked(one, info_name=name, parent=top, terminal_width=78)).rstrip()
        head = f"<summary><code>pdsync {name}</code> – {words}</summary>"
        parts.append(f"<details>\n{head}\n\n```text\n{text}\n```\n\n</details>\n")
    return "".join(parts)


def variables() -> str:
    """Every environment variable that pdsync heeds."""
    from pdsync.cli.help import ENVIRONMENT

    return _table(("Variable", "What it says"), ((f"`{name}`", words) for name, words in ENVIRONMENT))


def forms() -> str:
    """Every --format."""
    from pdsync.cli.help import FORMS

    return _table(("Format", "What it is for"), ((f"`{name}`", words) for name, words in FORMS))


def exit_codes() -> str:
    """Every exit code and what it means."""
    from pdsync.cli.boundary import EXIT_CODES

    return _table(("Exit code", "Meaning"), ((str(code), words) for code, words in EXIT_CODES.items()))


def flags() -> str:
    """Every kind of flag."""
    return _table(("Flag", "When it is raised", "What it says, for example", "What may help"), pages_flags.rows())


def dependencies() -> str:
    """Every library that pdsync needs; what each is for stands beside it in pyproject.toml."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text.partition("dependencies = [")[2].partition("\n]")[0]
    rows = re.findall(r'"([\w.-]+)[^"]*",?\s*#\s*(.+)', block)
    return _table(("Library", "What it is for"), ((f"`{name}`", words) for name, words in rows))


def evidence(room: str) -> Callable[[], str]:
    """What each behaviour of one room of the sandbox rests on."""

    def made() -> str:
        from importlib import import_module

        module: Any = import_module(f"pdsync.sandbox.{room}.evidence")
        rows = ((f"`{one.what}`" if " " not in one.what else one.what, one.evidence, one.note) for one in module.TABLE)
        return _table(("Method, request or trait", "Evidence", "Notes"), rows)

    return made


def refused() -> str:
    """Google's methods that the sandbox refuses by name."""
    from pdsync.sandbox import rooms
    from pdsync.sandbox.calls import HANDLERS
    from pdsync.sandbox.discovery import methods

    assert rooms
    missing = sorted(set(methods()) - set(HANDLERS))
    return ", ".join(f"`{method}`" for method in missing) + ".\n"


PARTS: dict[str, Callable[[], str]] = {
    "help": helps,
    "formats": forms,
    "environment": variables,
    "failures": pages_errors.page,
    "exit codes": exit_codes,
    "flags": flags,
    "dependencies": dependencies,
    **{f"evidence of {room}": evidence(room) for room in ("docs", "drive", "sheets", "oauth", "faults", "validation")},
    "refused methods": refused,
    **pages_jobs.PARTS,
}


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def made(text: str) -> str:
    """The page with its parts as the code has them today."""
    return PART.sub(lambda part: part["head"] + PARTS[part["name"]]() + part["foot"], text)


def stale() -> list[Path]:
    """The pages that say something else than the code."""
    return [page for page in PAGES if made(page.read_text(encoding="utf-8")) != page.read_text(encoding="utf-8")]


def faults() -> list[str]:
    """Everything else on the pages that is not so."""
    on = texts()
    found = (*pages_links.problems(on), *pages_links.lonely(on), *pages_examples.problems(on))
    return [*map(str, (*found, *pages_examples.help_problems())), *pages_errors.problems(), *pages_flags.problems()]


def main() -> int:
    """Check the pages, or write them."""
    old = stale()
    if "--write" in sys.argv[1:]:
        for page in old:
            page.write_text(made(page.read_text(encoding="utf-8")), encoding="utf-8")
        return 0
    said = [f"{page.relative_to(ROOT)} is not what the code says. Try: python -m tools.pages --write" for page in old]
    said += faults()
    for sentence in said or [f"{len(PAGES)} pages say what the code says; their links and examples are right."]:
        sys.stdout.write(sentence + "\n")
    return 1 if said else 0


if __name__ == "__main__":
    raise SystemExit(main())
