"""What the reader knows of words, as tables: labels and their synonyms, prompts, and the lines that are nobody's answer.

A word is written as `text.fold` gives it: lower case, without accents. Adding a row is all it takes to know one more.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Final

from pdsync.goals.model import Section
from pdsync.goals.template import GOAL_HEADINGS, PROMPTS

S, M, A, R, T = Section

ORDER: Final = tuple(Section)
LETTERS: Final[Mapping[str, Section]] = {"s": S, "m": M, "a": A, "r": R, "t": T}


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
    S: "specifics, specificity, specify, especifico, specifique, spezifisch, specifico, specifiek",
    M: "measure, measures, measured, measurement, measurements, measuring, measurability, metric, metrics, quantifiable, "
    "medible, mensuravel, mesurable, messbar, misurabile, meetbaar, how will i measure it, how i will measure it, "
    "how will i measure this, success criteria, success metric, success metrics, measure of success",
    A: "attainable, achieve, achieved, achieving, achievability, attainability, actionable, action oriented, doable, "
    "agreed upon, assignable, feasible, "
    "alcanzable, atteignable, erreichbar, raggiungibile, haalbaar, accessible, acceptable, attraktiv, ambitieux",
    R: "relevance, relevancy, results oriented, result oriented, results based, relevante, pertinent, relevanz, rilevante",
    T: "timely, time based, time framed, time frame, timeframe, timeline, time line, time limited, time limit, time sensitive, "
    "time specific, time oriented, time constrained, time related, time boxed, timeboxed, deadline, dead line, due date, "
    "target date, completion date, end date, finish date, by when, temporal, temporel, terminiert, plazo, tijdgebonden",
}
_LOOSE: Final[Mapping[Section, str]] = {
    S: "simple, significant, strategic, what, description, details, detailed, who, what exactly",
    M: "meaningful, motivating, manageable, evidence, how much, how many, how will i know, key results, tracking",
    A: "action, actions, action plan, action steps, action items, steps, ambitious, how, how to, plan, strategy",
    R: "reasonable, rewarding, reason, reasons, resourced, resonant, why, why it matters, purpose, results focused",
    T: "time, timing, trackable, tangible, date, dates, when, due, due by, schedule",
}
_SHARED: Final[Mapping[str, tuple[Section, ...]]] = {
    word: (A, R)
    for word in "realistic, realist, realistically, realiste, realistisch, realista, realistico".split(", ")
}
"""Words that stand for either section: which one is seen from the labels around them."""


def _table() -> Mapping[tuple[str, ...], tuple[tuple[Section, ...], Strength]]:
    found: dict[tuple[str, ...], tuple[tuple[Section, ...], Strength]] = {}
    for strength, table in ((Strength.LOOSE, _LOOSE), (Strength.SYNONYM, _SYNONYMS), (Strength.CORE, _CORE)):
        for section, phrases in table.items():
            for phrase in phrases.split(", "):
                found[tuple(phrase.split())] = ((section,), strength)
    for word, sections in _SHARED.items():
        found[word,] = (sections, Strength.SYNONYM)
    return found


LABELS: Final = _table()
"""Every phrase that may be a label: the sections it may mean, and how surely."""

QUESTION_WORDS: Final = frozenset(
    {("what",), ("who",), ("how",), ("why",), ("when",), ("how", "much"), ("how", "many")}
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
"""Prompts that other forms print, beside those of the builtin template (`PROMPTS`)."""

GOAL_PROMPTS: Final = (
    "what is the goal",
    "what is your goal",
    "what's the goal",
    "what is my goal",
    "title",
    "name",
    "in one sentence",
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

PROMPTS_TO_THE_LETTER: Final = PROMPTS

BOILERPLATE: Final = (
    "Use this template to help you define and track your goals",
    "Use this template to help you define and track your goals by copying and pasting the questions below into a document",
    "For this module, we suggest creating 2 SMART goals you want to work on and track your progress towards those goals",
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
    "Would you like to set up coaching to help you with your goals and accountability? If so, please fill out this form",
    "Would you like to set up coaching",
    "Would you like coaching",
    "Do you want to meet with a coach",
    "Do you need coaching",
)
"""The question after Timebound that belongs to no section."""

PEOPLE: Final = (
    "reviewer|instructors?|teacher|coach|career (?:coach|specialist|advisor|adviser|team|services|development)|mentor|advis[oe]r|"
    "staff|t\\.?a\\.?|tutor|manager|counsell?or|facilitator|peer|partner|editor|professor|slc|buddy|accountability partner|"
    "job coach|trainer|supervisor|lead|classmate|cohortmate"
)
"""Who writes remarks in somebody else's Doc."""

REMARKS: Final = "comments?|feedback|notes?|remarks?|review|suggestions?|questions?|reply|response|thoughts|nudge|ps"
"""What they call them."""

FIELDS: Final = (
    "name|students?|student name|full name|preferred name|cohort|mentor|mentors?|date|today's date|date (?:written|created|updated)|class|"
    "module|mod|pronouns?|e-?mail|instructors?|homeroom|program|programme|advis[oe]r|coach|group|period|teacher|track|team|slack|github|"
    "linkedin|last updated|updated|author|course|school|semester|term|start date|phone|location|time zone|timezone|role"
)
"""Fields of a form's head."""

PLACEHOLDERS: Final = frozenset(
    "tbd, tba, tbc, n/a, na, n.a, none, nothing, nil, null, idk, idk yet, i don't know, i don't know yet, dont know, don't know, "
    "dunno, not sure, not sure yet, unsure, no idea, todo, to do, to be determined, to be decided, to be announced, to be confirmed, "
    "to be completed, to be added, to be filled, to be filled in, fill in, fill in later, fill this in, fill this out, will fill in later, "
    "will fill out later, will do later, later, coming soon, pending, wip, work in progress, in progress, x, xx, xxx, xxxx, blank, "
    "empty, answer, answer here, your answer, your answer here, write here, type here, enter text, enter text here, text here, "
    "text, insert text, insert answer, insert answer here, insert here, click or tap here to enter text, click here, lorem ipsum, "
    "placeholder, example, asdf, same, ditto, ?, not yet, nothing yet, unknown, still thinking, thinking, thinking about it, "
    "need to think about this, will think about it, ask mentor, ask my mentor, maybe, hmm, no answer, left blank, see later, "
    "decide later, will decide, will decide later, not decided, not decided yet, undecided, soon tm, working on it, "
    "still working on this, still working on it, still deciding, not applicable, tk, hint text, write your answer here, "
    "type your answer here, your text here, your response here, response here, add answer, add text, date here, insert date, dd/mm, "
    "mm/dd, mm/dd/yyyy, dd/mm/yyyy, date".split(", ")
)
"""Words that fill a place and answer nothing. A short real answer ("yes", "21st") is none of them."""

TABLE_HEADS: Final = frozenset(
    "answer, answers, my answer, my answers, your answer, your answers, response, responses, my response, your response, details, "
    "description, section, sections, criteria, smart, s.m.a.r.t., s.m.a.r.t, smart goal, smart criteria, question, questions, prompt, "
    "prompts, component, element, letter, explanation, category, area, part, step, goal component, smart component, fill in, "
    "write here, goal details, my goal, goal, goals, plan, what it means, meaning, definition, guiding questions".split(
        ", "
    )
)
"""What stands over a table's columns and is nobody's words."""
