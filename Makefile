# Every target sets up what it needs; a second run skips what is ready. Python 3.11 to 3.13.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := installer/lock
OUTPUT ?= demo-output
SHOTS ?= shots-output
ARGS ?=
COMPILE = build/lock-tools/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(UPGRADE)

.PHONY: demo run test faults check shots bench build lock clean offscreen screen traced

demo: $(VENV)/ready screen       ## The practice study: a window, or without a display its papers and screens
	@$(BIN)/tracker demo --output $(OUTPUT) $(ARGS)

run: $(VENV)/ready screen        ## The window
	@$(BIN)/tracker

test: $(VENV)/ready offscreen traced  ## Every test; ARGS="tests/pdf -k handout" for some
	@$(BIN)/pytest -n 2 $(ARGS)

faults: $(VENV)/ready offscreen traced  ## 10,000 power cuts, 200 kills, every other fault; some minutes
	@TRACKER_CUTS=10000 TRACKER_KILLS=200 TRACKER_FIGURES=1 $(BIN)/pytest -n 2 -m fault $(ARGS)

check: $(VENV)/ready offscreen   ## Format, lint, types, layers, README
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python installer/readme_table.py --check

shots: $(VENV)/ready offscreen   ## A picture of every screen and state
	@QT_QPA_PLATFORM=offscreen $(BIN)/tracker shots $(SHOTS)

bench: $(VENV)/ready offscreen   ## Timings as ratios, all in one run
	@QT_QPA_PLATFORM=offscreen $(BIN)/python tests/bench/bench.py

build: $(VENV)/ready offscreen   ## The program as one folder in dist/, tested without network
	@installer/system_libraries.sh build
	@$(BIN)/python installer/build.py

lock:                            ## Write the locks anew; UPGRADE=--upgrade for newer versions
	@$(PYTHON) -m venv build/lock-tools
	@build/lock-tools/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r $(LOCK)/tools.txt
	@$(COMPILE) -o $(LOCK)/run.txt pyproject.toml
	@$(COMPILE) --extra dev -c $(LOCK)/run.txt -o $(LOCK)/dev.txt pyproject.toml

clean:                           ## What was made here; the virtual environment stays
	@rm -rf build dist $(OUTPUT) $(SHOTS) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find tracker tests installer -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/locked: $(LOCK)/dev.txt
	@installer/system_libraries.sh python $(PYTHON)
	@echo "Installing the locked packages into $(VENV), once ..."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --only-binary :all: -r $<
	@touch $@

$(VENV)/ready: $(VENV)/locked pyproject.toml
	@$(PIP) install --no-deps --no-index --no-build-isolation --editable .
	@touch $@

offscreen:
	@installer/system_libraries.sh offscreen

traced:
	@installer/system_libraries.sh traced

screen:
	@installer/system_libraries.sh screen
