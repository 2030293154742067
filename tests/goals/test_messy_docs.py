"""What is read out of Docs with the kinds of mess that students make (the YAML files beside this one)."""

from pathlib import Path

import pytest
import yaml
from writing import written

from pdsync.goals.parsing import explain, read_goals

FILES = sorted(Path(__file__).parent.glob("*docs*.yaml"))
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['kind']}")
    for path in FILES
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def shown(goal):
    """What a goal has, as the files write it."""
    found = {"title": goal.title.text} if goal.title else {}
    found |= {section.value: said.text + " (suggested)" * said.suggested for section, said in goal.answers.items()}
    if goal.status:
        found |= {"status": goal.status.text, "class": goal.status_class.value if goal.status_class else None}
    if goal.unlabelled:
        found["unlabelled"] = goal.unlabelled.text
    if goal.notes:
        found["notes"] = list(goal.notes)
    if goal.placeholders:
        found["placeholders"] = [section.value for section in goal.placeholders]
    return found


@pytest.mark.parametrize("case", CASES)
def test_a_messy_doc_is_read_as_a_person_would(case):
    assert [shown(goal) for goal in read_goals(written(case["doc"])).goals] == case["goals"]


@pytest.mark.parametrize("case", CASES)
def test_every_line_of_a_messy_doc_is_told_with_its_reason(case):
    blocks = written(case["doc"])
    lines = explain(blocks)
    assert all(line.taken_for and line.why for line in lines)
    numbers = {line.goal for line in lines if line.goal}
    assert numbers == set(range(1, len(read_goals(blocks).goals) + 1))
