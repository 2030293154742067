"""Who asks for comments gets them with the Doc; nobody else does."""

import pytest
import requests

INCLUDED = "COMMENTS_VIEW_MODE_INCLUDED"
BY_ACCESS = "COMMENTS_VIEW_MODE_DEFAULT_FOR_CURRENT_ACCESS"


@pytest.fixture
def commented(sandbox):
    """A Doc with one comment, and a call of documents.get for any account."""
    me = "sam@students.example"

    def ask(method, path, *, who=me, **more):
        headers = {"Authorization": f"Bearer {sandbox.token(who)}"}
        return requests.request(method, sandbox.url + path, headers=headers, timeout=30, **more)

    doc = ask("POST", "/v1/documents", json={"title": "x"}).json()["documentId"]
    changes = [
        {"insertText": {"location": {"index": 1}, "text": "Hello"}},
        {"insertComment": {"content": "Why?", "range": {"startIndex": 1, "endIndex": 6}}},
    ]
    assert ask("POST", f"/v1/documents/{doc}:batchUpdate", json={"requests": changes}).ok
    reader = {"type": "user", "role": "reader", "emailAddress": "lee@students.example"}
    assert ask("POST", f"/drive/v3/files/{doc}/permissions", json=reader).ok
    return lambda who=me, **query: ask("GET", f"/v1/documents/{doc}", who=who, params=query)


def anchors(answer):
    return answer.json()["tabs"][0]["documentTab"].get("commentAnchors", {})


def test_without_asking_no_comment_and_no_anchor_is_shown(commented):
    answer = commented(includeTabsContent="true")
    assert "comments" not in answer.json()
    assert not anchors(answer)
    assert "commentAnchors" not in commented().json()


@pytest.mark.parametrize("mode", [INCLUDED, BY_ACCESS])
def test_who_may_comment_sees_comments(commented, mode):
    query = {"includeTabsContent": "true", "commentsViewMode": mode, "suggestionsViewMode": "SUGGESTIONS_INLINE"}
    answer = commented(**query)
    (thread,) = answer.json()["comments"]
    assert thread["headPost"]["content"] == "Why?"
    assert list(anchors(answer)) == [thread["anchorId"]]
    assert answer.json()["commentsViewMode"] == INCLUDED


def test_a_reader_sees_none_and_may_not_ask_for_them(commented):
    lee = "lee@students.example"
    answer = commented(who=lee, includeTabsContent="true", commentsViewMode=BY_ACCESS)
    assert "comments" not in answer.json()
    assert answer.json()["commentsViewMode"] == "COMMENTS_VIEW_MODE_OMITTED"
    query = {"includeTabsContent": "true", "commentsViewMode": INCLUDED, "suggestionsViewMode": "SUGGESTIONS_INLINE"}
    assert commented(who=lee, **query).status_code == 403


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"commentsViewMode": INCLUDED}, "Comments view mode may only be specified if tabs content is also requested."),
        (
            {
                "commentsViewMode": INCLUDED,
                "includeTabsContent": "true",
                "suggestionsViewMode": "PREVIEW_SUGGESTIONS_ACCEPTED",
            },
            "Comments may not be requested when previewing suggestions.",
        ),
    ],
    ids=["without tabs", "in a preview"],
)
def test_comments_are_refused_where_they_cannot_be_shown(commented, query, message):
    answer = commented(**query)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == message
