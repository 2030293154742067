from __future__ import annotations

import pytest
from desk import DOC, KIM, LEE, SHEET, STAFF

NEEDS = (400, "required", "The 'fields' parameter is required for this method.", "fields")


def say(desk, file_id, text, by=STAFF, **body):
    return desk.call("comments.create", by=by, body={"content": text, **body}, fileId=file_id, fields="*")


def heard(desk, file_id, by=STAFF, **params):
    return desk.call("comments.list", by=by, fileId=file_id, fields="*", **params)["comments"]


@pytest.fixture(params=[DOC, SHEET], ids=["doc", "sheet"])
def talk(desk, request):
    """A Doc or Sheet that Kim may write in."""
    desk.talk = desk.make(kind=request.param)
    desk.share(desk.talk, KIM)
    return desk


def test_a_comment_is_said_and_heard_by_the_others(talk):
    made = say(talk, talk.talk, "Is this <measurable>?", by=KIM)
    [found] = heard(talk, talk.talk)
    assert (found["id"], found["content"]) == (made["id"], "Is this <measurable>?")
    assert found["htmlContent"] == "Is this &lt;measurable&gt;?"
    assert (found["author"]["displayName"], found["author"]["me"], made["author"]["me"]) == ("Kim", False, True)
    assert found["replies"] == [] and found["resolved"] is False


def test_a_reply_resolves_a_comment_and_another_reopens_it(talk):
    comment = say(talk, talk.talk, "Please check")["id"]
    talk.later(minutes=1)
    given = {"fileId": talk.talk, "commentId": comment, "fields": "*"}
    reply = talk.call("replies.create", by=KIM, body={"content": "Done", "action": "resolve"}, **given)
    assert (reply["action"], reply["content"]) == ("resolve", "Done")
    [found] = heard(talk, talk.talk)
    assert found["resolved"] is True and found["modifiedTime"] == reply["createdTime"]
    talk.call("replies.create", body={"action": "reopen"}, **given)
    assert heard(talk, talk.talk)[0]["resolved"] is False
    assert [each["content"] for each in talk.call("replies.list", **given)["replies"]] == ["Done", ""]


def test_only_the_writer_rewords_a_comment_or_a_reply(talk):
    comment = say(talk, talk.talk, "old")["id"]
    given = {"fileId": talk.talk, "commentId": comment, "fields": "*"}
    reply = talk.call("replies.create", by=KIM, body={"content": "old"}, **given)["id"]
    assert talk.call("comments.update", body={"content": "new"}, **given)["content"] == "new"
    assert talk.refused("comments.update", by=KIM, body={"content": "x"}, **given)[0] == 403
    assert talk.call("replies.update", by=KIM, body={"content": "new"}, replyId=reply, **given)["content"] == "new"
    assert talk.refused("replies.update", body={"content": "x"}, replyId=reply, **given)[0] == 403
    assert talk.call("replies.get", replyId=reply, **given)["content"] == "new"


def test_a_deleted_comment_is_shown_empty_and_only_on_request(talk):
    comment = say(talk, talk.talk, "oops")["id"]
    assert talk.call("comments.delete", fileId=talk.talk, commentId=comment).status == 204
    assert heard(talk, talk.talk) == []
    [gone] = heard(talk, talk.talk, includeDeleted=True)
    assert gone["deleted"] is True and "content" not in gone
    refusal = talk.refused("comments.get", fileId=talk.talk, commentId=comment, fields="*")
    assert refusal == (404, "notFound", f"Comment not found: {comment}.", "commentId")
    assert talk.call("comments.get", fileId=talk.talk, commentId=comment, fields="*", includeDeleted=True)["deleted"]


def test_a_deleted_reply_likewise(talk):
    given = {"fileId": talk.talk, "commentId": say(talk, talk.talk, "x")["id"]}
    reply = talk.call("replies.create", body={"content": "y"}, fields="*", **given)["id"]
    talk.call("replies.delete", replyId=reply, **given)
    assert talk.call("replies.list", fields="*", **given)["replies"] == []
    [gone] = talk.call("replies.list", fields="*", includeDeleted=True, **given)["replies"]
    assert gone["deleted"] is True and "content" not in gone


def test_every_method_but_delete_wants_fields(talk):
    comment = say(talk, talk.talk, "x")["id"]
    given = {"fileId": talk.talk, "commentId": comment}
    assert talk.refused("comments.list", fileId=talk.talk) == NEEDS
    assert talk.refused("comments.create", fileId=talk.talk, body={"content": "x"}) == NEEDS
    assert talk.refused("comments.get", **given) == NEEDS
    assert talk.refused("replies.create", body={"content": "x"}, **given) == NEEDS


def test_a_reader_neither_hears_nor_speaks(talk):
    talk.share(talk.talk, LEE, "reader")
    assert talk.refused("comments.list", by=LEE, fileId=talk.talk, fields="*")[0] == 403
    assert talk.refused("comments.create", by=LEE, fileId=talk.talk, body={"content": "x"}, fields="*")[0] == 403


def test_an_anchor_and_a_quotation_come_back(talk):
    quoted = {"mimeType": "text/plain", "value": "three goals"}
    made = say(talk, talk.talk, "x", anchor='{"r": "head"}', quotedFileContent=quoted)
    assert made["anchor"] == '{"r": "head"}' and made["quotedFileContent"] == quoted
    assert heard(talk, talk.talk)[0]["quotedFileContent"] == quoted


def test_pages_and_times_of_comments(talk):
    for text in ("a", "b", "c"):
        say(talk, talk.talk, text)
        talk.later(minutes=1)
    page = talk.call("comments.list", fileId=talk.talk, fields="*", pageSize=2, pageToken="")
    rest = heard(talk, talk.talk, pageSize=2, pageToken=page["nextPageToken"])
    assert [each["content"] for each in page["comments"] + rest] == ["c", "b", "a"]
    assert [each["content"] for each in heard(talk, talk.talk, startModifiedTime="2026-11-24T09:31:00Z")] == ["c", "b"]
    assert talk.refused("comments.list", fileId=talk.talk, fields="*", startModifiedTime="then")[0] == 400


def test_a_comment_without_words_is_refused(talk):
    refusal = talk.refused("comments.create", fileId=talk.talk, body={}, fields="*")
    assert refusal[:2] == (400, "required")


def test_comments_that_docs_and_drive_make_are_the_same_ones(desk):
    doc = desk.make()
    desk.type_into(doc, "I will learn to juggle")
    insert = {"insertComment": {"range": {"startIndex": 1, "endIndex": 7}, "content": "How?"}}
    desk.call("docs.documents.batchUpdate", body={"requests": [insert]}, documentId=doc)
    [found] = heard(desk, doc)
    assert found["content"] == "How?"
    assert found["quotedFileContent"] == {"mimeType": "text/html", "value": "I will"}
    assert found["anchor"].startswith("kix.")
    given = {"fileId": doc, "commentId": found["id"], "fields": "*"}
    desk.call("replies.create", body={"content": "With three balls", "action": "resolve"}, **given)
    made = say(desk, doc, "From Drive")["id"]
    answer = {"addCommentReply": {"commentId": made, "post": {"content": "From Docs", "commentAction": "RESOLVE"}}}
    desk.call("docs.documents.batchUpdate", body={"requests": [answer]}, documentId=doc)
    [reply] = desk.call("replies.list", fileId=doc, commentId=made, fields="*")["replies"]
    assert (reply["content"], reply["action"]) == ("From Docs", "resolve")
    gone = {"deleteComment": {"commentId": found["id"]}}
    desk.call("docs.documents.batchUpdate", body={"requests": [gone]}, documentId=doc)
    assert [(each["content"], each["resolved"]) for each in heard(desk, doc)] == [("From Drive", True)]


def test_a_copy_has_open_comments_only_if_that_is_wanted(desk):
    doc = desk.make()
    say(desk, doc, "open")
    done = say(desk, doc, "done")["id"]
    desk.call("replies.create", body={"action": "resolve"}, fileId=doc, commentId=done, fields="*")
    plain, full = desk.call("files.copy", fileId=doc), desk.call("files.copy", fileId=doc, copyComments=True)
    assert heard(desk, plain["id"]) == []
    assert [each["content"] for each in heard(desk, full["id"])] == ["open"]


def test_a_comment_does_not_move_the_time_of_modification(talk):
    talk.later(minutes=1)
    before = talk.file(talk.talk)
    say(talk, talk.talk, "x")
    after = talk.file(talk.talk)
    assert after["modifiedTime"] == before["modifiedTime"]
    assert int(after["version"]) > int(before["version"])
