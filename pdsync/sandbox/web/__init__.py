"""The pages a person opens in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from pdsync.sandbox.web.document.handlers import Documents
from pdsync.sandbox.web.home import Home
from pdsync.sandbox.web.records import Records
from pdsync.sandbox.web.spreadsheet.handlers import Spreadsheets
from pdsync.sandbox.web.visitors import Visitors

if TYPE_CHECKING:
    from pdsync.sandbox.workspace import Workspace

STATIC = Path(__file__).parent / "static"
TYPES = {"page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}


def routes(workspace: Workspace) -> list[web.RouteDef]:
    """All pages of a workspace, and the few files that they load."""
    visitors = Visitors(workspace.store)
    rooms = [room(workspace, visitors) for room in (Home, Documents, Spreadsheets, Records)]
    return [web.get("/_pages/{name}", static), *(route for room in rooms for route in room.routes())]


async def static(request: web.Request) -> web.Response:
    """The style sheet, the script, the icon."""
    name = request.match_info["name"]
    if name not in TYPES:
        raise web.HTTPNotFound
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
    body = (STATIC / name).read_bytes()
    return web.Response(body=body, content_type=TYPES[name], charset="utf-8", headers=headers)
