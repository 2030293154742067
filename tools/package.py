"""A wheel and an sdist, built, looked into, installed and run: `python -m tools.package [--keep DIR]`.

They are built as a school would get them: the wheel from the sdist, installed in a new environment, and run in an empty
folder whose name has a blank and an umlaut.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from collections.abc import Iterable
from pathlib import Path

from pdsync import __version__
from tools.pages_text import ROOT

NEEDED = (
    *("README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "constraints.txt", "Makefile", "config.example.yaml"),
    *("pdsync/py.typed", "pdsync/sandbox/web/static/page.js", "docs/first-cohort.md"),
    *("tests/test_pages.py", "tools/pages.py"),
)
"""What an sdist must hold, among other things."""

PRIVATE = re.compile(
    r"(^|/)(\.(git|venv|env|hypothesis|ci)|__pycache__|artefacts|pdsync\.yaml|roster\.csv)(/|$)"
    r"|client_secret[^/]*\.json$|(token|key)[^/]*\.json$|\.pyc$|\.sqlite"
)
"""What no package may hold: what lies about in a working folder, and whatever could open a door."""


def build(into: Path) -> tuple[Path, Path]:
    """The wheel and the sdist."""
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(into), str(ROOT), quiet=True)
    (wheel,), (sdist,) = into.glob("*.whl"), into.glob("*.tar.gz")
    return wheel, sdist


def faults(wheel: Path, sdist: Path) -> list[str]:
    """What the packages lack, and what they hold that they should not."""
    with tarfile.open(sdist) as packed:
        inside = [name.partition("/")[2] for name in packed.getnames()]
    with zipfile.ZipFile(wheel) as zipped:
        installed = zipped.namelist()
    own = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pdsync").rglob("*") if path.is_file()}
    own = {name for name in own if not PRIVATE.search(name)}
    top = {name.split("/")[0] for name in installed}
    return [
        *(f"the sdist lacks {name}" for name in NEEDED if name not in inside),
        *(f"the sdist holds {name}" for name in inside if PRIVATE.search(name)),
        *(f"the wheel lacks {name}" for name in sorted(own - set(installed))),
        *(f"the wheel holds {name}" for name in installed if PRIVATE.search(name)),
        *(f"the wheel installs {name}" for name in sorted(top - {"pdsync", f"pdsync-{__version__}.dist-info"})),
    ]


def tried(wheel: Path, folder: Path) -> list[str]:
    """What goes wrong when the wheel is installed in a new environment and run in an empty folder."""
    home, empty = folder / "environment", folder / "Schöne Schule"
    venv.create(home, with_pip=True)
    empty.mkdir()
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    pip = (str(scripts / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    _run(*pip, "--constraint", str(ROOT / "constraints.txt"), str(wheel), quiet=True)
    version = _run(str(scripts / "pdsync"), "--version", at=empty)
    demo = _run(str(scripts / "pdsync"), "demo", "--students", "6", at=empty)
    page = _run(str(scripts / "python"), "-m", "pdsync", "help", "sync", at=empty)
    return [
        *_unless(version == f"pdsync, version {__version__}\n", f"--version says {version!r}"),
        *_unless("Handed out 6 goal Docs, 6 of them shared" in demo and "0 writes" in demo, f"the demo says {demo}"),
        *_unless(page.startswith("NAME\n"), f"help says {page}"),
        *_unless(not any(empty.iterdir()), "something was left in an empty folder"),
    ]


def _unless(good: bool, words: str) -> Iterable[str]:
    return () if good else (words,)


def _run(*command: str, at: Path = ROOT, quiet: bool = False) -> str:
    """What the command prints; a command that fails ends it all, with its own words."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PDSYNC_", "PYTHONPATH"))}
    env = {**plain, "PDSYNC_HOME": str(at.parent / "home")}
    done = subprocess.run(command, cwd=at, env=env, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return "" if quiet else done.stdout


def main() -> int:
    """Build, look, install, run."""
    with tempfile.TemporaryDirectory(prefix="pdsync-package-", ignore_cleanup_errors=True) as name:
        into = Path(sys.argv[2]) if sys.argv[1:2] == ["--keep"] else Path(name) / "dist"
        wheel, sdist = build(into)
        wrong = [*faults(wheel, sdist), *tried(wheel, Path(name))]
        sizes = ", ".join(f"{path.name} ({path.stat().st_size // 1024} kB)" for path in (wheel, sdist))
    for words in wrong or [f"{sizes}: built, installed and run."]:
        sys.stdout.write(words + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
