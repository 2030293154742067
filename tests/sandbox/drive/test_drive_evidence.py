from __future__ import annotations

from pdsync.sandbox.calls import HANDLERS
from pdsync.sandbox.drive import evidence, handlers


def test_every_method_says_what_it_rests_on():
    assert handlers.ROOMS
    assert {each.what for each in evidence.METHODS} == {name for name in HANDLERS if name.startswith("drive.")}


def test_no_row_stands_twice_and_each_has_a_note():
    named = [each.what for each in evidence.TABLE]
    assert len(named) == len(set(named))
    assert all(each.note.endswith(".") for each in evidence.TABLE)
    known = {evidence.RECORDED, evidence.DOCUMENTED, evidence.ASSUMED}
    assert {each.evidence for each in evidence.TABLE} <= known
