"""The sign-in of a person in a browser: google-auth-oauthlib's flow, code and PKCE, over pdsync's own door."""

from __future__ import annotations

import time
import webbrowser
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pdsync.clients.exchange import CONSENT, TOKEN, declined, granted, whose
from pdsync.clients.pool import Lost, NotSent
from pdsync.clients.shapes import clothe
from pdsync.clients.wallet import Pass
from pdsync.errors import NotSignedIn

if TYPE_CHECKING:
    from pdsync.clients.transport import Door

PATIENCE = 600
"""Seconds that a person has to sign in."""

HOST = "127.0.0.1"
DONE = "You are signed in. You can close this page and go back to pdsync."


def signed_in(
    door: Door, client: Mapping[str, str], scopes: Iterable[str], *, open_browser: bool, say: Callable[[str], None]
) -> Pass:
    """The sign-in that a person makes in a browser within ten minutes. Raises NotSignedIn."""
    from google_auth_oauthlib.flow import InstalledAppFlow, WSGITimeoutError
    from oauthlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]

    flow = InstalledAppFlow.from_client_config(
        {"installed": {**client, "auth_uri": CONSENT, "token_uri": TOKEN}}, tuple(scopes)
    )
    clothe(flow.oauth2session, door.send)
    _announcing(flow, door, open_browser=open_browser, say=say)
    try:
        flow.run_local_server(
            host=HOST,
            port=0,
            open_browser=open_browser,
            authorization_prompt_message=None,
            success_message=DONE,
            timeout_seconds=PATIENCE,
            prompt="consent",
        )
        answer = dict(flow.oauth2session.token)
    except Warning as ticked:  # oauthlib's way to say that not every box was ticked
        answer = dict(getattr(ticked, "token", None) or {})
    except WSGITimeoutError:
        raise NotSignedIn("Nobody signed in within ten minutes.", hint="pdsync login") from None
    except webbrowser.Error:
        raise NotSignedIn("No browser was found on this machine.", hint="pdsync login --no-browser") from None
    except OAuth2Error as error:
        raise declined(str(error.error), status=int(error.status_code or 0)) from None
    except (NotSent, Lost) as failure:
        raise door.nobody() from failure
    kept = granted(_plain(answer), now=time.time())
    account = kept.account or whose(door, kept.token)
    return Pass(kept.token, kept.until, kept.refresh, account, kept.scopes, client["client_id"], kept.since)


def _announcing(flow: Any, door: Door, *, open_browser: bool, say: Callable[[str], None]) -> None:
    """Let the flow say the address to visit, which is the endpoint's if there is one."""
    made = flow.authorization_url

    def announced(**options: Any) -> tuple[str, str]:
        url, state = made(**options)
        url = door.address(url)
        port = urlsplit(flow.redirect_uri).port
        if open_browser:
            say(f"Your browser opens now. If it does not, visit:\n\n  {url}\n")
        else:
            say(
                f"Visit this address in a browser on this machine:\n\n  {url}\n\n"
                f"If the browser is on another machine, first run there: ssh -L {port}:{HOST}:{port} THIS-MACHINE"
            )
        return url, state

    flow.authorization_url = announced


def _plain(answer: Mapping[str, Any]) -> dict[str, Any]:
    """A token as the endpoint sent it: oauthlib makes a list of the scopes."""
    scope = answer.get("scope")
    return {**answer, "scope": " ".join(scope) if isinstance(scope, list | tuple) else scope}
