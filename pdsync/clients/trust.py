"""Whose certificates are trusted."""

from __future__ import annotations

import ssl

import certifi


def trust() -> ssl.SSLContext:
    """The system's certificates, which know the school's own network, and certifi's, where a system has none.

    SSL_CERT_FILE names others in place of the system's.
    """
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
