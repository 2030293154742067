"""The choice: which of the times in an answer is its due date."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pdsync.goals.calendar import shifted
from pdsync.goals.dates.around import CLOSING, Role
from pdsync.goals.dates.conditions import hangs
from pdsync.goals.dates.due import Due
from pdsync.goals.dates.findings import Findings, Mention
from pdsync.goals.dates.phrases import Cue
from pdsync.goals.dates.points import Grain, Point, Sort, missing
from pdsync.goals.dates.prepositions import Prep, Reading, read
from pdsync.goals.dates.refined import doubtful, refines
from pdsync.goals.dates.roles import roles
from pdsync.goals.dates.scan import scan
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.sure import at_most
from pdsync.goals.dates.verdict import Candidate, dated, undated
from pdsync.goals.dates.words import words

IN_PASSING: Final = 0.8
FEWEST_WORDS_ROUND: Final = 4
FALLING_BACK: Final = words("realistically realistic otherwise or possibly perhaps")
AIMS: Final = frozenset({Cue.DONE, Cue.DEADLINE, Cue.LATEST, Cue.SOFT, Cue.NOW, Cue.START})


def choose(s: Scene) -> Due:
    """The due date of an answer."""
    found = scan(s)
    candidates = _candidates(s, found)
    chosen = _chosen(s, found, candidates)
    if chosen is None:
        return undated(s, found, candidates)
    due = dated(s, candidates, *chosen)
    most = at_most(s, found, candidates, chosen[0])
    return due if due.confidence <= most else replace(due, confidence=most)


def _candidates(s: Scene, found: Findings) -> list[Candidate]:
    given = roles(s, found)
    result = []
    for mention, role in zip(found.mentions, given, strict=True):
        if role in (Role.GOAL, Role.DONE) and hangs(s, found, mention):
            why = "it depends on something the calendar does not know"
            mention = replace(mention, point=missing(why, mention.stop, Sort.LENGTH))
        usable = not (mention.point.lost or mention.point.past) and role is not Role.WORD
        result.append(Candidate(mention, role, read(s, mention.lead, mention.point) if usable else None))
    return _one_for_one(s, result)


def _one_for_one(s: Scene, candidates: list[Candidate]) -> list[Candidate]:
    """Two ways of saying one time, side by side, are one: "end of module 3 (18 July)"; the number decides."""
    result: list[Candidate] = []
    for candidate in candidates:
        last = result[-1] if result else None
        apart = last is not None and Role.START in (last.role, candidate.role)
        both = last is not None and not apart and last.reading is not None and candidate.reading is not None
        if last and both and refines(s, last.mention, candidate.mention):
            result[-1] = _refined(s, last, candidate)
        elif last and both and _explains(s, last.mention, candidate.mention):
            result[-1] = _explained(last, candidate)
        elif last and both and _same_time(s, last.mention, candidate.mention):
            result[-1] = _joined(last, candidate)
        else:
            result.append(candidate)
    return result


def _refined(s: Scene, first: Candidate, second: Candidate) -> Candidate:
    """A longer time and its day as one: the day, by which the longer time is meant."""
    assert first.reading and second.reading
    mention = replace(second.mention, at=first.mention.at, lead=first.mention.lead)
    role = min(first.role, second.role, key=lambda role: role.value)
    trust = 0.7 if doubtful(s, first.mention, second.mention) else min(second.reading.trust, 0.85)
    return Candidate(mention, role, replace(second.reading, trust=trust, others=(first.day, *second.reading.others)))


def _explains(s: Scene, first: Mention, second: Mention) -> bool:
    """Whether the second only tells how far the first is from something: "by Friday, a week before midmod"."""
    between = [word for word in s.k.t[first.stop : second.at] if word not in ("about", "around", "roughly", "exactly")]
    if second.lead.prep is not Prep.BARE or between not in ([","], ["("], ["-"], [",", "which", "is"]):
        return False
    return second.point.counted and not first.point.counted and first.point.sort is not Sort.LENGTH


def _explained(first: Candidate, second: Candidate) -> Candidate:
    assert first.reading and second.reading
    agreed = first.day == second.day
    trust = max(first.reading.trust, 0.9) if agreed else min(first.reading.trust, 0.75)
    others = first.reading.others if agreed else (*first.reading.others, second.day)
    mention = replace(first.mention, stop=second.mention.stop)
    return Candidate(mention, first.role, replace(first.reading, trust=trust, others=others))


def _same_time(s: Scene, first: Mention, second: Mention) -> bool:
    between = s.k.t[first.stop : second.at]
    if (
        second.at < first.stop
        or len(between) > 3
        or any(word not in (",", "(", "-", ":", "i", "e", ".", "or", "aka", "=", "is") for word in between)
    ):
        return False
    if "\n" in between or ("or" in between and "(" not in between) or second.lead.prep in (Prep.BEFORE, Prep.AFTER):
        return False
    sorts = (first.point.sort is Sort.ABSOLUTE, second.point.sort is Sort.ABSOLUTE)
    if sorts[0] != sorts[1]:
        return "(" in between or not between or _agree(first.point, second.point)
    return _within(first.point, second.point) or _within(second.point, first.point)


def _agree(one: Point, other: Point) -> bool:
    """Whether two times overlap."""
    return one.first <= other.day and other.first <= one.day


def _decides(one: Point, other: Point) -> bool:
    """Whether a day said by number, or a day beside a longer time, is the one that was meant."""
    return one.sort is Sort.ABSOLUTE or (other.sort is not Sort.ABSOLUTE and one.grain is Grain.DAY)


def _within(day: Point, period: Point) -> bool:
    """Whether one is a day and the other a longer time that it lies in: "graduation (September)"."""
    return day.grain is Grain.DAY and period.grain is not Grain.DAY and period.first <= day.day <= period.last


def _joined(first: Candidate, second: Candidate) -> Candidate:
    assert first.reading and second.reading
    number = first if _decides(first.mention.point, second.mention.point) else second
    other = second if number is first else first
    mention = replace(number.mention, at=first.mention.at, stop=second.mention.stop, lead=first.mention.lead)
    agreed = first.day == second.day
    role = min(first.role, second.role, key=lambda role: role.value)
    assert number.reading and other.reading
    day = number.day
    if first.mention.lead.prep is Prep.BEFORE and first.mention.point.first == number.day:
        day, agreed = first.day, True
    trust = max(first.reading.trust, second.reading.trust) if agreed else 0.6
    others = () if agreed else (other.day, *number.reading.others)
    return Candidate(mention, role, replace(number.reading, day=day, trust=trust, others=others))


def _chosen(s: Scene, found: Findings, candidates: list[Candidate]) -> tuple[Candidate, float] | None:
    """The candidate that is the due date, with how far its choice is to be trusted."""
    dated = [c for c in candidates if c.reading]
    started = _from_start(s, dated)
    if started:
        return started
    closing = [c for c in dated if c.role is Role.DEADLINE]
    if closing:
        return _latest(closing), _clear(closing, dated)
    done = [c for c in dated if c.role is Role.DONE]
    goals = [c for c in dated if c.role is Role.GOAL]
    if done:
        rivals = [c for c in goals if _closing(s, c)]
        return _latest(done + rivals), _clear(done + rivals, dated)
    if goals:
        goals = _ranked(s, goals)
        latest = _latest(goals)
        return latest, _clear(goals, dated) * (IN_PASSING if _in_passing(s, found, latest) else 1.0)
    return _fallback(found, candidates, dated)


def _closing(s: Scene, candidate: Candidate) -> bool:
    """Whether a time beside one that something is done by closes the goal too."""
    lead = candidate.mention.lead
    return lead.prep in CLOSING or lead.word == "by the time" or s.k.t[candidate.mention.at - 1] in FALLING_BACK


def _in_passing(s: Scene, found: Findings, candidate: Candidate) -> bool:
    """Whether a time stands in the middle of a sentence about something, with no word that makes it the goal's own."""
    mention = candidate.mention
    start = found.sentence_start(mention.core)
    if mention.lead.prep in CLOSING or mention.point.start is not None or mention.at - start < FEWEST_WORDS_ROUND:
        return False
    aims = any(mark.cue in AIMS and start <= mark.start < mention.at for mark in found.marks)
    return not aims and s.k.t[start] not in ("i", "i'm", "i'll", "i'd")


def _fallback(found: Findings, candidates: list[Candidate], dated: list[Candidate]) -> tuple[Candidate, float] | None:
    """A check-in, a review or a dated start counts where nothing else does."""
    lost = any(c.role in (Role.GOAL, Role.DONE, Role.DEADLINE) and c.mention.point.lost for c in candidates)
    open_ended = any(mark.cue in (Cue.RECURRING, Cue.ONGOING) for mark in found.marks)
    if lost or open_ended:
        return None
    checks = [c for c in dated if c.role is Role.CHECK_IN]
    starts = [c for c in dated if c.role is Role.START and c.mention.lead.prep is Prep.BY]
    reasons = [c for c in dated if c.role is Role.REASON and c.mention.lead.word in ("until", "by")]
    pool = checks or starts or reasons
    return (_latest(pool), 0.6) if pool else None


def _latest(candidates: list[Candidate]) -> Candidate:
    return max(candidates, key=lambda c: (c.day, -c.mention.at))


def _ranked(s: Scene, goals: list[Candidate]) -> list[Candidate]:
    """Two numbers in brackets give way to any other time; a day merely spoken of, to what is due by a day."""
    goals = [c for c in goals if not _in_brackets(s, c)] or goals
    if any(c.mention.lead.prep in CLOSING for c in goals):
        return [c for c in goals if not _spoken_of(s, c)] or goals
    return goals


def _in_brackets(s: Scene, candidate: Candidate) -> bool:
    """Whether two numbers in brackets are hardly a date: "the Pomodoro technique (25/5)"."""
    mention = candidate.mention
    bare = mention.lead.prep is Prep.BARE and mention.point.sort is Sort.ABSOLUTE
    return bare and s.k.t[mention.core - 1] == "(" and s.k.n[mention.core] is not None


def _spoken_of(s: Scene, candidate: Candidate) -> bool:
    """Whether a day is only spoken of: a named one, or what another is said to be ("Graduation is 6/18")."""
    point, prep = candidate.mention.point, candidate.mention.lead.prep
    core = candidate.mention.core - (s.k.t[candidate.mention.core - 1] in ("on", "the"))
    if s.k.t[core - 1] in ("is", "are") and s.names.at(s.k, candidate.mention.at) and prep in (Prep.BARE, Prep.ON):
        return True
    named = point.sort is Sort.NAMED or point.grain in (Grain.BREAK, Grain.MODULE)
    return named and prep in (Prep.BARE, Prep.ON, Prep.FOR)


def _clear(rivals: list[Candidate], dated: list[Candidate]) -> float:
    """How clear the choice is: the only day, one day said twice, or one among several."""
    days = {c.day for c in dated if c.role is not Role.PAST}
    if len(days) <= 1:
        return 1.0
    return 0.97 if len({c.day for c in rivals}) == 1 else 0.93


def _begun_before(length: Candidate, start: Candidate) -> bool:
    """“Begin 2/8, finish in three weeks”, but not “done in two weeks. I started on 1/29”."""
    ahead = start.role is Role.START and start.mention.at < length.mention.at
    return ahead and length.mention.lead.word == "in" and start.mention.point.sort is Sort.ABSOLUTE


def _from_start(s: Scene, dated: list[Candidate]) -> tuple[Candidate, float] | None:
    """“Starting Monday the 29th, 3 weeks”: a length counts from the start that is named beside it."""
    lengths = [
        c
        for c in dated
        if c.mention.point.sort is Sort.LENGTH
        and not c.mention.point.counted
        and c.role in (Role.GOAL, Role.DONE, Role.START)
    ]
    starts = [c for c in dated if c.role in (Role.START, Role.PAST) and c.mention.point.sort is not Sort.LENGTH]
    if len(lengths) != 1 or not starts or len(dated) != len(lengths) + len(starts):
        return None
    length, start = lengths[0], starts[-1]
    if (
        not (length.mention.lead.prep in (Prep.BARE, Prep.FOR) or _begun_before(length, start))
        or abs(length.mention.sentence - start.mention.sentence) > 1
    ):
        return None
    if start.mention.lead.word == "since":
        return None
    first = start.mention.point.first
    moved = (length.day - s.written).days
    from pdsync.goals.dates.amounts import amount_at

    amount = next((a for i in range(length.mention.core, length.mention.stop) if (a := amount_at(s.k, i))), None)
    day = amount.from_(first, s.calendar) if amount else shifted(first, moved)
    assert length.reading
    label = f"{length.reading.label.split(' after ')[0]} from {start.mention.point.label}"
    reading = Reading(day or length.day, 0.85, (length.day,), label)
    return replace(length, reading=reading), 1.0
