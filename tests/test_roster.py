"""Rosters as Excel, Google and people write them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.errors import ConfigError
from pdsync.goals.model import Standing
from pdsync.roster import read_file, read_roster, rows_to_students

HEADING = "key,name,preferred_name,email,mentor_email,group,status,template,Homeroom Color"
SAM = "7,Samantha O'Brien,Sam,sam@school.example,mentor@school.example,A,,,teal"


def students(text):
    return read_roster(text, source="roster.csv")


def faults(text):
    with pytest.raises(ConfigError) as raised:
        students(text)
    return [(one.line, one.field, one.message) for one in raised.value.complaints]


def test_a_row_is_a_student_and_other_columns_are_fields():
    (sam,) = students(f"{HEADING}\n{SAM}\n")
    assert (sam.key, sam.name, sam.called, sam.email) == ("7", "Samantha O'Brien", "Sam", "sam@school.example")
    assert (sam.mentor_email, sam.group, sam.standing) == ("mentor@school.example", "A", Standing.ACTIVE)
    assert dict(sam.fields) == {"homeroom_color": "teal"}
    assert sam.line == 2


@pytest.mark.parametrize(
    "data",
    [
        "key,name,email\n7,Zoë Müller,zoe@school.example\n".encode("utf-8-sig"),
        "key;name;email\r\n7;Zoë Müller;zoe@school.example\r\n".encode("cp1252"),
        "key\tname\temail\r\n7\tZoë Müller\tzoe@school.example\r\n".encode("utf-16"),
        "key\tname\temail\n7\tZoë Müller\tzoe@school.example\n".encode("utf-16-le"),
        'sep=;\nkey;"name";email\n7;"Zoë Müller";zoe@school.example'.encode(),
        '\n,,\n"key","name","email"\r7,"Zoë Müller",zoe@school.example\r'.encode(),
        " Key , Name,E-Mail \n 7 ,  Zoë   Müller , <zoe@school.example> \n,,\n".encode(),
        "Student ID,Full Name,Email Address\n7,Zoë Müller,mailto:zoe@school.example\n".encode(),
    ],
    ids=["bom", "excel", "utf-16", "utf-16 without a mark", "sep=", "old mac", "spaces", "synonyms"],
)
def test_whatever_wrote_the_file_it_is_the_same_student(data):
    (zoe,) = students(data)
    assert (zoe.key, zoe.name, zoe.email) == ("7", "Zoë Müller", "zoe@school.example")


def test_names_of_all_kinds_and_two_students_with_one_name():
    names = ["Sam Lee", "Sam Lee", "Ne'eman \"Nee\" D'Arcy, Jr.", "🦄 Ünï", "محمد علي", "李小龙", "=IMPORTXML(1)"]
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(["key", "name", "email"])
    writer.writerows([number, name, f"s{number}@school.example"] for number, name in enumerate(names))
    assert [one.name for one in students(page.getvalue())] == names


def test_three_faults_in_three_lines_come_at_once():
    found = faults(
        "key,name,email\n1,Ann,ann@school.example\n,Bob,bob@school.example\n3,,c@school.example\n4,Dan,dan\n"
    )
    assert [(line, field) for line, field, _ in found] == [(3, "key"), (4, "name"), (5, "email")]


def test_a_key_or_an_address_that_stands_twice_names_both_lines():
    found = faults("key,name,email\na,Ann,x@school.example\n\nA,Bob,X@School.example\n")
    assert [(line, field) for line, field, _ in found] == [(4, "key"), (4, "email")]
    assert all("line 2" in message for _, _, message in found)


@pytest.mark.parametrize(
    ("text", "line", "field", "words"),
    [
        ("", None, "", "empty"),
        ("\n \n,,,\n", None, "", "empty"),
        ("key,name,email\n", 1, "", "no student"),
        ("name,email\nAnn,ann@school.example\n", 1, "key", "never changes"),
        ("key,name\n1,Ann\n", 1, "email", "no column"),
        ("key,name,name,email\n1,Ann,Ann,a@school.example\n", 1, "name", "two columns"),
        ("key,name,email\n1,Lee, Ann,a@school.example\n", 2, "", "more cells"),
        ("key,name,email,status\n1,Ann,a@school.example,gone\n", 2, "status", "withdrawn"),
        (f"key,name,email\n{'k' * 101},Ann,a@school.example\n", 2, "key", "too long"),
        ("key,name,email\na\x07b,Ann,a@school.example\n", 2, "key", "cannot be seen"),
        ("key,name,email,mentor\n1,Ann,a@school.example,nobody\n", 2, "mentor_email", "no e-mail"),
        (b"PK\x03\x04rest", None, "", "Excel workbook"),
    ],
)
def test_a_fault_is_one_sentence_with_its_line(text, line, field, words):
    found = [one for one in faults(text) if words in one[2]]
    assert [(one[0], one[1]) for one in found] == [(line, field)]


def test_a_line_number_is_the_files_own_even_after_a_cell_of_two_lines():
    assert faults('key,name,email\n1,"Ann\nLee",a@school.example\n2,,b@school.example\n')[0][0] == 4


def test_the_standing_is_read_in_the_words_that_schools_use():
    rows = ["active", "", "Excused", "DEFERRED", "dropped", "repeating"]
    text = "key,name,email,status\n" + "".join(f"{n},N,n{n}@school.example,{s}\n" for n, s in enumerate(rows))
    assert [one.standing.value for one in students(text)] == [
        "active",
        "active",
        "excused",
        "deferred",
        "withdrawn",
        "active",
    ]


def test_a_column_called_key_wins_over_a_student_id_which_is_then_a_field():
    (ann,) = students("Student ID,key,name,email\n99,k1,Ann,a@school.example\n")
    assert (ann.key, dict(ann.fields)) == ("k1", {"student_id": "99"})


def test_a_sheets_rows_are_read_like_a_files():
    rows = [
        ["Key", "Name", "Email", "Room"],
        [],
        ["7", "Ann", "a@school.example"],
        ["8", "Bob", "b@school.example", 12],
    ]
    ann, bob = rows_to_students(rows, source="the roster Sheet")
    assert (ann.line, bob.line, dict(bob.fields)) == (3, 4, {"room": "12"})


def test_a_file_that_is_not_there_and_a_folder(tmp_path):
    with pytest.raises(ConfigError, match="no such file"):
        read_file(tmp_path / "none.csv")
    with pytest.raises(ConfigError, match="folder"):
        read_file(tmp_path)


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf"]), min_size=1, max_size=20)
TEXT = TEXT.filter(lambda text: text.isprintable() and not text.casefold().startswith("sep="))


@given(st.lists(TEXT, min_size=1, max_size=6), st.sampled_from(",;\t"), st.sampled_from(["utf-8-sig", "utf-16"]))
def test_any_name_survives_any_separator_and_encoding(names, separator, encoding):
    page = io.StringIO()
    writer = csv.writer(page, delimiter=separator, lineterminator="\r\n")
    writer.writerow(["key", "name", "email"])
    writer.writerows([f"k{number}", name, f"s{number}@school.example"] for number, name in enumerate(names))
    assert [one.name for one in students(page.getvalue().encode(encoding))] == names


@given(st.binary(max_size=200))
def test_no_bytes_whatever_end_in_a_traceback(data):
    try:
        assert students(b"key,name,email\n" + data)
    except ConfigError as error:
        assert error.complaints
