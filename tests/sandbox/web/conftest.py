"""What the tests of the pages share."""

import cohort_sheet
import goal_doc
import pytest
from browsing import Visit
from chromium import browser  # noqa: F401 - a fixture
from goal_doc import READER, STUDENT


@pytest.fixture
def visit(sandbox):
    """`visit("student@school.example")`: that person's browser."""
    return lambda email=None: Visit(sandbox, email)


@pytest.fixture
def doc(sandbox):
    """A goal Doc, shared with the student to write and with a mentor to read."""

    def make(workspace):
        id = goal_doc.made(workspace)
        goal_doc.share(workspace, id, STUDENT, "writer")
        goal_doc.share(workspace, id, READER, "reader")
        return id

    return sandbox.do(make)


@pytest.fixture
def sheet(sandbox):
    def make(workspace):
        id = cohort_sheet.made(workspace)
        goal_doc.share(workspace, id, READER, "commenter")
        return id

    return sandbox.do(make)
