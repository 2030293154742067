"""What a message about a run says, and what it never says."""

from hypothesis import given
from hypothesis import strategies as st

from pdsync.goals.changes import Followed, Memory
from pdsync.goals.channels import Naming
from pdsync.goals.flags import KINDS
from pdsync.goals.model import Entry, Flag
from pdsync.goals.news import Failure, failed, new_flags
from pdsync.goals.notice import NAMED, Report, message, plain, trial

WORDS = "«what a student wrote»"
NAMES = {"s1": "Shiv", "s2": "Zoë 🌻", "s3": "نور"}

flags = st.lists(
    st.builds(
        lambda kind, student, goal: Flag(kind, student, f"goal says {WORDS}", goal=goal, link=f"https://x/{WORDS}"),
        st.sampled_from(KINDS),
        st.sampled_from(sorted(NAMES)),
        st.sampled_from([None, 1, 2]),
    ),
    max_size=30,
)
reports = st.builds(
    Report,
    st.text(max_size=20),
    failed=st.sampled_from(["", "Nothing answers."]),
    flags=flags.map(tuple),
    good=st.dictionaries(st.sampled_from(["completed", "complete", "joined"]), st.integers(1, 9)),
    names=st.just(NAMES),
)


@given(st.lists(reports, max_size=4), st.sampled_from(Naming))
def test_no_message_holds_a_students_words_and_names_only_if_asked(some, students):
    said = message(some, students=students)
    assert (said is None) == (not any(one.failed or one.flags for one in some))
    if said is None:
        return
    whole = said.subject + said.text
    assert WORDS not in whole
    assert "\n" not in said.subject
    assert "<" not in whole
    if students is not Naming.NAMES:
        assert not any(name in said.text for name in NAMES.values())


def test_many_students_are_counted_and_only_some_named():
    many = tuple(Flag("overdue", f"s{number}", "", goal=1) for number in range(40))
    said = message([Report("2611", flags=many)])
    assert said.text.count("goal 1") == NAMED
    assert "- 40 × overdue (a goal past its date): s0, goal 1; " in said.text
    assert f"and {40 - NAMED} more" in said.text


def test_the_subject_names_three_cohorts_at_most():
    said = message([Report(f"26{number}", failed="x") for number in range(5)])
    assert said.subject == "pdsync: 260: the sync failed; 261: the sync failed; 262: the sync failed …"


def test_what_failed_comes_first():
    said = message([Report("2611", flags=(Flag("stale", "s1", ""),)), Report("2612", failed="x"), Report("2613")])
    assert said.subject == "pdsync: 2612: the sync failed; 2611: 1 new flag"
    assert said.text.index("2612") < said.text.index("2611") < said.text.index("Nothing new: 2613.")


def test_nothing_new_is_no_message():
    quiet = Report("2611", good={"completed": 2}, failures=(Failure("s1", "gone", again=True),))
    assert message([]) is None
    assert message([quiet]) is None
    assert "Good news: 2 goals completed" in message([Report("2611", failed="x", good={"completed": 2})]).text


def test_a_text_is_one_line_and_calls_nobody():
    assert plain("<!channel>\n\u202e 2611\x07 ") == "‹!channel› 2611"
    assert "‹b›" in trial(["<b>"]).text


def goal(number, id):
    return Followed(id, Entry(number, "", {}, (), "", "", None))


def test_a_flag_is_new_if_the_last_sync_did_not_know_its_goal_wherever_it_moved():
    found = [Flag("overdue", "s1", "", goal=1), Flag("overdue", "s1", "", goal=2), Flag("no-doc", "s1", "")]
    goals = (goal(1, 7), goal(2, 3))
    assert [one.goal for one in new_flags(Memory(flags=("overdue:3", "no-doc")), goals, found)] == [1]
    assert list(new_flags(None, goals, found)) == found
    twice = [Flag("unreadable", "s1", "one"), Flag("unreadable", "s1", "another")]
    assert len(list(new_flags(Memory(), goals, twice))) == 1


def test_a_doc_that_could_not_be_read_before_either_is_no_news():
    assert not failed("s1", "gone", None).again
    assert not failed("s1", "gone", Memory(doc="d", version="7")).again
    assert failed("s1", "gone", Memory(doc="d")).again
