"""The handout: a goal Doc of their own for every student, exactly once, whatever happens on the way."""

from pdsync.sync.handout.carrying import carry_out, hand_out
from pdsync.sync.handout.planning import Plan, plan
from pdsync.sync.handout.steps import Done, Row

__all__ = ["Done", "Plan", "Row", "carry_out", "hand_out", "plan"]
