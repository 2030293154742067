"""The same work on many items, several at a time: Docs that are read, shared less, or kept as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from queue import Empty, SimpleQueue
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 4
"""So many items a worker are begun before the first results have been used."""


@dataclass(frozen=True, slots=True)
class _Failed:
    """What the work on an item raised."""

    error: BaseException


def side_by_side(work: Callable[[Item], Result], items: Iterable[Item], *, workers: int) -> Iterator[Result]:
    """The results of the work on each item, in the order in which they are done; the first error ends it.

    Each worker takes one item after the other: a future for each would take as long as a small part of the work.
    """
    waiting = iter(items)
    first = list(islice(waiting, AHEAD * max(1, workers)))
    many = min(max(1, workers), len(first))
    asked: SimpleQueue[tuple[Item] | None] = SimpleQueue()
    done: SimpleQueue[Result | _Failed] = SimpleQueue()
    for item in first:
        asked.put((item,))
    with ThreadPoolExecutor(max(1, many)) as pool:
        for _ in range(many):
            pool.submit(_at_work, work, asked, done)
        try:
            running = len(first)
            while running:
                result = done.get()
                if isinstance(result, _Failed):
                    raise result.error
                running -= 1
                for item in islice(waiting, 1):
                    asked.put((item,))
                    running += 1
                yield result
        finally:
            _send_home(asked, many)


def _at_work(
    work: Callable[[Item], Result], asked: SimpleQueue[tuple[Item] | None], done: SimpleQueue[Result | _Failed]
) -> None:
    while (one := asked.get()) is not None:
        try:
            done.put(work(*one))
        except BaseException as error:
            done.put(_Failed(error))


def _send_home(asked: SimpleQueue[tuple[Item] | None], many: int) -> None:
    """No item is begun any more."""
    with suppress(Empty):
        while True:
            asked.get_nowait()
    for _ in range(many):
        asked.put(None)
