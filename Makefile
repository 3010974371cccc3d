# Marsad: `make run` and `make test` do all on a machine with Python 3.11+, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.PHONY: run install test lint bench lock screenshots clean

run: install ## read the seed and the samples, open the dashboard
	$(BIN)/marsad demo --port $(PORT)

install: $(VENV)/.installed

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Marsad needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable .
	touch $@

test: lint ## all tests, after the style, type and import checks
	$(BIN)/python -m pytest -n auto

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install ## speed, side by side with what one would pick instead
	for file in benchmarks/*.py; do $(BIN)/python $$file || exit 1; done

lock: install ## pin anew after a change of the dependencies
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --extra dev --extra postgresql --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" --quiet --upgrade -o requirements.lock

screenshots: install ## the pictures of docs/screenshots, from the demo
	$(BIN)/python docs/make_screenshots.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist build
