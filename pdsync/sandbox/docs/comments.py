"""Comment threads: made on a range, answered, changed and taken away."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import Any

from pdsync.sandbox.docs.content import Content
from pdsync.sandbox.docs.draft import Draft, Invalid, request
from pdsync.sandbox.docs.model import NOTHING, Fields, Paragraph, paragraphs

LONGEST = 2048
WRITER = "sandbox:email"
"""Where a post keeps its writer's address; no answer shows it."""
Thread = dict[str, Any]


def stamp(draft: Draft) -> str:
    """The draft's time as Google writes it."""
    return draft.now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{draft.now.microsecond // 1000:03}Z"


def text_of(content: str | None) -> str:
    """A post's text, checked."""
    if not content:
        raise Invalid("The content of a comment must not be empty.")
    if len(content.encode()) > LONGEST:
        raise Invalid(f"The content of a comment must not exceed {LONGEST} UTF-8 code units.")
    return content


def post(draft: Draft, content: str) -> Thread:
    """A new post by the draft's author."""
    now = stamp(draft)
    return {
        "postId": draft.new_id(),
        "author": {"displayName": draft.author.name, "user": f"users/{draft.author.id}"},
        "content": content,
        "contentHtml": html.escape(content),
        "createTime": now,
        "updateTime": now,
        WRITER: draft.author.email,
    }


def seen_by(thread: Fields, email: str) -> Thread:
    """A thread as one user sees it: "me" on that user's own posts."""

    def seen(each: Fields) -> Thread:
        if WRITER not in each:
            return dict(each)
        shown = {name: value for name, value in each.items() if name != WRITER}
        return {**shown, "author": {**each["author"], "me": True}} if each[WRITER] == email else shown

    result = {**thread, "headPost": seen(thread["headPost"])} if "headPost" in thread else dict(thread)
    return {**result, "replies": [seen(each) for each in thread["replies"]]} if thread.get("replies") else result


@request("insertComment", suggests=True)
def insert_comment(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Start a thread on a range; the thread."""
    if body.get("range") is None:
        raise Invalid("Insert comment requests must specify a range to anchor to.")
    place, start, end = draft.range(body)
    head = {**post(draft, text_of(body.get("content"))), "commentAction": "NO_COMMENT_ACTION_CHANGE"}
    if body.get("assigneeEmailAddress"):
        head["assigneeEmail"] = body["assigneeEmailAddress"]
    anchor = draft.kix()
    span: dict[str, Any] = {"startIndex": start, "endIndex": end} if start else {"endIndex": end}
    if place[1]:
        span["segmentId"] = place[1]
    if place[0] != draft.content.tabs[0].id:
        span["tabId"] = place[0]
    anchors = draft.tab(place[0]).fields.get("commentAnchors", NOTHING)
    draft.put_fields(place[0], commentAnchors={**anchors, anchor: {"anchorId": anchor, "ranges": [span]}})
    thread = {
        "commentId": draft.new_id(),
        "anchorId": anchor,
        "headPost": head,
        "plainTextQuote": quote(draft, place, start, end),
        "status": "OPEN",
    }
    draft.content = replace(draft.content, comments=(*draft.content.comments, thread))
    return {"commentThread": seen_by(thread, draft.author.email)}


def quote(draft: Draft, place: tuple[str, str], start: int, end: int) -> str:
    """The text in a range."""
    parts = []
    for at, paragraph in paragraphs(draft.segment(place).blocks):
        if at < end and at + paragraph.width > start:
            inside = _inside(paragraph.text, max(start - at, 0), end - at) if _plain(paragraph) else paragraph.text
            parts.append(inside)
    return "".join(parts).rstrip("\n")


def _plain(paragraph: Paragraph) -> bool:
    return all(piece.kind == "textRun" for piece in paragraph.pieces)


def _inside(text: str, first: int, last: int) -> str:
    encoded = text.encode("utf-16-le")
    return encoded[2 * first : 2 * last].decode("utf-16-le", "ignore")


def _threads(draft: Draft, body: dict[str, Any]) -> tuple[str, int, Thread]:
    """Which list a request means, and the thread's number in it."""
    kind, key = ("suggestions", "suggestionId") if body.get("suggestionId") else ("comments", "commentId")
    for number, thread in enumerate(getattr(draft.content, kind)):
        if thread.get(key) == body.get(key):
            return kind, number, dict(thread)
    raise Invalid(f"{'Suggestion' if kind == 'suggestions' else 'Comment'} with ID {body.get(key, '')} does not exist.")


def _put(draft: Draft, kind: str, number: int, *threads: Thread) -> None:
    old: tuple[Fields, ...] = getattr(draft.content, kind)
    changes: dict[str, Any] = {kind: (*old[:number], *threads, *old[number + 1 :])}
    draft.content = replace(draft.content, **changes)


@request("addCommentReply", suggests=True)
def add_comment_reply(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Answer a thread, or resolve or reopen it; the post."""
    kind, number, thread = _threads(draft, body)
    wanted = body.get("post") or {}
    action = wanted.get("commentAction", "NO_COMMENT_ACTION_CHANGE")
    for name in wanted:
        if name not in ("content", "commentAction"):
            raise NotImplementedError(f"addCommentReply.post.{name}")
    made = post(draft, wanted.get("content", "") if action in ("RESOLVE", "REOPEN") else text_of(wanted.get("content")))
    if action in ("RESOLVE", "REOPEN"):
        made["commentAction"] = action
        thread["status"] = "RESOLVED" if action == "RESOLVE" else "OPEN"
    thread["replies"] = [*thread.get("replies", ()), made]
    _put(draft, kind, number, thread)
    return {"post": seen_by({"headPost": made}, draft.author.email)["headPost"]}


@request("deleteComment", suggests=True)
def delete_comment(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Take a thread away; only who started it may."""
    kind, number, thread = _threads(draft, {"commentId": body.get("commentId")})
    _own(draft, thread.get("headPost", NOTHING))
    _put(draft, kind, number)
    for tab in [each for each in draft.content.tabs if thread.get("anchorId") in each.fields.get("commentAnchors", {})]:
        anchors = {id: one for id, one in tab.fields["commentAnchors"].items() if id != thread["anchorId"]}
        draft.put_fields(tab.id, commentAnchors=anchors or None)
    return {}


@request("deleteCommentReply", suggests=True)
def delete_comment_reply(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Take an answer away; only who wrote it may, and not one that resolved or assigned."""
    kind, number, thread = _threads(draft, body)
    found = _reply(thread, body.get("postId", ""))
    _own(draft, found)
    if found.get("commentAction") or found.get("assigneeEmail"):
        raise Invalid("A reply with an action or an assignee cannot be deleted.")
    thread["replies"] = [each for each in thread["replies"] if each is not found]
    _put(draft, kind, number, thread)
    return {}


@request("updateCommentPost", suggests=True)
def update_comment_post(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Reword a post; only who wrote it may."""
    kind, number, thread = _threads(draft, body)
    head = thread.get("headPost", NOTHING)
    text = text_of(body.get("content"))
    found = head if head.get("postId") == body.get("postId") else _reply(thread, body.get("postId", ""))
    if found is head and kind == "suggestions":
        raise Invalid("The first post of a suggestion cannot be changed.")
    _own(draft, found)
    made = {**found, "content": text, "contentHtml": html.escape(text), "updateTime": stamp(draft)}
    if found is head:
        thread["headPost"] = made
    else:
        thread["replies"] = [made if each is found else each for each in thread["replies"]]
    _put(draft, kind, number, thread)
    return {}


def _reply(thread: Thread, post_id: str) -> Fields:
    for each in thread.get("replies", ()):
        if each.get("postId") == post_id:
            found: Fields = each
            return found
    raise Invalid(f"Post with ID {post_id} does not exist.")


def _own(draft: Draft, found: Fields) -> None:
    if found.get(WRITER) != draft.author.email:
        raise Invalid("The requesting user is not the author of the post.")


def threads(content: Content, email: str) -> dict[str, Any]:
    """The Doc's comments and suggestions as one user sees them."""
    comments = [seen_by(thread, email) for thread in content.comments]
    suggestions = [seen_by(thread, email) for thread in content.suggestions]
    shown = {"comments": comments, "suggestions": suggestions}
    return {name: each for name, each in shown.items() if each}
