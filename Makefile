# Two commands for a newcomer: `make run` and `make test`.  Both do all set-up; only Python and make are needed.
# PYTHON names the interpreter to build the environment with (3.11 to 3.13).

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
HOME_FOLDER ?= var

.PHONY: run test check gates lock clean

run: $(VENV)/.installed
	$(BIN)/newstally --home $(HOME_FOLDER) run docs/sample/inbox

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --processes 2 sql

# Measures on the development data beside the checkout, against the committed floors.
gates: $(VENV)/.installed-dev
	$(BIN)/python -m bench.gates

# Pins what is tested, for every Python and platform at once.  No address is written.
lock: $(VENV)/.installed-dev
	$(BIN)/pip install --quiet uv
	echo 'pip>=25.3,<27' | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header - -o constraints-pip.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o constraints.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group dev pyproject.toml -o constraints-dev.txt

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .ruff_cache .mypy_cache

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "newstally needs Python 3.11, 3.12 or 3.13; none was found. Name one: make PYTHON=/path/to/python3.12 run"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# Installers before pip 24 stumble over extras among hashed pins, so the environment gets a pinned pip first.
$(VENV)/.installed: constraints.txt constraints-pip.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints-pip.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.installed-dev: constraints-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints-dev.txt
	touch $@
