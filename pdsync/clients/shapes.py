"""The transport in the shapes that the client libraries know: httplib2's for googleapiclient, requests' for gspread."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import requests

    from pdsync.clients.answering import Answer
    from pdsync.clients.transport import Transport

Send = Callable[..., "Answer"]


class HttpShape:
    """The transport as googleapiclient's `http`. httplib2's own sends a request twice when a server hangs up on it."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        redirections: int = 0,
        connection_type: Any = None,
    ) -> tuple[Any, bytes]:
        """An httplib2 response and its body."""
        import httplib2

        answer = self._transport.send(method, uri, body=body, headers=headers)
        return httplib2.Response({**answer.headers, "status": str(answer.status)}), answer.body

    def close(self) -> None:
        """Nothing to do: the door is closed by whoever opened it."""


def requests_session(send: Send) -> requests.Session:
    """A requests session, as gspread knows it, that sends everything through a transport's or a door's `send`."""
    import requests

    session = requests.Session()
    clothe(session, send)
    return session


def clothe(session: requests.Session, send: Send) -> None:
    """Let a session send everything through `send`, and nothing by any other way; it follows no redirects."""
    import requests
    from requests.adapters import BaseAdapter

    class Shape(BaseAdapter):
        def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:  # type: ignore[override]
            answer = send(request.method or "GET", request.url, body=request.body, headers=dict(request.headers))
            made = requests.Response()
            made.status_code = answer.status
            made.headers.update({name: value for name, value in answer.headers.items() if name != "location"})
            made.raw = io.BytesIO(answer.body)
            made.url = request.url or ""
            made.request = request
            made.encoding = "utf-8"
            return made

        def close(self) -> None:
            pass

    session.trust_env = False
    session.adapters.clear()
    session.mount("https://", Shape())
    session.mount("http://", Shape())
