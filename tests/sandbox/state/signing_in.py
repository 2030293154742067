"""A browser and an app that sign in to a sandbox over HTTP, with nothing but an HTTP client."""

import html
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import requests

DRIVE = "https://www.googleapis.com/auth/drive"
DRIVE_FILE = f"{DRIVE}.file"
DOCS = "https://www.googleapis.com/auth/documents"
EMAIL = "https://www.googleapis.com/auth/userinfo.email"
BACK = "http://127.0.0.1:5/done"
STAFF = "staff@school.example"


@dataclass
class App:
    """An installed app at one sandbox."""

    url: str
    client_id: str = "app"
    client_secret: str = "of the app"
    timeout: float = 10

    def wish(self, **changed):
        """The parameters of a consent page; a None leaves one out."""
        wish = {
            "client_id": self.client_id,
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": f"{DRIVE} {DOCS}",
            "state": "st&te",
            **changed,
        }
        return {name: value for name, value in wish.items() if value is not None}

    def ask(self, **changed):
        """The answer to GET on the consent page."""
        return requests.get(
            f"{self.url}/o/oauth2/v2/auth", params=self.wish(**changed), allow_redirects=False, timeout=self.timeout
        )

    def decide(self, page, *, account=STAFF, decision="allow", only=None):
        """The answer to the page's form, filled in; `only`: the scopes that stay ticked."""
        fields = re.findall(r'<input type="(\w+)"[^>]*? name="(\w+)"[^>]*? value="([^"]*)"', page.text, re.DOTALL)
        form = []
        for kind, name, value in fields:
            value = html.unescape(value)
            if kind == "hidden" or (kind == "checkbox" and (only is None or value in only)):
                form.append((name, value))
        action = re.search(r'<form method="post" action="([^"]+)"', page.text).group(1)
        form += [("account", account), ("decision", decision)]
        return requests.post(self.url + action, data=form, allow_redirects=False, timeout=self.timeout)

    def code(self, *, account=STAFF, only=None, **changed):
        """A code, the person having allowed what was asked."""
        page = self.ask(**changed)
        assert page.status_code == 200, page.text
        return told(self.decide(page, account=account, only=only))["code"]

    def token(self, **form):
        """The answer of the token endpoint; a None leaves a field out."""
        form = {"client_id": self.client_id, "client_secret": self.client_secret, **form}
        sent = {name: value for name, value in form.items() if value is not None}
        return requests.post(f"{self.url}/token", data=sent, timeout=self.timeout)

    def redeem(self, good, **form):
        """The answer to a code; `form` changes what is sent."""
        return self.token(**{"grant_type": "authorization_code", "code": good, "redirect_uri": BACK, **form})

    def sign_in(self, *, account=STAFF, **changed):
        """Tokens, the person having allowed what was asked."""
        answer = self.redeem(self.code(account=account, **changed))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refresh(self, refresh_token, **form):
        return self.token(**{"grant_type": "refresh_token", "refresh_token": refresh_token, **form})

    def works(self, access_token):
        """Whether a token opens Drive."""
        answer = requests.get(
            f"{self.url}/drive/v3/about",
            params={"fields": "user"},
            headers={"Authorization": f"Bearer {access_token}"},
            timeout=self.timeout,
        )
        assert answer.status_code in (200, 401, 501), answer.text
        return answer.status_code != 401


def told(redirect):
    """What a redirect tells the app."""
    assert redirect.status_code == 302, redirect.text
    parts = urlsplit(redirect.headers["Location"])
    assert redirect.headers["Location"].startswith(BACK)
    return dict(parse_qsl(parts.query))
