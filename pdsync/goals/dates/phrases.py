"""The phrases that are cues, as a table: what each says of the times near it, or in place of one."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final


class Cue(Enum):
    """What a few words say about the times near them, or in place of one."""

    NOISE = auto()
    CLOCK = auto()
    RECURRING = auto()
    ONGOING = auto()
    VAGUE = auto()
    POINTER = auto()
    CONDITION = auto()
    DEADLINE = auto()
    LATEST = auto()
    DONE = auto()
    PARTIAL = auto()
    START = auto()
    PAST = auto()
    CHECK_IN = auto()
    REASON = auto()
    SO = auto()
    NOT = auto()
    REFUSED = auto()
    WAS = auto()
    NOW = auto()
    SOFT = auto()
    FALLBACK = auto()
    EARLIEST = auto()


PHRASES: Final[Mapping[Cue, str]] = {
    Cue.ONGOING: """
        ongoing, on going, recurring, repeating, continuous, continuously, continual, continually, always, forever,
        day by day, day to day, week to week, week by week, one day at a time, lifelong, life long, indefinite,
        indefinitely, no end date, no end, without end, never ending, never ends, no finish line, not a one time, rest
        of my career, rest of my life, rest of my days, my whole career, my entire career, throughout my career,
        during my career, over my career, course of my career, all my career, for life, nonstop, non stop, around the
        clock, year round, all year round, ad infinitum, a lifetime, lifetime, no finish date, frequently, from time
        to time, now and then, now and again, every so often, every now and then, every now and again, once in a
        while, work in progress, as i go, as we go, on the regular, day in day out, day in and day out, on alternate
        days, alternate days, alternate weeks, keep it up, keep this up, keep at it, keep going with, no plans to
        stop, no intention of stopping, don't intend to stop, don't plan to stop, don't plan on stopping, don't want
        to stop, never want to stop, not intend to stop, not plan to stop, do not want to stop, won't stop, wont stop,
        will not stop, shan't stop, not going to stop, not gonna stop, never be done, never be finished, never really
        be done, never truly be done, never done, never finished, ever be done, ever be finished, ever really be done,
        ever really be finished, ever truly be done, no final date, in perpetuity, day after day, week after week,
        month after month, week in week out, week in and week out, standing goal, permanent, permanently, perpetual,
        perpetually, as long as i, as long as i'm, as long as we, as long as we're, from now on, from here on, going
        forward, moving forward, constantly, constant, all the time, every chance i get, never stop, open ended, no
        set end, habit, regularly, on a regular basis, regular basis, consistently
    """,
    Cue.VAGUE: """
        asap, soon, sooner, as soon as possible, as soon as i can, eventually, someday, some day, one day, some point,
        in the future, long run, near future, foreseeable future, when possible, as possible, when i can, when i get a
        chance, in a while, in a bit, a while, short term, shortterm, long term, longterm, in due time, in due course,
        due course, as long as it takes, however long, time permitting, whenever, sometime, some time, it depends,
        depends, depending, before long, in no time, coming weeks, coming months, coming days, weeks to come, as
        quickly, finish quickly, finish it quickly, finish this quickly, done quickly, when ready, when it is ready,
        when it's ready, when i am ready, when i'm ready, as needed, sooner or later, down the road, down the line,
        later on, the next time, next time, in my own time, at my own pace, when time allows, as time allows, as time
        permits, slow down, slows down, by that time, time being, rest of my time, while i am here, while i'm here,
        before that, around that time, at that point, by that point, one of these days, near term, medium term, over
        time, timely manner, ahead of time, earliest convenience, by then, for now, right away, right now, starting
        now, starting today, immediately, few days, few weeks, few months, not too long, take some time, the holidays,
        weeks, months, years
    """,
    Cue.POINTER: """
        see above, see below, same as, as above, same date, same deadline, same timeline, same time frame, same
        timeframe, refer to, ditto, see goal, see other goal, as goal, see first goal, see previous, like goal,
        mentioned above, see specific, as mentioned, listed above, stated above
    """,
    Cue.CONDITION: """
        by the time i, by the time we, by the time my, by the time the, by the time it, until i, until we, until my,
        until it, until they, until the, once i, once we, once my, once the, once it, as soon as i, as soon as we, as
        soon as my, as soon as the, until, as soon as
    """,
    Cue.DEADLINE: """
        due date, due, deadline, deadlines, no later than, not later than, cutoff, cut off, hard stop, drop dead date,
        drop dead, no longer than, target date, end date, completion date, finish date, final date, must be, due by,
        hard date
    """,
    Cue.LATEST: """
        at the latest, at latest, at the very latest, at the absolute latest, latest, at most, at the most, max,
        maximum, tops, worst case, worst case scenario, absolute latest, very latest
    """,
    Cue.DONE: """
        done, finished, finish, complete, completed, completing, accomplished, accomplish, achieved, achieve, final,
        finalized, wrapped up, wrap up, wrap this up, ready, be able to, submitted, submit, turned in, turn in, end
        on, ends on, ending on, and end, delivered, met, finalize, finishing
    """,
    Cue.PARTIAL: """
        half, part, first draft, portion, some of, one of, start, begin, partially, partly, halfway, first, outline,
        the first, percent, quarter of, at least one
    """,
    Cue.START: """
        start, starting, starts, begin, beginning, begins, commence, commencing, kick off, kicking off, kickoff,
        launching, starting on, starting from, effective, first session, first meeting, start date, starting date, get
        started, will decide, set a date, pick a date, choose a date, decide on a date, will update, will set, let you
        know
    """,
    Cue.PAST: """
        started, began, i spent, have spent, spent, it took, this took, took me, i worked, we worked, i tried, i went,
        i did, we did, i had, we had, i attended, i built, i applied, i practiced, i studied, i learned, we talked, we
        met, i met, begun, wrote, written, created, today is, today's date, date written, have been, has been, i've
        been, been working, had been, set this goal, made this, decided on, met with, was assigned, assigned on, moved
        this over, last updated, updated on, talked to, spoke to, spoke with, signed up, last time, copied, joined,
        enrolled, finished my, i finished, i completed, passed, set on, goal set, edited, last edited, born, dated,
        birthday is, retook, created on, i missed, missed, was late
    """,
    Cue.CHECK_IN: """
        check in, check ins, checkin, checkins, checking in, check point, checkpoint, checkpoints, touch base, review,
        reviews, reviewing, revisit, reassess, re assess, reevaluate, re evaluate, draft, drafts, rough draft, first
        draft, feedback, rehearse, rehearsing, rehearsal, dry run, status update, progress update, progress report,
        update you, follow up, see where i, see how, track my progress, assess my progress, evaluate my progress,
        measure my progress, progress check, retro, reflect on, look back, sync up, maintain, keep going, celebrate,
        self assessment, test run, touchpoint, touch point, halfway point, recap, reflecting
    """,
    Cue.REASON: """
        because, cuz, since, so that, so as to, in order to, in order for, which leaves, which gives, which is, which
        allows, which lets, which means, which will, that way, giving me, giving myself, leaving, leaves me, as i, as
        that, as it, as we, as the, as my, given that, given, due to, in case, to give me, to give myself, to leave,
        to have time, when the, to be ready for, in preparation for, to prepare for, to allow, to avoid, that gives,
        this gives, that leaves, this leaves, seeing as, considering, knowing, as this
    """,
    Cue.SO: """
        so i, so we, so my, so it, so the, so there, so they, so everyone, so people, so he, so she, so all, so any,
        so
    """,
    Cue.NOT: """
        not, won't, wont, can't, cant, cannot, don't, dont, didn't, isn't, wouldn't, unlikely, never, instead of,
        rather than, couldn't, shouldn't, doubt, no way, aren't, hardly, doesn't, shan't, ain't, won't be, haven't,
        hasn't
    """,
    Cue.REFUSED: """
        isn't realistic, is not realistic, is unrealistic, isn't doable, is not doable, isn't possible, is not
        possible, isn't feasible, is not feasible, is too soon, is too early, too soon, too early, too tight, won't
        work, will not work, won't happen, is impossible, isn't going to happen, is not going to happen, is out,
        doesn't work, does not work, isn't enough, is not enough, was too ambitious, is too ambitious, is a stretch,
        is off the table, isn't gonna happen, unrealistic, would be too
    """,
    Cue.WAS: """
        was, love to say, like to say, want to say, wanted to say, technically, although, even though, keep saying,
        kept saying, kept telling, i said, we said, i thought, had in mind, i'd hoped, hoped for, hoped to, suggested,
        i figured, originally, initially, used to be, had planned, previously, at first, pushed from, moved from,
        changed from, were, had hoped, had been, original, old date, old deadline, postponed from, instead of, rather
        than, was going to, wanted to, extended from, bumped from
    """,
    Cue.NOW: """
        now, let's call it, call it, going with, go with, settled on, settle on, settling on, landed on, no wait,
        wait, actually, scratch that, changed to, moved to, pushed to, pushed back to, pushed it to, pushed it back
        to, moved it to, moving it to, pushing it to, extended to, make that, make it, i mean, i meant, correction,
        edit, update, updated, updated to, sorry, oops, instead, new date, new deadline, revised, postponed to,
        delayed to, delayed until, bumped to, >, changing to, rather, extended until, pushed until, switching to,
        switched to, changed it to, rescheduled to, rescheduled for
    """,
    Cue.SOFT: """
        ideally, hopefully, hoping, hope, preferably, likely, probably, maybe, perhaps, stretch, stretch goal, best
        case, aim, aiming, try, trying, tentatively, tentative, shooting for, i think, roughly, possibly, would like,
        would love, optimistically, ballpark, might, guess
    """,
    Cue.EARLIEST: """
        at the earliest, at earliest, at the very earliest, earliest, the soonest, at the soonest, at least, minimum,
        at minimum, at a minimum, no less than, not less than
    """,
    Cue.FALLBACK: """
        or, otherwise, if not, failing that, realistically, realistic, backup, fallback, if i need, if needed
    """,
    Cue.NOISE: """
        every time, each time, one time, second time, first time, part time, full time, real time, time management,
        may be, may not, march on, day one, on the one hand, first of all, at first, last but not least, weekend
        project, half time
    """,
}
