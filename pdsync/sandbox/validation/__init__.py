"""Bodies held against the discovery documents' schemas: requests as Google reads them, answers as it writes them."""

from pdsync.sandbox.validation.answers import mismatches
from pdsync.sandbox.validation.bodies import read
from pdsync.sandbox.validation.violations import Violation, refusal

__all__ = ["Violation", "mismatches", "read", "refusal"]
