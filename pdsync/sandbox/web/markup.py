"""HTML that cannot be written unescaped: tags are built, and whatever is plain text is escaped on its way in."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

VOID = frozenset({"br", "col", "hr", "input", "link", "meta"})
SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
GOOGLE = re.compile(r"https://docs\.google\.com/(?=(?:document|spreadsheets)/d/)")
UNSEEN = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f]")
"""Characters that HTML does not know; a browser would make something else of them."""


@dataclass(frozen=True, slots=True)
class Html:
    """What is already HTML. Only `tag`, `joined` and `text` make it."""

    source: str

    def __str__(self) -> str:
        return self.source

    def __bool__(self) -> bool:
        return bool(self.source)


Child = Html | str | int | None | Iterable["Child"]
Value = str | int | bool | None
EMPTY = Html("")


def text(words: str) -> Html:
    """Plain words as HTML.

    >>> text("<b> & co").source
    '&lt;b&gt; &amp; co'
    """
    return Html(html.escape(UNSEEN.sub("�", words)))


def joined(*children: Child) -> Html:
    """Children one after the other: HTML as it is, words escaped, None left out, lists flattened."""
    return Html("".join(_sources(children)))


def _sources(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        if isinstance(child, Html):
            yield child.source
        elif isinstance(child, str | int):
            yield text(str(child)).source
        elif child is not None:
            yield from _sources(child)


def tag(name: str, /, *children: Child, **attributes: Value) -> Html:
    """An element. `class_` is class, `aria_label` is aria-label; None and False leave an attribute out.

    >>> str(tag("a", "2 < 3", href="/?a=1&b=2", hidden=True, title=None))
    '<a href="/?a=1&amp;b=2" hidden>2 &lt; 3</a>'
    """
    opening = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Html(opening if name in VOID else f"{opening}{joined(*children)}</{name}>")


def _attribute(key: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{text(str(value))}"'


def textarea(words: str, **attributes: Value) -> Html:
    """A field of several lines. A parser drops its first line break, so one is put there to be dropped."""
    return tag("textarea", "\n" + words, **attributes)


def unheard(*children: Child) -> Html:
    """Words for screen readers only."""
    return tag("span", *children, class_="vh")


def hidden(name: str, value: str | int) -> Html:
    """A field of a form that nobody sees."""
    return tag("input", type="hidden", name=name, value=value)


def outside(url: str) -> str | None:
    """The address if a page may lead there (http, https or mailto), else None.

    >>> outside("https://school.example/a"), outside("javascript:alert(1)")
    ('https://school.example/a', None)
    """
    if any(ord(each) <= 32 for each in url):
        return None
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        return None
    return url if scheme in SAFE_SCHEMES else None


def address(path: str, fragment: str = "", /, **query: str | int | None) -> str:
    """A place on the sandbox's own pages; whatever is in the query or the fragment stays there.

    >>> address("/document/d/1/edit", "heading=h.1", tab="t 0", edit=None)
    '/document/d/1/edit?tab=t+0#heading=h.1'
    """
    asked = urlencode({name.rstrip("_"): value for name, value in query.items() if value is not None})
    after = f"#{quote(fragment, safe='=.:-_')}" if fragment else ""
    return quote(path) + (f"?{asked}" if asked else "") + after


def own_page(url: str) -> str | None:
    """The sandbox's own page for what Google's address names, else None: Docs and Sheets are found under one path.

    >>> own_page("https://docs.google.com/document/d/1a/edit?usp=x#heading=h.2")
    '/document/d/1a/edit?usp=x#heading=h.2'
    """
    return GOOGLE.sub("/", url) if GOOGLE.match(url) and outside(url) else None


def link(url: str, *children: Child, **attributes: Value) -> Html:
    """A link to somewhere else, or only its words where the address is none that a page may lead to."""
    if page := own_page(url):
        return tag("a", *children, href=page, **attributes)
    safe = outside(url)
    if safe is None:
        return joined(*children)
    return tag("a", *children, href=safe, rel="noopener noreferrer nofollow", **attributes)
