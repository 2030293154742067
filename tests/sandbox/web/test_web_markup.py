"""What is written into a page comes out of it again as text, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_reader import read

from pdsync.sandbox.web.looks import Looks, colour, font, rem
from pdsync.sandbox.web.markup import UNSEEN, Html, joined, link, outside, tag, text, textarea

WORDS = st.text(st.characters(exclude_categories=("Cs",)).filter(lambda each: each != "\r"))
"""Any text; a browser makes \\n of \\r, so that is not among it."""


def seen(words):
    return UNSEEN.sub("�", words)


@given(WORDS)
def test_any_text_stays_text(words):
    html = str(tag("p", words))
    assert html.count("<") == 2
    assert read(html).text == seen(words)


@given(WORDS)
def test_any_text_stays_in_its_attribute(words):
    node = read(tag("p", title=words)).one("p")
    assert list(node.attributes) == ["title"]
    assert node.attributes["title"] == seen(words)


@given(WORDS)
def test_a_field_of_several_lines_holds_the_text_its_first_line_break_too(words):
    held = read(textarea(words)).one("textarea").text
    assert held.removeprefix("\n") == seen(words) if not words.startswith("\n") else held == "\n" + seen(words)


def test_html_is_not_escaped_twice_and_lists_are_flattened():
    assert str(joined("<", Html("<br>"), [text("&"), None, [1]])) == "&lt;<br>&amp;1"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
     "vbscript:x", "file:///etc/passwd", "//evil.example", "/document/d/1/choose", "", "http://[", "\x01javascript:x"],
)  # fmt: skip
def test_a_link_leads_only_to_the_web_or_to_a_mailbox(url):
    assert outside(url) is None
    assert str(link(url, "words")) == "words"


@pytest.mark.parametrize("url", ["https://school.example/?a=1&b=2", "http://x", "mailto:maya.o'brien@school.example"])
def test_a_harmless_link_says_who_it_does_not_tell(url):
    node = read(link(url, "words")).one("a")
    assert node.attributes == {"href": url, "rel": "noopener noreferrer nofollow"}


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://docs.google.com/document/d/1a/edit", "/document/d/1a/edit"),
        ("https://docs.google.com/spreadsheets/d/1a/edit#gid=0", "/spreadsheets/d/1a/edit#gid=0"),
        ("https://docs.google.com/forms/d/1a", "https://docs.google.com/forms/d/1a"),
        ("https://docs.google.com.evil.example/document/d/1a", "https://docs.google.com.evil.example/document/d/1a"),
        ("https://docs.google.com//evil.example/document/d/1", "https://docs.google.com//evil.example/document/d/1"),
    ],
)
def test_a_link_to_a_doc_at_google_leads_to_its_page_in_the_sandbox(url, href):
    assert read(link(url, "words")).one("a").attributes["href"] == href


@given(WORDS)
def test_no_text_becomes_a_style(words):
    looks = Looks()
    try:
        looks.name({"color": words})
    except ValueError:
        return
    assert not set(looks.css.removeprefix(".l0{").removesuffix("}")) & set("{}<>;@\\/*")


@given(WORDS)
def test_a_font_is_a_name_or_nothing(words):
    found = font(words)
    assert found is None or Looks().name({"font-family": found}) == "l0"


def test_the_same_look_has_one_class():
    looks = Looks()
    assert [looks.name({"color": "#ff0000"}), looks.name({"color": "#00ff00"}), looks.name({"color": "#ff0000"})] == [
        "l0", "l1", "l0",
    ]  # fmt: skip
    assert looks.name({"color": None}) is None


@pytest.mark.parametrize(
    ("rgb", "css"),
    [
        ({}, "#000000"),
        (None, "#000000"),
        ({"red": 1}, "#ff0000"),
        ({"red": 2, "green": -1, "blue": 0.2}, "#ff0033"),
        ({"red": "x"}, "#000000"),
    ],
)
def test_colours(rgb, css):
    assert colour(rgb) == css


@given(st.floats(-5000, 5000))
def test_a_length_is_a_css_length(points):
    assert Looks().name({"width": rem(points)}) == "l0"
