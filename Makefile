# Set-up needs Python 3.11 or later, make and a C compiler, nothing else. The virtual environment is .venv here; what goes into it
# is requirements.lock, by hash. The default target prints this help.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := $(shell sed -n 's/^uv==\([^ ;]*\).*/\1/p' requirements.lock)
READY := $(VENV)/ready
EXAMPLE := examples/border-buildup.txt
# The certificates of the system rather than uv's own: a network with its own authority has it there.
export UV_SYSTEM_CERTS ?= 1

.DEFAULT_GOAL := help
.PHONY: help setup run test lint types evals bench docs lock clean

help:  ## print this help
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

setup: $(READY)  ## make .venv from requirements.lock and install the package

# uv runs from the environment it fills: it is in the lock itself, so the sync keeps it.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet "uv==$(UV_VERSION)"
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip sync --quiet --require-hashes requirements.lock
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

run: setup  ## set up, then print the record of a sample report
	$(BIN)/allegedly read $(EXAMPLE) --published 2024-07-01

test: setup  ## set up, then run the whole test suite
	$(BIN)/python -m pytest -n auto

lint: setup  ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup  ## mypy --strict on the package
	$(BIN)/mypy --strict src/allegedly

evals: setup  ## the quality gate on the development data (its folder: ALLEGEDLY_SHARED, else ../shared)
	$(BIN)/python -m evals

bench: setup  ## list the benchmarks of speed and memory and how each is called
	$(BIN)/python -m bench

docs: setup  ## write the reference pages from the program
	$(BIN)/python docs/generate.py

lock: setup  ## resolve the dependencies anew into requirements.lock
	printf 'editables\nhatchling\nuv\n' | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		--upgrade --output-file requirements.lock pyproject.toml -

clean:  ## remove the environment and every cache
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
