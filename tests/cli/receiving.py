"""Who receives messages about a run: a real mail server and a real webhook, on this machine, for as long as a test."""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

USER, PASSWORD = "pdsync@school.example", "correct horse"


def certificate(folder):
    """A certificate for this machine that nobody but its maker vouches for, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "mail.pem", folder / "mail.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    return paths


def names(folder, **notify):
    """Let the cohort's config say who hears of a run."""
    path = folder.path / "pdsync.yaml"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("notify:")]
    path.write_text("\n".join([*lines, f"notify: {json.dumps(notify)}", ""]), encoding="utf-8")


@dataclass
class Post:
    """A mail server and what it took in. `security` as in the config; `refusing`: addresses that it takes none for."""

    cert: str
    security: str = "none"
    refusing: tuple[str, ...] = ()
    letters: list = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    to: list[list[str]] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refusing:
            return "550 no such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        self.encrypted.append(session.ssl is not None or self.security == "tls")
        self.to.append(envelope.rcpt_tos)
        return "250 taken"

    def only_letter(self):
        """The one letter that came."""
        (one,) = self.letters
        return one

    def config(self, **more):
        """What a config says of it."""
        guarded = {"user": USER, "password_env": "PDSYNC_SMTP_PASSWORD"} if self.security != "none" else {}
        return {
            "to": ["careers@school.example", "homeroom@school.example"],
            "from": "pdsync@school.example",
            "host": "127.0.0.1",
            "port": self.port,
            "security": self.security,
            **guarded,
            **more,
        }


@contextmanager
def post_office(paths, *, security="none", refusing=()):
    """A mail server that speaks as `security` says and, if encrypted, lets nobody in without a password."""
    post = Post(str(paths[0]), security, tuple(refusing))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*paths)

    def known(server, session, envelope, mechanism, data):
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    guarded = {"auth_required": True, "authenticator": known, "auth_exclude_mechanism": []}
    ways = {
        "none": {},
        "starttls": {"tls_context": context, "require_starttls": True, **guarded},
        "tls": {"auth_require_tls": False, **guarded},
    }

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def done(work):
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    def talk():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it does not know that it is spoken to through TLS from the first word
            return SMTP(post, loop=loop, **ways[security])

    async def opened():
        return await loop.create_server(talk, "127.0.0.1", 0, ssl=context if security == "tls" else None)

    async def closed():
        server.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    server = done(opened())
    post.port = server.sockets[0].getsockname()[1]
    try:
        yield post
    finally:
        done(closed())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@dataclass
class Hook:
    """A webhook and what was posted to it."""

    url: str
    status: int = 200
    taken: list = field(default_factory=list)

    @property
    def text(self):
        """The one text that came."""
        (one,) = self.taken
        assert list(one) == ["text"]
        return one["text"]


@contextmanager
def webhook(status=200, *, paths=None):
    """A webhook that answers with that status; encrypted, with a certificate and its key at `paths`."""
    hook = Hook("", status)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            assert self.headers["Content-Type"].startswith("application/json")
            hook.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(hook.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request, client_address):
            pass  # whoever does not trust its certificate goes away

    server = Server(("127.0.0.1", 0), Handler)
    if paths:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*paths)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    hook.url = f"{'https' if paths else 'http'}://127.0.0.1:{server.server_port}/services/T0/secret-word"
    try:
        yield hook
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
