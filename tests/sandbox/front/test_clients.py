"""Programs that have never heard of the sandbox: Google's quickstarts, and gspread's tutorial."""

import os
import signal
import subprocess
import sys

import gspread
import pytest
from googleapiclient.errors import HttpError

COLLEAGUE = "colleague@school.example"


def test_googles_quickstarts(drive, docs, sheets):
    document = docs.documents().create(body={"title": "Minutes"}).execute()
    assert docs.documents().get(documentId=document["documentId"]).execute().get("title") == "Minutes"

    book = sheets.spreadsheets().create(body={"properties": {"title": "Class"}}, fields="spreadsheetId").execute()
    body = {"values": [["Name", "Major"], ["Alexandra", "English"]]}
    values = sheets.spreadsheets().values()
    written = values.update(
        spreadsheetId=book["spreadsheetId"], range="A1:B2", valueInputOption="USER_ENTERED", body=body
    )
    assert written.execute().get("updatedCells") == 4
    assert values.get(spreadsheetId=book["spreadsheetId"], range="A2:B").execute()["values"] == [
        ["Alexandra", "English"]
    ]

    results = drive.files().list(pageSize=10, fields="nextPageToken, files(id, name)").execute()
    assert {item["name"] for item in results.get("files", [])} == {"Minutes", "Class"}


def test_a_query_too_long_for_an_address_is_sent_as_a_post_and_is_still_a_list(drive, sandbox):
    drive.files().create(body={"name": "notes"}).execute()
    query = " or ".join(f"name = 'student {number} O\\'Brien'" for number in range(100)) + " or name = 'notes'"
    assert [file["name"] for file in drive.files().list(q=query).execute()["files"]] == ["notes"]
    assert sandbox.journal()[-1]["method"] == "drive.files.list"
    assert sandbox.journal()[-1]["applied"] is False


def test_an_error_reaches_the_client_as_googles(drive, sheets):
    with pytest.raises(HttpError) as missing:
        drive.files().get(fileId="nope").execute()
    assert (missing.value.status_code, missing.value.reason) == (404, "File not found: nope.")
    with pytest.raises(HttpError) as wrong:
        sheets.spreadsheets().batchUpdate(spreadsheetId="x", body={"requests": [{"addSheet": {"nope": 1}}]}).execute()
    assert "Unknown name \"nope\" at 'requests[0].add_sheet': Cannot find field." in wrong.value.reason
    assert wrong.value.error_details[0]["fieldViolations"][0]["field"] == "requests[0].add_sheet"


def test_gspreads_tutorial(spreadsheets, google):
    book = spreadsheets.create("A new spreadsheet")
    book.share(COLLEAGUE, perm_type="user", role="writer", notify=False)
    sheet = spreadsheets.open("A new spreadsheet").sheet1
    sheet.update([[1, 2], [3, 4]], "A1:B2")
    sheet.update_acell("B1", "Bingo!")
    sheet.append_row(["5", "six"], value_input_option="USER_ENTERED")
    assert sheet.get_all_values() == [["1", "Bingo!"], ["3", "4"], ["5", "six"]]
    assert sheet.find("Bingo!").address == "B1"
    sheet.format("A1:B1", {"textFormat": {"bold": True}})
    sheet.batch_update([{"range": "D1:E1", "values": [["a", "b"]]}, {"range": "D2", "values": [["=A1+A2"]]}], raw=False)
    assert sheet.batch_get(["D1:E1", "D2"]) == [[["a", "b"]], [["4"]]]
    other = book.add_worksheet("Second", rows=10, cols=3)
    assert [each.title for each in book.worksheets()] == ["Sheet1", "Second"]
    book.del_worksheet(other)
    seen = google("drive.v3", COLLEAGUE).files().list(fields="files(name,ownedByMe)").execute()["files"]
    assert seen == [{"name": "A new spreadsheet", "ownedByMe": False}]
    with pytest.raises(gspread.exceptions.WorksheetNotFound):
        book.worksheet("Second")
    spreadsheets.del_spreadsheet(book.id)
    with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        spreadsheets.open_by_key(book.id)


SERVER = """
from pdsync.sandbox import serve
with serve() as sandbox:
    sandbox.wait(ready=lambda: print(sandbox.url, flush=True))
print("over")
"""


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_told_to_stop(sent):
    command = [sys.executable, "-c", SERVER]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    ) as process:
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        process.send_signal(sent)
        out, err = process.communicate(timeout=20)
    assert (out, err, process.returncode) == ("over\n", "", 0)
