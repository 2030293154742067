"""What each behaviour of Drive rests on: recorded from the real service, documented by Google, or assumed."""

from __future__ import annotations

from dataclasses import dataclass

RECORDED, DOCUMENTED, ASSUMED = "recorded", "documented", "assumed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A method or a trait of one, what it rests on, and a note."""

    what: str
    evidence: str
    note: str


METHODS = (
    Evidence("drive.about.get", DOCUMENTED, "That it wants fields, and the words of the refusal, are recorded."),
    Evidence("drive.files.create", RECORDED, "Docs, Sheets, folders, shortcuts and bytes; other kinds are refused."),
    Evidence("drive.files.copy", RECORDED, "Name, default answer; what comes along is documented, grants do not."),
    Evidence("drive.files.get", RECORDED, "Fields of Docs, folders and bytes; alt=media for bytes only."),
    Evidence("drive.files.list", RECORDED, "Answers, order of the checks, bounds of pageSize; the rest documented."),
    Evidence("drive.files.update", DOCUMENTED, "Metadata, content, bin, moves; that renaming moves times is assumed."),
    Evidence("drive.files.delete", RECORDED, "204; that files of others go home to them is documented."),
    Evidence("drive.files.emptyTrash", DOCUMENTED, "What the caller owns; with driveId the bin of a shared drive."),
    Evidence("drive.files.generateIds", DOCUMENTED, "The words of the refusals of an id are assumed."),
    Evidence("drive.files.export", RECORDED, "CSV; text, HTML and Markdown documented; PDF and office refused."),
    Evidence("drive.v2.files.update", RECORDED, "Only the upload of content; thumbnails and etags are made up."),
    Evidence("drive.permissions.create", DOCUMENTED, "Refusals without a Google account are quoted by many programs."),
    Evidence("drive.permissions.list", DOCUMENTED, "Oldest first; who may not write sees none: both assumed."),
    Evidence("drive.permissions.get", DOCUMENTED, "One's own grant can be read by anybody: assumed."),
    Evidence("drive.permissions.update", DOCUMENTED, "Roles and ownership; expiry is refused by name."),
    Evidence("drive.permissions.delete", DOCUMENTED, "204; the words of the 404 are quoted."),
    Evidence("drive.changes.getStartPageToken", DOCUMENTED, "A counter of the whole sandbox."),
    Evidence("drive.changes.list", DOCUMENTED, "One entry a file, its latest; drives themselves are not told of."),
    Evidence("drive.comments.create", DOCUMENTED, "That fields are wanted is recorded."),
    Evidence("drive.comments.list", RECORDED, "An empty list is recorded; the last changed first: assumed."),
    Evidence("drive.comments.get", DOCUMENTED, "Deleted ones on request, without content."),
    Evidence("drive.comments.update", DOCUMENTED, "Only by its author."),
    Evidence("drive.comments.delete", DOCUMENTED, "By its author, or who may write: assumed."),
    Evidence("drive.replies.create", DOCUMENTED, "Resolves and reopens; that fields are wanted is quoted."),
    Evidence("drive.replies.list", DOCUMENTED, "Oldest first."),
    Evidence("drive.replies.get", DOCUMENTED, "Deleted ones on request, without content."),
    Evidence("drive.replies.update", DOCUMENTED, "Only by its author."),
    Evidence("drive.replies.delete", DOCUMENTED, "By its author, or who may write: assumed."),
    Evidence("drive.revisions.list", DOCUMENTED, "A Doc's edits by one person within an hour are one: assumed."),
    Evidence("drive.revisions.get", DOCUMENTED, "Without the content that it had."),
    Evidence("drive.drives.create", DOCUMENTED, "A repeated requestId is 409; its reason is assumed."),
    Evidence("drive.drives.get", DOCUMENTED, "Members only; domain administrators are not played."),
    Evidence("drive.drives.list", DOCUMENTED, "By name; queries by anything else are refused by name."),
    Evidence("drive.drives.update", DOCUMENTED, "Name, colour, restrictions; restrictions have no effect."),
    Evidence("drive.drives.delete", DOCUMENTED, "Only when empty; the words of the refusal are assumed."),
)
TRAITS = (
    Evidence("default fields", RECORDED, "kind, id, name and mimeType of a file; kind, id, type and role of a grant."),
    Evidence("ids", RECORDED, "44 characters for Docs and Sheets, 33 for folders and bytes, 19 for My Drive."),
    Evidence("a name left out", RECORDED, "Copy of X for a copy; Untitled for a new file is documented."),
    Evidence("what a file shows of itself", RECORDED, "A folder and bytes compared field by field; Docs from v2."),
    Evidence("capabilities", DOCUMENTED, "Worked out of the role; those of labels, approvals and AI are left out."),
    Evidence("not found", RECORDED, "404 also for what is not shared, which is documented."),
    Evidence("insufficientFilePermissions", RECORDED, "Of its two wordings the newer one, with the file's id."),
    Evidence("fields that only Drive sets", DOCUMENTED, "fieldNotWritable; its words are quoted."),
    Evidence("one parent", DOCUMENTED, "That a second one is cannotAddParent is quoted; two at once: 400 assumed."),
    Evidence("a hundred levels of folders", RECORDED, "The refusal; that it counts from My Drive is assumed."),
    Evidence("the bin", DOCUMENTED, "Reaches into folders; only the owner, or a fileOrganizer, uses it."),
    Evidence("times", DOCUMENTED, "modifiedTime moves on content, name, description; not on grants or properties."),
    Evidence("version", ASSUMED, "Grows by one with every change, also of grants and comments."),
    Evidence("size of Docs and Sheets", RECORDED, "1024, always."),
    Evidence("viewedByMe", RECORDED, "Set by one's own edits; reading through an API does not count: assumed."),
    Evidence("properties", DOCUMENTED, "Merged, null deletes, 124 bytes, 30 a file; the refusals are assumed."),
    Evidence("appProperties", DOCUMENTED, "Private to the client id; a copy has those of every app: assumed."),
    Evidence("generated ids for Docs", DOCUMENTED, "Refused; the words are quoted."),
    Evidence("q: grammar", DOCUMENTED, "and before or: assumed. In capitals they are refused: assumed."),
    Evidence("q: unknown terms", RECORDED, "400 invalid, Invalid Value, location q."),
    Evidence("q: name contains", DOCUMENTED, "Every word begins a word of the name, in any order: quoted."),
    Evidence("q: name =", RECORDED, "Without regard to case."),
    Evidence("q: mimeType contains", ASSUMED, "Anywhere in the type."),
    Evidence("q: fullText", DOCUMENTED, "Whole words or a quoted phrase; not ordered by relevance."),
    Evidence("q: writers and readers", ASSUMED, "Stronger roles count too, links and whole domains do not."),
    Evidence("q: sharedWithMe", DOCUMENTED, "Own grants only, not what lies in a shared folder: assumed."),
    Evidence("q: visibility", DOCUMENTED, "limited, and the four wider ones."),
    Evidence("q: labels and others", ASSUMED, "Refused like unknown terms."),
    Evidence("default order", RECORDED, "Last modified first, the bin included."),
    Evidence("orderBy", DOCUMENTED, "Unknown keys 400; that repeated ones are 403 is recorded, its words are assumed."),
    Evidence("page tokens", DOCUMENTED, "Good for one person and question; refused otherwise as recorded."),
    Evidence("corpora", DOCUMENTED, "user, drive, allDrives; domain is refused by name."),
    Evidence("shared drives in corpora=user", ASSUMED, "Those files that the person has opened or changed."),
    Evidence("what a link opens", DOCUMENTED, "Readable by id, in nobody's list."),
    Evidence("delayed lists", ASSUMED, "Only by a planned fault."),
    Evidence("permission ids", RECORDED, "One number a person, as in about and in user resources."),
    Evidence("making a grant again", ASSUMED, "One grant stays, with the stronger role; a mail is sent again."),
    Evidence("inherited grants", DOCUMENTED, "Under the same id; whoever owns the folder writes in it: assumed."),
    Evidence("taking an inherited grant away", ASSUMED, "403; its reason in My Drive is a guess."),
    Evidence("no Google account", DOCUMENTED, "Invited by mail only; the words are quoted by many programs."),
    Evidence("shared, but no mail was sent", DOCUMENTED, "Only by a planned fault."),
    Evidence("limits on sharing", DOCUMENTED, "sharingRateLimitExceeded only by a planned fault."),
    Evidence("mails", ASSUMED, "One for each grant to a person or group; none for comments."),
    Evidence("groups", ASSUMED, "Can be granted; nobody is a member."),
    Evidence("changing hands", DOCUMENTED, "Within a domain; private accounts agree first. Words quoted."),
    Evidence("expirationTime", DOCUMENTED, "Refused by name, as are views and limited access."),
    Evidence("changes in a folder that is shared", ASSUMED, "Only the folder is told of, not what lies in it."),
    Evidence("drive.file", DOCUMENTED, "An app's own files; others are 404, or 403 when only writing is out of reach."),
    Evidence("drive.file in Docs and Sheets", ASSUMED, "404 for what the app did not make."),
    Evidence("service accounts", DOCUMENTED, "storageQuotaExceeded in My Drive; in Docs and Sheets 403."),
    Evidence("comments of Docs", ASSUMED, "Drive's and Docs' are the same; ids and anchors are Docs'."),
    Evidence("readers and comments", ASSUMED, "They see none: 403."),
    Evidence("members of shared drives", RECORDED, "Refusals as documented samples; permissionDetails documented."),
    Evidence("moving into shared drives", RECORDED, "Refusals as documented samples; folders never move."),
    Evidence("imports", DOCUMENTED, "Text, HTML without tables and pictures, separated values; else 400 convertTo."),
    Evidence("exports of Docs", ASSUMED, "Byte order mark and CRLF recorded; layout of lists and tables is a guess."),
    Evidence("storage", ASSUMED, "15 GB, never full."),
)
TABLE = (*METHODS, *TRAITS)
