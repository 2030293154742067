"""Each behaviour of signing in, faults and quotas says what it rests on."""

import pytest

from pdsync.sandbox.faults import bodies, reading
from pdsync.sandbox.faults import evidence as faults
from pdsync.sandbox.oauth import evidence as oauth
from pdsync.sandbox.oauth.granting import GRANTS


def named(rows):
    return {row.what for row in rows}


def test_every_grant_has_a_row():
    assert named(oauth.GRANTS) == set(GRANTS)


def test_every_action_has_a_row():
    assert named(faults.ACTIONS) == set(reading.PHASES)


def test_every_reason_has_a_row():
    assert named(faults.REASONS) == {*bodies.DRIVE, *bodies.EVERYWHERE}


@pytest.mark.parametrize("table", [oauth, faults], ids=["oauth", "faults"])
def test_no_row_stands_twice_and_each_has_a_note(table):
    names = [row.what for row in table.TABLE]
    assert len(names) == len(set(names))
    assert all(row.note.endswith(".") for row in table.TABLE)
    assert {row.evidence for row in table.TABLE} <= {table.RECORDED, table.DOCUMENTED, table.ASSUMED}
