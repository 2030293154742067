"""The consent page and its error page: plain HTML that a screen reader can read, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from pdsync.sandbox.oauth.asking import KNOWN, Wish
from pdsync.sandbox.oauth.denials import Denial
from pdsync.sandbox.oauth.scopes import WORDS

STYLE = """
:root { color-scheme: light dark; }
body { font: 1.0625rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 34rem; padding: 1.5rem; }
.where { border-bottom: 1px solid; padding-bottom: .5rem; }
fieldset { border: 1px solid; border-radius: .5rem; margin: 1rem 0; padding: .5rem 1rem 1rem; }
legend { font-weight: 600; padding: 0 .25rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
label.scope { align-items: flex-start; display: flex; gap: .75rem; margin-top: .5rem; }
label.scope input { flex: none; height: 1.25rem; margin: .15rem 0 0; width: 1.25rem; }
input[type=email] { box-sizing: border-box; font: inherit; padding: .5rem; width: 100%; }
button { border: 1px solid; border-radius: .5rem; font: inherit; margin: 0 .5rem .5rem 0; min-height: 2.75rem;
  padding: .5rem 1.25rem; }
button[value=allow] { background: #1a56b4; border-color: #1a56b4; color: #fff; }
:focus-visible { outline: 3px solid #b45f06; outline-offset: 2px; }
code { overflow-wrap: anywhere; }
"""

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self' http://127.0.0.1:* http://localhost:* http://[::1]:*"
)
"""Nothing is loaded, nobody frames the page, and its form leads here and on to the app that asked."""


def consent(wish: Wish, given: Mapping[str, str], *, emails: Iterable[str], email: str, wrong: str = "") -> str:
    """The page on which a person chooses an account and allows or denies. `wrong`: what to try otherwise."""
    hidden = "\n".join(
        f'<input type="hidden" name="{name}" value="{escape(given[name])}">' for name in KNOWN if given.get(name)
    )
    boxes = "\n".join(
        f'<label class="scope"><input type="checkbox" name="allow" value="{escape(scope)}" checked>'
        f"<span>{escape(WORDS[scope])}<br><code>{escape(scope)}</code></span></label>"
        for scope in wish.scopes
    )
    options = "\n".join(f'<option value="{escape(each)}">' for each in emails)
    alert = f'<p role="alert" id="wrong"><strong>{escape(wrong)}</strong></p>' if wrong else ""
    return _page(
        "Sign in",
        f"""<h1>An app wants to use an account</h1>
<p><code>{escape(wish.client_id)}</code> will then get what you allow, and goes on at
<code>{escape(wish.redirect_uri)}</code>.</p>
{alert}
<form method="post" action="/o/oauth2/v2/auth">
{hidden}
<fieldset><legend>Account</legend>
<label for="account">E-mail address: choose a known one, or type any</label>
<input type="email" id="account" name="account" list="accounts" value="{escape(email)}" autocomplete="off" required\
{' aria-describedby="wrong" aria-invalid="true"' if wrong else ""}>
<datalist id="accounts">
{options}
</datalist></fieldset>
<fieldset><legend>What the app may do</legend>
{boxes}</fieldset>
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny" formnovalidate>Deny</button>
</form>""",
    )


def refusal(denial: Denial) -> str:
    """The page that says why there is nothing to consent to."""
    return _page(
        "Access blocked",
        f"""<h1>Access blocked: authorization error</h1>
<p>{escape(denial.description)}</p>
<p>Error {denial.code}: <code>{escape(denial.error)}</code></p>""",
    )


def _page(title: str, main: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – pdsync sandbox</title>
<style>{STYLE}</style>
</head>
<body>
<p class="where">pdsync sandbox: this is not Google. No password is asked for.</p>
<main>
{main}
</main>
</body>
</html>
"""
