"""Which part may import which: if this fails, move the code, not the table."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PDSYNC = Path(__file__).resolve().parents[1] / "pdsync"

MAY_IMPORT = {
    "errors": set(),
    "private": set(),
    "goals": {"goals"},
    "roster": {"errors", "goals"},
    "config": {"config", "errors", "goals", "private", "roster"},
    "sync": {"sync", "goals", "errors", "private"},
    "clients": {"clients", "goals", "sync", "errors", "private"},
    "sandbox": {"sandbox"},
    "cli": {"cli", "sync", "goals", "clients", "config", "roster", "sandbox", "errors", "__init__"},
    "__main__": {"cli"},
    "__init__": set(),
}
"""By part: the parts of pdsync that it may import."""

GOOGLE = {"googleapiclient", "google", "google_auth_oauthlib", "gspread", "httplib2"}
LIBRARIES = {
    "click": {"cli"},
    "rich": {"cli"},
    "aiohttp": {"sandbox"},
    "sqlite3": {"sandbox"},
    "pydantic": {"config"},
    "yaml": {"config"},
    "platformdirs": {"clients"},
    "certifi": {"clients"},
    "cryptography": {"sandbox"},
    "smtplib": {"clients"},
    **{library: {"clients"} for library in GOOGLE},
}
"""By library: the parts that may import it."""

IMPURE = {"os", "io", "socket", "logging", "time", "random", "secrets", "subprocess", "requests", "sqlite3"}
"""What `goals` may not import: it has no clock, no files, no sockets, no log and no chance."""


def modules() -> list[Path]:
    return sorted(PDSYNC.rglob("*.py"))


def part(path: Path) -> str:
    inside = path.relative_to(PDSYNC)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written out"
            yield node.lineno, node.module or ""
            if node.module == "pdsync":
                yield from ((node.lineno, f"pdsync.{alias.name}") for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PDSYNC)))
def test_imports_point_inwards(path):
    allowed = MAY_IMPORT[part(path)]
    for line, name in imports(path):
        words = name.split(".")
        if words[0] == "pdsync" and len(words) > 1:
            assert words[1] in allowed or words[1].startswith("__"), f"line {line}: {part(path)} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PDSYNC)))
def test_each_library_has_its_room(path):
    for line, name in imports(path):
        rooms = LIBRARIES.get(name.split(".")[0])
        assert rooms is None or part(path) in rooms, f"line {line}: {part(path)} imports {name}"


@pytest.mark.parametrize("path", sorted((PDSYNC / "goals").rglob("*.py")), ids=lambda path: path.stem)
def test_goals_are_pure(path):
    impure = {name for _, name in imports(path) if name.split(".")[0] in IMPURE}
    assert not impure
    called = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & {"now", "utcnow", "today"}, "the clock is an argument"
    assert not called & {"open", "read_text", "read_bytes", "write_text", "write_bytes"}, "a path is only a noun here"


def test_every_part_is_in_the_table():
    assert {part(path) for path in modules()} == set(MAY_IMPORT)


def test_the_project_is_laid_out_as_the_architecture_page_says():
    page = (PDSYNC.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    missing = [name for name in MAY_IMPORT if not name.startswith("__") and f"  {name}" not in page]
    assert not missing
