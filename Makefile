# Every target sets up what it needs in .venv; nothing else has to be installed but Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo test lint docs package accuracy conformance faults sheet-edits bench clean

demo: $(VENV)/.run      ## the whole job for a made-up cohort of thirty, on this machine
	$(BIN)/pdsync demo

test: $(VENV)/.test     ## all tests
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.test     ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.test     ## the pages say what the code says; their links and examples are right
	$(BIN)/python -m tools.pages

package: $(VENV)/.test  ## a wheel and an sdist, installed and run in an empty folder
	$(BIN)/python -m tools.package

accuracy: $(VENV)/.test ## how well goals and due dates are read
	$(BIN)/python -m tools.accuracy

conformance: $(VENV)/.test ## the sandbox held against recorded answers; GSPREAD=DIR adds gspread's own tests
	$(BIN)/python -m tools.conformance

faults: $(VENV)/.test   ## every fault at every step of a handout, and what is left of it
	$(BIN)/python -m tools.faults

sheet-edits: $(VENV)/.test ## hundreds of edits by staff between two syncs
	$(BIN)/python -m tools.staff_edits

bench: $(VENV)/.test    ## speed and calls, beside scripts of the usual kind
	$(BIN)/python -m tools.bench

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist artefacts *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) --editable .
	touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) --editable '.[test]'
	touch $@ $(VENV)/.run
