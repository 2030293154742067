"""Examples on the pages and in the commands' help: every command line, config and JSON in them is one that works."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import click

from tools.pages_text import ROOT, Code, Problem, codes

SHELLS = frozenset(
    {"", "sh", "bash", "console", "shell", "powershell", "pwsh", "cron", "ini", "bat", "fish", "zsh", "xml"}
)
LINE = re.compile(r"(?<![\w/.@:{-])(?:\S*/)?pdsync(?:\.exe)?[ \t]+(?=(?P<rest>[^\n]*))")
ELSEWHERE = frozenset({"--user", "--no-deps", "--editable", "--help", "--force-reinstall", "--upgrade", "--with"})
"""Options of other programs that pages name."""

PLACEHOLDER = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789"
BASE = {"cohort": "2611", "roster": "roster.csv"}
CALENDAR = {"module": {"start": "2026-11-23", "end": "2027-01-15"}}


def problems(texts: Mapping[Path, str]) -> Iterator[Problem]:
    """Every example on the pages that would not work."""
    for page, text in texts.items():
        for code in codes(text):
            for fault in _faults(code):
                yield Problem(page, code.line, fault)


def help_problems() -> Iterator[Problem]:
    """Every example in a command's help that would not work."""
    for name, command in commands().items():
        for example in getattr(command, "examples", ()):
            for fault in _lines(example):
                yield Problem(ROOT / "pdsync" / "cli" / f"{name}.py", 1, fault)


def _faults(code: Code) -> Iterator[str]:
    if code.lang in SHELLS:
        yield from _lines(code.text)
    elif code.lang == "text":
        yield from _lines("\n".join(re.findall(r"(?:^\$|Next:|Try:|next:) (pdsync .*)$", code.text, re.M)))
    elif code.lang == "inline":
        yield from _inline(code.text)
    elif code.lang in ("yaml", "yml"):
        yield from _lines(code.text)
        yield from _yaml(code.text)
    elif code.lang in ("json", "jsonl", "ndjson"):
        yield from _json(code.text.splitlines() if code.lang != "json" else [code.text])


def _inline(text: str) -> Iterator[str]:
    if text.startswith(("pdsync ", ".venv/bin/pdsync ")):
        yield from _lines(text, named=True)
    elif option := re.match(r"--[a-z][\w-]+", text):
        if option[0] not in ELSEWHERE | _options():
            yield f"no command has an option {option[0]}"
    elif re.match(r"\w+: ", text) and text.split(":")[0] in _keys():
        yield from _yaml(text)


# ---- command lines


@cache
def commands() -> dict[str, click.Command]:
    """Every command, with its options."""
    from pdsync.cli import COMMANDS, cli

    found = {name: cli.get_command(click.Context(cli), name) for name in COMMANDS}
    return {name: command for name, command in found.items() if command is not None}


@cache
def _options() -> frozenset[str]:
    return frozenset(option for one in commands().values() for param in one.params for option in param.opts)


def _lines(text: str, *, named: bool = False) -> Iterator[str]:
    """What is wrong with the command lines in it; a command that is only named may lack what it needs."""
    joined = re.sub(r"[\\`]\n\s*", " ", text)
    for found in LINE.finditer(joined):
        fault = fault_of(found["rest"])
        if fault and not (named and fault.startswith("Missing")):
            yield f"“pdsync {found['rest'].strip()}”: {fault}"


def fault_of(rest: str) -> str:
    """What is wrong with a command line; nothing is run."""
    if "…" in rest or re.match(r"(\*|COMMAND\b)", rest):
        return ""
    if "“" in rest or "”" in rest:
        return "no shell reads these quotes"
    try:
        words = _words(rest)
    except ValueError as error:
        return str(error)
    if not words or words[0].startswith("-"):
        return "" if words in (["--help"], ["--version"], ["-h"]) else f"pdsync has no option {' '.join(words)}"
    name, *rest_of = words
    if name not in commands():
        return f"there is no command {name}"
    return _parsed(name, rest_of)


def _words(rest: str) -> list[str]:
    """The words of a command, as a shell reads them, up to where it ends. Raises ValueError for an open quote."""
    lexer = shlex.shlex(re.split(r"[)\]](?=\s|$)|</", rest)[0], posix=True, punctuation_chars="|&;<>")
    lexer.wordchars += ",:{}[]@…%$!^+"
    found = []
    for word in lexer:
        if set(word) <= set("|&;<>"):
            break
        found.append(word)
    return found[:-1] if found and found[-1] == "2" and ">" in rest else found


def _parsed(name: str, words: list[str]) -> str:
    from pdsync.cli import cli

    words = [word for word in words if word not in ("--help", "-h")]
    try:
        with click.Context(cli, info_name="pdsync") as top:
            commands()[name].make_context(name, words, parent=top, allow_interspersed_args=True)
    except click.ClickException as error:
        return error.format_message()
    return ""


# ---- configs and JSON


@cache
def _keys() -> frozenset[str]:
    from pdsync.config.schema import CohortPart

    return frozenset(CohortPart.model_fields) | {
        str(one.alias) for one in CohortPart.model_fields.values() if one.alias
    }


def _yaml(text: str) -> Iterator[str]:
    import yaml

    try:
        parts = list(yaml.load_all(text.replace("…", PLACEHOLDER), Loader=yaml.BaseLoader))  # as text, like a config
    except yaml.YAMLError as error:
        yield f"this is not YAML: {error}"
        return
    for part in parts:
        if isinstance(part, dict) and part and part.keys() <= _keys():
            yield from _config(part)


def _config(part: dict[str, Any]) -> Iterator[str]:
    """What pdsync would say about a config with this in it."""
    from pdsync.config import loads
    from pdsync.errors import ConfigError

    whole = {**BASE, "calendar": CALENDAR, **part}
    if isinstance(whole["calendar"], dict):
        whole["calendar"] = {**CALENDAR, **whole["calendar"]}
    google = whole.get("google")
    if isinstance(google, dict) and google.get("sign_in") == "service_account":
        whole["google"] = {"key_file": "key.json", **google}
    try:
        loads(json.dumps(whole, ensure_ascii=False), path=Path("example.yaml"), env={})
    except ConfigError as error:
        yield f"this config would be refused: {error}"


def _json(texts: list[str]) -> Iterator[str]:
    for text in texts:
        try:
            json.loads(text.replace("…", "x")) if text.strip() else None
        except ValueError as error:
            yield f"this is not JSON: {error}"
