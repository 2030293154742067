from __future__ import annotations

import pytest
from desk import Desk


@pytest.fixture
def desk() -> Desk:
    """An empty Drive."""
    return Desk()
