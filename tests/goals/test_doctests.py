"""The examples in the docstrings of `goals` are true."""

import doctest
import importlib
import pkgutil

import pytest

import pdsync.goals

MODULES = [found.name for found in pkgutil.walk_packages(pdsync.goals.__path__, "pdsync.goals.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_are_true(name):
    assert not doctest.testmod(importlib.import_module(name)).failed
