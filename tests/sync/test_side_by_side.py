"""The same work on many items, several at a time."""

import threading

import pytest

from pdsync.sync.side_by_side import AHEAD, side_by_side


@pytest.mark.parametrize("workers", [0, 1, 3, 50])
@pytest.mark.parametrize("many", [0, 1, 2, 40])
def test_every_item_is_worked_on_once(workers, many):
    assert sorted(side_by_side(lambda item: item * 2, range(many), workers=workers)) == [2 * n for n in range(many)]


def test_nothing_is_an_item_like_any_other():
    assert list(side_by_side(lambda item: item, [None, None], workers=1)) == [None, None]


def test_as_many_are_at_work_as_there_are_workers():
    together = threading.Barrier(4)
    assert len(list(side_by_side(lambda _: together.wait(timeout=30), range(8), workers=4))) == 8


def test_only_so_many_are_begun_before_results_are_used():
    begun = []
    results = side_by_side(begun.append, range(1000), workers=2)
    for used in range(1, 20):
        next(results)
        assert len(begun) <= AHEAD * 2 + used
    results.close()


def test_an_error_ends_it_and_nothing_more_is_begun():
    begun = []

    def work(item):
        begun.append(item)
        if item == 3:
            raise ValueError("three")
        return item

    with pytest.raises(ValueError, match="three"):
        list(side_by_side(work, range(1000), workers=1))
    assert len(begun) <= 3 + 1 + AHEAD


def test_whoever_stops_listening_stops_the_work():
    begun = []
    results = side_by_side(begun.append, range(1000), workers=2)
    next(results)
    results.close()
    count = len(begun)
    assert count <= AHEAD * 2 + 1
    assert threading.active_count() < 20
    assert len(begun) == count
