"""Who hears of a run: what each cohort's came to is remembered, and one message goes to each address at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.boundary import OWN_FAULT, told
from pdsync.cli.session import moment
from pdsync.errors import PdsyncError, UsageError
from pdsync.goals.channels import HookSettings, MailSettings, Notify
from pdsync.goals.notice import Message, Report, message
from pdsync.sync.openly import openly, without_addresses

if TYPE_CHECKING:
    from pdsync.cli.events import Lines
    from pdsync.cli.telling import Log
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.publish import Done

Channel = MailSettings | HookSettings
"""Where a message goes."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of a cohort's run, and who is to hear of it, None: nobody. `unread`: the config could not be read."""

    notify: Notify | None
    report: Report
    unread: bool = False


class Remembered:
    """A log that also remembers, and tells at the end who is to be told. In a rehearsal it shows what it would say."""

    def __init__(self, log: Log, lines: Lines | None, *, rehearsal: bool) -> None:
        self._log, self._lines, self._rehearsal = log, lines, rehearsal
        self._heard: list[Heard] = []

    def begins(self, cohort: Cohort) -> None:
        """A cohort's turn begins."""
        self._log.begins(cohort)

    def synced(self, cohort: Cohort, students: Sequence[Student], done: Done) -> int:
        """A cohort was synced."""
        self._heard.append(Heard(cohort.notify, report_of(cohort, students, done)))
        return self._log.synced(cohort, students, done)

    def failed(self, config: Path, cohort: Cohort | None, error: Exception) -> int:
        """A cohort was not synced; of a config that is broken elsewhere, who is to hear of it may be readable."""
        from pdsync.config import notify_of

        problem, hint = openly(error)
        name = cohort.name if cohort else config.name
        notify = cohort.notify if cohort else notify_of(config)
        self._heard.append(Heard(notify, Report(name, failed=problem, hint=hint), unread=cohort is None))
        return self._log.failed(config, cohort, error)

    def ended(self, codes: Sequence[int], *, at_least: int = 0) -> int:
        """The run is over: whoever is to be told is told. What cannot be told makes the exit code 1 at least."""
        faults = self._rehearse() if self._rehearsal else list(self._tell())
        return self._log.ended(codes, at_least=max(at_least, *faults, 0))

    def _rehearse(self) -> list[int]:
        if self._lines:
            return []  # a log for programs holds nothing else
        for channel, reports in by_channel(self._heard).items():
            if said := message(reports, students=channel.students):
                head = f"\nThis would be sent to {named(channel)}:\n{said.subject}"
                click.echo(f"{head}\n\n{said.text}", nl=False, err=True)
        return []

    def _tell(self) -> Iterator[int]:
        channels = by_channel(self._heard)
        if not channels:
            yield self._fault(UsageError("Nobody was told: no config says whom.", hint="add notify: to the config"))
        for channel, reports in channels.items():
            if (said := message(reports, students=channel.students)) is None:
                continue
            try:
                send(channel, said)
            except Exception as error:
                yield self._fault(error)
            else:
                if self._lines:
                    self._lines.say("message-sent", channel=_kind(channel))

    def _fault(self, error: Exception) -> int:
        """Say that a message was not sent; the exit code that it means."""
        if self._lines is None:
            return told(error)
        problem, hint = openly(error)
        self._lines.say("message-failed", problem=problem, next=hint)
        return error.exit_code if isinstance(error, PdsyncError) else OWN_FAULT


def report_of(cohort: Cohort, students: Sequence[Student], done: Done) -> Report:
    """What came of a sync, as far as it is anybody's to hear."""
    from pdsync.cli.links import reachable
    from pdsync.goals.sheet import names_of

    wanted = cohort.notify.flags if cohort.notify else None
    return Report(
        cohort.name,
        flags=tuple(flag for flag in done.flags if wanted is None or flag.kind in wanted),
        good=Counter(change.kind for change in done.changes),
        failures=tuple(replace(one, why=without_addresses(one.why)) for one in done.failures),
        names=names_of(students),
        link=reachable(done.link, cohort) if done.link else "",
    )


def by_channel(heard: Iterable[Heard]) -> Mapping[Channel, list[Report]]:
    """What goes where: of each cohort what its own config says; of a config that cannot be read, to everybody."""
    heard = tuple(heard)
    found: dict[Channel, list[Report]] = {channel: [] for one in heard for channel in channels_of(one.notify)}
    for channel, reports in found.items():
        for one in heard:
            if channel in channels_of(one.notify) or (one.unread and one.notify is None):
                reports.append(one.report)
    return found


def channels_of(notify: Notify | None) -> tuple[Channel, ...]:
    """Where messages about a cohort go."""
    return tuple(channel for channel in (notify.email, notify.webhook) if channel) if notify else ()


def send(channel: Channel, said: Message) -> None:
    """Send a message. Raises NotTold."""
    from pdsync.clients import notify

    if isinstance(channel, MailSettings):
        notify.mail(channel, said, now=moment())
    else:
        notify.post(channel, said)


def named(channel: Channel) -> str:
    """What to call a channel: a webhook's address is a secret."""
    return f"{', '.join(channel.to)}, by mail" if isinstance(channel, MailSettings) else "the webhook"


def _kind(channel: Channel) -> str:
    return "email" if isinstance(channel, MailSettings) else "webhook"
