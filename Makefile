# `make` alone prints the verbs.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
# One more than there are cores: a test that starts the program waits for it, and another one may go on.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.PHONY: help run demo test check bench soak format lock clean

help: ## print the verbs
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The environment comes from the lock file, hash by hash; it is made again when the lock file changes.
.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (make PYTHON=python3.12 ...)"; exit 1; }
	@echo "Setting up .venv from requirements.lock (once, a minute or two)..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: .venv/ready ## poll the sources of sources.yaml, publish into feeds/, serve http://127.0.0.1:8000/ until Ctrl-C
	@$(BIN)/publisher serve

demo: .venv/ready ## the same on eight invented agencies, without a network
	@$(BIN)/python -m demo

# Tests start the program by the hundred: it is compiled once, also where the environment asks to keep no bytecode.
test soak: export PYTHONDONTWRITEBYTECODE =

test: .venv/ready ## the tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

check: .venv/ready ## ruff (all rules), format, mypy strict, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: .venv/ready ## benchmarks: ratios against named peers (less with BENCH=--quick)
	@$(BIN)/python -m benchmarks $(BENCH)

soak: .venv/ready ## slow nightly tests, and many more wild inputs, at random
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --hypothesis-profile=soak -m "soak or hypothesis"

format: .venv/ready ## format the code
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: ## resolve pyproject.toml into requirements.lock again (needs uv)
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --all-extras --python-version 3.11 pyproject.toml -o requirements.lock

clean: ## remove the environment and everything generated
	rm -rf .venv var build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find feeds -mindepth 1 ! -name README.md -delete
