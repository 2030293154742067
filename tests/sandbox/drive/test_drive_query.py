from __future__ import annotations

from datetime import UTC, datetime

import pytest
from desk import DOC, FOLDER, KIM, LEE, SHEET, STAFF, Desk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdsync.sandbox.drive.query.syntax import Both, Either, Not, Term, parse, quoted, written
from pdsync.sandbox.drive.query.tokens import Unknown
from pdsync.sandbox.drive.query.words import name_contains, natural

INVALID = (400, "invalid", "Invalid Value", "q")


@given(st.text())
def test_what_is_quoted_is_read_again_whatever_it_is(text):
    assert parse(f"name = {quoted(text)}") == Term("name", "=", text)
    assert parse(f"properties has {{ key={quoted(text)} and value={quoted(text)} }}") == Term(
        "properties", "has", text, text
    )


def test_a_value_may_stand_in_either_quotes():
    assert parse('name = "Don\'t"') == parse(r"name='Don\'t'") == Term("name", "=", "Don't")


def test_and_binds_tighter_than_or_and_not_tightest():
    a, b, c = Term("starred", "=", "true"), Term("trashed", "=", "true"), Term("name", "=", "x")
    assert parse("starred or not trashed and name = 'x'") == Either((a, Both((Not(b), c))))
    assert parse("(starred or not (trashed)) and name = 'x'") == Both((Either((a, Not(b))), c))


def test_the_key_and_the_value_of_a_property_come_in_any_order():
    assert parse("appProperties has {value='v' and key='k'}") == Term("appProperties", "has", "v", "k")


@pytest.mark.parametrize(
    "query",
    [
        "nonsense = 'x'", "name", "name = x", "name < 'x'", "name = 'x' 'y'", "name = 'x", "fullText = 'x'", "(trashed",
        "trashed)", "trashed = 'true'", "trashed = maybe", "not", "name = 'x' and", "name = 'x' name = 'y'", "'x' in name",
        "parents in 'x'", "'x' has parents", "properties has { key='a' }", "properties has { key='a' or value='b' }",
        "properties = 'x'", "modifiedTime > 'yesterday'", "modifiedTime > '2026-13-01'", "modifiedTime contains '2026'",
        "visibility = 'somewhere'", "mimeType in 'x'", "title = 'x'", "name = 'x' AND trashed", "labels in 'x'", "; drop",
        "name like 'x'", "(" * 200 + "trashed" + ")" * 200, " or ".join(["trashed"] * 2000), "not " * 200 + "trashed",
    ],
)  # fmt: skip
def test_what_drive_does_not_know_is_refused(desk, query):
    assert desk.refused("files.list", q=query) == INVALID


@given(st.text(alphabet="name='\\\"()and or not trashedhas{}<>!=inproperties\U0001f600", max_size=60))
@settings(max_examples=300)
def test_any_text_is_a_query_or_is_refused(text):
    try:
        tree = parse(text)
    except Unknown:
        return
    assert tree is None or parse(written(tree)) is not None


def test_a_long_query_is_answered(desk):
    desk.make("x")
    assert desk.found(" or ".join(["name = 'y'"] * 400 + ["not starred"])) == {"x"}


@pytest.fixture
def shelf(desk):
    """Some files: a folder with a Doc and a Sheet, a binned text, a Doc of Kim's that staff may read."""
    folder = desk.make("Cohort", FOLDER)
    desk.make("Goals of Kim O'Brien", folder=folder, properties={"student": "O'Brien"}, starred=True)
    desk.later(hours=1)
    desk.make("Overview 2", SHEET, folder=folder, description="who is where")
    binned = desk.upload(b"Hello there world", "text/plain", name="HelloWorld.txt")["id"]
    desk.call("files.update", fileId=binned, body={"trashed": True})
    theirs = desk.make("Kim's own", by=KIM)
    desk.share(theirs, STAFF, "reader", by=KIM)
    desk.type_into(theirs, "I want to learn Portuguese_verbs", by=KIM)
    desk.folder = folder
    return desk


KIMS, OVERVIEW, TEXT, OWN, COHORT = "Goals of Kim O'Brien", "Overview 2", "HelloWorld.txt", "Kim's own", "Cohort"
ALL = {KIMS, OVERVIEW, TEXT, OWN, COHORT}
CASES = [
    ("", ALL),
    (r"name = 'goals of kim o\'brien'", {KIMS}),
    (r"name != 'Cohort'", ALL - {COHORT}),
    ("name contains 'goal'", {KIMS}),
    ("name contains 'kim goals'", {KIMS}),
    ("name contains 'world'", set()),
    ("name contains 'hello'", {TEXT}),
    ("name contains ''", ALL),
    (f"mimeType = '{DOC}'", {KIMS, OWN}),
    (f"mimeType != '{DOC}'", {OVERVIEW, TEXT, COHORT}),
    ("mimeType contains 'text/'", {TEXT}),
    ("trashed", {TEXT}),
    ("trashed = true", {TEXT}),
    ("trashed != true", ALL - {TEXT}),
    ("not trashed", ALL - {TEXT}),
    ("starred = true", {KIMS}),
    ("sharedWithMe", {OWN}),
    ("sharedWithMe = true and name contains 'own'", {OWN}),
    ("sharedWithMe = false", ALL - {OWN}),
    ("not sharedWithMe", ALL - {OWN}),
    ("'me' in owners", ALL - {OWN}),
    (f"'{KIM}' in owners", {OWN}),
    (f"'{KIM.upper()}' in owners", {OWN}),
    (f"'{KIM}' in writers", {OWN}),
    ("'me' in readers", ALL),
    ("'me' in writers", ALL - {OWN}),
    ("'nobody@school.example' in readers", set()),
    (r"properties has { key='student' and value='O\'Brien' }", {KIMS}),
    ("properties has { key='student' and value='x' }", set()),
    ("not properties has { key='student' and value='O\\'Brien' }", ALL - {KIMS}),
    ("createdTime > '2026-11-24T10:00:00'", {OVERVIEW, TEXT, OWN}),
    ("createdTime <= '2026-11-24T11:00:00+01:00'", {KIMS, COHORT}),
    ("modifiedTime >= '2026-11-24'", ALL),
    ("modifiedTime != '2026-11-24T10:30:00Z'", {KIMS, COHORT}),
    ("viewedByMeTime > '2026-01-01'", ALL - {OWN}),
    ("fullText contains 'hello'", {TEXT}),
    ("fullText contains 'hell'", set()),
    ("fullText contains 'world hello'", {TEXT}),
    ("""fullText contains '"hello there"'""", {TEXT}),
    ("""fullText contains '"hello world"'""", set()),
    ("""fullText contains '"portuguese verbs"'""", {OWN}),
    ("fullText contains 'where'", {OVERVIEW}),
    ("fullText contains 'overview'", {OVERVIEW}),
    ("visibility = 'limited'", ALL),
    ("visibility != 'limited'", set()),
    ("name contains 'goals' or trashed", {KIMS, TEXT}),
    ("(name contains 'goals' or trashed) and not starred", {TEXT}),
]


@pytest.mark.parametrize(("query", "answer"), CASES, ids=[query or "nothing" for query, _ in CASES])
def test_a_query_finds_what_it_says(shelf, query, answer):
    assert shelf.found(query) == answer


def test_parents_are_named_by_id_or_as_root(shelf):
    assert shelf.found(f"'{shelf.folder}' in parents") == {KIMS, OVERVIEW}
    assert shelf.found("'root' in parents") == {COHORT, TEXT}


def test_a_link_and_a_whole_school_make_a_file_more_visible(shelf):
    linked, schools = shelf.make("Linked"), shelf.make("School's")
    shelf.share(linked, None, "reader", kind="anyone")
    body = {"type": "domain", "role": "reader", "domain": "school.example"}
    shelf.call("permissions.create", fileId=schools, body=body)
    assert shelf.found("visibility = 'anyoneWithLink'") == {"Linked"}
    assert shelf.found("visibility = 'domainWithLink'") == {"School's"}
    assert shelf.found(f"'{LEE}' in readers") == set()


def test_an_edit_is_found_by_its_new_words(shelf):
    doc = shelf.make("Fresh")
    assert shelf.found("fullText contains 'zebra'") == set()
    shelf.type_into(doc, "zebra")
    assert shelf.found("fullText contains 'zebra'") == {"Fresh"}
    shelf.call("files.update", fileId=doc, body={"name": "Stale"})
    assert shelf.found("fullText contains 'fresh'") == set()


@pytest.mark.parametrize(
    ("name", "wanted", "found"),
    [
        ("HelloWorld", "Hello", True), ("HelloWorld", "World", False), ("Hello_World", "world", True),
        ("Ünal’s Ziele", "ünal ziel", True), ("عمر: أهداف", "أهداف", True), ("😀 goals", "😀", True), ("x", "😀", False),
        ("O'Brien", "o'bri", True), ("plan 10", "1", True),
    ],
)  # fmt: skip
def test_names_are_found_by_the_beginnings_of_their_words(name, wanted, found):
    assert name_contains(name, wanted) is found


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=8))
def test_natural_order_is_the_order_of_numbers(numbers):
    names = [f"Doc {number}" for number in numbers]
    assert sorted(names, key=natural) == [f"Doc {number}" for number in sorted(numbers)]


NAMES = ("Alpha", "Beta two", "O'Brien", "back\\slash")
MODEL = [
    {"name": name, "kind": kind, "starred": starred, "mark": mark, "trashed": trashed, "hour": hour}
    for hour, (name, kind, starred, mark, trashed) in enumerate(
        [
            (NAMES[0], DOC, True, "x", False),
            (NAMES[1], SHEET, False, "it's", False),
            (NAMES[2], DOC, False, None, True),
            (NAMES[3], FOLDER, True, "x", True),
        ]
    )
]


@pytest.fixture(scope="module")
def modelled():
    desk = Desk()
    for each in MODEL:
        marks = {"properties": {"mark": each["mark"]}} if each["mark"] else {}
        made = desk.make(each["name"], each["kind"], starred=each["starred"], **marks)
        if each["trashed"]:
            desk.call("files.update", fileId=made, body={"trashed": True})
        desk.later(hours=1)
    return desk


TERMS = st.one_of(
    st.builds(Term, st.just("name"), st.sampled_from(["=", "!=", "contains"]), st.sampled_from([*NAMES, "bet", "tw"])),
    st.builds(Term, st.just("mimeType"), st.sampled_from(["=", "!="]), st.sampled_from([DOC, SHEET, FOLDER])),
    st.builds(Term, st.sampled_from(["starred", "trashed"]), st.sampled_from(["=", "!="]), st.just("true")),
    st.builds(Term, st.just("properties"), st.just("has"), st.sampled_from(["x", "it's"]), st.just("mark")),
    st.builds(
        Term,
        st.just("createdTime"),
        st.sampled_from(["<", "<=", "=", "!=", ">", ">="]),
        st.integers(9, 13).map(lambda hour: f"2026-11-24T{hour:02}:30:00Z"),
    ),
)
TREES = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Both(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Either(tuple(parts))),
    ),
    max_leaves=6,
)


def holds(tree, each):
    match tree:
        case Not(inner):
            return not holds(inner, each)
        case Both(parts):
            return all(holds(part, each) for part in parts)
        case Either(parts):
            return any(holds(part, each) for part in parts)
        case Term("name", "contains", value):
            return any(word.startswith(value.lower()) for word in each["name"].lower().split()) or (
                value.lower() in each["name"].lower() and value in NAMES
            )
        case Term("properties", _, value, _):
            return each["mark"] == value
        case Term("createdTime", operator, value):
            made = datetime(2026, 11, 24, 9 + each["hour"], 30, tzinfo=UTC)
            wanted = datetime.fromisoformat(value)
            order = {"<": made < wanted, "<=": made <= wanted, ">": made > wanted, ">=": made >= wanted}
            return {**order, "=": made == wanted, "!=": made != wanted}[operator]
        case Term(field, operator, value):
            have = {"name": each["name"].lower(), "mimeType": each["kind"]}.get(field, str(each.get(field)).lower())
            return (have == (value.lower() if field == "name" else value)) == (operator == "=")
    raise AssertionError(tree)


@given(TREES)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_generated_query_finds_what_a_plain_filter_finds(modelled, tree):
    assert modelled.found(written(tree)) == {each["name"] for each in MODEL if holds(tree, each)}
