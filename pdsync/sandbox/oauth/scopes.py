"""The scopes that can be granted here, and how the consent page words them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pdsync.sandbox.oauth.denials import Denial

ROOT = "https://www.googleapis.com/auth/"
EMAIL, PROFILE, OPENID = f"{ROOT}userinfo.email", f"{ROOT}userinfo.profile", "openid"

WORDS: Mapping[str, str] = {
    f"{ROOT}drive": "See, edit, create, and delete all of your Google Drive files",
    f"{ROOT}drive.file": "See, edit, create, and delete only the specific Google Drive files you use with this app",
    f"{ROOT}drive.readonly": "See and download all your Google Drive files",
    f"{ROOT}drive.metadata": "View and manage metadata of files in your Google Drive",
    f"{ROOT}drive.metadata.readonly": "See information about your Google Drive files",
    f"{ROOT}drive.appdata": "See, create, and delete its own configuration data in your Google Drive",
    f"{ROOT}drive.apps.readonly": "View your Google Drive apps",
    f"{ROOT}drive.scripts": "Modify your Google Apps Script scripts' behavior",
    f"{ROOT}drive.meet.readonly": "See and download your Google Drive files that were created by Google Meet",
    f"{ROOT}drive.photos.readonly": "View the photos, videos and albums in your Google Photos",
    f"{ROOT}documents": "See, edit, create, and delete all your Google Docs documents",
    f"{ROOT}documents.readonly": "See all your Google Docs documents",
    f"{ROOT}spreadsheets": "See, edit, create, and delete all your Google Sheets spreadsheets",
    f"{ROOT}spreadsheets.readonly": "See all your Google Sheets spreadsheets",
    "https://spreadsheets.google.com/feeds": "See, edit, create, and delete all your spreadsheets (an old name)",
    EMAIL: "See your primary Google Account email address",
    PROFILE: "See your personal info, including any personal info you've made publicly available",
}
"""By scope: what it lets an app do."""

SHORT = {"email": EMAIL, "profile": PROFILE}


def asked(text: str) -> tuple[str, ...]:
    """The scopes of a space-separated list, each once, in their order; Denial for none and for what is not known."""
    scopes = tuple(dict.fromkeys(SHORT.get(scope, scope) for scope in text.split()))
    if not scopes:
        raise Denial("invalid_request", "Missing required parameter: scope")
    if OPENID in scopes:
        raise Denial("invalid_scope", "The sandbox does not play openid: it signs no ID tokens.")
    if unknown := [scope for scope in scopes if scope not in WORDS]:
        raise Denial("invalid_scope", f"Some requested scopes were invalid. {{invalid={unknown}}}")
    return scopes


def written(scopes: Iterable[str]) -> str:
    """The scopes as an answer lists them."""
    return " ".join(scopes)
