"""Calls of Google's client libraries, made with patience; their errors end here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdsync.clients.refusals import refusal
from pdsync.clients.retry import Patience, Refused
from pdsync.clients.transport import HttpShape, Lost, Transport
from pdsync.errors import GoogleError

if TYPE_CHECKING:
    from collections.abc import Callable


class Line:
    """One account's line to Google: makes a googleapiclient request, or what gspread does, under the retry rule."""

    def __init__(self, transport: Transport, patience: Patience) -> None:
        self.transport = transport
        self.http = HttpShape(transport)
        self._patience = patience

    def call(self, request: Any, *, what: str = "", rule: str = "") -> Any:
        """The answer to a googleapiclient request, as JSON values. `what` names in words what it is about."""
        from googleapiclient.errors import HttpError

        def send() -> Any:
            try:
                return request.execute(http=self.http, num_retries=0)
            except HttpError as error:
                raise _refused(error.resp.status, error.content, error.resp.get("retry-after"), what) from None
            except ValueError as error:
                raise Lost("no JSON") from error

        return self._patience.carry(rule or request.methodId, send)

    def gspread(self, method: str, send: Callable[[], Any], *, what: str = "") -> Any:
        """The answer to what `send` asks through gspread."""
        from gspread.exceptions import APIError

        def sent() -> Any:
            try:
                return send()
            except APIError as error:
                response = error.response
                raise _refused(
                    response.status_code, response.content, response.headers.get("retry-after"), what
                ) from None
            except ValueError as error:
                raise Lost("no JSON") from error

        return self._patience.carry(method, sent)


def _refused(status: int, body: bytes, retry_after: str | None, what: str) -> Exception:
    error = refusal(int(status), body, what=what)
    if not isinstance(error, GoogleError):
        return error
    return Refused(error, wait=float(retry_after) if retry_after and retry_after.isdigit() else 0.0)
