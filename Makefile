.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
EDITABLE := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
DOCKERFILES := Dockerfile examples/compose-client/Dockerfile .devcontainer/Dockerfile
LOCK := $(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-strip-extras --upgrade

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: .venv/.runs ## set up, and serve the seeded world afresh at http://127.0.0.1:4600
	$(BIN)/python -m emulator serve --fresh --seed seed_data

test: .venv/.tests ## set up, and test: a quarter of an hour on two cores
	@echo "This takes about a quarter of an hour on two cores."
	$(BIN)/python -m pytest -n auto -m "not long and not sdks and not console" $(args)

coverage: ## the tests of make test with branch coverage, which has to be at least 98 %: nearly twice as long
	$(MAKE) test args="--cov --cov-report=term --cov-fail-under=98 $(args)"

test-long: .venv/.tests ## the tests that take minutes
	$(BIN)/python -m pytest -n auto -m long

test-sdks: .venv/.tests ## unmodified AWS SDKs of several languages against one emulator; the client tests over CBOR
	$(BIN)/python -m pytest tests/sdks
	$(BIN)/python -m pytest -n auto -m "not long" --protocol cbor tests/client tests/properties

test-console: .venv/.console ## look at the console in headless Chromium; args=--write-screenshot renews the one of README
	$(BIN)/python -m pytest -n auto tests/console $(args)

live: .venv/.tests ## ask AWS itself the open questions; only with GAMELIFT_LIVE=1, in your own account
	$(BIN)/python -m pytest -rs -s tests/live

test-image: .venv/.tests ## build the container image, run it, and test it from outside
	$(BIN)/python -m pytest tests/image

check: lint test ## all that must be green before a commit

lint: .venv/.tests ## check format, style and types; changes nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	if [ -e $(BIN)/hadolint ]; then $(BIN)/hadolint $(DOCKERFILES); else echo "no hadolint for this platform"; fi
	if [ -e $(BIN)/zizmor ]; then $(BIN)/zizmor --offline --quiet .github; else echo "no zizmor for this platform"; fi
	if command -v actionlint; then actionlint; else echo "no actionlint on this machine"; fi

fix: .venv/.tests ## format, and mend what can be mended mechanically
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/.tests ## measure ratios to other servers; args=--write renews docs/benchmarks.md; args='--against REF': to a commit
	$(BIN)/python -m tests.bench $(args)

attack: .venv/.tests ## attack real servers (fuzz, kill -9, races, bad clients); args='--only fuzz --requests 9000'
	$(BIN)/python -m tests.attack $(args)

soak: .venv/.tests ## a mixed load for minutes: does anything grow? args='--minutes 5'
	$(BIN)/python -m tests.attack.soak $(args)

api: .venv/.tests ## write emulator/api afresh from the installed botocore's service model
	$(BIN)/python -m scripts.generate_api
	$(BIN)/ruff format emulator/api

docs: .venv/.tests ## write what documents take from the code: settings, operations, pictures
	$(BIN)/python -m scripts.generate_docs

release-check: .venv/.release ## check what a release hands to strangers; args='--tag v1.2.3 --keep FOLDER'
	$(BIN)/python -m scripts.check_release $(args)

migration: .venv/.tests ## write a migration for what changed in the tables: make migration m="what changed"
	@mkdir -p build && rm -f build/schema.db
	$(BIN)/alembic -x url=sqlite:///build/schema.db upgrade head
	$(BIN)/alembic -x url=sqlite:///build/schema.db revision --autogenerate -m "$(m)" --rev-id "$$(printf %04d $$(($$(ls migrations/versions/*.py | wc -l) + 1)))"

lock: .venv/.tests ## choose the newest versions of all dependencies
	$(LOCK) pyproject.toml --extra tls -o requirements/run.txt
	$(LOCK) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	$(LOCK) --group build -c requirements/dev.txt -o requirements/build.txt
	$(LOCK) --group console -c requirements/dev.txt -o requirements/console.txt
	$(LOCK) --group release -c requirements/dev.txt -o requirements/release.txt
	$(LOCK) examples/compose-client/client.py -c requirements/dev.txt -o examples/compose-client/requirements.txt

.venv/bin/python .venv/Scripts/python:
	$(PYTHON) -m venv .venv

.venv/.runs: requirements/run.txt requirements/build.txt pyproject.toml | $(BIN)/python
	$(PIP) -r requirements/run.txt -r requirements/build.txt
	$(EDITABLE)
	@touch $@

.venv/.tests: requirements/dev.txt pyproject.toml | $(BIN)/python
	$(PIP) -r $<
	$(EDITABLE)
	@touch $@ .venv/.runs

.venv/.release: requirements/release.txt .venv/.tests
	$(PIP) -r $<
	@touch $@

.venv/.console: requirements/console.txt .venv/.tests
	$(PIP) -r $<
	@touch $@

.PHONY: help run test coverage test-long test-sdks test-image test-console live release-check check lint fix bench attack soak api docs migration lock
