"""A small, honest Google on localhost. Imports nothing of pdsync outside this folder."""

from typing import Any

__all__ = ["Sandbox", "serve"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from pdsync.sandbox import serving

        return getattr(serving, name)
    raise AttributeError(name)
