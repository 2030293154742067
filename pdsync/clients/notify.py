"""Messages about a run, sent out: by mail through the school's server, or to a webhook. Each is sent once."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pdsync.errors import NotTold
from pdsync.goals.channels import Security

if TYPE_CHECKING:
    import smtplib
    from datetime import datetime
    from email.message import EmailMessage

    from pdsync.goals.channels import HookSettings, MailSettings
    from pdsync.goals.notice import Message

PATIENCE = 20.0
"""Seconds to wait for a server's next word."""

PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
TEST = "pdsync notify"


def mail(settings: MailSettings, message: Message, *, now: datetime) -> None:
    """Send the message to everybody whom the settings name. Raises NotTold."""
    import smtplib
    import ssl

    secret = _secret(settings.password_env, settings.password_file, "the mail server's password")
    try:
        with _server(settings) as server:
            if settings.user:
                server.login(settings.user, secret)
            refused = server.send_message(_letter(settings, message, now), to_addrs=list(settings.to))
    except smtplib.SMTPAuthenticationError:
        raise _not_told(settings.host, "takes another user or password") from None
    except smtplib.SMTPNotSupportedError:
        raise _not_told(settings.host, "does not offer what the config asks for (notify.email.security)") from None
    except smtplib.SMTPRecipientsRefused:
        raise _not_told(settings.host, "takes no mail for any of these people (notify.email.to)") from None
    except smtplib.SMTPResponseException as error:
        raise _not_told(settings.host, f"refused the mail (code {error.smtp_code})") from None
    except ssl.SSLCertVerificationError:
        raise _untrusted(settings.host) from None
    except (OSError, smtplib.SMTPException) as error:
        raise _not_told(settings.host, f"could not be reached, or broke off ({type(error).__name__})") from None
    if refused:
        raise _not_told(settings.host, f"took no mail for {len(refused)} of {len(settings.to)} people")


def _server(settings: MailSettings) -> smtplib.SMTP:
    """The mail server, greeted, and encrypted unless the settings say none."""
    import smtplib

    port = settings.port or PORTS[settings.security]
    if settings.security is Security.TLS:
        from pdsync.clients.trust import trust

        return smtplib.SMTP_SSL(settings.host, port, timeout=PATIENCE, context=trust())
    server = smtplib.SMTP(settings.host, port, timeout=PATIENCE)
    if settings.security is Security.STARTTLS:
        from pdsync.clients.trust import trust

        try:
            server.starttls(context=trust())
        except BaseException:
            server.close()
            raise
    return server


def _letter(settings: MailSettings, message: Message, now: datetime) -> EmailMessage:
    from email.message import EmailMessage
    from email.utils import format_datetime, make_msgid

    letter = EmailMessage()
    letter["Subject"] = message.subject
    letter["From"] = settings.sender
    letter["To"] = ", ".join(settings.to)
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = make_msgid("pdsync", domain=settings.sender.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"  # so that nobody's holiday answers it
    letter.set_content(message.text)
    return letter


def post(settings: HookSettings, message: Message) -> None:
    """Send the message to the webhook. Its address is a secret, which no error repeats. Raises NotTold."""
    import json

    from pdsync.clients.pool import Limits, Lost, NotSent, Pool

    url = settings.url or _secret(settings.url_env, settings.url_file, "the webhook's address")
    host = _host_of(url)
    body = json.dumps(BODIES[settings.format](message)).encode()
    headers = {"Content-Type": "application/json; charset=UTF-8", "User-Agent": "pdsync"}
    pool = Pool(Limits(connect=PATIENCE / 2, silence=PATIENCE, whole=2 * PATIENCE, size=1 << 16))
    try:
        answer = pool.exchange("POST", url, body=body, headers=headers)
    except (NotSent, Lost) as failure:
        if type(failure.__cause__).__name__ == "SSLCertVerificationError":
            raise _untrusted(host) from None
        raise _not_told(host, f"could not be reached, or broke off ({failure})") from None
    finally:
        pool.close()
    if not 200 <= answer.status < 300:
        raise _not_told(host, f"refused the message (status {answer.status})")


def _host_of(url: str) -> str:
    """The host of a webhook that may be spoken to: encrypted, or on this machine."""
    from urllib.parse import urlsplit

    from pdsync.clients.transport import LOOPBACK

    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and LOOPBACK.fullmatch(host))):
        raise NotTold(
            "The webhook's address is none that pdsync sends to, so nobody was told.",
            hint="copy the whole address, which begins with https://; then: " + TEST,
        )
    return host


def _text(message: Message) -> dict[str, object]:
    return {"text": f"{message.subject}\n{message.text}"}


def _card(message: Message) -> dict[str, object]:
    """What a workflow of Microsoft Teams posts: a card with a line each, as its text."""
    lines = [message.subject, *message.text.splitlines()]
    body = [{"type": "TextBlock", "text": line, "wrap": True} for line in lines if line]
    card = {"type": "AdaptiveCard", "version": "1.4", "body": body}
    content = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    return {"type": "message", "attachments": [content]}


BODIES: dict[str, Callable[[Message], dict[str, object]]] = {"text": _text, "teams": _card}
"""What each kind of webhook takes."""


def _secret(variable: str, path: Path | None, what: str) -> str:
    """What a variable or a file holds; "" if neither is named. A file that others may read is not used."""
    if variable:
        value = os.environ.get(variable, "").strip()
        if not value:
            raise NotTold(f"The variable {variable}, which holds {what}, is not set, so nobody was told.", hint=TEST)
        return value
    if path is None:
        return ""
    try:
        with path.open(encoding="utf-8") as page:
            if os.name == "posix" and stat.S_IMODE(os.fstat(page.fileno()).st_mode) & 0o077:
                raise NotTold(
                    f"Others may read {path}, which holds {what}, so it is not used and nobody was told.",
                    hint=f"chmod 600 {path}",
                )
            return page.read().strip()
    except (OSError, UnicodeDecodeError):
        raise NotTold(f"{path}, which holds {what}, cannot be read, so nobody was told.", hint=TEST) from None


def _untrusted(host: str) -> NotTold:
    return NotTold(
        f"Nobody was told: {host} has a certificate that this machine does not trust.",
        hint="if it is the school's own, name its authority's file in SSL_CERT_FILE; then: " + TEST,
    )


def _not_told(host: str, what: str) -> NotTold:
    return NotTold(f"Nobody was told: {host} {what}.", hint=f"{TEST}, which sends a test, once it is mended")
