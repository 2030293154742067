"""drive.comments and drive.replies."""

from __future__ import annotations

import html
from typing import Any

from pdsync.sandbox.calls import Call, Raw, route
from pdsync.sandbox.docs.comments import WRITER
from pdsync.sandbox.drive import bodies, defaults, feed, pages, refused, threads
from pdsync.sandbox.drive.deleting import EMPTY
from pdsync.sandbox.drive.files import File, milliseconds, stamp
from pdsync.sandbox.drive.opening import for_writing, opened
from pdsync.sandbox.drive.people import PHOTO
from pdsync.sandbox.drive.roles import RANKS
from pdsync.sandbox.drive.threads import Board, Thread

Json = dict[str, Any]
ACTIONS = {"resolve": "RESOLVE", "reopen": "REOPEN"}
SPOKEN = {each: name for name, each in ACTIONS.items()}


@route("drive.comments.create")
def create(call: Call) -> Json:
    """Start a thread; in a Doc it is one of the Doc's own."""
    defaults.mask(call)
    file, _ = for_writing(call, "commenter")
    found = threads.board(call.store, file)
    head = threads.post(call.user, _content(call), milliseconds(call.now))
    thread: Thread = {"commentId": threads.new_id(), "headPost": head, "status": "OPEN"}
    notes = {name: call.body[name] for name in ("anchor", "quotedFileContent") if call.body.get(name)}
    if notes:
        found.notes[thread["commentId"]] = notes
    found.live.append(thread)
    _keep(call, file, found)
    return shown(call, found, thread)


@route("drive.comments.list", reads=True)
def list_comments(call: Call) -> Json:
    """One page of a file's threads, those that changed last first."""
    defaults.mask(call)
    file, _ = for_reading(call)
    found = threads.board(call.store, file)
    every = [*found.live, *(found.gone if call.params.get("includeDeleted") else ())]
    if since := call.params.get("startModifiedTime"):
        least = bodies.moment({"startModifiedTime": since}, "startModifiedTime")
        every = [each for each in every if least is not None and threads.changed(each) >= stamp(least)]
    every.sort(key=threads.changed, reverse=True)
    some, more = pages.sliced(
        [call.user.email, file.id, "comments"], every, size=call.params.get("pageSize", 20),
        sent=call.params.get("pageToken") or "",
    )  # fmt: skip
    answer: Json = {"kind": "drive#commentList", "comments": [shown(call, found, each) for each in some]}
    return answer | ({"nextPageToken": more} if more else {})


@route("drive.comments.get", reads=True)
def get(call: Call) -> Json:
    """One thread."""
    defaults.mask(call)
    file, _ = for_reading(call)
    found = threads.board(call.store, file)
    return shown(call, found, _thread(call, found, deleted=bool(call.params.get("includeDeleted"))))


@route("drive.comments.update")
def update(call: Call) -> Json:
    """Reword a thread's first post; only who wrote it may."""
    defaults.mask(call)
    file, _ = for_writing(call, "commenter")
    found = threads.board(call.store, file)
    thread = _thread(call, found)
    thread["headPost"] = _reworded(call, file, thread["headPost"])
    _keep(call, file, found)
    return shown(call, found, thread)


@route("drive.comments.delete")
def delete(call: Call) -> Raw:
    """Take a thread away."""
    file, role = for_writing(call, "commenter")
    found = threads.board(call.store, file)
    thread = _thread(call, found)
    _own(call, file, thread["headPost"], role)
    found.live.remove(thread)
    found.gone.append(thread)
    _keep(call, file, found)
    return EMPTY


@route("drive.replies.create")
def create_reply(call: Call) -> Json:
    """Answer a thread, resolve it or reopen it."""
    defaults.mask(call)
    file, _ = for_writing(call, "commenter")
    found = threads.board(call.store, file)
    thread = _thread(call, found)
    action = call.body.get("action")
    if action is not None and action not in ACTIONS:
        raise refused.invalid("reply.action", location_type="other")
    content = str(call.body.get("content") or "") if action else _content(call)
    made = threads.post(call.user, content, milliseconds(call.now))
    if action:
        made["commentAction"] = ACTIONS[action]
        thread["status"] = "RESOLVED" if action == "resolve" else "OPEN"
    thread["replies"] = [*thread.get("replies", ()), made]
    _keep(call, file, found)
    return reply(call, found, made)


@route("drive.replies.list", reads=True)
def list_replies(call: Call) -> Json:
    """One page of a thread's replies, the oldest first."""
    defaults.mask(call)
    file, _ = for_reading(call)
    found = threads.board(call.store, file)
    every = _replies(call, found, _thread(call, found))
    some, more = pages.sliced(
        [call.user.email, file.id, call.params["commentId"]], every, size=call.params.get("pageSize", 20),
        sent=call.params.get("pageToken") or "",
    )  # fmt: skip
    answer: Json = {"kind": "drive#replyList", "replies": [reply(call, found, each) for each in some]}
    return answer | ({"nextPageToken": more} if more else {})


@route("drive.replies.get", reads=True)
def get_reply(call: Call) -> Json:
    """One reply."""
    defaults.mask(call)
    file, _ = for_reading(call)
    found = threads.board(call.store, file)
    return reply(call, found, _reply(call, _replies(call, found, _thread(call, found))))


@route("drive.replies.update")
def update_reply(call: Call) -> Json:
    """Reword a reply; only who wrote it may."""
    defaults.mask(call)
    file, _ = for_writing(call, "commenter")
    found = threads.board(call.store, file)
    thread = _thread(call, found)
    old = _reply(call, thread.get("replies", []))
    made = _reworded(call, file, old)
    thread["replies"] = [made if each is old else each for each in thread["replies"]]
    _keep(call, file, found)
    return reply(call, found, made)


@route("drive.replies.delete")
def delete_reply(call: Call) -> Raw:
    """Take a reply away."""
    file, role = for_writing(call, "commenter")
    found = threads.board(call.store, file)
    thread = _thread(call, found)
    old = _reply(call, thread.get("replies", []))
    _own(call, file, old, role)
    thread["replies"] = [each for each in thread["replies"] if each is not old]
    note = found.notes.setdefault(thread["commentId"], {})
    note["replies"] = [*note.get("replies", ()), old]
    _keep(call, file, found)
    return EMPTY


def for_reading(call: Call) -> tuple[File, str]:
    """The file, for who may see its comments: readers may not."""
    file, role = opened(call)
    if RANKS[role] < RANKS["commenter"]:
        raise refused.insufficient(file.id)
    return file, role


def _keep(call: Call, file: File, found: Board) -> None:
    threads.pin(call.store, file, found)
    feed.noticed(call.store, file, milliseconds(call.now))


def _content(call: Call) -> str:
    content = call.body.get("content")
    if not content:
        raise refused.required("content", "The content field is required.", location_type="other")
    return str(content)


def _thread(call: Call, found: Board, *, deleted: bool = False) -> Thread:
    wanted = call.params["commentId"]
    every = [*found.live, *found.gone] if deleted else found.live
    thread = next((each for each in every if each["commentId"] == wanted), None)
    if thread is None:
        raise refused.of(404, "notFound", f"Comment not found: {wanted}.", location="commentId")
    return thread


def _replies(call: Call, found: Board, thread: Thread) -> list[Json]:
    replies = list(thread.get("replies", ()))
    if call.params.get("includeDeleted"):
        replies += found.notes.get(thread["commentId"], {}).get("replies", ())
        replies.sort(key=lambda each: str(each["createTime"]))
    return replies


def _reply(call: Call, replies: list[Json]) -> Json:
    wanted = call.params["replyId"]
    found = next((each for each in replies if each["postId"] == wanted), None)
    if found is None:
        raise refused.of(404, "notFound", f"Reply not found: {wanted}.", location="replyId")
    return found


def _own(call: Call, file: File, post: Json, role: str = "reader") -> None:
    if post.get(WRITER) != call.user.email and RANKS[role] < RANKS["writer"]:
        raise refused.insufficient(file.id)


def _reworded(call: Call, file: File, post: Json) -> Json:
    _own(call, file, post)
    text = _content(call)
    return {**post, "content": text, "contentHtml": html.escape(text), "updateTime": stamp(milliseconds(call.now))}


def shown(call: Call, found: Board, thread: Thread) -> Json:
    """The comment resource of a thread."""
    deleted = thread in found.gone
    head, notes = thread["headPost"], found.notes.get(thread["commentId"], {})
    answer = {
        **_said(call, head, "drive#comment", deleted=deleted),
        "id": thread["commentId"],
        "modifiedTime": threads.changed(thread),
        "resolved": thread.get("status") == "RESOLVED",
        "replies": [reply(call, found, each) for each in _replies(call, found, thread)],
        "mentionedEmailAddresses": [],
    }
    if anchor := notes.get("anchor") or thread.get("anchorId"):
        answer["anchor"] = anchor
    if quoted := notes.get("quotedFileContent") or _quoted(thread):
        answer["quotedFileContent"] = quoted
    if assignee := head.get("assigneeEmail"):
        answer["assigneeEmailAddress"] = assignee
    return answer


def _quoted(thread: Thread) -> Json:
    words = thread.get("plainTextQuote", "")
    return {"mimeType": "text/html", "value": html.escape(words)} if words else {}


def reply(call: Call, found: Board, post: Json) -> Json:
    """The reply resource of a post."""
    gone = any(post in note.get("replies", ()) for note in found.notes.values())
    answer = {**_said(call, post, "drive#reply", deleted=gone), "id": post["postId"], "mentionedEmailAddresses": []}
    if action := SPOKEN.get(post.get("commentAction", "")):
        answer["action"] = action
    return answer


def _said(call: Call, post: Json, kind: str, *, deleted: bool) -> Json:
    author = {
        "kind": "drive#user",
        "displayName": post["author"].get("displayName", ""),
        "photoLink": PHOTO,
        "me": post.get(WRITER) == call.user.email,
    }
    answer = {"kind": kind, "author": author, "createdTime": post["createTime"], "modifiedTime": post["updateTime"],
              "deleted": deleted}  # fmt: skip
    if deleted:
        return answer
    return answer | {"content": post.get("content", ""), "htmlContent": post.get("contentHtml", "")}
