"""What a student gets, as lines for a terminal, as values for programs, or as a page for a browser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from pdsync.goals.document import BlockKind, ChipKind
from pdsync.sync.preview import ADDED

if TYPE_CHECKING:
    from pdsync.goals.document import Block, Run
    from pdsync.sync.preview import Preview

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "article{border:1px solid #999;padding:1rem 2rem;background:#fff}td,th{border:1px solid #999;padding:.3rem .6rem}"
    "table{border-collapse:collapse}.field{background:#eee;border-radius:.5rem;padding:0 .5rem}"
    "pre{white-space:pre-wrap;font:inherit;border-left:3px solid #999;padding-left:1rem}.look{border:2px solid #222;"
    "padding:.5rem 1rem}"
)


def as_text(shown: Preview) -> str:
    """Lines for a terminal."""
    return "\n".join(_lines(shown))


def _lines(shown: Preview) -> Iterator[str]:
    yield f"What {shown.student.called} ({shown.student.key}) gets. Nothing is written or sent."
    yield from (f"LOOK: {warning}" for warning in shown.warnings)
    yield from (f"To know: {note}" for note in shown.notes)
    yield ""
    yield f"The Doc: {shown.title}"
    yield f"  its text comes from {shown.template}"
    yield ""
    yield from (f"  | {line}".rstrip() for line in doc_lines(shown.blocks))
    yield ""
    yield "Who will have access"
    wide = max(len(one.email) for one in shown.access)
    yield from (f"  {one.email:{wide}}  {one.role:9}  {one.who}: {one.how}" for one in shown.access)
    yield ""
    if shown.mail is None:
        yield "The mail: none, for the config says notify: false"
    else:
        yield f"The mail to {shown.mail.to}"
        yield f"  Subject: {shown.mail.subject}  (Google words it, in its own language)"
        yield ""
        message = shown.mail.message or "(no message of your own: sharing.message in the config)"
        yield from (f"  | {line}".rstrip() for line in message.splitlines())
        yield f"  {ADDED}"
    yield ""
    yield reading(shown)


def reading(shown: Preview) -> str:
    """How pdsync reads the Doc as long as nobody has written in it."""
    state = "which is “not started”" if not shown.written else "though nobody has written in it"
    found = f"{shown.written} {'goal' if shown.written == 1 else 'goals'} written, {state}"
    return f"pdsync reads the empty form as {found}; it has room for {shown.room}."


def doc_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """A Doc line by line: # before headings, bars between a table's cells."""
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            yield from ("| " + " | ".join(" / ".join(doc_lines(cell)) for cell in row) + " |" for row in block.rows)
        elif block.kind is BlockKind.HEADING:
            yield f"{'#' * (block.level + 1)} {_inline(block.runs)}"
        elif block.kind is BlockKind.LIST_ITEM:
            yield f"{'  ' * block.level}{_bullet(block)} {_inline(block.runs)}"
        else:
            yield _inline(block.runs)


def _bullet(block: Block) -> str:
    if block.checklist:
        return "☐"
    return "1." if block.ordered else "•"


def _inline(runs: Iterable[Run]) -> str:
    return "".join(f"[{run.text} ▾]" if _is_choice(run) else run.text for run in runs)


def _is_choice(run: Run) -> bool:
    return run.chip is not None and run.chip.kind is ChipKind.DROPDOWN


def as_values(shown: Preview) -> dict[str, Any]:
    """The same for programs."""
    mail = shown.mail
    return {
        "key": shown.student.key,
        "student": shown.student.called,
        "title": shown.title,
        "template": shown.template,
        "doc": [_value(block) for block in shown.blocks],
        "access": [{"email": one.email, "role": one.role, "who": one.who, "how": one.how} for one in shown.access],
        "mail": {"to": mail.to, "subject": mail.subject, "message": mail.message} if mail else None,
        "goals_written": shown.written,
        "room_for_goals": shown.room,
        "warnings": list(shown.warnings),
        "notes": list(shown.notes),
    }


def _value(block: Block) -> dict[str, Any]:
    if block.kind is BlockKind.TABLE:
        return {"kind": "table", "rows": [["\n".join(doc_lines(cell)) for cell in row] for row in block.rows]}
    level = {"level": block.level} if block.kind in (BlockKind.HEADING, BlockKind.LIST_ITEM) else {}
    return {"kind": block.kind.value, **level, "text": block.text}


def as_page(shown: Preview) -> str:
    """The same as a page for a browser."""
    return "\n".join(
        (
            f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(shown.title)}</title>',
            f"<style>{STYLE}</style></head><body>",
            f"<h1>What {escape(shown.student.called)} gets</h1>",
            *(f'<p class="look">Look: {escape(warning)}</p>' for warning in shown.warnings),
            *(f"<p>{escape(note)}</p>" for note in shown.notes),
            f"<h2>The Doc: {escape(shown.title)}</h2><article>",
            *map(_element, shown.blocks),
            "</article><h2>Who will have access</h2><table>",
            *(_row((one.email, one.role, one.who, one.how)) for one in shown.access),
            "</table><h2>The mail</h2>",
            *_mail(shown),
            f"<p>{escape(reading(shown))}</p></body></html>",
        )
    )


def _mail(shown: Preview) -> Iterator[str]:
    if shown.mail is None:
        yield "<p>None, for the config says notify: false.</p>"
        return
    yield f"<p>To {escape(shown.mail.to)}<br>Subject: {escape(shown.mail.subject)} (Google words it)</p>"
    yield f"<pre>{escape(shown.mail.message)}</pre><p>{escape(ADDED)}</p>"


def _row(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _element(block: Block) -> str:
    if block.kind is BlockKind.TABLE:
        rows = ("".join(f"<td>{''.join(map(_element, cell))}</td>" for cell in row) for row in block.rows)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    inside = "".join(map(_span, block.runs)) or "&nbsp;"
    if block.kind is BlockKind.HEADING:
        level = min(block.level + 2, 6)
        return f"<h{level}>{inside}</h{level}>"
    if block.kind is BlockKind.LIST_ITEM:
        return f'<p style="margin-left:{1 + block.level}rem">{_bullet(block)} {inside}</p>'
    return f"<p>{inside}</p>"


def _span(run: Run) -> str:
    text = escape(run.text)
    if _is_choice(run):
        text = f'<span class="field">{text} ▾</span>'
    return f"<b>{text}</b>" if run.bold else text
