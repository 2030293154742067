"""What does not fit, in Google's words: every violation of a request in one refusal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pdsync.sandbox.refusals import Refusal, rpc

BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that does not fit: the path of the field in proto names ("" at the root) and Google's sentence."""

    field: str
    description: str


def unknown(name: str, at: str, why: str = "Cannot find field.") -> Violation:
    """A name that the message at that path has not, or that cannot hold what was sent."""
    place = f" at '{at}'" if at else ""
    return Violation(at, f'Invalid JSON payload received. Unknown name "{name}"{place}: {why}')


def invalid(at: str, kind: str, value: str) -> Violation:
    """A value of another type than the field's; `kind`: "TYPE_INT32" or a type's URL; `value`: as Google quotes it."""
    place = f" at '{at}'" if at else ""
    return Violation(at, f"Invalid value{place} ({kind}), {value}")


def occupied(at: str, union: str, name: str) -> Violation:
    """A second member of a union of which one is set."""
    return invalid(at, "oneof", f"oneof field '{union}' is already set. Cannot set '{name}'")


def unbound(name: str) -> Violation:
    """A query parameter that the method has not."""
    why = f"Cannot bind query parameter. Field '{name}' could not be found in request message."
    return Violation("", f'Invalid JSON payload received. Unknown name "{name}": {why}')


def refusal(violations: Iterable[Violation]) -> Refusal:
    """The one 400 that names them all."""
    found = list(violations)
    message = "\n".join(each.description for each in found)
    listed = [
        {"field": each.field, "description": each.description} if each.field else {"description": each.description}
        for each in found
    ]
    refused = rpc("INVALID_ARGUMENT", message, details=[{"@type": BAD_REQUEST, "fieldViolations": listed}])
    refused.body["error"]["errors"] = [{"message": message, "reason": "invalid"}]
    return refused
