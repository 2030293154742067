"""What reaches a terminal: UTF-8 on every system, nothing that steers it, and tables only where they can be drawn."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console

STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal obeys instead of showing it (escape sequences begin with one of these), what turns the direction of
everything behind it, and halves of characters. Marks that Arabic, Hebrew, Persian and emoji need are not among them."""

PLAIN = frozenset({"dumb", "unknown"})
"""Terminals that can do nothing but print."""


def harmless(text: str) -> str:
    r"""The text with whatever would steer a terminal shown as its code, as JSON writes it, too.

    >>> print(harmless("a\x1b[2Jb"))
    a\u001b[2Jb
    """
    return STEERS.sub(_code, text)


def on_one_line(text: str) -> str:
    """Text for a cell of a table: one line, and a blank in the place of whatever would steer a terminal."""
    return STEERS.sub(" ", text.replace("\r\n", " ")).replace("\n", " ").replace("\t", " ")


def _code(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


class Screen:
    """Standard output or standard error, behind `harmless`: whatever a command prints, no student's words steer it.

    rich draws its tables and bars, whose text was made harmless before, on the stream itself.
    """

    def __init__(self, stream: TextIO) -> None:
        self.rich_proxied_file = stream

    def write(self, text: str) -> int:
        """Write the text, made harmless; ends of lines may be Windows' own."""
        self.rich_proxied_file.write(harmless(text.replace("\r\n", "\n")))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write the lines, made harmless."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        if name == "buffer" and os.name == "nt":
            # Click would write to the console past this object. Python's own stream is UTF-8 there, too.
            raise AttributeError(name)
        return getattr(self.rich_proxied_file, name)


def ready() -> None:
    """Put both streams behind a Screen; they are UTF-8 whatever the system's code page is."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None or isinstance(stream, Screen):
            continue  # a program without a console has no streams
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
        setattr(sys, name, Screen(stream))


def draws(stream: Any, env: Mapping[str, str] = os.environ) -> bool:
    """Whether tables and bars may be drawn on it: on a terminal that can, not in a pipe, a job or a CI's log.

    FORCE_COLOR asks for them everywhere. NO_COLOR leaves their colours out (rich sees to that).
    """
    if env.get("FORCE_COLOR"):
        return True
    return bool(stream.isatty()) and env.get("TERM", "") not in PLAIN and not env.get("CI")


def pencil(stream: Any) -> Console:
    """A console of rich's that draws on the stream; what is drawn has been made harmless before."""
    from rich.console import Console

    return Console(file=getattr(stream, "rich_proxied_file", stream), highlight=False)
