"""Calls to Google, made with patience: plain ones, and those of its client libraries. Their errors end here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pdsync.clients.methods import request_of
from pdsync.clients.pool import Lost
from pdsync.clients.refusals import refusal
from pdsync.clients.retry import Patience, Refused
from pdsync.clients.shapes import HttpShape, requests_session
from pdsync.errors import GoogleError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import requests

    from pdsync.clients.transport import Transport


AS_JSON = json.JSONEncoder(separators=(",", ":"), check_circular=False)
"""Nothing that is sent holds itself; to look for that takes a quarter of the time."""


class Line:
    """One account's line to Google."""

    def __init__(self, transport: Transport, patience: Patience) -> None:
        self._transport, self._patience = transport, patience
        self._http = HttpShape(transport)

    def ask(
        self,
        method: str,
        params: Mapping[str, Any],
        *,
        body: Any = None,
        what: str = "",
        rule: str = "",
    ) -> Any:
        """The answer to one of the methods in `methods.METHODS`, as JSON values, with no library in between.

        `what` names in words what it is about; `rule` the retry rule, if it is not the method's own.
        """
        verb, url = request_of(method, params)
        sent = None if body is None else AS_JSON.encode(body).encode()
        headers = {"Accept": "application/json"} | ({"Content-Type": "application/json"} if sent else {})

        def send() -> Any:
            answer = self._transport.send(verb, url, body=sent, headers=headers)
            if not 200 <= answer.status < 300:
                raise refused(answer.status, answer.body, answer.headers.get("retry-after"), what)
            return _values(answer.body)

        return self._patience.carry(rule or method, send)

    def fetch(self, method: str, params: Mapping[str, Any], *, what: str = "") -> bytes:
        """The answer to one of the methods in `methods.METHODS` that answer with a file's bytes."""
        verb, url = request_of(method, params)

        def send() -> bytes:
            answer = self._transport.send(verb, url)
            if not 200 <= answer.status < 300:
                raise refused(answer.status, answer.body, answer.headers.get("retry-after"), what)
            return answer.body

        return self._patience.carry(method, send)

    def call(self, request: Any, *, what: str = "", rule: str = "") -> Any:
        """The answer to a googleapiclient request, as JSON values."""
        from googleapiclient.errors import HttpError

        def send() -> Any:
            try:
                return request.execute(http=self._http, num_retries=0)
            except HttpError as error:
                raise refused(error.resp.status, error.content, error.resp.get("retry-after"), what) from None
            except ValueError as error:
                raise Lost("no JSON") from error

        return self._patience.carry(rule or request.methodId, send)

    def gspread(self, method: str, send: Callable[[], Any], *, what: str = "") -> Any:
        """The answer to what `send` asks through gspread, which was given this line's `session`."""
        from gspread.exceptions import APIError

        def sent() -> Any:
            try:
                return send()
            except APIError as error:
                response = error.response
                raise refused(
                    response.status_code, response.content, response.headers.get("retry-after"), what
                ) from None
            except ValueError as error:
                raise Lost("no JSON") from error

        return self._patience.carry(method, sent)

    def session(self) -> requests.Session:
        """A requests session over this line's transport; what it sends needs `gspread` around it."""
        return requests_session(self._transport.send)


def _values(body: bytes) -> Any:
    """An answer's JSON; one that is none, or is cut short, is no answer."""
    if not body:
        return {}
    try:
        return json.loads(body)
    except ValueError as error:
        raise Lost("no JSON") from error


def refused(status: int, body: bytes, retry_after: str | None, what: str) -> Exception:
    """What to raise for an answer that says no."""
    error = refusal(int(status), body, what=what)
    if not isinstance(error, GoogleError):
        return error
    return Refused(error, wait=float(retry_after) if retry_after and retry_after.isdigit() else 0.0)
