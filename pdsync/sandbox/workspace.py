"""Everything that one sandbox holds, as each of its rooms is handed it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.calls import HANDLERS, READ_ONLY, Answer, Call
from pdsync.sandbox.clock import Clock
from pdsync.sandbox.discovery import methods
from pdsync.sandbox.faults import Faults
from pdsync.sandbox.journal import Journal
from pdsync.sandbox.quota import Quota
from pdsync.sandbox.store import Store, User

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(slots=True)
class Workspace:
    """A store, its clock, what limits and disturbs its requests, and where it is served."""

    store: Store
    clock: Clock
    quota: Quota
    faults: Faults
    journal: Journal
    url: str
    admin_token: str
    latency_ms: float = 0

    def call(
        self, method: str, user: User, params: Mapping[str, Any] = NOTHING, body: Mapping[str, Any] = NOTHING
    ) -> Answer:
        """What a method answers that user, as a page asks it: typed parameters, camelCase names. Refusal."""
        given = {name: spec.default for name, spec in methods()[method].params.items() if spec.default is not None}
        call = Call(method, self.store, user, self.clock.now(), {**given, **params}, dict(body))
        return self.answer(call)

    def answer(self, call: Call, shown: Callable[[Answer], Answer] = lambda answer: answer) -> Answer:
        """What the method's handler answers, as `shown` shows it. Refusal.

        What was written is written as a whole, or not at all if the handler or `shown` refuses.
        """
        handler = HANDLERS.get(call.method)
        if handler is None:
            raise refusals.not_played(call.method)
        if call.method in READ_ONLY:
            return shown(handler(call))
        with self.store.transaction():
            return shown(handler(call))

    def now(self) -> datetime:
        """The sandbox's time."""
        return self.clock.now()
