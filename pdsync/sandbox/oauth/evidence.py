"""What each behaviour of signing in rests on: recorded from the real service, documented by Google, or assumed."""

from __future__ import annotations

from pdsync.sandbox.evidence import ASSUMED, DOCUMENTED, RECORDED, Evidence

METHODS = (
    Evidence(
        "oauth.auth", DOCUMENTED, "A consent page of the sandbox's own; who types an address is taken at their word."
    ),
    Evidence("oauth.token", DOCUMENTED, "What Google's own libraries send and read; see the grants."),
    Evidence("oauth.revoke", DOCUMENTED, "Either token ends the whole consent between the account and the app."),
    Evidence("oauth.tokeninfo", DOCUMENTED, "The refusal of a stale token is recorded; the fields are documented."),
    Evidence(
        "oauth.userinfo", DOCUMENTED, "As far as the scopes userinfo.email and userinfo.profile tell; no picture."
    ),
)
GRANTS = (
    Evidence(
        "authorization_code",
        DOCUMENTED,
        "Once, for ten minutes, for the same redirect; a failed try uses it up: assumed.",
    ),
    Evidence("refresh_token", DOCUMENTED, "No new refresh token; fewer scopes if asked for."),
    Evidence(
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
        DOCUMENTED,
        "RS256 only; for an hour at most, by the machine's time or by the sandbox's; no scope in the answer.",
    ),
)
TRAITS = (
    Evidence(
        "no credential", RECORDED, "403 for callers that a key would do for, else 401; which methods, is measured."
    ),
    Evidence("bad credential", RECORDED, "401 in both dialects; unknown, revoked and expired tokens look alike."),
    Evidence(
        "missing scope", RECORDED, "403, with the method's inner name; those not yet seen are made by rule: assumed."
    ),
    Evidence("lifetime of an access token", DOCUMENTED, "3,599 seconds of the sandbox's clock."),
    Evidence(
        "tokens of the sandbox", DOCUMENTED, "Begin with sandbox-; no other token is taken, and only hashes are kept."
    ),
    Evidence(
        "client secrets",
        ASSUMED,
        "A difference: the first secret under a client id is right, others are refused from then on.",
    ),
    Evidence("redirects", DOCUMENTED, "A difference: to this machine only, over http, to any port and path."),
    Evidence("PKCE", DOCUMENTED, "S256 and plain; optional, as for Google."),
    Evidence("scopes that are unticked", DOCUMENTED, "A person may allow a part; the answer names what was allowed."),
    Evidence("include_granted_scopes", DOCUMENTED, "Earlier scopes come along."),
    Evidence(
        "access_type", DOCUMENTED, "Installed apps always get a refresh token; here only access_type=online has none."
    ),
    Evidence(
        "prompt=none", DOCUMENTED, "The staff account counts as signed in; the sandbox's own client needs no consent."
    ),
    Evidence(
        "an app in testing", DOCUMENTED, "Its refresh tokens die after 7 days, unless they open nothing but who one is."
    ),
    Evidence("a hundred refresh tokens", DOCUMENTED, "With the next, the oldest dies without a word."),
    Evidence("six months unused", DOCUMENTED, "A refresh token dies; counted as 183 days: assumed."),
    Evidence("domain-wide delegation", DOCUMENTED, "Declared by control; the wording of its refusal is quoted."),
    Evidence(
        "wordings of invalid_grant",
        DOCUMENTED,
        "Token, signature, times and audience as quoted; malformed JWTs: assumed.",
    ),
    Evidence("openid", ASSUMED, "A difference: refused by name, because the sandbox signs no ID tokens."),
    Evidence("devices, implicit flow, other grants", ASSUMED, "A difference: refused by name."),
)
TABLE = (*METHODS, *GRANTS, *TRAITS)
