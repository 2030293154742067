"""A small, honest Google on localhost. Imports nothing of pdsync outside this folder."""

from pdsync.sandbox.serving import Sandbox, serve

__all__ = ["Sandbox", "serve"]
