"""What the reader knows of words, as tables: labels, prompts, and the lines that are nobody's answer.

A word is written as `text.fold` gives it: lower case, without accents. Adding a row is all it takes to know one more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from typing import Final

from pdsync.goals.model import Section
from pdsync.goals.template import GOAL_HEADINGS, PROMPTS

S, M, A, R, T = Section

ORDER: Final = tuple(Section)
LETTERS: Final[Mapping[str, Section]] = {"s": S, "m": M, "a": A, "r": R, "t": T}


def phrases(row: str) -> tuple[str, ...]:
    """The phrases of a row, which commas part.

    >>> phrases("time frame, deadline")
    ('time frame', 'deadline')
    """
    return tuple(phrase for part in row.split(",") if (phrase := " ".join(part.split())))


def any_of(row: str) -> str:
    """A pattern for any of a row's phrases, the longest first."""
    longest_first = sorted(phrases(row), key=len, reverse=True)
    return rf"(?:{'|'.join(re.escape(phrase) for phrase in longest_first)})\b"


class Strength(IntEnum):
    """How surely a word at the start of a line is a label."""

    LOOSE = 0
    """A word that people use as a label, and in sentences more often."""
    SYNONYM = 1
    CORE = 2


_CORE: Final[Mapping[Section, str]] = {
    S: "specific",
    M: "measurable",
    A: "achievable",
    R: "relevant",
    T: "timebound, time bound, time bounded",
}
_SYNONYMS: Final[Mapping[Section, str]] = {
    S: """
        specifics, specificity, specify, especifico, specifique, spezifisch, specifico, specifiek
    """,
    M: """
        measure, measures, measured, measurement, measurements, measuring, measurability, metric, metrics,
        quantifiable, medible, mensuravel, mesurable, messbar, misurabile, meetbaar, how will i measure it,
        how i will measure it, how will i measure this, success criteria, success metric, success metrics,
        measure of success
    """,
    A: """
        attainable, achieve, achieved, achieving, achievability, attainability, actionable, action oriented, doable,
        agreed upon, assignable, feasible, alcanzable, atteignable, erreichbar, raggiungibile, haalbaar, accessible,
        acceptable, attraktiv, ambitieux
    """,
    R: """
        relevance, relevancy, results oriented, result oriented, results based, relevante, pertinent, relevanz,
        rilevante
    """,
    T: """
        timely, time based, time framed, time frame, timeframe, timeline, time line, time limited, time limit,
        time sensitive, time specific, time oriented, time constrained, time related, time boxed, timeboxed,
        deadline, dead line, due date, target date, completion date, end date, finish date, by when, temporal,
        temporel, terminiert, plazo, tijdgebonden
    """,
}
_LOOSE: Final[Mapping[Section, str]] = {
    S: """
        smart, simple, significant, strategic, what, description, details, detailed, who, what exactly
    """,
    M: """
        meaningful, motivating, manageable, evidence, how much, how many, how will i know, key results, tracking
    """,
    A: """
        action, actions, action plan, action steps, action items, steps, ambitious, how, how to, plan, strategy
    """,
    R: """
        reasonable, rewarding, reason, reasons, resourced, resonant, why, why it matters, purpose, results focused
    """,
    T: """
        time, timing, trackable, tangible, date, dates, when, due, due by, schedule
    """,
}
_SHARED: Final = phrases("realistic, realist, realistically, realiste, realistisch, realista, realistico")
"""Words that stand for Achievable or for Relevant: which one is seen from the labels around them."""


def _table() -> Mapping[tuple[str, ...], tuple[tuple[Section, ...], Strength]]:
    found: dict[tuple[str, ...], tuple[tuple[Section, ...], Strength]] = {}
    for strength, table in ((Strength.LOOSE, _LOOSE), (Strength.SYNONYM, _SYNONYMS), (Strength.CORE, _CORE)):
        for section, row in table.items():
            for phrase in phrases(row):
                found[tuple(phrase.split())] = ((section,), strength)
    return found | {(word,): ((A, R), Strength.SYNONYM) for word in _SHARED}


LABELS: Final = _table()
"""Every phrase that may be a label: the sections it may mean, and how surely."""

QUESTION_WORDS: Final = frozenset(
    tuple(phrase.split()) for phrase in phrases("what, who, how, why, when, how much, how many")
)
"""Labels of one family: they count only where several of them are used."""

MISSPELT: Final = tuple(
    (word, sections)
    for (word, *more), (sections, strength) in LABELS.items()
    if not more and len(word) >= 6 and strength > Strength.LOOSE
)
"""The words that are recognised with letters wrong."""

PROMPT_SENTENCES: Final[Mapping[Section, tuple[str, ...]]] = {
    S: (
        "What do I want to accomplish?",
        "What exactly do you want to achieve?",
        "What is your goal?",
        "What will you do?",
        "What will I do?",
        "Who is involved?",
        "Who needs to be involved?",
        "Who will help you?",
        "Where will this happen?",
        "What are the details?",
        "What are you trying to do?",
        "Why is this goal important?",
        "Which resources or limits are involved?",
    ),
    M: (
        "How will you measure progress?",
        "How will I measure progress?",
        "How will you know when it is accomplished?",
        "How will I know when it is accomplished?",
        "How will I know that I have reached my goal?",
        "How will you measure success?",
        "How much? How many?",
        "What does success look like?",
        "How can you track your progress?",
        "What evidence will show that you have met your goal?",
    ),
    A: (
        "Is it achievable?",
        "Is this goal realistic?",
        "Is the goal realistic and attainable?",
        "How will you achieve this goal?",
        "How can I accomplish this goal?",
        "What steps will you take?",
        "What resources do you need?",
        "Do you have the resources to achieve the goal?",
        "What skills do you need?",
        "What obstacles might you face?",
    ),
    R: (
        "Why does this goal matter?",
        "Why is this goal important to you?",
        "Why is this relevant?",
        "How does this goal relate to your career?",
        "How is this goal connected to your larger goals?",
        "Does this seem worthwhile?",
        "Is this the right time?",
        "How does it fit with your long-term goals?",
    ),
    T: (
        "When do you plan to achieve this goal?",
        "When will you achieve this goal?",
        "When will it be done?",
        "By when will you finish?",
        "What is your deadline?",
        "What is the deadline?",
        "What is the timeline for this goal?",
        "What can I do today?",
        "By when do you want to achieve this goal?",
    ),
}
"""Prompts that other forms print, beside those of the builtin template."""

PROMPTS_TO_THE_LETTER: Final = PROMPTS

ASKING_FOR: Final = (
    (T, r"when|by when|deadline|due|how long|how soon|timeline|time ?frame|target date|what date|what day"),
    (
        M,
        r"measure|measured|track|tracking|know|tell|how much|how many|how often|progress|success|evidence|proof|"
        r"succeeded|look like|metrics?",
    ),
    (
        A,
        r"can (?:you|i)|(?:you|i|it) (?:really |actually )?(?:able|possible|doable|realistic|achievable)|able to|is it "
        r"(?:\w+ )?(?:possible|doable|realistic|achievable|feasible)|skills?|resources?|help|support|obstacles?|in the way|"
        r"stop you|stop me|steps?|how will|how can|how do|how am i|how are you|what do (?:you|i) need|what will (?:you|i) need",
    ),
    (R, r"why|matters?|important|importance|relevant|relate|connect|fit|career|so what|benefit|point of|purpose|worth"),
    (S, r"what|who|whom|where|which"),
)
"""What a question in somebody's own words asks for: the first that fits."""

GOAL_NOUNS: Final = phrases("goals?, objectives?, ziele?, objectifs?, objetivos?, metas?, doelen, doel, obiettiv[oi]")
"""What a goal is called, as patterns."""

GOAL_PROMPTS: Final = phrases(
    "what is the goal, what is your goal, what's the goal, what is my goal, title, name, in one sentence"
)
"""What stands in brackets after "Goal" and is no title."""

GIVEN_HEADINGS: Final = (
    *(heading.split(":", 1)[-1].strip() for heading in GOAL_HEADINGS),
    "Build a professional skill(s) that will contribute to your success at Turing.",
    "Build a professional skill(s) that will contribute to your professional development and further your job search.",
    "Build a professional skill that will contribute to your success",
    "a professional skill for success at the school",
    "professional development and job search",
    "title",
    "write your goal here",
    "your goal",
    "insert title",
    "name of goal",
)
"""Titles that templates give a goal: not the student's."""

BOILERPLATE: Final = (
    "Use this template to help you define and track your goals",
    "For this module, we suggest creating 2 SMART goals you want to work on",
    "What could these goals look like?",
    "Copy and paste the questions below into a document",
    "Fill out the questions below for each goal",
    "Answer the questions below",
    "Make a copy of this document",
    "Delete this text and write your answer",
    "Suggestions for What to Work on",
    "Template for Defining & Tracking Your Goals",
)
"""Sentences that forms print round the goals."""

COACHING: Final = (
    "Would you like to set up coaching",
    "Would you like coaching",
    "Do you want to meet with a coach",
    "Do you need coaching",
)
"""The question after Timebound that belongs to no section."""

PEOPLE: Final = """
    reviewer, instructor, instructors, teacher, coach, job coach, career coach, career specialist, career advisor,
    career adviser, career team, career services, career development, mentor, advisor, adviser, staff, ta, tutor,
    manager, counselor, counsellor, facilitator, peer, partner, accountability partner, editor, professor, slc, buddy,
    trainer, supervisor, lead, classmate, cohortmate
"""
"""Who writes remarks in somebody else's Doc."""

STAFF: Final = """
    reviewer, instructor, teacher, coach, job coach, career coach, career specialist, mentor, advisor, adviser, staff,
    ta, tutor, facilitator, professor, supervisor
"""
"""Of these, whose lines are remarks even where they say nothing to a "you"."""

REMARKS: Final = """
    comment, comments, feedback, note, notes, remark, remarks, review, suggestion, suggestions, question, questions,
    reply, response, thoughts, nudge
"""
"""What they call them."""

NOTES: Final = """
    note, notes, tracker, tracking, log, logs, report, update, updates, check in, check-in, checkin, check-ins,
    check ins, checkins, check, checks, journal, so far, comment, comments, toward this goal, towards this goal,
    toward the goal, towards the goal, toward my goal, towards my goal
"""
"""What may stand behind "Progress" at the head of progress notes."""

FIELDS: Final = """
    name, student, students, student name, full name, preferred name, cohort, mentor, mentors, date, today's date,
    date written, date created, date updated, class, module, mod, pronoun, pronouns, email, e-mail, instructor,
    instructors, homeroom, program, programme, advisor, adviser, coach, group, period, teacher, track, team, slack,
    github, linkedin, last updated, updated, author, course, school, semester, term, start date, phone, location,
    time zone, timezone, role
"""
"""Fields of a form's head."""

MORE_FIELDS: Final = """
    evaluate, evaluation, evaluated, re-evaluate, reevaluate, exciting, ethical, reward, rewards, rewarding, readjust,
    obstacles, obstacle, barriers, challenges, challenge, roadblocks, risks, support, support needed, support i need,
    help needed, help i need, resources, resources needed, resources i need, who can help me, who can help,
    accountability, accountability partner, accountability plan, first step, first steps, next step, next steps,
    confidence level, priority, category, rubric area, goal type, type of goal
"""
"""Fields that forms have beside the five."""

ORDERS: Final = """
    write, describe, list, answer, fill, use, state, explain, think, include, enter, type, copy, paste, choose, pick,
    define, consider, identify, complete the, complete each, complete this, complete all, see, refer, remember,
    make sure, be sure, note that
"""
"""How a form's instructions begin."""

OVERVIEWS: Final = """
    goals, objectives, plan, plans, planning, template, worksheet, answers, smart, form, doc, document, contract
"""
"""Words in a heading that stands over all goals."""

OTHER_HEADINGS: Final = """
    reflection, reflections, retrospective, retro, feedback, resource, resources, link, links, instruction,
    instructions, overview, schedule, agenda, rubric, appendix, next steps, suggestion, suggestions, tips, summary,
    support, wins, celebration, celebrations, gratitude, introduction, intro, about me, background, contact, contacts,
    questions, faq, deadlines, important dates, expectations, calendar, coaching, signature, signatures,
    accountability partner, brainstorm, ideas, strengths, weaknesses, what went well, lessons learned, takeaways
"""
"""Headings that open something other than a goal."""

HINTS: Final = frozenset(
    phrases("""
        add answer, add text, answer, answer here, click here, click here to enter text, click or tap here to enter text,
        date here, dd/mm, dd/mm/yyyy, enter answer here, enter text, enter text here, enter your answer,
        enter your answer here, enter your text here, fill in, fill in here, fill this in, fill this out, hint text,
        insert answer, insert answer here, insert date, insert date here, insert here, insert text, insert text here,
        insert your answer here, lorem ipsum, mm/dd, mm/dd/yyyy, placeholder, placeholder text, response here,
        start typing here, start writing here, text here, type answer here, type here, type something,
        type text here, type your answer, type your answer here, type your text here, write answer here, write here,
        write your answer, write your answer here, write your goal here, your answer, your answer here, your goal here,
        your response here, your text here
    """)
)
"""What forms print where an answer goes: nobody's words."""

PLACEHOLDERS: Final = frozenset(
    phrases("""
        ?, asdf, ask me, ask mentor, ask my mentor, blank, coming, coming soon, date, decide later, ditto, don't
        know, dont know, dunno, empty, example, fill in later, hmm, i don't know, i don't know yet, i dunno,
        idk, idk yet, in progress, later, later on, left blank, maybe, n.a, n/a, n/a yet, na, need to think
        about this, nil, no answer, no clue, no idea, no idea yet, none, none yet, not applicable, not decided,
        not decided yet, not sure, not sure yet, not yet, nothing, nothing so far, nothing yet, null, pending,
        same, see later, see me, soon tm, still deciding, still thinking, still working on it, still working on
        this, tba, tbc, tbd, tbd later, text, thinking, thinking about it, tk, to be added, to be announced, to
        be completed, to be confirmed, to be decided, to be determined, to be filled, to be filled in, to do, to
        follow, todo, undecided, unknown, unsure, will decide, will decide later, will do later, will fill in,
        will fill in later, will fill out later, will think about it, wip, work in progress, working on it,
        working on this, x, xx, xxx, xxxx
    """)
)
"""Words that fill a place and answer nothing. A short real answer ("yes", "21st") is none of them."""

OVERVIEW_HEADS: Final = frozenset(
    phrases("""
        goal, goals, my goals, smart goal, goal name, goal title, title, area, topic, #, no, no., number, due, due date,
        deadline, by when, when, target date, date, dates, week, status, state, progress, done, done?, completed,
        complete, finished, notes, note, comments, comment, feedback, next, next step, next steps, what next,
        what i did, what i will do, what went well, priority, owner, link, links, %, % done, % complete, update, updates
    """)
)
"""What stands over the columns of a table that only sums up goals told elsewhere, or keeps a log."""

TABLE_HEADS: Final = frozenset(
    phrases("""
        answer, answers, area, category, component, criteria, definition, description, details, element,
        explanation, fill in, goal, goal component, goal details, goals, guiding questions, letter, meaning,
        my answer, my answers, my goal, my response, part, plan, prompt, prompts, question, questions, response,
        responses, s.m.a.r.t, s.m.a.r.t., section, sections, smart, smart component, smart criteria, smart goal,
        step, what it means, write here, your answer, your answers, your response
    """)
)
"""What stands over a table's columns and is nobody's words."""
