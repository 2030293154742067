"""The commented config that `pdsync init` writes and that config.example.yaml shows: every key, explained beside it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date

from pdsync.goals.flags import FLAGS


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch without classes; `skips`: the weeks in it have no number."""

    name: str
    start: date
    end: date
    skips: bool = True


@dataclass(frozen=True, slots=True)
class Answers:
    """What has to be asked; everything else has a default that suits most cohorts.

    `client_secret` and `key_file` empty: the line stays a comment. `service`: sign in with the key file.
    """

    cohort: str
    start: date
    end: date
    tz: str = "America/Denver"
    roster: str = "roster.csv"
    template: str = "builtin"
    staff: tuple[str, ...] = ()
    endpoint: str = ""
    weeks: int = 6
    day_first: bool = False
    breaks: tuple[Pause, ...] = ()
    notify: bool = True
    message: str = ""
    client_secret: str = ""
    service: bool = False
    key_file: str = ""
    subject: str = ""
    shared_drive: str = ""
    paced: bool = True


EXAMPLE = Answers(
    cohort="2611",
    start=date(2026, 11, 23),
    end=date(2027, 1, 15),
    staff=("careers@school.example",),
    breaks=(Pause("winter break", date(2026, 12, 21), date(2027, 1, 3)),),
)
"""What config.example.yaml shows."""


def written(answers: Answers) -> str:
    """The text of the config. Texts are quoted as JSON strings, which YAML reads too."""
    staff = "[" + ", ".join(_quoted(one) for one in answers.staff) + "]"
    known = {
        "@COHORT@": _quoted(answers.cohort),
        "@TZ@": answers.tz,
        "@START@": answers.start.isoformat(),
        "@END@": answers.end.isoformat(),
        "@WEEKS@": str(answers.weeks),
        "@BREAKS@": "\n".join([BREAKS, *map(_pause, answers.breaks)]) if answers.breaks else "  breaks: []",
        "@ROSTER@": _quoted(answers.roster),
        "@DAYFIRST@": "true" if answers.day_first else "false",
        "@TEMPLATE@": answers.template if answers.template == "builtin" else _quoted(answers.template),
        "@STAFF@": staff,
        "@NOTIFY@": "true" if answers.notify else "false",
        "@MESSAGE@": _quoted(answers.message),
        "@SIGNIN@": "service_account" if answers.service else "user",
        "@SECRET@": _maybe("client_secret", answers.client_secret, "client_secret.json"),
        "@KEYFILE@": _maybe("key_file", answers.key_file, "service-account.json"),
        "@SUBJECT@": _quoted(answers.subject),
        "@DRIVE@": _quoted(answers.shared_drive),
        "@QUOTAS@": QUOTAS if answers.paced else NO_QUOTAS,
        "@ENDPOINT@": _quoted(answers.endpoint),
        "@FLAGS@": "\n".join(f"  {rule.kind}: true  # {rule.meaning}" for rule in FLAGS),
    }
    text = MARK.sub(lambda mark: known[mark[0]], TEXT)
    return "".join(COMMENT.sub(_aligned, line) for line in text.splitlines(keepends=True))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _maybe(key: str, given: str, example: str) -> str:
    """A key's line, or, if nothing was given, the same as a comment."""
    return f"{key}: {_quoted(given)}" if given else f"# {key}: {example}"


def _pause(pause: Pause) -> str:
    name = pause.name if WORDS.fullmatch(pause.name) else _quoted(pause.name)
    aliases = "[the holidays, break]" if pause.skips else "[]"
    start, end, skips = pause.start.isoformat(), pause.end.isoformat(), "true" if pause.skips else "false"
    return BREAK.format(name=name, aliases=aliases, start=start, end=end, skips=skips)


def _aligned(line: re.Match[str]) -> str:
    return f"{line[1]:{MARGIN}} {line[2]}"


MARK = re.compile("@[A-Z]+@")
WORDS = re.compile(r"[A-Za-z]+( [A-Za-z]+)+")
"""A text that YAML reads as one without quotation marks."""
COMMENT = re.compile(r"^( *[^# ].*?) {2,}(# .*)$")
MARGIN = 32
"""Comments beside keys stand in one column."""


BREAKS = "  breaks:                        # stretches without classes"
BREAK = """\
    - name: {name}
      aliases: {aliases}
      start: {start}
      end: {end}
      skips_week_numbers: {skips}   # true: week numbers stop during the break and go on after it"""

TEXT = """\
# One cohort. Lines that begin with # are comments; a key that is left out has the value shown here,
# only `cohort`, `calendar` and `roster` are needed. Check with: pdsync doctor

cohort: @COHORT@                   # the name that people use
# key: 2611                      # what marks this cohort's files in Drive; made from the name. Never change it later.

calendar:
  tz: @TZ@             # the school's time zone: a goal is overdue after midnight there
  day_first: @DAYFIRST@               # false: 3/4 is March 4; true: 3/4 is 3 April
  week_starts: MON
  week_ends: FRI                 # "by the end of week 4" is this day
  module:                        # the module that this cohort is in
    name: Module
    # number: 2                  # if modules are numbered
    aliases: [module, mod]       # what students call it
    start: @START@            # year-month-day, first and last day of classes
    end: @END@
    weeks: @WEEKS@                     # how many weeks are numbered
  modules: []                    # the program's other modules, e.g. [{number: 3, start: 2027-01-25, end: 2027-03-12}]
  program:
    aliases: [program, course, bootcamp]
  # sprint_weeks: 1              # how long a sprint is, if you have sprints
  milestones: []                 # named days, e.g. [{name: demo day, aliases: [demos], date: 2027-01-14}]
@BREAKS@
  by_period: start               # "by April": start = before it begins, end = before it is over
  before: exclusive              # "before demo day": exclusive = the day before, inclusive = that day
  next_weekday: next_week        # "next Friday": next_week = in the coming week, coming = the first one to come
  same_weekday: next_week        # "Friday", written on a Friday: next_week or today

roster: @ROSTER@             # a CSV file beside this one, with columns key, name, email; or a Google Sheet:
# roster: {sheet: "https://docs.google.com/spreadsheets/d/…", tab: Students}

template: @TEMPLATE@                # builtin, or the address of a Doc of your own
doc_title: "{{preferred_name}} – SMART goals – {{cohort}}"   # any column of the roster may stand in {{ }}
folder: ""                       # Drive folder, by name or address; empty: "<cohort> – SMART goals"

sharing:
  student: writer                # writer, commenter or reader
  staff: @STAFF@   # who sees every Doc; an address, or {email: …, role: commenter}
  mentors: commenter             # writer, commenter, reader, or false: mentors get nothing
  notify: @NOTIFY@                   # Google mails students when their Doc is shared; never a second time
  message: @MESSAGE@                    # what that mail says, e.g. "Hello {{preferred_name}}, here is your goal Doc."

closing:                         # what people may still do once `pdsync close` has closed the Docs
  student: commenter             # commenter (reads, comments, suggests) or reader
  mentors: keep                  # keep: what they could before; or commenter, reader

expected:                        # what a student is asked for
  goals: 2
  sections: [specific, measurable, achievable, relevant, timebound]

flags:                           # who needs a word; every kind can be switched off, e.g. `stale: false`
  due_soon_days: 7               # a goal due within so many days is due soon
  stale_days: 14                 # no change for so many days is stale
@FLAGS@

sheet:
  title: ""                      # the cohort Sheet's name; empty: "<cohort> – SMART goals"
  locale: ""                     # how a new Sheet writes dates, e.g. en_GB; empty: as the account that makes it

# notify:                        # who hears of a run of `pdsync sync --notify` that failed, and of new flags
#   email:
#     to: [careers@school.example]
#     from: pdsync@school.example
#     host: smtp.school.example
#     security: starttls         # starttls, tls, or none; port: is the usual one unless you give it
#     user: pdsync@school.example
#     password_env: PDSYNC_SMTP_PASSWORD   # a variable that holds it; or password_file: a file only you may read
#     students: keys             # what the mail calls students: counts (not at all), keys, or names
#   webhook:                     # Slack, Google Chat and the like
#     url_env: PDSYNC_WEBHOOK    # a variable that holds its address; or url_file:, or url:
#     format: text               # text: Slack, Google Chat; teams: a card for a workflow of Microsoft Teams
#     students: keys
#   flags: any                   # which new flags are told, e.g. [overdue, doc-lost, stale]

google:
  sign_in: @SIGNIN@                  # user: you sign in with a browser; service_account: a key file, for scheduled jobs
  @SECRET@   # the app that you made in the Google Cloud console
  @KEYFILE@      # for sign_in: service_account
  subject: @SUBJECT@                    # a service account acts for this person (needs domain-wide delegation)
  shared_drive: @DRIVE@               # the address of a shared drive to keep everything in
  endpoint: @ENDPOINT@                   # empty: Google; or a sandbox on this machine, e.g. http://127.0.0.1:8765
  workers: 16                    # how many calls run side by side
@QUOTAS@
"""

QUOTAS = """\
  quotas:                        # calls a minute that pdsync allows itself; Google's own limits. off: no limit
    docs_reads: 300
    docs_writes: 60
    sheets_reads: 60
    sheets_writes: 60
    drive_units: 325000
    drive_writes_per_second: 3
    minute: 60                   # its seconds; fewer only for a sandbox whose clock runs faster"""
NO_QUOTAS = "  quotas: off                    # this sandbox counts no calls"
