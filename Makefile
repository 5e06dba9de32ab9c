# What a newcomer types. Everything runs from .venv, made once from the lock files.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test install check bench chaos month clean
.DEFAULT_GOAL := demo

.venv/installed: requirements.txt pyproject.toml
	@echo "Installing what Saphan needs into $(BIN), once (about a minute) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	@echo "Installing the test tools, once ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

install: .venv/installed

demo: .venv/installed
	@$(BIN)/saphan demo $(ARGS)

test: .venv/installed-dev
	@$(BIN)/python -m pytest $(ARGS)

check: .venv/installed-dev
	@scripts/check

bench: .venv/installed-dev
	@$(BIN)/python -m bench $(ARGS)

chaos: .venv/installed-dev
	@$(BIN)/python -m bench.chaos $(ARGS)

month: .venv/installed-dev
	@$(BIN)/python -m bench.month $(ARGS)

clean:
	rm -rf .venv build *.egg-info
