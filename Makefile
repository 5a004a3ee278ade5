.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: .venv/.runs ## set up, and serve the seeded world afresh at http://127.0.0.1:4600
	$(BIN)/python -m emulator serve --fresh --seed seed_data

test: .venv/.tests ## set up, and test, with branch coverage
	$(BIN)/python -m pytest -n auto --cov --cov-report=term -m "not long"

test-long: .venv/.tests ## the tests that take minutes
	$(BIN)/python -m pytest -n auto -m long

check: lint test ## all that must be green before a commit

lint: .venv/.tests ## check format, style and types; changes nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

fix: .venv/.tests ## format, and mend what can be mended mechanically
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/.tests ## compare with raw and static servers on the same stack
	$(BIN)/python -m tests.bench

api: .venv/.tests ## write emulator/api afresh from the installed botocore's service model
	$(BIN)/python -m scripts.generate_api
	$(BIN)/ruff format emulator/api

migration: .venv/.tests ## write a migration for what changed in the tables: make migration m="what changed"
	$(BIN)/alembic revision --autogenerate -m "$(m)" --rev-id "$$(printf %04d $$(($$(ls migrations/versions/*.py | wc -l) + 1)))"

lock: .venv/.tests ## choose the newest versions of all dependencies
	$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade pyproject.toml -o requirements/run.txt
	$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt

.venv/bin/python .venv/Scripts/python:
	$(PYTHON) -m venv .venv

.venv/.runs: requirements/run.txt | $(BIN)/python
	$(PIP) -r $<
	@touch $@

.venv/.tests: requirements/dev.txt pyproject.toml | $(BIN)/python
	$(PIP) -r $<
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@ .venv/.runs

.PHONY: help run test test-long check lint fix bench api migration lock
