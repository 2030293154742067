"""The error pages that stand in front of Google's APIs: HTML where a client expects JSON."""

from __future__ import annotations

SORRY = """<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title>Sorry...</title>\
</head><body><div style="margin-left: 4em;"><h1>We're sorry...</h1><p>... but your computer or network may be sending \
automated queries. To protect our users, we can't process your request right now.</p></div></body></html>"""

BROKEN = """<!DOCTYPE html>
<html lang=en>
  <meta charset=utf-8>
  <meta name=viewport content="initial-scale=1, minimum-scale=1, width=device-width">
  <title>Error {status} ({title})!!1</title>
  <p><b>{status}.</b> <ins>That’s an error.</ins>
  <p>{said}  <ins>That’s all we know.</ins>
"""

SAID = {
    403: ("Forbidden", "Your client does not have permission to get URL from this server."),
    404: ("Not Found", "The requested URL was not found on this server."),
    500: ("Server Error", "The server encountered an error and could not complete your request."),
    502: (
        "Server Error",
        "The server encountered a temporary error and could not complete your request.<p>Please try again in 30 "
        "seconds.",
    ),
}
"""By status: the title and the sentence; others of the 500s say what 502 says."""


def page(status: int) -> str:
    """The page that comes with that status."""
    if status == 429:
        return SORRY
    title, said = SAID.get(status) or (
        SAID[502] if status >= 500 else ("Error", "Your client has issued a bad request.")
    )
    return BROKEN.format(status=status, title=title, said=said)
