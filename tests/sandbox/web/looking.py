"""Where the pages are, and what of them and of the API the tests look at."""

import cohort_sheet
import goal_doc
from goal_doc import STUDENT, TEACHER

from pdsync.sandbox.users import account


def edit(id, query=""):
    return f"/document/d/{id}/edit{query}"


def cells(id, query=""):
    return f"/spreadsheets/d/{id}/edit{query}"


def as_google(sandbox, id, email=STUDENT):
    return sandbox.do(lambda workspace: goal_doc.get(workspace, account(workspace.store, email), id))


def lines(sandbox, id):
    return goal_doc.lines(as_google(sandbox, id))


def pen(page, words):
    return next(each for each in page.all("a", "pen") if words in each.text).attributes["href"]


def value(sandbox, id, where, option="FORMATTED_VALUE"):
    return sandbox.do(
        lambda workspace: cohort_sheet.values(workspace, account(workspace.store, TEACHER), id, where, option)
    )


def dropdown(browser):
    return next(
        each.attributes["data-dropdown"] for each in browser.page.all("select") if "data-dropdown" in each.attributes
    )
