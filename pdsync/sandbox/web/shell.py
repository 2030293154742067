"""What all pages have in common: head, navigation, who is signed in, and the headers that keep strangers out."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from http import HTTPStatus

from aiohttp import web

from pdsync.sandbox.web.looks import Looks
from pdsync.sandbox.web.markup import EMPTY, Child, Html, hidden, joined, tag
from pdsync.sandbox.web.visitors import Visitor, cookie_name

NAVIGATION = (("Files", "/"), ("Mails", "/outbox"), ("Requests", "/journal"))
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    # Not "no-referrer": a browser would then send forms with the origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
POLICY = (
    "default-src 'none'; style-src 'self' 'nonce-{nonce}'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(slots=True)
class Page:
    """A page before it is sent. `notice`: what the person is told first, `alarm`: whether that is bad news."""

    title: str
    content: Html
    visitor: Visitor
    looks: Looks = field(default_factory=Looks)
    path: str = ""
    kind: str = ""
    beside_title: Child = None
    notice: Child = None
    alarm: bool = False
    status: int = 200


def sent(request: web.Request, page: Page) -> web.Response:
    """The page as an answer; a new visitor gets the cookie along."""
    nonce = secrets.token_urlsafe(18)
    body = "<!doctype html>" + str(document(page, nonce))
    response = web.Response(
        body=body.encode("utf-8", "replace"),
        status=page.status,
        content_type="text/html",
        charset="utf-8",
        headers={**HEADERS, "Content-Security-Policy": POLICY.format(nonce=nonce)},
    )
    remember(request, response, page.visitor)
    return response


def remember(request: web.Request, response: web.StreamResponse, visitor: Visitor) -> None:
    """Give a new visitor's browser its cookie, unless it came from another site and may hold one already."""
    if visitor.new and request.headers.get("Sec-Fetch-Site") != "cross-site":
        response.set_cookie(cookie_name(request), visitor.cookie, httponly=True, samesite="Strict", path="/")


def document(page: Page, nonce: str) -> Html:
    """The whole HTML document."""
    looks = tag("style", Html(page.looks.css), nonce=nonce) if page.looks.css else EMPTY
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("title", f"{page.title} · Sandbox"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="robots", content="noindex, nofollow"),
        tag("link", rel="icon", href="/_pages/icon.svg", type="image/svg+xml"),
        tag("link", rel="stylesheet", href="/_pages/page.css"),
        looks,
        tag("script", src="/_pages/page.js", defer=True),
    )
    return tag("html", head, tag("body", _body(page), class_=page.kind or None), lang="en")


def _body(page: Page) -> Html:
    return joined(
        tag("a", "Skip to the content", href="#main", class_="skip"),
        tag("header", _navigation(page), _signed_in(page.visitor), class_="bar"),
        tag(
            "main",
            tag("div", tag("h1", tag("bdi", page.title)), page.beside_title, class_="title"),
            _notice(page),
            page.content,
            id="main",
            tabindex="-1",
        ),
        tag("p", class_="vh", role="status", id="said"),
        tag("footer", "A pretended Google on this machine, to practise with. Nothing here leaves it.", class_="foot"),
    )


def _notice(page: Page) -> Html | None:
    if page.notice is None:
        return None
    return tag(
        "div", page.notice, class_="notice alarm" if page.alarm else "notice", role="alert" if page.alarm else "status"
    )


def _navigation(page: Page) -> Html:
    links = [
        tag("li", tag("a", words, href=href, aria_current="page" if href == page.path else None))
        for words, href in NAVIGATION
    ]
    return tag("nav", tag("span", "Sandbox", class_="brand"), tag("ul", links), aria_label="Sandbox")


def _signed_in(visitor: Visitor) -> Html:
    who = tag("bdi", visitor.user.name)
    return tag("p", "Signed in as ", tag("b", who, title=visitor.user.email), " ", tag("a", "Change", href="/#person"))


def missing(visitor: Visitor) -> Page:
    """What is seen of a file that is not there, or not shared with this person: the same in both cases."""
    words = tag(
        "p",
        "There is no such file, or it is not shared with ",
        tag("bdi", visitor.user.email),
        ". ",
        tag("a", "Back to the files", href="/"),
        ".",
    )
    return Page("Not found", words, visitor, status=404)


def refused(visitor: Visitor, status: int, words: str) -> Page:
    """A page with the sentence that says why something was not done."""
    return Page(HTTPStatus(status).phrase, tag("p", words), visitor, status=status)


def proof(visitor: Visitor) -> Html:
    """The field that every form carries."""
    return hidden("csrf", visitor.csrf)
