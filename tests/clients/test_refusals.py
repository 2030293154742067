"""Google's error bodies, recorded and documented, as errors with a sentence and a next command."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdsync.clients.refusals import REASONS, refusal, told
from pdsync.errors import Conflict, Forbidden, GoogleError, NotFound, NotSignedIn, PdsyncError, QuotaSpent


def drive(reason: str, message: str = "words", **more: str) -> bytes:
    items = [{"domain": "global", "reason": reason, "message": message, **more}]
    return json.dumps({"error": {"code": 403, "message": message, "errors": items}}).encode()


def rpc(message: str, status: str = "INVALID_ARGUMENT", **info: object) -> bytes:
    error = {"code": 400, "message": message, "status": status}
    if info:
        error["details"] = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", **info}]
    return json.dumps({"error": error}).encode()


SHARING = 'Bad Request. User message: "{}"'
TABLE = [
    (401, drive("authError"), NotSignedIn, "no longer takes this sign-in", "pdsync login"),
    (401, b"", NotSignedIn, "no longer takes", "pdsync login"),
    (403, drive("insufficientPermissions"), Forbidden, "sign-in does not allow", "tick every box"),
    (403, rpc("x", "PERMISSION_DENIED", reason="ACCESS_TOKEN_SCOPE_INSUFFICIENT"), Forbidden, "not allow", "login"),
    (403, drive("insufficientFilePermissions"), Forbidden, "may see the template but not change it", "doctor"),
    (403, drive("appNotAuthorizedToFile"), Forbidden, "the template needs a wider sign-in", "pdsync login"),
    (403, drive("storageQuotaExceeded"), Forbidden, "needs a shared drive", "doctor"),
    (403, drive("domainPolicy"), Forbidden, "administrators do not allow Drive apps", "administrators"),
    (403, drive("cannotCopyFile"), Forbidden, "may not copy the template", "doctor"),
    (403, drive("shareOutNotPermitted"), Forbidden, "sharing outside", "administrators"),
    (403, drive("teamDriveMembershipRequired"), Forbidden, "no member of the shared drive", "administrators"),
    (403, drive("teamDriveFileLimitExceeded"), Forbidden, "full", "another folder"),
    (403, drive("sharingRateLimitExceeded"), QuotaSpent, "share no more files", "in an hour"),
    (403, drive("dailyLimitExceeded"), QuotaSpent, "day's quota", "tomorrow"),
    (403, drive("userRateLimitExceeded"), QuotaSpent, "go slower", "nothing is lost"),
    (429, drive("rateLimitExceeded"), QuotaSpent, "go slower", "nothing is lost"),
    (429, b"<html><title>Sorry...</title></html>", QuotaSpent, "go slower", "nothing is lost"),
    (403, rpc("x", "PERMISSION_DENIED", reason="RATE_LIMIT_EXCEEDED"), QuotaSpent, "go slower", "nothing is lost"),
    (403, rpc("The caller does not have permission", "PERMISSION_DENIED"), Forbidden, "may not use the template", ""),
    (404, rpc("Requested entity was not found.", "NOT_FOUND"), NotFound, "The template was not found", "doctor"),
    (404, b"<!DOCTYPE html><title>Error 404</title>", NotFound, "The template was not found", "doctor"),
    (
        400,
        rpc("The document must not be an Office file.", "FAILED_PRECONDITION"),
        GoogleError,
        "Office file",
        "Save as",
    ),
    (400, rpc("The required revision ID 'a' does not match the latest revision."), Conflict, "same moment", "again"),
    (400, rpc("Unable to parse range: NOPE!A1"), NotFound, "The template was not found", "tab's name"),
    (
        400,
        rpc("You are trying to edit a protected cell or object."),
        Forbidden,
        "protected from this account",
        "Protect",
    ),
    (400, rpc("Something new."), GoogleError, "Google refused: Something new.", "doctor"),
    (302, b"", GoogleError, "without saying why", "doctor"),
    (500, drive("responsePreparationFailure"), GoogleError, "fault of its own", "again"),
    (502, b"<html>Bad Gateway</html>", GoogleError, "fault of its own", "again"),
    (503, b"", GoogleError, "fault of its own", "again"),
    (501, rpc("The sandbox does not play X.", "UNIMPLEMENTED"), GoogleError, "The sandbox does not play X.", "doctor"),
]


@pytest.mark.parametrize(("status", "body", "kind", "words", "hint"), TABLE, ids=range(len(TABLE)))
def test_a_refusal_is_a_sentence_and_a_next_command(status, body, kind, words, hint):
    error = refusal(status, body, what="The template")
    assert type(error) is kind
    assert words in str(error)
    assert hint in error.hint
    if isinstance(error, GoogleError):
        assert error.status == status


@pytest.mark.parametrize(
    ("message", "reason", "words"),
    [
        (
            "You are trying to invite X. Since there is no Google account associated with this email address, you must "
            'check the "Notify people" box to invite this recipient.',
            "noGoogleAccount",
            "sharing.notify: true",
        ),
        (
            "Sorry, the items were successfully shared but emails could not be sent to x@school.example.",
            "sharedWithoutMail",
            "shared, but the mail",
        ),
        ("ACL change not allowed.", "invalidSharingRequest", "whether the school allows it"),
    ],
)
def test_what_an_invalid_sharing_request_means(message, reason, words):
    error = refusal(400, drive("invalidSharingRequest", SHARING.format(message)))
    assert isinstance(error, GoogleError)
    assert (error.reason, error.status) == (reason, 400)
    assert words in str(error)
    assert "x@school.example" not in str(error)


def test_every_reason_has_a_sentence_that_can_be_said():
    for reason in REASONS:
        for what in ("", "The Doc", "the folder"):
            error = refusal(403, drive(reason), what=what)
            assert "{" not in str(error)
            assert str(error).endswith((".", ")."))
            assert isinstance(error, GoogleError)
            assert error.reason == reason


def test_an_api_that_is_off_is_named_with_the_place_to_switch_it_on():
    body = rpc(
        "x",
        "PERMISSION_DENIED",
        reason="SERVICE_DISABLED",
        metadata={"serviceTitle": "Google Sheets API", "activationUrl": "https://console.example/enable"},
    )
    error = refusal(403, body)
    assert str(error) == "The Google Sheets API is not enabled in the school's Google project."
    assert "https://console.example/enable" in error.hint
    assert "not enabled" in str(refusal(403, rpc("x", "PERMISSION_DENIED", reason="SERVICE_DISABLED")))


def test_what_a_student_wrote_is_not_repeated():
    body = rpc('Invalid value at \'requests[0]\' (STRING), "I am afraid that \\" my mother"\nInvalid: "and so')
    error = refusal(400, body)
    assert "mother" not in str(error)
    assert "and so" not in str(error)
    assert "Invalid value at" in str(error)


def test_recorded_refusals_are_understood(shared):
    """Every recorded or documented refusal of Drive's and Sheets' becomes one of pdsync's own."""
    seen = 0
    for folder in ("drive/errors", "sheets/errors"):
        for path in sorted((shared / "google" / folder).glob("*.json")):
            recorded = json.loads(path.read_text(encoding="utf-8"))
            answer = recorded["response"]
            body = answer if isinstance(answer, str) else json.dumps(answer)
            error = refusal(recorded["status"], body.encode(), what="The file")
            assert str(error)
            if "ateLimitExceeded" in path.name or recorded["status"] == 429:
                assert isinstance(error, QuotaSpent), path.name
            elif recorded["status"] == 404:
                assert isinstance(error, NotFound), path.name
            elif recorded["status"] == 401:
                assert isinstance(error, NotSignedIn), path.name
            seen += 1
    assert seen > 30


@settings(max_examples=200, deadline=None)
@given(
    status=st.integers(300, 599),
    error=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["error", "errors", "details", "reason", "message", "metadata"]), inner)
        ),
        max_leaves=10,
    ),
)
def test_no_body_is_too_strange(status, error):
    body = json.dumps({"error": error}).encode()
    assert isinstance(refusal(status, body, what="The Doc"), PdsyncError)
    assert isinstance(refusal(status, body[: len(body) // 2]), PdsyncError)


@given(st.binary(max_size=40))
def test_no_bytes_are_too_strange(body):
    told(body)
