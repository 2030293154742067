"""Service accounts and their keys: the private half is handed out once, the public one is kept."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from pdsync.sandbox.store import SCHEMA, Store
from pdsync.sandbox.users import SERVICE_ACCOUNTS, account

SCHEMA += [
    """CREATE TABLE IF NOT EXISTS service_keys (
        key_id TEXT PRIMARY KEY, email TEXT NOT NULL, public_key TEXT NOT NULL)""",
    "CREATE TABLE IF NOT EXISTS delegations (email TEXT PRIMARY KEY, scopes TEXT NOT NULL)",
]

PROJECT = "pdsync-sandbox"


@dataclass(frozen=True, slots=True)
class Key:
    """The public half of a service account's key, as PEM."""

    key_id: str
    public_key: str

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether that is this key's RS256 signature of the message."""
        key = serialization.load_pem_public_key(self.public_key.encode())
        assert isinstance(key, rsa.RSAPublicKey)
        try:
            key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature:
            return False
        return True


def service_account(
    store: Store, email: str, *, token_uri: str, delegated: Iterable[str] | None = None
) -> dict[str, str]:
    """A new key of that service account, which is made if there was none: the whole key file as Google hands it out.

    `email`: its address, or its name alone; `token_uri`: where it asks for tokens, which is the sandbox's "/token";
    `delegated`: with which scopes it may act for any account (domain-wide delegation), if it is said.
    """
    address = email if "@" in email else f"{email}@{PROJECT}{SERVICE_ACCOUNTS}"
    user = account(store, address)
    private = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
    key_id = secrets.token_hex(20)
    store.db.execute("INSERT INTO service_keys VALUES (?, ?, ?)", (key_id, user.email, _public(private)))
    if delegated is not None:
        delegate(store, user.email, delegated)
    return _key_file(user.email, key_id, _private(private), token_uri=token_uri, client_id=user.permission_id)


def delegate(store: Store, email: str, scopes: Iterable[str]) -> None:
    """Declare the scopes with which a service account may act for any account; none takes it back."""
    wanted = " ".join(sorted(set(scopes)))
    store.db.execute("INSERT OR REPLACE INTO delegations VALUES (?, ?)", (email.strip().lower(), wanted))


def delegated(store: Store, email: str) -> frozenset[str]:
    """The scopes with which that service account may act for others."""
    row = store.db.execute("SELECT scopes FROM delegations WHERE email = ?", (email.lower(),)).fetchone()
    return frozenset() if row is None else frozenset(row["scopes"].split())


def keys(store: Store, email: str, key_id: str = "") -> tuple[Key, ...]:
    """The keys of a service account, or the one with that id; none if there are none."""
    rows = store.db.execute("SELECT * FROM service_keys WHERE email = ?", (email.strip().lower(),)).fetchall()
    return tuple(Key(row["key_id"], row["public_key"]) for row in rows if key_id in ("", row["key_id"]))


def _public(key: rsa.RSAPrivateKey) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def _private(key: rsa.RSAPrivateKey) -> str:
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


def _key_file(email: str, key_id: str, private_key: str, *, token_uri: str, client_id: str) -> dict[str, str]:
    parts = urlsplit(token_uri)
    base = f"{parts.scheme}://{parts.netloc}"
    return {
        "type": "service_account",
        "project_id": PROJECT,
        "private_key_id": key_id,
        "private_key": private_key,
        "client_email": email,
        "client_id": client_id,
        "auth_uri": f"{base}/o/oauth2/auth",
        "token_uri": token_uri,
        "auth_provider_x509_cert_url": f"{base}/oauth2/v1/certs",
        "client_x509_cert_url": f"{base}/robot/v1/metadata/x509/{quote(email)}",
        "universe_domain": "googleapis.com",
    }
