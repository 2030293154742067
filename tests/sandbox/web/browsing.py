"""A browser without a screen: cookies, pages and forms, spoken to over HTTP."""

import html
from urllib.parse import urljoin

import requests
from page_reader import read


class Visit:
    """One person's browser: what it shows is a tree, and forms are sent as browsers send them."""

    def __init__(self, sandbox, email=None):
        self.url = sandbox.url
        self.session = requests.Session()
        self.session.trust_env = False
        self.answer = self.page = None
        if email:
            self.open("/")
            self.send("/person", email=email)

    def open(self, path, **headers):
        return self._shown(self.session.get(urljoin(self.url, path), headers=headers, timeout=10))

    def send(self, path, *, origin="own", **fields):
        """Send a form with those fields and the page's proof; list values are sent one by one."""
        proof = self.page.all("input", name="csrf")
        data = {"csrf": proof[0].attributes["value"]} if proof else {}
        headers = {} if origin is None else {"Origin": self.url if origin == "own" else origin}
        return self._shown(self.session.post(urljoin(self.url, path), data=data | fields, headers=headers, timeout=10))

    def submit(self, form, **fields):
        """Send a form of the page as it stands, with some fields filled in."""
        data = [(each.attributes["name"], each.attributes["value"]) for each in form.all("input", type="hidden")]
        for area in form.all("textarea"):
            data.append((area.attributes["name"], area.text.removeprefix("\n").replace("\n", "\r\n")))
        for name, value in fields.items():
            data = [pair for pair in data if pair[0] != name]
            data += [(name, each) for each in ([value] if isinstance(value, str) else value)]
        target = urljoin(self.answer.url, form.attributes["action"])
        return self._shown(self.session.post(target, data=data, headers={"Origin": self.url}, timeout=10))

    def _shown(self, answer):
        self.answer = answer
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        self.page = read(answer.text.removeprefix("<!doctype html>")) if is_page else None
        return self

    @property
    def status(self):
        return self.answer.status_code

    @property
    def said(self):
        """What the page tells first."""
        return " ".join(each.text for each in self.page.all(None, "notice"))

    @property
    def source(self):
        return html.unescape(self.answer.text)
