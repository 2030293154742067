"""The sign-in of a person in a browser: google-auth-oauthlib's flow, code and PKCE, over pdsync's own door."""

from __future__ import annotations

import http.client
import threading
import time
import webbrowser
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from pdsync.clients.exchange import CONSENT, TOKEN, declined, granted, whose
from pdsync.clients.pool import Lost, NotSent
from pdsync.clients.shapes import clothe
from pdsync.clients.wallet import Pass
from pdsync.errors import NotSignedIn

if TYPE_CHECKING:
    from pdsync.clients.signing import Way
    from pdsync.clients.transport import Door

PATIENCE = 600
"""Seconds that a person has to sign in."""

HOST = "127.0.0.1"
UNHEARD = 47_623
"""The port of the address that the browser ends on where pdsync may not listen to any: it is pasted then."""

DONE = "You are signed in. You can close this page and go back to pdsync."


def signed_in(door: Door, client: Mapping[str, str], scopes: Iterable[str], way: Way) -> Pass:
    """The sign-in that a person makes in a browser within ten minutes. Raises NotSignedIn."""
    from google_auth_oauthlib.flow import InstalledAppFlow, WSGITimeoutError
    from oauthlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]

    flow = InstalledAppFlow.from_client_config(
        {"installed": {**client, "auth_uri": CONSENT, "token_uri": TOKEN}}, tuple(scopes)
    )
    clothe(flow.oauth2session, door.send)
    way = _with_browser(way)
    try:
        _interruptibly(lambda: _carried_out(flow, door, way))
        answer = dict(flow.oauth2session.token)
    except Warning as ticked:  # oauthlib's way to say that not every box was ticked
        answer = dict(getattr(ticked, "token", None) or {})
    except WSGITimeoutError:
        raise NotSignedIn("Nobody signed in within ten minutes.", hint="pdsync login") from None
    except OAuth2Error as error:
        raise declined(str(error.error), status=int(error.status_code or 0)) from None
    except (NotSent, Lost) as failure:
        raise door.nobody() from failure
    kept = granted(_plain(answer), now=time.time())
    return replace(kept, account=kept.account or whose(door, kept.token), client=client["client_id"])


def _interruptibly(work: Callable[[], None]) -> None:
    """Do the work in another thread: where this one waits for a socket, Windows lets no Ctrl-C through."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as failure:
            failures.append(failure)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.2)
    for failure in failures:
        raise failure


def _with_browser(way: Way) -> Way:
    """The same way, without a browser where this machine has none."""
    if way.open_browser:
        try:
            webbrowser.get()
        except webbrowser.Error:
            way.say("No browser was found on this machine, so another one has to do.")
            return replace(way, open_browser=False)
    return way


def _carried_out(flow: Any, door: Door, way: Way) -> None:
    """Send the person to the page, and wait for the browser to come back, or for its last address to be pasted."""
    asked = {"prompt": "consent", **({"login_hint": way.account} if way.account else {})}
    _announcing(flow, door, way)
    try:
        flow.run_local_server(
            host=HOST,
            port=way.port,
            open_browser=way.open_browser,
            authorization_prompt_message=None,
            success_message=DONE,
            timeout_seconds=PATIENCE,
            **asked,
        )
    except OSError as error:
        if way.open_browser or way.paste is None:
            raise NotSignedIn(
                f"The browser cannot come back to pdsync: {_of_port(way.port)} on this machine is taken or blocked "
                f"({error.strerror}).",
                hint="pdsync login --port with another number, or: pdsync login --no-browser",
            ) from None
        _by_paste_alone(flow, way, asked)


def _of_port(port: int) -> str:
    return f"port {port}" if port else "every port"


def _announcing(flow: Any, door: Door, way: Way) -> None:
    """Let the flow say the address to visit, which is the endpoint's if there is one, and listen to what is pasted."""
    made = flow.authorization_url

    def announced(**options: Any) -> tuple[str, str]:
        url, state = made(**options)
        url = door.address(url)
        port = urlsplit(flow.redirect_uri).port
        if way.open_browser:
            way.say(f"Your browser opens now. If it does not, visit:\n\n  {url}\n")
            return url, state
        way.say(f"Visit this address in a browser, on this machine or any other:\n\n  {url}\n")
        if way.paste is None:
            way.say(f"If the browser is on another machine, first run there: ssh -L {port}:{HOST}:{port} THIS-MACHINE")
            return url, state
        way.say(
            "A browser on another machine ends on a page that does not load, whose address begins with "
            f"http://{HOST}:{port}/. Copy that whole address from the address bar, paste it here and press Enter."
        )
        if port != UNHEARD:
            threading.Thread(target=_handed_over, args=(way, state, port), daemon=True).start()
        return url, state

    flow.authorization_url = announced


def _handed_over(way: Way, state: str, port: int) -> None:
    """Bring a pasted address to where the browser would have brought it, had it been on this machine."""
    query = _pasted(way, state)
    if query is None:
        return
    line = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        line.request("GET", f"/?{query}")
        line.getresponse().read()
    except (OSError, http.client.HTTPException):
        return  # a browser was there before
    finally:
        line.close()


def _by_paste_alone(flow: Any, way: Way, asked: Mapping[str, str]) -> None:
    """The same where pdsync may not listen: the browser's last address is pasted, or nothing comes of it."""
    flow.redirect_uri = f"http://{HOST}:{UNHEARD}/"
    _, state = flow.authorization_url(**asked)
    query = _pasted(way, state)
    if query is None:
        raise NotSignedIn("Nobody signed in.", hint="pdsync login")
    flow.fetch_token(authorization_response=f"https://{HOST}/?{query}")


def _pasted(way: Way, state: str) -> str | None:
    """What a pasted address says; the person is told what is wrong with one that will not do. None: no line came."""
    assert way.paste is not None
    while (line := way.paste()) is not None:
        typed = line.strip().strip("\"'<>")
        if not typed:
            continue
        if fault := pasted_fault(typed, state):
            way.say(fault)
            continue
        return urlsplit(typed).query
    return None


def pasted_fault(typed: str, state: str) -> str:
    """What is wrong with an address that was pasted; "" if it is the one that the browser ended on."""
    told = parse_qs(urlsplit(typed).query)
    if not told or "://" not in typed:
        return f"That is no whole address; copy all of it from the browser's address bar: it begins with http://{HOST}"
    if "client_id" in told:
        return "That is the address to visit; paste the one on which the browser ends after you have allowed access."
    if told.get("state") != [state]:
        return "That address belongs to another attempt; visit the address above, and paste the one it ends on."
    if "code" not in told and "error" not in told:
        return "Google's answer is not in that address; copy all of it, to its very end."
    return ""


def _plain(answer: Mapping[str, Any]) -> dict[str, Any]:
    """A token as the endpoint sent it: oauthlib makes a list of the scopes."""
    scope = answer.get("scope")
    return {**answer, "scope": " ".join(scope) if isinstance(scope, list | tuple) else scope}
