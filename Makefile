# `make run` and `make test` work from nothing: they set up .venv, packages and models first. `make help` lists the rest.
PYTHON ?= python3
export PYTHON
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
JOBS := $(shell nproc 2>/dev/null || echo 2)

.PHONY: help setup run test soak lint bench bench-answers bench-learning adapters demo screenshots translations lock package release clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

setup:  ## virtual environment, packages, default models
	@sh packaging/setup.sh

run: setup  ## start Alcove: the window, or a chat in the terminal where there is no display
	@.venv/bin/alcove

test:  ## set up and run all tests
	@sh packaging/setup.sh test
	@.venv/bin/python -m pytest -n $(JOBS) --dist loadscope

soak: setup  ## hours of kills, failing disks, flipped bytes, hostile archives and random use; a table at the end (ALCOVE_SEED=N goes on with a run)
	@sh packaging/setup.sh test
	@.venv/bin/python -m tests.soak -n $(JOBS)

lint: setup  ## ruff and mypy
	@.venv/bin/ruff check . && .venv/bin/mypy

bench: setup  ## speed and quality figures of this machine, into build/bench (BENCH_LOCOMO=FILE: recall beside other systems; BENCH_SIZES=…)
	@.venv/bin/python -m tests.bench

bench-answers: setup  ## questions with and without an answer in memory: bare model, adapter, adapter with guard (ANSWERS="FILE…": others too)
	@.venv/bin/python -m tests.bench.answers $(ANSWERS)

bench-learning: setup  ## what is learnt from messages: by the rules, and with the adapter (LEARNING="FILE…": others too)
	@.venv/bin/python -m tests.bench.learning $(LEARNING)

adapters: setup  ## train an adapter of the bundled model, into build/adapters (needs the extra `training`; ADAPTERS="--job learning --never FILE…")
	@sh packaging/setup.sh test
	@.venv/bin/python -c "import torch" 2>/dev/null || .venv/bin/python -m pip install -e '.[training]'
	@ALCOVE_TRAINING=1 .venv/bin/python -m pytest tests/models/training
	@.venv/bin/python -m models.training --never $$(git ls-files 'tests/*.py' 'tests/*.jsonl') $(ADAPTERS)

demo: setup  ## a three-day story in a temporary vault, on the real models
	@.venv/bin/alcove demo

screenshots: setup  ## pictures of the window, into build/screenshots
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.desktop.screenshots build/screenshots

translations: setup  ## bring resources/locale up to date with the source; names what has no translation yet
	@.venv/bin/python -m tests.desktop.i18n

lock: setup  ## pin newer versions of the dependencies
	@sh packaging/lock.sh

package: setup  ## what people install, into dist/: here two .deb files (PLATFORM=macOS or windows there; packaging/README.md)
	@sh packaging/package.sh

release: setup  ## what a release has to pass: two builds of the same bytes, lintian and others, and as root the proof on a bare Debian
	@sh packaging/release.sh

clean:  ## remove what the other targets made here (not your vault, not the models)
	@rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache && find . -name __pycache__ -prune -exec rm -rf {} +
