"""What an app asks a person for: the parameters of the consent page, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from pdsync.sandbox.oauth import scopes
from pdsync.sandbox.oauth.codes import PLAIN, S256
from pdsync.sandbox.oauth.denials import Denial

LOOPBACK = ("127.0.0.1", "localhost", "::1")
PROMPTS = frozenset({"none", "consent", "select_account"})
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")

KNOWN = (
    "client_id",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
    "access_type",
    "prompt",
    "approval_prompt",
    "login_hint",
    "include_granted_scopes",
    "code_challenge",
    "code_challenge_method",
)
"""The parameters that mean something here; others are passed over, as Google does."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. `prompt`: some of "none", "consent", "select_account"; `offline`: with a refresh token."""

    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str = ""
    prompt: frozenset[str] = frozenset()
    login_hint: str = ""
    offline: bool = True
    include_granted: bool = False
    challenge: str = ""
    method: str = ""

    def back(self, **answer: str) -> str:
        """The address that the browser is sent to, with that answer and the app's state."""
        given = {**({"state": self.state} if self.state else {}), **answer}
        return f"{self.redirect_uri}{'&' if '?' in self.redirect_uri else '?'}{urlencode(given)}"


def read(given: Mapping[str, str]) -> Wish:
    """The wish of those parameters; Denial with the words of the error page."""
    client_id, redirect_uri = given.get("client_id", ""), given.get("redirect_uri", "")
    if not client_id:
        raise Denial("invalid_request", "Missing required parameter: client_id")
    if not redirect_uri:
        raise Denial("invalid_request", "Missing required parameter: redirect_uri")
    if not loopback(redirect_uri):
        raise Denial(
            "redirect_uri_mismatch", "The sandbox sends codes to this machine only: http://127.0.0.1 and its like."
        )
    if not (kind := given.get("response_type", "")):
        raise Denial("invalid_request", "Required parameter is missing: response_type")
    if kind != "code":
        raise Denial("unsupported_response_type", f"Invalid response_type: {kind}")
    challenge, method = _challenge(given)
    return Wish(
        client_id=client_id,
        redirect_uri=redirect_uri,
        scopes=scopes.asked(given.get("scope", "")),
        state=given.get("state", ""),
        prompt=_prompt(given),
        login_hint=given.get("login_hint", "").strip().lower(),
        offline=given.get("access_type", "offline") != "online",
        include_granted=given.get("include_granted_scopes", "").lower() == "true",
        challenge=challenge,
        method=method,
    )


def loopback(uri: str) -> bool:
    """Whether that is an address on this machine, without a fragment and without a user in it."""
    try:
        parts = urlsplit(uri)
        return (
            parts.scheme == "http"
            and parts.hostname in LOOPBACK
            and "@" not in parts.netloc
            and not parts.fragment
            and parts.port != 0
            and uri.isprintable()
            and "\\" not in uri
        )
    except ValueError:
        return False


def _prompt(given: Mapping[str, str]) -> frozenset[str]:
    words = frozenset(given.get("prompt", "").split())
    if given.get("approval_prompt") == "force":
        words |= {"consent"}
    if unknown := words - PROMPTS:
        raise Denial("invalid_request", f"Invalid parameter value for prompt: Invalid prompt: {sorted(unknown)[0]}")
    if "none" in words and len(words) > 1:
        raise Denial("invalid_request", "Invalid parameter value for prompt: none cannot be combined with others")
    return words


def _challenge(given: Mapping[str, str]) -> tuple[str, str]:
    challenge = given.get("code_challenge", "")
    method = given.get("code_challenge_method", "") or (PLAIN if challenge else "")
    if method not in ("", S256, PLAIN):
        raise Denial("invalid_request", f"Invalid parameter value for code_challenge_method: {method}")
    if challenge and not VERIFIER.fullmatch(challenge):
        raise Denial("invalid_request", "code_challenge has to be 43 to 128 characters of Base64 for URLs")
    return challenge, method
