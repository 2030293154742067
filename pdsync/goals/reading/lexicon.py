"""What the reader knows of words, as tables: labels, prompts, and the lines that are nobody's answer.

A word is written as `text.fold` gives it: lower case, without accents. Adding a row is all it takes to know one more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from typing import Final

from pdsync.goals.model import Section
from pdsync.goals.template import PROMPTS

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
_ELSEWHERE: Final[Mapping[Section, str]] = {
    S: """
        especifica, especificos, especificas, concreto, concreta, specifique, specifica, spezifisches, konkret,
        specifieke, specyficzny, konkretny, specifik
    """,
    M: """
        medida, medicion, medibles, mensuravel, mesurables, mesure, messbarkeit, misurabili, meetbare, mierzalny,
        matbar, matbart
    """,
    A: """
        alcanzables, alcancavel, atingivel, lograble, posible, realizable, realisable, atteignables, accesible,
        accessible, ambitieux, ambicioso, erreichbarkeit, machbar, akzeptiert, attraktiv, raggiungibili, accettabile,
        acceptabel, bereikbaar, osiagalny, uppnaeligt
    """,
    R: """
        relevantes, relevancia, relevante, pertinente, pertinence, relevanz, rilevanza, importante, istotny, relevans
    """,
    T: """
        tiempo, a tiempo, tiempo limite, fecha, fecha limite, plazo, cuando, limitado en el tiempo, con plazo,
        temporalidad, temporizado, temporalmente definido, definido en el tiempo, prazo, data limite,
        temporizavel, echeance, date limite, delai, temporellement defini, limite dans le temps, quand,
        defini dans le temps,
        zeitgebunden, zeitlich, zeit, zeitrahmen, frist, termin, bis wann, wann, scadenza, entro quando,
        temporizzato, definito nel tempo, tijd, tijdsgebonden, wanneer, terminowy, czas, termin, tidsbestamt
    """,
}
"""Labels in other languages: Spanish, French, German, Portuguese, Italian, Dutch, Polish, Swedish."""
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
_SHARED: Final = phrases("""
    realistic, realist, realistically, realiste, realistisch, realista, realistico, realistas, realistica, realistiche,
    realny
""")
"""Words that stand for Achievable or for Relevant: which one is seen from the labels around them."""


_TABLES: Final = (
    (_LOOSE, Strength.LOOSE),
    (_ELSEWHERE, Strength.SYNONYM),
    (_SYNONYMS, Strength.SYNONYM),
    (_CORE, Strength.CORE),
)


def _table() -> Mapping[tuple[str, ...], tuple[tuple[Section, ...], Strength]]:
    found: dict[tuple[str, ...], tuple[tuple[Section, ...], Strength]] = {}
    for table, strength in _TABLES:
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

_OF_OTHER_LANGUAGES: Final = frozenset(phrase for row in _ELSEWHERE.values() for phrase in phrases(row))

MISSPELT: Final = tuple(
    (word, sections)
    for (word, *more), (sections, strength) in LABELS.items()
    if not more and len(word) >= 6 and strength > Strength.LOOSE and word not in _OF_OTHER_LANGUAGES
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
        r"can (?:you|i)|(?:you|i|it) (?:really |actually )?(?:able|possible|doable|realistic|achievable)|able to|"
        r"is it (?:\w+ )?(?:possible|doable|realistic|achievable|feasible)|skills?|resources?|help|support|obstacles?|"
        r"in the way|stop (?:you|me)|steps?|how (?:will|can|do)|how am i|how are you|what (?:do|will) (?:you|i) need",
    ),
    (R, r"why|matters?|important|importance|relevant|relate|connect|fit|career|so what|benefit|point of|purpose|worth"),
    (S, r"what|who|whom|where|which"),
)
"""What a question in somebody's own words asks for: the first that fits."""

GOAL_NOUNS: Final = phrases("goals?, objectives?, ziele?, objectifs?, objetivos?, metas?, doelen, doel, obiettiv[oi]")
"""What a goal is called, as patterns."""
