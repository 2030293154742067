"""What made-up students are called and what they write."""

from __future__ import annotations

SPECIAL = (
    ("Siobhán O'Brien", "Shiv"),
    ("Jordan Lee", ""),
    ("Jordan Lee", "JL"),
    ("نور حداد", "نور"),
    ("Zoë 🌻 Müller", ""),
    ("李 小龙", "Xiaolong"),
    ('Robert "Bobby" D\'Angelo, Jr.', "Bobby"),
)
"""Names that trip programs up come first, and two students of one name."""

FIRST = (
    "Amara", "Ben", "Carmen", "Dmitri", "Elena", "Farid", "Grace", "Hiro", "Imani", "Jonas", "Keiko", "Luis",
    "Maya", "Nils", "Olga", "Priya", "Quinn", "Rosa", "Sven", "Tala", "Uma", "Viktor", "Wren", "Yusuf", "Zara",
)  # fmt: skip
LAST = (
    "Adeyemi", "Brandt", "Castillo", "Dubois", "Eriksen", "Fischer", "Gupta", "Haddad", "Ito", "Jensen", "Kowalski",
    "Lindqvist", "Moreau", "Nakamura", "Okafor", "Petrov", "Reyes", "Silva", "Tanaka", "Varga", "Weber", "Yilmaz",
)  # fmt: skip


def _goal(specific: str, measurable: str, achievable: str, relevant: str) -> dict[str, str]:
    return {"Specific": specific, "Measurable": measurable, "Achievable": achievable, "Relevant": relevant}


PROFESSIONAL = (
    _goal(
        "Speak up in stand-up every day instead of waiting to be asked. My pair and our instructor know about it.",
        "I keep a tally in my notebook; four days out of five counts.",
        "Yes, I know the material. What I need is the habit.",
        "Teams hire people who say what they are stuck on.",
    ),
    _goal(
        "Break every project into tickets before I write code.",
        "The board has tickets with estimates on day one of each project.",
        "I have done it once with my group and can do it alone.",
        "It is how every team I would like to join works.",
    ),
    _goal(
        "Ask for feedback after each paired session and write it down.",
        "Two pieces of feedback a week in my log, with what I changed.",
        "It takes five minutes, so yes. I find it a bit uncomfortable.",
        "Learning from feedback is what I was praised for least in my last job.",
    ),
    _goal(
        "Write tests first for one feature of each project.\nMy pair holds me to it.",
        "The commit with the test comes before the commit with the code.",
        "I can write the tests; the effort is in slowing down.",
        "Junior roles I have looked at all name testing.",
    ),
    _goal(
        "Plan my week on Sunday evening and keep one evening free.",
        "A plan in my calendar each Sunday, and one evening without a laptop.",
        "I own my evenings, so it is up to me.",
        "I want to last in this career, not only to start it.",
    ),
)

JOB_SEARCH = (
    _goal(
        "Have coffee chats with three people who work on data platforms.",
        "Three chats held, with notes and a thank-you message each.",
        "I know one of them already and my mentor can introduce me to another.",
        "Most people in the field found their first job through somebody they had talked to.",
    ),
    _goal(
        "Finish my résumé and have two people review it.",
        "Both reviews are in, and every comment is answered.",
        "There is a template, and the career staff offered a session.",
        "Without it I cannot apply anywhere.",
    ),
    _goal(
        "Practise my professional story until it takes two minutes.",
        "I told it to three people, and each could repeat why I changed careers.",
        "I like to talk, I only have to cut it down.",
        "It is the first question in each interview.",
    ),
    _goal(
        "Do four mock interviews, two technical and two behavioural.",
        "Four entries in my log with what went well and what did not.",
        "Partners are there every Thursday. It needs courage more than skill.",
        "Interviewing is where I have lost offers before.",
    ),
    _goal(
        "Make a list of twenty companies, with a contact for ten of them.",
        "A sheet with twenty rows and ten names.",
        "An hour each Tuesday is enough.",
        "I would rather choose where I apply than take what comes.",
    ),
)
