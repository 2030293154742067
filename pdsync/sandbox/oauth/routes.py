"""The OAuth endpoints."""

from __future__ import annotations

from typing import Any

from aiohttp import web


def routes(workspace: Any) -> list[web.RouteDef]:
    """Consent, token, revoke and tokeninfo."""
    return []
