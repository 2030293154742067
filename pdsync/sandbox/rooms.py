"""The rooms of the house: importing them files their methods, their tables and their decoders."""

from __future__ import annotations

from aiohttp import web

from pdsync.sandbox import web as pages
from pdsync.sandbox.docs import handlers as docs
from pdsync.sandbox.drive import handlers as drive
from pdsync.sandbox.oauth import routes as oauth
from pdsync.sandbox.sheets import handlers as sheets
from pdsync.sandbox.workspace import Workspace

ROOMS = (drive, docs, sheets)


def routes(workspace: Workspace) -> list[web.RouteDef]:
    """The OAuth endpoints and the pages of a workspace."""
    return [*oauth.routes(workspace), *pages.routes(workspace)]
