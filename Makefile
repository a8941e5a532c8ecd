# Every command a person types. `make` alone lists them.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
ARGS ?=
.DEFAULT_GOAL := help

.PHONY: help
help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The stamp is newer than the requirements once they are installed: running again installs nothing.
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This course needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)."; \
		  echo "Name another one:  make PYTHON=python3.12 ..."; exit 1; }
	@test -x $(BIN)/python || { echo "Creating .venv ..."; $(PYTHON) -m venv .venv; } || \
		{ rm -rf .venv; echo "$(PYTHON) cannot make virtual environments. On Debian or Ubuntu:"; \
		  echo "  sudo apt-get install python3-venv"; exit 1; }
	@echo "Installing the requirements (a few minutes, once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.PHONY: setup
setup: $(READY)  ## create .venv and install the requirements, if they changed

.PHONY: doctor
doctor: $(READY)  ## is this machine ready?
	@$(BIN)/python -m helpers.doctor

.PHONY: lab
lab: doctor  ## open the course in JupyterLab (ARGS="--no-browser --port 8890" passes arguments on)
	@$(BIN)/jupyter lab $(ARGS) notebooks/00_start_here.ipynb
