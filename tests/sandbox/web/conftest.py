"""What the tests of the pages share."""

import pytest
from browsing import Visit


@pytest.fixture
def visit(sandbox):
    """`visit("student@school.example")`: that person's browser."""
    return lambda email=None: Visit(sandbox, email)
