from pdsync.sandbox.docs import batch, evidence
from pdsync.sandbox.docs.draft import KINDS


def test_every_kind_of_request_says_what_it_rests_on():
    assert batch.ROOMS
    assert {each.what for each in evidence.REQUESTS} == set(KINDS)


def test_no_row_stands_twice_and_each_has_a_note():
    named = [each.what for each in evidence.TABLE]
    assert len(named) == len(set(named))
    assert all(each.note.endswith(".") for each in evidence.TABLE)
    assert {each.evidence for each in evidence.TABLE} <= {evidence.RECORDED, evidence.DOCUMENTED, evidence.ASSUMED}
