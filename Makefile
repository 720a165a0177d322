# What people type. `make help` lists it. Nothing here names a registry: pip, npm and apt know theirs.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv/bin/python
FLASK := $(VENV) -m flask
RESULTS := .test-results
DEMO ?= $(if $(filter production,$(WUZHA_ENV)),0,1)
# pytest's workers; two, as many as the smallest machine that has to finish within five minutes
JOBS ?= 2

# A step is done when a stamp with the hash of what it reads lies beside what it makes: a second run
# costs no time, and a changed lock, a new branch or a deleted folder makes it run again.
hash = $(firstword $(shell cat $(1) 2>/dev/null | sha256sum))
FRONT_END := package.json package-lock.json static/build.mjs $$(find static/src -type f | LC_ALL=C sort)
CATALOGUES := $$(find school -name '*.po' | LC_ALL=C sort)
SERVING_READY := .venv/.serving-$(call hash,requirements.txt)
CHECKING_READY := .venv/.checking-$(call hash,requirements.txt requirements-dev.txt)
PEERS_READY := .venv/.peers-$(call hash,requirements.txt requirements-bench.txt)
PACKAGES_READY := node_modules/.ready-$(call hash,package.json package-lock.json)
FRONT_END_READY := static/dist/.ready-$(call hash,$(FRONT_END))
CATALOGUES_READY := school/translations/.ready-$(call hash,$(CATALOGUES))
PIP_INSTALL := $(VENV) -m pip install -qq --disable-pip-version-check --require-hashes -r

.PHONY: help
help: ## list what can be made
	@grep -hE '^[a-z0-9-]+:.*## ' Makefile | sed -E 's/^([a-z0-9-]+):.*## /  make \1\t/' | expand -t 20

# --- set-up -----------------------------------------------------------------------------------

# Downloads wait for the network and builds for the processor: together they take two thirds of the time.
PARALLEL := $(MAKE) -j4

.PHONY: setup
setup: ## set everything up; safe to repeat, quick when done
	@$(PARALLEL) parts-to-serve $(CHECKING_READY)

.PHONY: setup-serving
setup-serving:
	@$(PARALLEL) parts-to-serve

.PHONY: setup-checking
setup-checking:
	@$(PARALLEL) parts-to-serve $(CHECKING_READY) checking-programs

.PHONY: parts-to-serve
parts-to-serve: programs $(SERVING_READY) $(FRONT_END_READY) translations rare-names

.PHONY: programs
programs:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Python 3.11 or newer is needed (PYTHON=… chooses it): apt-get install python3"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "Python's venv is needed: apt-get install python3-venv"; exit 1; }
	@node --eval 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null \
		|| { echo "Node.js 20 or newer is needed: https://nodejs.org"; exit 1; }
	@command -v npm >/dev/null || { echo "npm is needed; it comes with Node.js or: apt-get install npm"; exit 1; }

.venv/bin/python:
	@echo "Making .venv"
	@$(PYTHON) -m venv --clear .venv

$(SERVING_READY): | programs .venv/bin/python
	@$(VENV) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv  # the folder was moved
	@echo "Installing Python packages"
	@$(PIP_INSTALL) requirements.txt
	@rm -f .venv/.serving-* && touch $@

$(CHECKING_READY): | $(SERVING_READY)
	@echo "Installing Python packages for checking"
	@$(PIP_INSTALL) requirements-dev.txt
	@rm -f .venv/.checking-* && touch $@

$(PEERS_READY): | $(SERVING_READY)
	@echo "Installing what the benchmarks compare with"
	@$(PIP_INSTALL) requirements-bench.txt
	@rm -f .venv/.peers-* && touch $@

$(PACKAGES_READY): | programs
	@echo "Installing front-end packages"
	@npm ci --include=dev --loglevel=error
	@touch $@

$(FRONT_END_READY): | $(PACKAGES_READY)
	@echo "Building the front end"
	@npm run --silent build
	@rm -f static/dist/.ready-* && touch $@

.PHONY: assets
assets: $(FRONT_END_READY) ## build style sheets, scripts and icons into static/dist

.PHONY: translations
translations: $(CATALOGUES_READY)

$(CATALOGUES_READY): | $(SERVING_READY)
	@$(FLASK) translations compile
	@rm -f school/translations/.ready-* && touch $@

RARE_FONT := /usr/share/fonts/truetype/hanazono/HanaMinA.ttf

# $(call debian,packages,test that they are there,what happens without them)
define debian
	@if ! { $(2); } >/dev/null 2>&1; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing from Debian: $(1)"; \
			DEBIAN_FRONTEND=noninteractive flock .venv/debian.lock sh -c "apt-get update -qq && \
				apt-get install -y -qq --no-install-recommends $(1)" >.venv/debian-$(notdir $@).log 2>&1 \
				|| { tail -n 5 .venv/debian-$(notdir $@).log; $(3); }; \
		else \
			echo "Missing from Debian. Run: sudo apt-get install --no-install-recommends $(1)"; $(3); \
		fi; \
	fi
endef

.PHONY: rare-names
rare-names: .venv/.rare-names
	@test -e $(RARE_FONT) || echo "Letters to people with rare characters in their names are held back until" \
		"fonts-hanazono is installed: sudo apt-get install fonts-hanazono"

.venv/.rare-names: | $(SERVING_READY)
	$(call debian,fonts-hanazono,test -e $(RARE_FONT),true)
	@touch $@

# The headless shell is Chromium without the windows, in half the time; a Debian without it has the whole.
.PHONY: checking-programs
checking-programs: | $(SERVING_READY)
	$(call debian,postgresql poppler-utils qpdf,command -v pdftotext && command -v qpdf && \
		{ command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; },exit 1)
	$(call debian,chromium-headless-shell,command -v chromium-headless-shell || test "$$(id -u)" != 0,true)
	$(call debian,chromium,command -v chromium-headless-shell || command -v chromium,exit 1)

# --- running ----------------------------------------------------------------------------------

.PHONY: run
run: setup-serving ## set up, migrate, load a demo campus if empty (DEMO=0: none), serve on PORT (5000)
	@$(FLASK) db upgrade
	@if [ "$(DEMO)" != 0 ]; then $(FLASK) demo load --students 600 --if-empty >/dev/null; fi  # flask serve says how to sign in
	@exec $(FLASK) serve

# --- checking ---------------------------------------------------------------------------------

PYTEST := $(VENV) -m pytest -q

.PHONY: check
check: setup-checking ## everything that CI checks: lint, types, import rules and make test
	@failed=0; $(PARALLEL) --keep-going lint types || failed=1; $(MAKE) test || failed=1; exit $$failed

.PHONY: test
test: setup-checking ## every test: on SQLite, on PostgreSQL, and journeys in Chromium
	@rm -rf $(RESULTS); failed=0; \
	echo "== SQLite, what needs no database, and Chromium"; \
	$(PYTEST) -n $(JOBS) --database sqlite --junit-xml $(RESULTS)/sqlite.xml || failed=1; \
	echo "== PostgreSQL"; \
	$(PYTEST) -n $(JOBS) -m "not e2e" --database postgresql --only-database \
		--junit-xml $(RESULTS)/postgresql.xml || failed=1; \
	$(VENV) -m tests.services.summary $(RESULTS) || failed=1; \
	exit $$failed

.PHONY: e2e
e2e: setup-checking ## the journeys in Chromium alone
	@$(PYTEST) -n $(JOBS) -m e2e

.PHONY: pages
pages: setup-checking ## every single page in Chromium; make test looks at one of each kind
	@ALL_PAGES=1 $(PYTEST) -n $(JOBS) tests/e2e/test_every_page.py

.PHONY: lint
lint: $(CHECKING_READY) ## style of code and templates, and the import rules
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .
	@$(VENV) -m djlint --lint --quiet templates
	@.venv/bin/lint-imports --no-logo

.PHONY: types
types: $(CHECKING_READY) ## types
	@$(VENV) -m mypy

.PHONY: format
format: $(CHECKING_READY) ## bring code into shape
	@$(VENV) -m ruff check --fix .
	@$(VENV) -m ruff format .

.PHONY: pictures
pictures: setup-checking ## the pictures of the README, from a made-up campus
	@$(VENV) docs/pictures.py

.PHONY: bench
bench: setup $(PEERS_READY) bench-programs ## the benchmarks, as tables with ratios
	@for file in $(sort $(wildcard bench/*.py)); do $(VENV) "$$file"; done

.PHONY: bench-programs
bench-programs: | $(SERVING_READY)
	$(call debian,libzbar0,ldconfig -p | grep -q libzbar,exit 1)

.PHONY: scans
scans: setup-checking ## how well badly scanned slips are read: the frozen set by kind of degradation
	@$(VENV) -m tests.foundation.scans.table

.PHONY: hostile
hostile: setup-checking ## what hostile files cost when they are sent as scans: time and memory
	@$(VENV) -W ignore -m tests.foundation.scans.hostile_table 2>/dev/null

# --- keeping up -------------------------------------------------------------------------------

COMPILE := $(VENV) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
	--python-version 3.11 --upgrade pyproject.toml

.PHONY: lock
lock: $(CHECKING_READY) ## pin newer packages in requirements*.txt and package-lock.json
	@$(VENV) -m uv --version >/dev/null 2>&1 || $(VENV) -m pip install --quiet uv
	@$(COMPILE) --output-file requirements.txt
	@$(COMPILE) --group dev --constraint requirements.txt --output-file requirements-dev.txt
	@$(COMPILE) --group bench --constraint requirements.txt --output-file requirements-bench.txt
	@npm update --package-lock-only --loglevel=error

.PHONY: clean
clean: ## remove what was made; the school's own data in instance/ stays
	@rm -rf .venv node_modules static/dist school/translations $(RESULTS) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache \
		.hypothesis
	@find school tests -name __pycache__ -prune -exec rm -rf {} +
