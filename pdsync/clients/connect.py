"""The ports of one account, put together as the settings say."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from pdsync.clients import machine, wallet
from pdsync.clients.auth import keyring_of
from pdsync.clients.drive import Drive
from pdsync.clients.line import Line
from pdsync.clients.quota import Pacer
from pdsync.clients.retry import Patience
from pdsync.clients.transport import Door, Transport
from pdsync.sync.ports import Google

if TYPE_CHECKING:
    from pdsync.clients.docs import Docs
    from pdsync.clients.pool import Limits
    from pdsync.clients.scopes import Need
    from pdsync.clients.scratch import Scratch
    from pdsync.clients.sheets import Sheets
    from pdsync.goals.cohort import GoogleSettings


def connect(
    settings: GoogleSettings,
    *,
    needs: Iterable[Need] = (),
    limits: Limits | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Google:
    """Google, or the sandbox at `settings.endpoint`, as the account sees it. Raises NotSignedIn.

    `needs`: access beyond pdsync's own files; `limits`: how long to wait for an answer, if not as long as usual.
    """
    door = Door(settings.endpoint, limits=limits)
    keyring = keyring_of(settings, door, needs)
    pacer = Pacer(settings.quotas, clock=clock, sleep=sleep)
    line = Line(Transport(door, keyring), Patience(pacer, sleep=sleep, nobody=door.nobody))
    return Google(
        drive=Drive(line, shared_drive=settings.shared_drive),
        docs=cast("Docs", Later(partial(_docs, line))),
        sheets=cast("Sheets", Later(partial(_sheets, line))),
        workers=settings.workers,
        account=keyring.kept.account,
        name=os.urandom(4).hex(),
        sleep=sleep,
        clock=clock,
        machine=machine.word(),
        alone=partial(machine.alone, sleep=sleep),
        sheet_before=partial(wallet.sheet_before, endpoint=settings.endpoint),
        keep_sheet=partial(wallet.keep_sheet, endpoint=settings.endpoint),
    )


class Later:
    """A port that is loaded when it is first used: Drive is asked before Docs and Sheets are."""

    def __init__(self, load: Callable[[], Any]) -> None:
        self._load = load

    def __getattr__(self, name: str) -> Any:
        port = self.__dict__.get("_port") or self.__dict__.setdefault("_port", self._load())
        return getattr(port, name)


def _docs(line: Line) -> Docs:
    from pdsync.clients.docs import Docs

    return Docs(line)


def _sheets(line: Line) -> Sheets:
    from pdsync.clients.sheets import Sheets

    return Sheets(line)


def scratch(settings: GoogleSettings) -> Scratch:
    """A corner of the account to try things in. Raises NotSignedIn."""
    from pdsync.clients.scratch import Scratch

    door = Door(settings.endpoint)
    return Scratch(Transport(door, keyring_of(settings, door, ())))
