# One line to set up: `make install`. Everything below installs what it needs into .venv by itself.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
FUZZ_SECONDS ?= 60

.PHONY: install demo test laws check docs bench fuzz format clean
.DEFAULT_GOAL := install

install: $(VENV)/.dev

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "agister needs Python 3.11, 3.12 or 3.13 and found none on the path. Install one, or say: make PYTHON=/path/to/python3"; exit 2; }
	$(PYTHON) -m venv $(VENV)

# What a user gets, and no more: the demo must not hide a missing dependency.
$(VENV)/.run: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable . --constraint constraints.txt
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]' --constraint constraints.txt
	@touch $@ $(VENV)/.run

demo: $(VENV)/.run
	PATH="$(CURDIR)/$(BIN):$$PATH" bash examples/demo.sh

test: $(VENV)/.dev
	timeout 15m $(BIN)/python -m pytest -n $(WORKERS) -q

# The laws of money, with as many examples each as a release is held to; `make test` tries a hundred.
laws: $(VENV)/.dev
	AGISTER_LAW_EXAMPLES=10000 $(BIN)/python -m pytest -n $(WORKERS) -q --durations=0 --durations-min=1 \
		tests/laws/test_shares.py tests/laws/test_sharing_keys.py tests/laws/test_runs.py tests/laws/test_matching.py tests/laws/test_statements.py

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check

docs: $(VENV)/.dev
	$(BIN)/python docs/generate.py

# Files whose name begins with an underscore are shared pieces, not benchmarks.
bench: $(VENV)/.dev
	@set -e; for file in benchmarks/[a-z]*.py; do \
		name=$$(basename "$$file" .py); echo "== $$name"; $(BIN)/python -m "benchmarks.$$name"; done

$(VENV)/.fuzz: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --editable '.[fuzz]' --constraint constraints.txt
	@touch $@

fuzz: $(VENV)/.fuzz
	$(BIN)/python tests/fuzz/run.py --seconds $(FUZZ_SECONDS)

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf demo-out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests docs benchmarks examples -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
