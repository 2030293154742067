"""What each fault and each quota rests on: recorded from the real service, documented by Google, or assumed."""

from __future__ import annotations

from pdsync.sandbox.evidence import ASSUMED, DOCUMENTED, RECORDED, Evidence

ACTIONS = (
    Evidence(
        "status", DOCUMENTED, "In the dialect of the method; words for a status alone are google.rpc's usual ones."
    ),
    Evidence("reason", DOCUMENTED, "See the reasons."),
    Evidence("message", ASSUMED, "Any words that a test wants."),
    Evidence("meaning", DOCUMENTED, "Of invalidSharingRequest: noAccount, sharedWithoutMail, notAllowed."),
    Evidence("retryAfter", ASSUMED, "Google seldom sends Retry-After; clients have to cope with it."),
    Evidence("html", RECORDED, "The 429 page's words are recorded; others have the layout of a recorded 404 page."),
    Evidence("connection", ASSUMED, "RST or FIN on the raw socket, as networks do it."),
    Evidence("truncate", ASSUMED, "The head promises the whole body; FIN comes after some bytes of it."),
    Evidence("drip", ASSUMED, "Real seconds, not the sandbox's."),
    Evidence(
        "stall", ASSUMED, "Real seconds; before the handler it ends when the client has gone, and the handler runs."
    ),
    Evidence("edit", DOCUMENTED, "A collaborator's batchUpdate, by any account that may write in the Doc."),
    Evidence("revoke", DOCUMENTED, "As if the person had taken the consent back, for one kind of token or for both."),
    Evidence("deliverTwice", ASSUMED, "As when a client or a proxy sends a request again; the second answer is sent."),
    Evidence(
        "listLag", ASSUMED, "Many programs meet new files that lists do not show yet; for how long, is not known."
    ),
    Evidence("modifiedLag", ASSUMED, "Drive's modifiedTime has been seen to stay behind edits by seconds to minutes."),
)
REASONS = (
    Evidence("badRequest", DOCUMENTED, "The words differ with the request."),
    Evidence("invalid", RECORDED, "Invalid Value."),
    Evidence("invalidSharingRequest", DOCUMENTED, "Both meanings; the words with an address are quoted by programs."),
    Evidence("authError", RECORDED, "The long message of today."),
    Evidence("rateLimitExceeded", DOCUMENTED, "403 or 429."),
    Evidence("userRateLimitExceeded", DOCUMENTED, "403; that 429 comes with it too is assumed."),
    Evidence("dailyLimitExceeded", DOCUMENTED, "403."),
    Evidence(
        "sharingRateLimitExceeded", DOCUMENTED, "Domain global; the inner message ends without its closing quote."
    ),
    Evidence("appNotAuthorizedToFile", DOCUMENTED, "Its verb is assumed."),
    Evidence("insufficientFilePermissions", DOCUMENTED, "The newer of two wordings."),
    Evidence("cannotCopyFile", DOCUMENTED, "The wording is quoted."),
    Evidence("domainPolicy", DOCUMENTED, "403."),
    Evidence("storageQuotaExceeded", DOCUMENTED, "403."),
    Evidence("activeItemCreationLimitExceeded", DOCUMENTED, "403."),
    Evidence("numChildrenInNonRootLimitExceeded", DOCUMENTED, "403."),
    Evidence("teamDriveFileLimitExceeded", DOCUMENTED, "403."),
    Evidence("teamDriveMembershipRequired", DOCUMENTED, "403."),
    Evidence("cannotModifyInheritedTeamDrivePermission", DOCUMENTED, "403."),
    Evidence("fileNotDownloadable", RECORDED, "403."),
    Evidence("notFound", RECORDED, "With a full stop after the id."),
    Evidence("internalError", ASSUMED, "500."),
    Evidence("backendError", DOCUMENTED, "500, 502, 503 or 504; the words are quoted."),
    Evidence(
        "responsePreparationFailure", DOCUMENTED, "The operation was successful; the end of the sentence is assumed."
    ),
    Evidence("transientError", ASSUMED, "503."),
    Evidence("SERVICE_DISABLED", RECORDED, "Of Sheets; Drive's errors beside it are assumed."),
    Evidence("RESOURCE_EXHAUSTED", RECORDED, "Of Sheets; Docs' is made after it."),
    Evidence("insufficientPermissions", RECORDED, "403."),
)
QUOTAS = (
    Evidence("quotas of Docs", DOCUMENTED, "A minute: 300 reads and 60 writes a user, 3,000 and 600 a project."),
    Evidence("quotas of Sheets", DOCUMENTED, "A minute: 60 reads and 60 writes a user, 300 and 300 a project."),
    Evidence(
        "units of Drive",
        DOCUMENTED,
        "325,000 a user, 1,000,000 a project; get 5, list 100, download 200, edit 50, others 5.",
    ),
    Evidence("writes in Drive", DOCUMENTED, "3 a second for long; that 10 at once are let through is assumed."),
    Evidence("a rolling minute", ASSUMED, "Google does not say how its minutes are cut."),
    Evidence("a refused call", ASSUMED, "Spends nothing."),
    Evidence(
        "a user of Sheets over its reads", RECORDED, "429 with the limit's name and number; the other limits after it."
    ),
    Evidence("a user of Drive over its units", DOCUMENTED, "403 userRateLimitExceeded."),
    Evidence(
        "a project of Drive over its units", RECORDED, "403 PERMISSION_DENIED, rateLimitExceeded; its details: quoted."
    ),
)
TABLE = (*ACTIONS, *REASONS, *QUOTAS)
