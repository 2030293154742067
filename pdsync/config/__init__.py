"""A cohort's YAML file read into a `Cohort`, with every problem at once: file, line, key, and what to write instead."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from pdsync.config.words import dotted
from pdsync.errors import Complaint, ConfigError
from pdsync.goals.calendar import Calendar, CalendarError
from pdsync.goals.cohort import (
    BuiltinTemplate,
    Closing,
    Cohort,
    CsvRoster,
    DocTemplate,
    Expected,
    FlagSettings,
    GoogleSettings,
    Quotas,
    Role,
    Sharing,
    SheetRoster,
    SheetSettings,
    SignIn,
    StaffMember,
    slug,
)
from pdsync.goals.model import Section

if TYPE_CHECKING:
    from pydantic import BaseModel

    from pdsync.config.words import Where
    from pdsync.config.yaml_lines import Page
    from pdsync.goals.channels import Notify

ENDPOINT = "PDSYNC_GOOGLE_ENDPOINT"
ENDPOINT_KEY = ("google", "endpoint")


def load(path: Path | str, *, env: Mapping[str, str] | None = None, known: Path | None = None) -> Cohort:
    """The cohort that the file describes; `env` (the process's, if None) may move the endpoint.

    `known`: a folder in which it is kept what a config that was found right says, for the next time.

    Raises ConfigError with every problem that was found.
    """
    from pdsync.config import kept
    from pdsync.config.texts import read_text

    path, env = Path(path), os.environ if env is None else env
    text = read_text(path)
    if known is None:
        return loads(text, path=path, env=env)
    mark = kept.mark_of(text, env.get(ENDPOINT, ""))
    plain = kept.recalled(known, path, mark)
    if plain is None:
        plain = _checked(text, path, env)
        kept.keep(known, path, mark, plain)
    return _cohort(plain, path)


def loads(text: str, *, path: Path, env: Mapping[str, str]) -> Cohort:
    """The cohort that a YAML text describes; files it names are looked for beside `path`."""
    return _cohort(_checked(text, path, env), path)


def _checked(text: str, path: Path, env: Mapping[str, str]) -> dict[str, Any]:
    """What a YAML text says, as plain JSON, with every default. Raises ConfigError."""
    from pdsync.config.yaml_lines import read_page

    page = read_page(text, source=str(path))
    complaints = list(page.complaints)
    part = _validated(page, str(path), env, complaints)
    if part is None or complaints:
        raise ConfigError(tuple(sorted(complaints, key=lambda one: one.line or 0)))
    calendar = part.calendar.model_dump(mode="json", exclude_unset=True)
    _check_calendar(calendar, page, str(path))
    return {**part.model_dump(mode="json", exclude={"calendar"}), "calendar": calendar}


def _validated(page: Page, source: str, env: Mapping[str, str], complaints: list[Complaint]) -> Any:
    from pydantic import ValidationError

    from pdsync.config.schema import CohortPart

    if not isinstance(page.value, dict):
        complaints.append(Complaint(source, page.line(()), "", 'keys are meant here, e.g. `cohort: "2611"`'))
        return None
    value: dict[str, Any] = dict(page.value)
    if endpoint := env.get(ENDPOINT):
        google = value.get("google")
        value["google"] = {**(google if isinstance(google, dict) else {}), "endpoint": endpoint}
    try:
        return CohortPart.model_validate(value)
    except ValidationError as error:
        complaints.extend(_complaints(error, CohortPart, page, source, from_env=bool(endpoint)))
        return None


def _complaints(error: Any, top: type[BaseModel], page: Page, source: str, *, from_env: bool) -> Iterator[Complaint]:
    from pdsync.config.words import sentence, unknown_key

    for finding in error.errors(include_url=False):
        where: Where = tuple(part for part in finding["loc"])
        if from_env and where == ENDPOINT_KEY:
            yield Complaint(ENDPOINT, None, "", sentence(finding))
            continue
        if finding["type"] == "extra_forbidden":
            here = _part_at(top, where[:-1])
            message = unknown_key(str(where[-1]), _keys(here), dict(_every_key(top)))
        else:
            message = sentence(finding)
        yield Complaint(source, page.line(where), dotted(where), message)


def _keys(part: type[BaseModel]) -> tuple[str, ...]:
    from pdsync.config.schema import known_keys

    return known_keys(part)


def _parts_of(part: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """The keys of a part that hold parts themselves, in a list or alone."""
    from typing import get_args

    from pydantic import BaseModel

    for name, field in part.model_fields.items():
        for kind in (field.annotation, *get_args(field.annotation)):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield field.alias or name, kind


def _part_at(top: type[BaseModel], where: Where) -> type[BaseModel]:
    for step in where:
        if isinstance(step, str):
            top = dict(_parts_of(top)).get(step, top)
    return top


def _every_key(top: type[BaseModel], above: str = "") -> Iterator[tuple[str, str]]:
    """Each key of the schema and the dotted place of its part; the outermost wins, because it comes last."""
    for key, part in _parts_of(top):
        yield from _every_key(part, f"{above}.{key}" if above else key)
    for key in _keys(top):
        yield key, above


def _check_calendar(calendar: Mapping[str, Any], page: Page, source: str) -> None:
    """Say what only the calendar itself can find wrong with its line, too."""
    try:
        Calendar.from_mapping(calendar)
    except CalendarError as error:
        found = [(("calendar", *_steps(place)), message) for place, message in error.problems]
        raise ConfigError(tuple(Complaint(source, page.line(at), dotted(at), words) for at, words in found)) from None


def _steps(place: str) -> Where:
    """`breaks[0].start` as its steps."""
    return tuple(int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", place))


def _cohort(plain: Mapping[str, Any], path: Path) -> Cohort:
    part: Any = json.loads(json.dumps({**plain, "calendar": None}), object_hook=lambda one: SimpleNamespace(**one))

    beside = _beside(path)
    roster, google, folder = part.roster, part.google, part.folder
    more = {"doc_title": part.doc_title} if part.doc_title else {}
    return Cohort(
        name=part.cohort,
        key=part.key or slug(part.cohort),
        calendar=Calendar.from_mapping(plain["calendar"]),
        roster=SheetRoster(roster.sheet, roster.tab) if roster.sheet else CsvRoster(path.parent / roster.csv),
        template=BuiltinTemplate() if part.template == "builtin" else DocTemplate(part.template),
        folder=folder.name,
        folder_id=folder.id,
        sharing=Sharing(
            student=Role(part.sharing.student),
            staff=tuple(StaffMember(one.email, Role(one.role)) for one in part.sharing.staff),
            mentors=Role(part.sharing.mentors) if part.sharing.mentors else None,
            notify=part.sharing.notify,
            message=part.sharing.message.strip(),
        ),
        closing=Closing(Role(part.closing.student), Role(part.closing.mentors) if part.closing.mentors else None),
        expected=Expected(part.expected.goals, tuple(dict.fromkeys(map(Section, part.expected.sections)))),
        flags=_flags(part.flags),
        sheet=SheetSettings(part.sheet.title, part.sheet.locale),
        google=GoogleSettings(
            sign_in=SignIn(google.sign_in),
            client_secret=beside(google.client_secret),
            key_file=beside(google.key_file),
            subject=google.subject,
            shared_drive=google.shared_drive,
            endpoint=google.endpoint,
            quotas=Quotas(**{one.name: getattr(google.quotas, one.name) for one in fields(Quotas)}),
            workers=google.workers,
        ),
        notify=_notify(part.notify, beside),
        path=path,
        **more,
    )


def _notify(part: Any, beside: Callable[[str | None], Path | None]) -> Notify | None:
    """Who hears of a run, None: nobody; files are looked for beside the config."""
    mail, hook = part.email, part.webhook
    if not (mail or hook):
        return None
    from pdsync.goals.channels import HookFormat, HookSettings, MailSettings, Naming, Notify, Security

    return Notify(
        mail
        and MailSettings(
            to=tuple(mail.to),
            sender=mail.sender,
            host=mail.host,
            port=mail.port or 0,
            security=Security(mail.security),
            user=mail.user,
            password_env=mail.password_env,
            password_file=beside(mail.password_file),
            students=Naming(mail.students),
        ),
        hook
        and HookSettings(hook.url, hook.url_env, beside(hook.url_file), HookFormat(hook.format), Naming(hook.students)),
        None if part.flags is None else frozenset(part.flags),
    )


def notify_of(path: Path | str) -> Notify | None:
    """Who hears of a run, as far as that part of a config that is broken elsewhere can be read; None if it cannot."""
    from pydantic import ValidationError

    from pdsync.config.schema import NotifyPart
    from pdsync.config.texts import read_text
    from pdsync.config.yaml_lines import read_page

    path = Path(path)
    try:
        page = read_page(read_text(path), source=str(path))
        asked = page.value.get("notify") if isinstance(page.value, dict) else None
        part = NotifyPart.model_validate(asked or {}).model_dump(mode="json")
        return _notify(json.loads(json.dumps(part), object_hook=lambda one: SimpleNamespace(**one)), _beside(path))
    except (ConfigError, ValidationError, RuntimeError):  # the last: a file beside a home that nobody has
        return None


def _beside(path: Path) -> Callable[[str | None], Path | None]:
    """Where a file that the config names lies."""
    return lambda name: (path.parent / Path(name).expanduser()) if name else None


def _flags(part: Any) -> FlagSettings:
    from pdsync.goals.flags import KINDS

    off = frozenset(kind for kind in KINDS if not getattr(part, kind.replace("-", "_")))
    return FlagSettings(part.due_soon_days, part.stale_days, off)
