"""What is said of a failure where others read along."""

import pytest

from pdsync.errors import Complaint, ConfigError, NotSignedIn
from pdsync.sync.openly import openly

ROSTER = "/home/sam/cohorts/roster.csv"
CASES = [
    (
        ConfigError((Complaint(ROSTER, 3, "email", "Zoë at students is no e-mail address"),)),
        ("roster.csv, line 3, email: needs mending", "pdsync doctor"),
    ),
    (
        ConfigError((Complaint(ROSTER, None, "", "there is no such file"),), hint="pdsync init"),
        ("roster.csv: there is no such file", "pdsync init"),
    ),
    (
        ConfigError((Complaint(ROSTER, 1, "Zoë's column", "two columns are called that"),)),
        ("roster.csv, line 1: needs mending", "pdsync doctor"),
    ),
    (
        NotSignedIn("zoe@students.example has to allow it.", hint="pdsync login"),
        ("(an address) has to allow it.", "pdsync login"),
    ),
    (
        KeyError("Zoë"),
        (
            "pdsync stumbled over something it did not expect (KeyError).",
            "run the same command by hand, with PDSYNC_DEBUG=1 set",
        ),
    ),
]


@pytest.mark.parametrize(("error", "said"), CASES, ids=["a value", "no file", "a heading", "an address", "unforeseen"])
def test_a_failure_names_places_and_kinds_never_what_stands_there(error, said):
    assert openly(error) == said


def test_of_many_complaints_five_are_named():
    many = ConfigError(tuple(Complaint(ROSTER, line, "email", "x") for line in range(2, 12)))
    assert openly(many)[0].splitlines()[-1] == "and 5 more"
