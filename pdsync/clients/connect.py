"""The ports of one account, put together as the settings say."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from pdsync.clients import machine
from pdsync.clients.auth import keyring_of
from pdsync.clients.docs import Docs
from pdsync.clients.drive import Drive
from pdsync.clients.line import Line
from pdsync.clients.quota import Pacer
from pdsync.clients.retry import Patience
from pdsync.clients.sheets import Sheets
from pdsync.clients.transport import Door, Transport
from pdsync.sync.ports import Google

if TYPE_CHECKING:
    from pdsync.clients.pool import Limits
    from pdsync.clients.scopes import Need
    from pdsync.clients.scratch import Scratch
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
        docs=Docs(line),
        sheets=Sheets(line),
        workers=settings.workers,
        account=keyring.kept.account,
        name=os.urandom(4).hex(),
        sleep=sleep,
        clock=clock,
        machine=machine.word(),
        alone=partial(machine.alone, sleep=sleep),
    )


def scratch(settings: GoogleSettings) -> Scratch:
    """A corner of the account to try things in. Raises NotSignedIn."""
    from pdsync.clients.scratch import Scratch

    door = Door(settings.endpoint)
    return Scratch(Transport(door, keyring_of(settings, door, ())))
