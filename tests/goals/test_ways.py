"""The same two goals in every way of writing labels, headings, names, tables and the lines between."""

import pytest
from writing import written

from pdsync.goals.model import Section
from pdsync.goals.parsing import read_goals

LETTERS = "SMART"
GOALS = [
    (
        "Write the test before the code on my solo project. My partner reviews it.",
        "Coverage stays above 95% and the log shows tests first",
        "I passed the quiz on testing; the rest I can look up.",
        "Teams I want to work for (health tech, for one) care about it",
        "Solo project is due Wednesday of week 3",
    ),
    (
        "Reach out to 4 alumni and set up at least one call: my mentor knows two.",
        "Messages sent: 4. Calls held: 1 (stretch: 2).",
        "It's only messages, I get nervous about calls though!",
        "70% of jobs come through people",
        "EOD Friday of Week 5",
    ),
]
NAMES = {
    "core": "Specific Measurable Achievable Relevant Timebound",
    "hyphen": "Specific Measurable Achievable Relevant Time-Bound",
    "realistic": "Specific Measurable Attainable Realistic Timely",
    "achievable and realistic": "Specific Measurable Achievable Realistic Time-bound",
    "actionable": "Smart Measurable Actionable Relevant Timebound",
    "capitals": "SPECIFIC MEASURABLE ACHIEVABLE RELEVANT TIMEBOUND",
    "small": "specific measurable achievable relevant timebound",
    "misspelt": "Specfic Measureable Acheivable Revelant Timebond",
    "nouns": "Specifics Measurement Achievability Relevance Timeline",
    "others": "Specific Metrics Attainable Relevance Deadline",
    "Spanish": "Específico Medible Alcanzable Relevante Tiempo",
    "Spanish, other words": "Específica Medible Realizable Importante Plazo",
    "French": "Spécifique Mesurable Atteignable Pertinent Temporel",
    "French, other words": "Spécifique Mesurable Réalisable Pertinent Échéance",
    "German": "Spezifisch Messbar Erreichbar Relevant Terminiert",
    "German, other words": "Spezifisch Messbar Machbar Relevant Frist",
    "Portuguese": "Específico Mensurável Alcançável Relevante Prazo",
    "Italian": "Specifico Misurabile Raggiungibile Rilevante Scadenza",
    "Dutch": "Specifiek Meetbaar Haalbaar Relevant Tijdgebonden",
}
WAYS = {
    **{
        mark: f"{{n}}{mark}{{a}}"
        for mark in (": ", ":", " : ", " - ", " – ", " — ", " -> ", " → ", " => ", " = ", " >> ")
    },
    **{mark: f"{{n}}{mark}{{a}}" for mark in (":: ", "; ", "... ", ". ", "? ", "\t", ":\u00a0", ":{{v}}", " ✨: ")},
    "bold": "**{n}:** {a}",
    "bold run-in": "**{n}** {a}",
    "bold letter": "**{l}**{r}: {a}",
    "next line": "{n}\n{a}",
    "colon, next line": "{n}:\n{a}",
    "colon, gap, next line": "{n}:\n\n{a}",
    "bold, next line": "**{n}**\n{a}",
    "numbered": "{i}. {n}: {a}",
    "numbered, bracket": "{i}) {n} - {a}",
    "lettered": "{abc}. {n}: {a}",
    "letter, word": "{l} - {n}: {a}",
    "letter: word": "{l}: {n} - {a}",
    "letter = word": "{l} = {n}: {a}",
    "letter. word": "{l}. {n}: {a}",
    "word (letter)": "{n} ({l}): {a}",
    "letter (word)": "{l} ({n}): {a}",
    "letter | word |": "{l} | {n} | {a}",
    "letter:": "{l}: {a}",
    "letter -": "{l} - {a}",
    "letter)": "{l}) {a}",
    "(letter)": "({l}) {a}",
    "[letter]": "[{l}] {a}",
    "letter.": "{l}. {a}",
    "bold letter alone": "**{l}** {a}",
    "(l)etter": "({l}){r}: {a}",
    "goal": "{n} goal: {a}",
    "emoji": "📌 {n}: {a}",
    "typed bullet": "- {n}: {a}",
    "stars": "*{n}:* {a}",
    "quotes": '"{n}": {a}',
    "angles": "<{n}> {a}",
    "brackets": "[{n}] {a}",
    "round brackets": "({n}) {a}",
    "hash": "#{n}: {a}",
    "letter behind": "{a} ({l})",
    "word behind": "{a} [{n}]",
    "word behind, dash": "{a} – {n}",
    "underscores": "_{n}_: {a}",
    "how is it": "How is it {n}? {a}",
    "is it": "Is it {n}?\n{a}",
    "what makes it": "What makes this goal {n}?\n{a}",
    "heading": "### {n}\n{a}",
    "heading with a letter": "#### {l} - {n}\n{a}",
    "bullet": "* {n}: {a}",
    "bullet, nested answer": "* {n}\n  * {a}",
    "numbered list": "+ {n}: {a}",
    "hint": "{n} (What? Why? How?): {a}",
    "struck": "{n}: ~~old words here~~ {a}",
    "suggested": "{n}: {a}{{+ and more+}}",
}
HEADS = {
    "Goal {i}": None,
    "Goal #{i}:": None,
    "Goal {i}: {t}": "{t}",
    "Goal #{i} – {t}": "{t}",
    "GOAL {one}": None,
    "{first} goal": None,
    "My {first} goal: {t}": "{t}",
    "SMART goal #{i} – {t}": "{t}",
    "S.M.A.R.T. Goal {i}: {t}": "{t}",
    "Goal {roman}": None,
    "{i}. {t}": "{t}",
    "#{i} {t}": "{t}",
    "Goal {i} (job search): {t}": "{t}",
    "Goal {i} | {t}": "{t}",
    "PD Goal {i}: {t}": "{t}",
    "Goal No. {i}: {t}": "{t}",
    "Goal number {one}: {t}": "{t}",
    "Objective {i}: {t}": "{t}",
    "🎯 Goal {i}: {t}": "{t}",
    "Goal {i} of 2: {t}": "{t}",
    "Goal {i}/2": None,
    "Goal: {t}": "{t}",
    "Ziel {i}": None,
}
TITLES = ("Better testing", "People to talk to")
BETWEEN = {
    "remarks": "[Instructor: can you say more?]\n(Mentor: love this!)\nCoach: looks good to me\nTA: fine!\n[JD: what is done?]",
    "progress": "Progress:\nWeek 2: did two of them\nWeek 3: did one",
    "an update": "Update 10/12: on track",
    "a dated update": "10/12 update: talked to my mentor",
    "status": "Status: in progress",
    "boxes": "Status: ☐ not started ☑ in progress ☐ done",
    "coaching": "Would you like to set up coaching around this goal? If so, with whom?\nYes, with Dana",
    "further fields": "Obstacles: time\nSupport needed: a second reader",
    "a reflection": "Reflection: it went fine, I learned a lot about it",
    "a struck goal": "~~Goal 9: old one~~\n~~Specific: learn to fly~~\n~~Timebound: never~~",
    "a rule": "---",
    "a rule of stars": "***",
    "a letter": "\nHi Kim! Could you look at this one?",
    "a mentor's remark": "[Kim: is it enough?]\n[Kim - see above!]",
    "gaps": "\n\n",
}


def told(heading, labels):
    """A Doc of the two goals: their headings, then what `labels` makes of each section."""
    lines = []
    for number, goal in enumerate(GOALS, start=1):
        lines += heading(number).split("\n")
        for place, answer in enumerate(goal):
            lines += labels(place, answer).split("\n")
    return "\n".join(lines)


def sections(doc):
    return [
        tuple(goal.answers[one].text if one in goal.answers else None for one in Section)
        for goal in read_goals(written(doc)).goals
    ]


def label(way, names="core"):
    words = NAMES[names].split()

    def made(place, answer):
        name, letter = words[place], LETTERS[place]
        return WAYS[way].format(n=name, l=letter, r=name[1:], a=answer, i=place + 1, abc="abcde"[place])

    return made


def head(number, way="Goal {i}"):
    roman, one, first = ("I", "II")[number - 1], ("One", "Two")[number - 1], ("first", "second")[number - 1]
    return way.format(i=number, t=TITLES[number - 1], roman=roman, one=one, first=first)


@pytest.mark.parametrize("style", ["## {}", "**{}**", "\n{}"], ids=["heading", "bold", "plain"])
@pytest.mark.parametrize("way", WAYS)
def test_labels_are_read_however_they_are_set_off(way, style):
    assert sections(told(lambda number: style.format(head(number)), label(way))) == GOALS


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("way", [": ", " - ", "bold run-in", "next line", "heading", "bullet, nested answer"])
def test_labels_are_read_by_whatever_names(way, names):
    assert sections(told(lambda number: f"## {head(number)}", label(way, names))) == GOALS


@pytest.mark.parametrize("style", ["## {}", "**{}**", "\n{}", "* {}"], ids=["heading", "bold", "plain", "bullet"])
@pytest.mark.parametrize("way", HEADS)
def test_goals_are_told_apart_by_whatever_headings(way, style):
    doc = told(lambda number: style.format(head(number, way)), label(": "))
    assert sections(doc) == GOALS
    titles = [goal.title.text if goal.title else None for goal in read_goals(written(doc)).goals]
    assert titles == [HEADS[way] and HEADS[way].format(t=title) for title in TITLES]


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("way", [": ", "letter:", "next line", "bold run-in", "heading", "bullet"])
def test_what_others_write_and_forms_ask_after_a_goal_is_none_of_its_sections(way, between):
    lines = label(way)
    doc = told(
        lambda number: f"## {head(number)}",
        lambda place, said: lines(place, said) + f"\n{BETWEEN[between]}" * (place == 4),
    )
    assert sections(doc) == GOALS


def cells(*row):
    return f"| {' | '.join(row)} |"


NAMED = NAMES["core"].split()
TABLES = {
    "labels at the side": [
        line
        for number, goal in enumerate(GOALS, start=1)
        for line in (f"## Goal {number}", *(cells(name, said) for name, said in zip(NAMED, goal, strict=True)), "")
    ],
    "one table with bars": [
        line
        for number, goal in enumerate(GOALS, start=1)
        for line in (
            cells(f"**Goal {number}**", ""),
            *(cells(name, said) for name, said in zip(NAMED, goal, strict=True)),
        )
    ],
    "a goal a column": [
        cells("", "Goal 1", "Goal 2"),
        *(cells(name, *said) for name, *said in zip(NAMED, *GOALS, strict=True)),
    ],
    "a goal a row": [
        cells("Goal", *NAMED),
        *(cells(f"Goal {number}", *goal) for number, goal in enumerate(GOALS, start=1)),
    ],
    "labels on top": [
        line
        for number, goal in enumerate(GOALS, start=1)
        for line in (f"## Goal {number}", cells(*NAMED), cells(*goal), "")
    ],
    "a goal a cell": [
        cells(" // ".join([f"**Goal {number}**", *(f"{name}: {said}" for name, said in zip(NAMED, goal, strict=True))]))
        for number, goal in enumerate(GOALS, start=1)
    ],
    "a goal a tab": [
        line
        for number, goal in enumerate(GOALS, start=1)
        for line in (f"[tab: Goal {number}]", *(f"{name}: {said}" for name, said in zip(NAMED, goal, strict=True)))
    ],
    "with the questions beside": [
        line
        for number, goal in enumerate(GOALS, start=1)
        for line in (
            f"## Goal {number}",
            *(cells(name, f"What makes it {name.lower()}?", said) for name, said in zip(NAMED, goal, strict=True)),
            "",
        )
    ],
}


@pytest.mark.parametrize("layout", TABLES)
def test_tables_are_read_whichever_way_round(layout):
    assert sections("\n".join(TABLES[layout])) == GOALS
