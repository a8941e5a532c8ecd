# Every command a person types; `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/installed
ARGS ?=
.DEFAULT_GOAL := help

# Notebooks are executed and compared cell by cell with nbval's cells (tests/support/stored_notebooks.py).
LESSONS := $(wildcard notebooks) $(wildcard solutions)
PYTEST := $(BIN)/python -m pytest

# nbgrader calls a program of the environment by its bare name.
lab test test-slow course release lock canary: export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help
help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

# The stamp is as new as the last installation: running again installs nothing unless the requirements changed.
$(STAMP): requirements.txt constraints.txt pyproject.toml
	@$(PYTHON) tools/supported.py || { echo "To name another Python:  make PYTHON=python3.12 lab"; exit 1; }
	@test -w . || { echo "This folder is not writable for $$(id -un), but .venv and your notebooks go into it."; \
		echo "Clone the repository into a folder of your own."; exit 1; }
	@test -x $(BIN)/pip || { echo "Creating .venv ..."; $(PYTHON) -m venv .venv; } || { \
		rm -rf .venv; echo "$(PYTHON) cannot create the environment; the lines above say why."; \
		echo "If ensurepip is missing on Debian or Ubuntu:  sudo apt-get install python3-venv"; exit 1; }
	@echo "Installing the tested versions into .venv (minutes, only this once) ..."
	@$(BIN)/pip install -qq --disable-pip-version-check -r requirements.txt || { \
		echo "The installation failed; the lines above say why. Run the same command again to resume."; exit 1; }
	@touch $@

.PHONY: setup doctor lab update
setup: $(STAMP)  ## create .venv and install the tested versions, if they changed
	@echo "Everything is installed."

doctor: $(STAMP)  ## is this machine ready?
	@$(BIN)/python -m helpers.doctor

# .jupyter/ answers the question of a first start (news?) beforehand. Root has to say that it means it.
LAB := JUPYTER_CONFIG_PATH=.jupyter $(BIN)/jupyter lab --ServerApp.root_dir=. --log-level=WARN \
	--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb $(if $(filter 0,$(shell id -u)),--allow-root)

lab: $(STAMP)  ## open the course in JupyterLab; ARGS="--no-browser --port 8890" passes arguments on
	@$(BIN)/python -m helpers.doctor || echo "Opening JupyterLab anyway."
	@$(LAB) $(ARGS)

update: $(STAMP)  ## fetch the newest course and keep your guesses and answers
	@$(BIN)/python -m tools.update $(ARGS)

.PHONY: test test-slow
test: $(STAMP)  ## the test-suite: minutes
	@$(PYTEST) tests $(LESSONS) $(ARGS)

# Stored outputs must hold on other machines too: replay processors without AVX-512, and without AVX2.
test-slow: $(STAMP)  ## other processors, a real browser, long proofs
	@for isa in avx2 default; do \
		echo "Notebooks as on a processor with: $$isa"; \
		ATEN_CPU_CAPABILITY=$$isa OMP_NUM_THREADS=1 $(PYTEST) $(LESSONS) $(ARGS) || exit 1; \
	done
	@$(PYTEST) -m "slow or browser" tests $(ARGS)

.PHONY: course release models bench
course: $(STAMP)  ## store the notebooks that changed; ARGS=--all executes every one, --measure stores times
	@$(BIN)/python -m tools.course $(ARGS)

release: $(STAMP)  ## regenerate exercises/ from solutions/
	@$(BIN)/python -m tools.release $(ARGS)

models: $(STAMP)  ## retrain the lab models (hours), then measure what they can do
	@for model in encoder seq2seq decoder; do $(BIN)/python -m lab_training.train $$model $(ARGS) || exit 1; done
	@$(BIN)/python -m lab_training.evaluate && $(BIN)/python -m tools.readme

bench: $(STAMP)  ## measure again what the course claims about speed; ARGS=--write stores it
	@$(BIN)/python -m benchmarks $(ARGS)

.PHONY: lock canary
lock: $(STAMP)  ## resolve the newest versions within requirements.txt into constraints.txt
	@$(BIN)/python -m tools.lock

canary: $(STAMP)  ## the suite on the newest releases, in an environment of its own; ARGS=--pre takes pre-releases
	@$(PYTHON) -m tools.canary $(ARGS)
