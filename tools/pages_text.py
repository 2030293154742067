"""A Markdown page taken apart: its headings, links, blocks of code and code within lines, each with its line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

FENCE = re.compile(
    r"^(?P<indent> *)(?P<fence>```+|~~~+)(?P<lang>[\w-]*)[^\n]*\n(?P<text>.*?)^ *(?P=fence) *$", re.M | re.S
)
INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
COMMENT = re.compile(r"<!--.*?-->", re.S)
HEADING = re.compile(r"^(#{1,6}) +(.+?) *#*$", re.M)
LINK = re.compile(r"!?\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)(?: +\"[^\"]*\")?\)")
TAG = re.compile(r"<(?:img|a|source)\b[^>]*?\b(?:src|href|srcset)=\"(?P<target>[^\"]+)\"", re.I)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something on a page that is not so."""

    page: Path
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}, line {self.line}: {self.words}"


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code in its language ("" if none is named), or code within a line (its language is then "inline")."""

    lang: str
    text: str
    line: int


def pages() -> tuple[Path, ...]:
    """Every page of the project."""
    folders = (ROOT / "docs", ROOT / "deploy")
    return (*sorted(ROOT.glob("*.md")), *(page for folder in folders for page in sorted(folder.rglob("*.md"))))


def texts() -> dict[Path, str]:
    """Every page and what stands on it."""
    return {page: page.read_text(encoding="utf-8") for page in pages()}


def line_of(text: str, place: int) -> int:
    """The line, counted from 1, in which a place of the text lies."""
    return text.count("\n", 0, place) + 1


def codes(text: str) -> Iterator[Code]:
    """Every block of code, without its indentation, and all code within lines."""
    for found in FENCE.finditer(text):
        indent = len(found["indent"])
        lines = [line[indent:] if not line[:indent].strip() else line for line in found["text"].splitlines()]
        yield Code(found["lang"], "\n".join(lines), line_of(text, found.start()) + 1)
    bare = without(text, FENCE)
    for found in INLINE.finditer(bare):
        yield Code("inline", found[1].replace("\\|", "|"), line_of(text, found.start()))


def without(text: str, *what: re.Pattern[str]) -> str:
    """The text with blanks in the place of what is found, so that lines and places stay."""
    for pattern in what:
        text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return text


def prose(text: str) -> str:
    """The page without its code and comments."""
    return without(text, FENCE, INLINE, COMMENT)


def links(text: str) -> Iterator[tuple[int, str, str]]:
    """The line, words and target of every link and picture."""
    plain = without(text, FENCE, INLINE, COMMENT)
    shown = without(text, FENCE, COMMENT)
    for found in LINK.finditer(shown):
        if plain[found.start() : found.start() + 1].strip():
            yield line_of(text, found.start()), found["words"], found["target"]
    for found in TAG.finditer(plain):
        yield line_of(text, found.start()), "", found["target"]


def anchors(text: str) -> frozenset[str]:
    """What a link into the page may name: its headings, spelt as GitHub does, and anchors of its own."""
    seen: Counter[str] = Counter()
    found = set(re.findall(r"<a (?:id|name)=\"([^\"]+)\"", text))
    for heading in HEADING.finditer(without(text, FENCE, COMMENT)):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[2]).replace("`", "").replace("*", "")
        slug = re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return frozenset(found)
