"""What pdsync may refuse with, read out of its code, and what helps: the page of troubles is made from both."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pdsync import errors
from tools.pages_examples import fault_of
from tools.pages_text import ROOT

CLASSES: Mapping[str, tuple[str, str]] = {
    "UsageError": (
        "A command that does not go like this",
        "Something was typed that pdsync does not know, or in the wrong place. Nothing was done. `--help` behind any "
        "command shows what it takes.",
    ),
    "ConfigError": (
        "A config, roster or template that needs mending",
        "Every fault is told at once, with its file, its line, its key or column, and what to write instead. Mend "
        "them, and run the same command again. Nothing was done.",
    ),
    "EmptyRoster": (
        "Nobody is on the roster",
        "Look whether `roster:` in the config names the right file, and whether it was saved with its lines.",
    ),
    "NotSignedIn": (
        "Nobody is signed in",
        "There is no sign-in on this machine, or Google no longer takes it. If that comes every week, the school's "
        "Google app is still “in testing”: [publish it](google.md).",
    ),
    "GoogleError": ("Google refused", "Google said no, or something in Google's place answered oddly."),
    "Unreachable": ("Nothing answers", "Nothing was done. Look at the network first."),
    "Forbidden": (
        "This account may not do that",
        "Google knows who you are, and does not let this account do it. `pdsync doctor` says which account that is.",
    ),
    "NotFound": (
        "Something is not there",
        "Or it is there, but not shared with the account that is signed in.",
    ),
    "QuotaSpent": (
        "Google asks to go slower",
        "Google counts calls a minute, and shares a day. pdsync waits by itself; this says that waiting did not help. "
        "Nothing is lost, and nobody is mailed twice.",
    ),
    "Conflict": (
        "Somebody else wrote at the same moment",
        "So pdsync wrote nothing, rather than something wrong.",
    ),
    "Unclear": (
        "An answer was lost on the way",
        "pdsync never sends such a change again blindly, because that is how second Docs and second mails come about: "
        "the next run looks first. So run the same command again.",
    ),
    "NotTold": (
        "A message about a run could not be sent",
        "The run itself is done. `pdsync notify` sends a test.",
    ),
    "SafetyStop": (
        "Stopped for safety",
        "Going on would lose something, so nothing was written. If it is meant, say so with the option that it names.",
    ),
}
"""By class of failure: its heading, and what it means for whoever reads it."""

HELPS: Mapping[str, str] = {
    "Google refused to share with this address": "mend the address in the roster, then `pdsync handout`",
    "it is not clear whether the Doc was shared": "`pdsync handout`, in a few minutes: it looks first",
    "No answer came; scratch files": "look in Drive for files called “pdsync scratch”, and delete them",
    "No scratch file could be made": "`pdsync doctor`",
    "These scratch files could not be removed": "delete them in Drive",
    "pdsync does not talk to": "write https:// in the config, or the address of a sandbox on this machine",
    "pdsync refused to talk to": "run the same command again; if it comes again, report it",
    "shared, but the mail could not be sent": "tell the student where the Doc is: `pdsync open KEY --print`",
    "Google stumbled over a change": "run the same command again: it looks first",
    "The answer to a change was lost": "run the same command again: it looks first",
    "there is no Google account with this address": "then `pdsync handout`: with `sharing: {notify: true}` Google "
    "invites such an address by mail",
    "what Google sent is no PDF": "run the same command again",
    "…: this is JSON, but no documents.get answer": "give the Doc's address, or a student's key",
    "…: this may not be used here": "another `--port`, or another `--data`",
    "……: this is not JSON": "give the Doc's address, or a student's key",
}
"""By beginning of a message that names no next command itself: what helps."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that pdsync may say: its class, its words with … for what changes, and what helps."""

    kind: str
    words: str
    helps: str
    place: str


def kinds() -> list[type[errors.PdsyncError]]:
    """Every class of failure, in the order of the tree."""

    def below(top: type[errors.PdsyncError]) -> Iterator[type[errors.PdsyncError]]:
        for one in top.__subclasses__():
            yield one
            yield from below(one)

    return [one for one in below(errors.PdsyncError) if one.__module__ == errors.__name__]


def sayings() -> list[Saying]:
    """Everything that pdsync may say when it fails, as far as its words stand in the code."""
    names = {one.__name__ for one in kinds()}
    found = [_reason(words) for words in _reasons()]
    for path in sorted((ROOT / "pdsync").rglob("*.py")):
        if "sandbox" not in path.relative_to(ROOT / "pdsync").parts[:1]:
            found += _in_file(path, names)
    unique = {(one.kind, one.words): one for one in reversed(found) if one.words.strip("… ")}
    return sorted(unique.values(), key=lambda one: one.words.casefold())


def _reasons() -> list[Any]:
    from pdsync.clients.refusals import REASONS

    return list(REASONS.values())


def _reason(words: Any) -> Saying:
    sentence = re.sub(r"\{\w+\}", "…", words.sentence)
    return Saying(words.kind.__name__, sentence, _quoted(words.hint), "pdsync/clients/refusals.py")


def _in_file(path: Path, names: set[str]) -> Iterator[Saying]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    given = _assigned(tree)
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args):
            continue
        constants = {name: value for line, name, value in given if line <= node.lineno}
        hints = [_template(one.value, constants) for one in node.keywords if one.arg == "hint"]
        words = _template(node.args[0], constants)
        helps = _quoted(hints[0]) if hints else _known(words)
        yield Saying(node.func.id, words, helps, f"{path.relative_to(ROOT)}:{node.lineno}")


def _assigned(tree: ast.Module) -> list[tuple[int, str, ast.expr]]:
    """The line, name and value of everything that gets a name, in the order of lines."""
    found = [
        (node.lineno, target.id, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    return sorted(found, key=lambda one: one[0])


def _template(node: ast.expr, constants: Mapping[str, ast.expr]) -> str:
    """The text of an expression, with … for whatever is only known when it is said."""
    match node:
        case ast.Constant(str() as text):
            return text
        case ast.JoinedStr(values):
            return "".join(_template(value, constants) for value in values)
        case ast.BinOp(left, ast.Add(), right):
            return _template(left, constants) + _template(right, constants)
        case ast.Name(name) if name in constants:
            others = {other: value for other, value in constants.items() if other != name}
            return re.sub(r"\{[^}]*\}", "…", _template(constants[name], others))
        case ast.IfExp(_, yes, no):
            return max(_template(yes, constants), _template(no, constants), key=len)
        case ast.Call(ast.Attribute(inner, "format")):
            return _template(inner, constants)
    return "…"


STOPS = frozenset({"and", "if", "in", "lists", "looks", "or", "with"})
ADVICE = re.compile(r"[;,:] ((?:ask|give|look|make|name|run|say|set|take|use|write)\b.*)")


def _quoted(hint: str) -> str:
    """A hint, with the commands in it as code and the pages as links."""
    hint = re.sub(r"\bpdsync help page ([\w-]+)", r"[\1.md](\1.md)", hint)
    parts = re.split(r"(?=\bpdsync [a-z])", hint)
    return "".join(_with_code(part) if part.startswith("pdsync ") else part for part in parts)


def _with_code(part: str) -> str:
    """The command at the beginning of a part of a hint, as code."""
    words = part.split(" ")
    many = next((place for place, word in enumerate(words) if word in STOPS), len(words))
    many = next((place + 1 for place, word in enumerate(words[:many]) if word[-1:] in (",", ";", ":")), many)
    command = " ".join(words[:many]).rstrip(" ,;:")
    fault = fault_of(command.removeprefix("pdsync ").replace("…", "x"))
    if fault and not fault.startswith("Missing"):
        return part
    return f"`{command}`{part[len(command) :]}"


def _known(words: str) -> str:
    """What helps against a message that has no next command: what was said here, or what it says itself."""
    known = next((helps for start, helps in HELPS.items() if words.startswith(start)), "")
    own = ADVICE.search(words)
    return known or (own[1] if own else "")


def problems() -> list[str]:
    """What the page cannot say yet: a class or a message without anything that helps, or help for what is no more."""
    found = [
        f"say in tools/pages_errors.py what {one.__name__} means" for one in kinds() if one.__name__ not in CLASSES
    ]
    said = sayings()
    for one in said:
        if not one.helps:
            found.append(f"{one.place}: give a hint, or say in tools/pages_errors.py what helps against “{one.words}”")
    for start in HELPS:
        if not any(one.words.startswith(start) for one in said):
            found.append(f"tools/pages_errors.py helps against “{start}”, which nothing says any more")
    return found


def page() -> str:
    """Every class of failure with its exit code, and below it what it says and what helps."""
    said = sayings()
    parts = []
    for kind in kinds():
        heading, meaning = CLASSES.get(kind.__name__, (kind.__name__, ""))
        parts.append(f"### {heading}\nExit code {kind.exit_code}. {meaning}\n")
        rows = [(one.words, one.helps) for one in said if one.kind == kind.__name__]
        if rows:
            cells = (f"| {_cell(words)} | {_cell(helps)} |\n" for words, helps in rows)
            parts.append("| What it says | What helps |\n| --- | --- |\n" + "".join(cells))
    return "\n".join(parts)


def _cell(text: str) -> str:
    return re.sub(r"…+", "…", text).replace("\n", " ").replace("|", "\\|").replace("<", "&lt;")
