from __future__ import annotations

import hashlib
import re
import zlib

import pytest
from desk import DOC, FOLDER, KIM, SHEET
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdsync.sandbox.calls import Media
from pdsync.sandbox.drive.html_lines import lines

PAGE = b"""<html><head><title>not this</title><style>p {}</style></head><body><h1>My
goals</h1><p>I <b>will</b> <a href="https://x.example/">learn</a> <i>it</i>&amp;more<br>soon</p>
<ul><li>one</li><li>two<ol><li>deep</li></ol></li></ul><script>no()</script><table><tr><td>a</td><td>b</td></tr></table>
</body></html>"""


def exported(desk, file_id, kind="text/plain"):
    return desk.call("files.export", fileId=file_id, mimeType=kind).data.decode()


def test_plain_text_becomes_a_doc_a_paragraph_a_line(desk):
    doc = desk.upload("one\r\n\r\nthree 😀".encode(), "text/plain; charset=utf-8", name="Notes", mimeType=DOC)
    assert exported(desk, doc["id"]) == "\ufeffone\r\n\r\nthree 😀"
    assert doc["mimeType"] == DOC and len(doc["id"]) == 44


def test_html_becomes_a_doc_with_headings_lists_emphasis_and_links(desk):
    doc = desk.upload(PAGE, "text/html", name="x", mimeType=DOC)["id"]
    assert exported(desk, doc) == (
        "\ufeffMy goals\r\nI will learn it&more\r\nsoon\r\n* one\r\n* two\r\n   1. deep\r\na\tb"
    )
    assert exported(desk, doc, "text/markdown") == (
        "# My goals\n\nI **will** [learn](https://x.example/) *it*&more  \nsoon\n\n* one\n* two\n  1. deep\n\na\tb\n"
    )
    html = exported(desk, doc, "text/html")
    assert (
        '<h1>My goals</h1><p>I <b>will</b> <a href="https://x.example/">learn</a> <i>it</i>&amp;more<br>soon</p>'
        in html
    )
    shown = desk.call("docs.documents.get", documentId=doc)["body"]["content"]
    assert shown[1]["paragraph"]["paragraphStyle"]["namedStyleType"] == "HEADING_1"


def test_an_empty_upload_is_an_empty_doc(desk):
    for kind in ("text/plain", "text/html"):
        assert exported(desk, desk.upload(b"", kind, mimeType=DOC)["id"]) == "\ufeff"


@given(st.text())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_page_is_uploaded_is_lines(text):
    assert lines(text)
    assert all("\n" not in line.text for line in lines(text))


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_text_is_uploaded_is_a_doc(desk, text):
    doc = desk.upload(text.encode(), "text/plain", mimeType=DOC)["id"]
    assert exported(desk, doc).startswith("\ufeff")


def test_tables_footnotes_and_tabs_are_exported(desk):
    doc = desk.make()
    requests = [
        {"insertText": {"location": {"index": 1}, "text": "Goal"}},
        {"insertTable": {"location": {"index": 5}, "rows": 1, "columns": 2}},
        {"insertText": {"location": {"index": 11}, "text": "right"}},
        {"insertText": {"location": {"index": 9}, "text": "left"}},
        {"createFootnote": {"location": {"index": 2}}},
        {"addDocumentTab": {"tabProperties": {"title": "Second"}}},
    ]
    desk.call("docs.documents.batchUpdate", body={"requests": requests}, documentId=doc)
    assert exported(desk, doc) == "\ufeffG[1]oal\r\nleft\tright\r\n\r\n[1] \r\n"
    assert "| left | right |\n| --- | --- |" in exported(desk, doc, "text/markdown")
    assert "<table><tr><td><p>left</p></td><td><p>right</p></td></tr></table>" in exported(desk, doc, "text/html")


def test_separated_values_become_a_sheet_and_come_back(desk):
    sheet = desk.upload(b'name,goal\nO\'Brien,"a, b"\n', "text/csv", name="S", mimeType=SHEET)["id"]
    assert exported(desk, sheet, "text/csv") == 'name,goal\r\nO\'Brien,"a, b"'
    assert exported(desk, sheet, "text/tab-separated-values") == "name\tgoal\r\nO'Brien\ta, b"


def test_an_upload_over_a_sheet_replaces_what_is_in_it(desk):
    sheet = desk.make("S", SHEET)
    desk.later(minutes=1)
    desk.call("files.update", fileId=sheet, media=Media(b"a\tb", "text/tab-separated-values"))
    assert exported(desk, sheet, "text/csv") == "a,b"
    assert desk.file(sheet)["modifiedTime"] == "2026-11-24T09:31:00.000Z"


def test_an_upload_over_a_doc_leaves_its_comments(desk):
    doc = desk.make()
    desk.call("comments.create", body={"content": "well"}, fileId=doc, fields="*")
    desk.call("files.update", fileId=doc, media=Media(b"new words", "text/plain"))
    assert exported(desk, doc) == "\ufeffnew words"
    assert len(desk.call("comments.list", fileId=doc, fields="*")["comments"]) == 1


def test_other_bytes_are_kept_as_they_are(desk):
    data = bytes(range(256))
    made = desk.upload(data, "image/png", name="photo.png")
    assert (made["size"], made["quotaBytesUsed"], made["mimeType"]) == ("256", "256", "image/png")
    assert made["md5Checksum"] == hashlib.md5(data, usedforsecurity=False).hexdigest()
    assert (made["fileExtension"], made["originalFilename"]) == ("png", "photo.png")
    answer = desk.call("files.get", fileId=made["id"], alt="media")
    assert (answer.data, answer.content_type) == (data, "image/png")


def test_new_bytes_are_a_new_revision(desk):
    made = desk.upload(b"one", "text/plain", name="a.txt")
    desk.later(minutes=1)
    desk.call("files.update", fileId=made["id"], media=Media(b"three", "text/plain"))
    assert desk.call("files.get", fileId=made["id"], alt="media").data == b"three"
    revisions = desk.call("revisions.list", fileId=made["id"])["revisions"]
    assert [each["size"] for each in revisions] == ["3", "5"]
    assert revisions[-1]["id"] == desk.file(made["id"])["headRevisionId"]


def test_a_copy_of_bytes_has_the_same_bytes(desk):
    made = desk.upload(b"one", "text/plain", name="a.txt")
    copy = desk.call("files.copy", fileId=made["id"])
    assert desk.call("files.get", fileId=copy["id"], alt="media").data == b"one"
    assert copy["md5Checksum"] == made["md5Checksum"] and copy["headRevisionId"] != made["headRevisionId"]


def test_edits_of_one_person_within_an_hour_are_one_revision_of_a_doc(desk):
    doc = desk.make()
    desk.share(doc)
    desk.later(minutes=10)
    desk.type_into(doc, "a")
    desk.type_into(doc, "b", by=KIM)
    desk.later(hours=2)
    desk.type_into(doc, "c", by=KIM)
    revisions = desk.call("revisions.list", fileId=doc)["revisions"]
    assert [each["lastModifyingUser"]["displayName"] for each in revisions] == ["Staff", "Kim", "Kim"]
    assert revisions[-1]["modifiedTime"] == desk.file(doc)["modifiedTime"]


def test_readers_see_no_revisions_and_folders_have_none(desk):
    doc = desk.make()
    desk.share(doc, role="reader")
    assert desk.refused("revisions.list", by=KIM, fileId=doc)[0] == 403
    assert desk.refused("revisions.list", fileId=desk.make("F", FOLDER))[1] == "revisionsNotSupported"


EXPORTS = [
    ({"mimeType": ""}, (400, "required", "Required parameter: mimeType", "mimeType")),
    ({"mimeType": "text/plain", "fileId": "nope"}, (404, "notFound", "File not found: nope.", "fileId")),
    ({"mimeType": "video/mp4"}, (400, "badRequest", "The requested conversion is not supported.", "convertTo")),
    ({"mimeType": "application/rtf"}, (501, "notImplemented", None, None)),
]


@pytest.mark.parametrize(("params", "answer"), EXPORTS)
def test_an_export_that_cannot_be_is_refused(desk, params, answer):
    code, reason, message, location = desk.refused("files.export", **{"fileId": desk.make(), **params})
    assert (code, reason, location) == (answer[0], answer[1], answer[3])
    assert answer[2] in (None, message)


def test_only_docs_and_sheets_are_exported_and_only_bytes_downloaded(desk):
    photo, doc = desk.upload(b"x", "image/png", name="p")["id"], desk.make()
    refusal = desk.refused("files.export", fileId=photo, mimeType="text/plain")
    assert refusal == (403, "fileNotExportable", "Export only supports Docs Editors files.", None)
    message = "Only files with binary content can be downloaded. Use Export with Docs Editors files."
    assert desk.refused("files.get", fileId=doc, alt="media") == (403, "fileNotDownloadable", message, "alt")


@pytest.mark.parametrize(
    ("kind", "target"), [("image/png", DOC), ("text/plain", SHEET), ("text/csv", DOC), ("text/plain", FOLDER)]
)
def test_what_cannot_be_turned_into_a_doc_is_refused(desk, kind, target):
    body = {"mimeType": target}
    refusal = desk.refused("files.create", body=body, media=Media(b"x", kind))
    assert refusal == (400, "badRequest", "The requested conversion is not supported.", "convertTo")


def test_kinds_of_files_that_are_not_played_are_refused_by_name(desk):
    refusal = desk.refused("files.create", body={"mimeType": "application/vnd.google-apps.form"})
    assert refusal[:3] == (
        501,
        "notImplemented",
        "The sandbox does not play files of type application/vnd.google-apps.form.",
    )


def test_the_kind_of_a_file_follows_its_bytes_and_a_doc_stays_one(desk):
    made = desk.upload(b"x", "text/plain", name="a")["id"]
    desk.call("files.update", fileId=made, media=Media(b"y", "text/csv"))
    assert desk.file(made)["mimeType"] == "text/csv"
    assert desk.refused("files.update", fileId=desk.make(), body={"mimeType": SHEET})[0] == 400


def pdf_words(data: bytes) -> str:
    """What stands in a PDF of the sandbox's, as a reader gets it: each line's letters by the font that shows them."""
    objects = {int(number): body for number, body in re.findall(rb"(\d+) 0 obj\n(.*?)\nendobj\n", data, re.DOTALL)}
    streams = {
        number: zlib.decompress(body.split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0])
        for number, body in objects.items()
        if b"stream\n" in body
    }
    letters = {}
    for number, body in objects.items():
        if told := re.search(rb"/ToUnicode (\d+) 0 R", body):
            pairs = re.findall(rb"<(\w\w)> <(\w{4,})>", streams[int(told[1])].split(b"endcodespacerange")[1])
            letters[number] = {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
    page = next(body for body in objects.values() if b"/Type /Page " in body)
    fonts = {int(name): int(number) for name, number in re.findall(rb"/F(\d+) (\d+) 0 R", page)}
    lines = []
    for body in (body for body in objects.values() if b"/Type /Page " in body):
        for row in streams[int(re.search(rb"/Contents (\d+)", body)[1])].split(b"T*"):
            parts = re.findall(rb"/F(\d+) 10 Tf <(\w*)> Tj", row)
            codes = [(fonts[int(font)], bytes.fromhex(text.decode())) for font, text in parts]
            line = (
                "".join(letters[font][code] for code in text) if font in letters else text.decode("cp1252")
                for font, text in codes
            )
            lines.append("".join(line))
    return "\n".join(lines)


def test_a_doc_is_exported_as_a_pdf_that_holds_its_text_in_any_writing(desk):
    doc = desk.make("Goals of Zoë 🌱")
    words = "O'Brien (a\\b) €5 “quoted”\nمريم حسن\n日本語 🌱\n" + "".join(chr(0x4E00 + n) for n in range(300)) + "\nEnd"
    desk.type_into(doc, words)
    answer = desk.call("files.export", fileId=doc, mimeType="application/pdf")
    assert answer.data.startswith(b"%PDF-1.4\n")
    assert answer.data.rstrip().endswith(b"%%EOF")
    read = pdf_words(answer.data)
    assert read.replace("\n", "").rstrip() == words.replace("\n", "")
    assert "O'Brien (a\\b) €5 “quoted”" in read.split("\n")
    assert desk.call("files.export", fileId=doc, mimeType="application/pdf").data == answer.data


def test_a_long_doc_has_several_pages(desk):
    doc = desk.make()
    desk.type_into(doc, "\n".join(f"line {number}" for number in range(120)))
    data = desk.call("files.export", fileId=doc, mimeType="application/pdf").data
    assert data.count(b"/Type /Page ") == 3
    assert [line for line in pdf_words(data).split("\n") if line.strip()] == [f"line {number}" for number in range(120)]
