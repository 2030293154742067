"""A query's tree as a condition on the table `files f`, its value bound, never written into the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pdsync.sandbox.drive.query.moments import moment
from pdsync.sandbox.drive.query.syntax import Both, Either, Node, Not, Term

TIME_COLUMNS = {"createdTime": "f.created", "modifiedTime": "f.modified", "viewedByMeTime": "p.viewed"}
LEAST = {"owners": "owner", "writers": "writer", "readers": "reader"}
SIGNS = {"!=": "<>"}


@dataclass(slots=True)
class Condition:
    """SQL being written: `me` is the caller's address, `root` the id of My Drive, `app` the calling app."""

    me: str
    permission_id: str
    root: str
    app: str
    values: list[Any] = field(default_factory=list)

    def of(self, node: Node) -> str:
        """The condition that a tree is."""
        match node:
            case Term():
                return f"({self._term(node)})"
            case Not(inner):
                return f"NOT coalesce({self.of(inner)}, 0)"
            case Both(parts):
                return "(" + " AND ".join(self.of(part) for part in parts) + ")"
            case Either(parts):
                return "(" + " OR ".join(self.of(part) for part in parts) + ")"

    def bind(self, value: Any) -> str:
        """A place for a value."""
        self.values.append(value)
        return "?"

    def _term(self, term: Term) -> str:
        if term.operator == "has":
            app = "" if term.field == "properties" else self.app
            given = f"m.app = {self.bind(app)} AND m.key = {self.bind(term.key)} AND m.value = {self.bind(term.value)}"
            private = " AND m.app <> ''" if term.field == "appProperties" else ""
            return f"EXISTS (SELECT 1 FROM properties m WHERE m.file_id = f.id AND {given}{private})"
        if term.operator == "in":
            return self._in(term)
        if term.field in TIME_COLUMNS:
            column, sign = TIME_COLUMNS[term.field], SIGNS.get(term.operator, term.operator)
            return f"{column} IS NOT NULL AND {column} {sign} {self.bind(moment(term.value))}"
        return TERMS[term.field](self, term)

    def _in(self, term: Term) -> str:
        if term.field == "parents":
            return f"f.parent = {self.bind(self.root if term.value == 'root' else term.value)}"
        who = self.me if term.value == "me" else term.value.lower()
        if term.field == "owners":
            return f"f.owner = {self.bind(who)} AND f.owner <> ''"
        return f"has_role(f.id, {self.bind(who)}, {self.bind(LEAST[term.field])})"


Writer = Callable[[Condition, Term], str]


def _same(term: Term, condition: str) -> str:
    return f"NOT ({condition})" if term.operator == "!=" else condition


def _name(sql: Condition, term: Term) -> str:
    if term.operator == "contains":
        return f"name_contains(f.name, {sql.bind(term.value)})"
    return _same(term, f"folded(f.name) = folded({sql.bind(term.value)})")


def _mime(sql: Condition, term: Term) -> str:
    if term.operator == "contains":
        return f"instr(f.mime_type, {sql.bind(term.value)}) > 0"
    return _same(term, f"f.mime_type = {sql.bind(term.value)}")


def _flag(column: str) -> Writer:
    def condition(sql: Condition, term: Term) -> str:
        return f"{column} = {int((term.value == 'true') == (term.operator == '='))}"

    return condition


def _shared_with_me(sql: Condition, term: Term) -> str:
    me = sql.bind(sql.permission_id)
    mine = f"EXISTS (SELECT 1 FROM permissions g WHERE g.file_id = f.id AND g.id = {me} AND g.role <> 'owner')"
    return mine if (term.value == "true") == (term.operator == "=") else f"NOT {mine}"


def _full_text(sql: Condition, term: Term) -> str:
    return f"text_contains(f.id, {sql.bind(term.value)})"


def _visibility(sql: Condition, term: Term) -> str:
    return _same(term, f"visibility(f.id) = {sql.bind(term.value)}")


def _target(sql: Condition, term: Term) -> str:
    return _same(term, f"coalesce(json_extract(f.extra, '$.shortcutDetails.targetId'), '') = {sql.bind(term.value)}")


TERMS: dict[str, Writer] = {
    "name": _name,
    "mimeType": _mime,
    "trashed": _flag("f.trashed"),
    "starred": _flag("coalesce(p.starred, 0)"),
    "sharedWithMe": _shared_with_me,
    "fullText": _full_text,
    "visibility": _visibility,
    "shortcutDetails.targetId": _target,
}
