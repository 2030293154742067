"""What forms print, what staff write in a student's Doc, and what stands for an answer yet to come, as tables."""

from __future__ import annotations

from typing import Final

from pdsync.goals.reading.lexicon import phrases
from pdsync.goals.template import GOAL_HEADINGS

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

CHAT: Final = """
    let me know if you'd like, let me know if you want, let me know if you would like, would you like me to,
    do you want me to, if you'd like i can, if you want i can, i can also, i hope this helps, hope this helps,
    feel free to adjust, feel free to, here are two smart goals, here are your, here is your, here's your,
    here is a clear, here's a clear, here are some smart goals, sure here, sure here's, certainly here,
    of course here, absolutely here, good luck with your
"""
"""What a chat page says round the goals that were copied from it."""

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
    time zone, timezone, role, owner, start, started, created, assigned to
"""
"""Fields of a form's head."""

MORE_FIELDS: Final = """
    evaluate, evaluation, evaluated, re-evaluate, reevaluate, exciting, ethical, reward, rewards, rewarding, readjust,
    obstacles, obstacle, barriers, challenges, challenge, roadblocks, risks, support, support needed, support i need,
    help needed, help i need, resources, resources needed, resources i need, who can help me, who can help,
    reflection, reflections, self reflection, self-reflection, retro, retrospective, what went well, what went wrong,
    what didn't go well, what did not go well, what i learned, what i have learned, lessons learned, takeaways,
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
    signed, signed by, date signed, last edited, last edited by, initials,
    accountability partner, brainstorm, ideas, strengths, weaknesses, what went well, lessons learned, takeaways
"""
"""Headings that open something other than a goal."""

HINTS: Final = frozenset(
    phrases("""
        add answer, add text, answer, answer here, click here, click here to enter text,
        click or tap here to enter text, date here, dd/mm, dd/mm/yyyy, enter answer here, enter text, enter text here,
        enter your answer,
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

ANSWER_HEADS: Final = frozenset(
    phrases("""
        answer, answers, my answer, my answers, my response, my responses, response, responses, your answer,
        your answers, your response, student answer, student response, student's answer, what i wrote, my goal, me
    """)
)
"""Of these, what says that the student's answers stand below."""
