"""The rooms whose import files their methods, and the pages."""

from __future__ import annotations

import importlib
from typing import Any

from aiohttp import web


def furnish() -> None:
    """Import every room that is there."""
    for name in ("drive.handlers", "docs.handlers", "sheets.handlers"):
        try:
            importlib.import_module(f"pdsync.sandbox.{name}")
        except ImportError as missing:
            print(f"sandbox: {name} is not there yet ({missing})")  # noqa: T201


def pages(workspace: Any) -> list[web.RouteDef]:
    """The pages' routes, if they are there."""
    try:
        module = importlib.import_module("pdsync.sandbox.web")
    except ImportError:
        return []
    return list(module.routes(workspace)) if hasattr(module, "routes") else []
