# `make run` and `make test` work from nothing: they set up .venv, packages and models first. `make help` lists the rest.
PYTHON ?= python3
export PYTHON
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
JOBS := $(shell nproc 2>/dev/null || echo 2)

.PHONY: help setup run test soak lint bench demo screenshots lock package clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 14

setup:  ## virtual environment, packages, default models
	@sh packaging/setup.sh

run: setup  ## start Alcove: the window, or a chat in the terminal where there is no display
	@.venv/bin/alcove

test:  ## set up and run all tests
	@sh packaging/setup.sh test
	@.venv/bin/python -m pytest -n $(JOBS) --dist loadscope

soak: setup  ## hours of kills, failing disks, flipped bytes, hostile archives and random use (ALCOVE_SEED=N repeats a run)
	@sh packaging/setup.sh test
	@seed=$${ALCOVE_SEED:-$$(date +%s)}; echo "ALCOVE_SEED=$$seed"; ALCOVE_SOAK=1 ALCOVE_SEED=$$seed .venv/bin/python -m pytest -n $(JOBS) \
		--timeout=0 -o faulthandler_timeout=0 tests/faults tests/engine/test_stateful.py tests/engine/archive/test_hostile.py

lint: setup  ## ruff and mypy
	@.venv/bin/ruff check . && .venv/bin/mypy

bench: setup  ## speed and quality figures of this machine, into build/bench (BENCH_LOCOMO=FILE: recall beside other systems; BENCH_SIZES=…)
	@.venv/bin/python -m tests.bench

demo: setup  ## a three-day story in a temporary vault, on the real models
	@.venv/bin/alcove demo

screenshots: setup  ## pictures of the window, into build/screenshots
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.desktop.screenshots build/screenshots

lock: setup  ## pin newer versions of the dependencies
	@sh packaging/lock.sh

package: setup  ## what people install, into dist/: here two .deb files (PLATFORM=macOS or windows there; packaging/README.md)
	@sh packaging/package.sh

clean:  ## remove what the other targets made here (not your vault, not the models)
	@rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache && find . -name __pycache__ -prune -exec rm -rf {} +
