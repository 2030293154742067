"""Whatever is sent to the sign-in endpoints, they answer, and never with a mistake of their own."""

import json
from base64 import urlsafe_b64encode

import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from signing_in import BACK, DRIVE

from pdsync.sandbox.oauth import assertions, keys
from pdsync.sandbox.oauth.denials import Denial
from pdsync.sandbox.oauth.granting import GRANTS
from pdsync.sandbox.oauth.tokens import SANDBOX_CLIENT
from pdsync.sandbox.store import Store

WORDS = st.sampled_from(["", "x", "4/x", BACK, DRIVE, SANDBOX_CLIENT, "none", "code", "allow", "é\x00\ud7ff", *GRANTS])
NAMES = st.sampled_from(
    [
        "grant_type",
        "code",
        "redirect_uri",
        "client_id",
        "client_secret",
        "refresh_token",
        "assertion",
        "token",
        "scope",
        "response_type",
        "prompt",
        "state",
        "login_hint",
        "code_challenge",
        "account",
        "decision",
        "allow",
    ]
)
FORMS = st.dictionaries(NAMES, WORDS | st.text(max_size=20), max_size=10)
PATHS = ("/token", "/revoke", "/o/oauth2/v2/auth", "/tokeninfo")
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(st.sampled_from(PATHS), FORMS)
def test_any_form_is_answered(sandbox, path, form):
    for verb, place in (("POST", "data"), ("GET", "params")):
        answer = requests.request(verb, sandbox.url + path, **{place: form}, allow_redirects=False, timeout=10)
        assert answer.status_code in (200, 302, 400, 401, 405), answer.text


@FEW
@given(st.sampled_from(PATHS), st.binary(max_size=200), st.binary(max_size=40).map(lambda raw: raw.hex()))
def test_any_bytes_are_answered(sandbox, path, body, basic):
    headers = {"Authorization": f"Basic {basic}", "Content-Type": "application/x-www-form-urlencoded"}
    answer = requests.post(sandbox.url + path, data=body, headers=headers, timeout=10)
    assert answer.status_code in (200, 400, 401), answer.text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)
CLAIMS = st.dictionaries(st.sampled_from(["iss", "aud", "scope", "sub", "iat", "exp", "target_audience"]), JSON)


@settings(max_examples=150, deadline=None)
@given(CLAIMS, st.dictionaries(st.sampled_from(["alg", "kid", "typ"]), JSON), st.binary(max_size=12), st.booleans())
def test_any_assertion_is_refused_with_a_reason(claims, header, signature, known):
    store = Store()
    if known:
        store.db.execute("INSERT INTO service_keys VALUES ('k', 'x', ?)", (PEM,))
        claims["iss"] = "x"
    pieces = (json.dumps(header).encode(), json.dumps(claims).encode(), signature)
    text = ".".join(urlsafe_b64encode(piece).decode().rstrip("=") for piece in pieces)
    try:
        assertions.check(store, text, moments=())
    except Denial as denial:
        assert denial.code in (400, 401)
    else:
        raise AssertionError("nobody signed this")
    assert isinstance(assertions.claimed(text), str)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_any_text_in_place_of_an_assertion_is_refused(text):
    assert assertions.claimed(text) == ""


def _pem():
    store = Store()
    keys.service_account(store, "x", token_uri=BACK)
    return store.db.execute("SELECT public_key FROM service_keys").fetchone()["public_key"]


PEM = _pem()
