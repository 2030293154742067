"""Faults as data: what goes wrong, for which request, and when."""

from pdsync.sandbox.faults.performing import perform
from pdsync.sandbox.faults.planning import Fault, Faults

__all__ = ["Fault", "Faults", "perform"]
