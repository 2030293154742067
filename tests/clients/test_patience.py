"""The retry rule as a table: what is sent again, what is not, and how long is waited."""

from __future__ import annotations

import pytest
from timing import PLENTY, Time

from pdsync.clients.pool import Lost, NotSent
from pdsync.clients.quota import Pacer
from pdsync.clients.retry import Patience, Refused
from pdsync.errors import Forbidden, GoogleError, NotFound, QuotaSpent, Unclear, Unreachable

READS, SAME, MAKES = "docs.documents.get", "drive.files.update", "drive.files.copy"
KINDS = {"reads": READS, "same": SAME, "makes": MAKES}


def patience(time: Time) -> Patience:
    pacer = Pacer(PLENTY, clock=time.clock, sleep=time.sleep)
    return Patience(pacer, sleep=time.sleep, nobody=lambda: Unreachable("nobody"), chance=lambda: 1.0)


class Play:
    """Fails in turn with each of these, then answers; counts how often it was sent."""

    def __init__(self, *failures: Exception) -> None:
        self.failures, self.sent = list(failures), 0

    def __call__(self) -> str:
        self.sent += 1
        if self.failures:
            raise self.failures.pop(0)
        return "done"


def quota(status: int = 429, reason: str = "rateLimitExceeded", wait: float = 0) -> Refused:
    return Refused(QuotaSpent("slower", status=status, reason=reason), wait=wait)


def fault(status: int) -> Refused:
    return Refused(GoogleError("fault", status=status))


AGAIN, UNCLEAR = "again", Unclear
TABLE = {
    "not sent": (NotSent("x"), {"reads": AGAIN, "same": AGAIN, "makes": AGAIN}),
    "lost": (Lost("x"), {"reads": AGAIN, "same": AGAIN, "makes": UNCLEAR}),
    "429": (quota(), {"reads": AGAIN, "same": AGAIN, "makes": AGAIN}),
    "429 without reason": (quota(reason=""), {"reads": AGAIN, "same": AGAIN, "makes": AGAIN}),
    "403 user rate": (quota(403, "userRateLimitExceeded"), {"reads": AGAIN, "same": AGAIN, "makes": AGAIN}),
    "403 project rate": (quota(403, "RATE_LIMIT_EXCEEDED"), {"reads": AGAIN, "same": AGAIN, "makes": AGAIN}),
    "403 sharing limit": (
        quota(403, "sharingRateLimitExceeded"),
        {"reads": QuotaSpent, "same": QuotaSpent, "makes": QuotaSpent},
    ),
    "403 daily limit": (
        quota(403, "dailyLimitExceeded"),
        {"reads": QuotaSpent, "same": QuotaSpent, "makes": QuotaSpent},
    ),
    **{
        f"{status}": (fault(status), {"reads": AGAIN, "same": AGAIN, "makes": UNCLEAR})
        for status in (408, 500, 502, 503, 504)
    },
    "501": (fault(501), {"reads": GoogleError, "same": GoogleError, "makes": GoogleError}),
    "403": (Refused(Forbidden("no", status=403)), {"reads": Forbidden, "same": Forbidden, "makes": Forbidden}),
    "404": (Refused(NotFound("no", status=404)), {"reads": NotFound, "same": NotFound, "makes": NotFound}),
    "400": (fault(400), {"reads": GoogleError, "same": GoogleError, "makes": GoogleError}),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("what", TABLE)
def test_what_is_sent_again(what, kind, time):
    failure, verdicts = TABLE[what]
    play, verdict = Play(failure), verdicts[kind]
    if verdict == AGAIN:
        assert patience(time).carry(KINDS[kind], play) == "done"
        assert play.sent == 2
        assert time.now > 1000
    else:
        with pytest.raises(GoogleError) as caught:
            patience(time).carry(KINDS[kind], play)
        assert type(caught.value) is verdict
        assert play.sent == 1
        assert time.now == 1000


def test_pauses_double_and_end(time):
    play = Play(*[Lost("x")] * 9)
    with pytest.raises(Unreachable):
        patience(time).carry(READS, play)
    assert time.naps == [0.5, 1, 2, 4, 8, 16]


def test_a_limit_is_waited_out_for_more_than_a_minute(time):
    with pytest.raises(QuotaSpent):
        patience(time).carry(READS, Play(*[quota()] * 9))
    assert time.now - 1000 == pytest.approx(2 + 4 + 8 + 16 + 32 + 64)


def test_what_google_asks_to_wait_is_waited(time):
    assert patience(time).carry(MAKES, Play(quota(wait=33))) == "done"
    assert time.now == 1033


def test_nobody_waits_an_hour_for_one_call(time):
    with pytest.raises(QuotaSpent):
        patience(time).carry(READS, Play(quota(wait=3600)))
    assert time.now == 1000


def test_where_nobody_has_ever_answered_it_is_soon_said(time):
    play = Play(*[NotSent("x")] * 9)
    with pytest.raises(Unreachable):
        patience(time).carry(READS, play)
    assert play.sent == 3
    assert time.now - 1000 < 2


def test_a_network_that_worked_is_given_longer(time):
    one = patience(time)
    one.carry(READS, Play())
    play = Play(*[NotSent("x")] * 6)
    assert one.carry(MAKES, play) == "done"
    assert play.sent == 7


def test_pauses_are_not_the_same_for_all(time):
    pacer = Pacer(PLENTY, clock=time.clock, sleep=time.sleep)
    chances = iter([0.0, 0.5])
    one = Patience(pacer, sleep=time.sleep, nobody=lambda: Unreachable("x"), first=2.0, chance=lambda: next(chances))
    one.carry(READS, Play(Lost("x"), Lost("x")))
    assert time.naps == [1.0, 3.0]


def test_the_error_says_what_the_answer_said(time):
    with pytest.raises(Unclear) as caught:
        patience(time).carry(MAKES, Play(Refused(GoogleError("x", status=500, reason="responsePreparationFailure"))))
    assert (caught.value.status, caught.value.reason) == (500, "responsePreparationFailure")
