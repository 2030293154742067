"""A guard against work that does not end: no measure of speed."""

import signal
from contextlib import contextmanager


@contextmanager
def patience(seconds):
    """The block may take so many seconds of the processor's, many times what it needs; then it has failed."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def give_up(*_):
        raise AssertionError(f"not done after {seconds} s of work: does the time grow with the square of the text?")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
