# make site   builds the sample corpus in seeds/ into site/
# make test   runs the tests on all cores;  PYTEST="-k word" picks some
# make test-fast  runs those that need neither a browser, Prefect nor many processes, on all cores
# make check  lints, and checks formatting, types, imports and the pages' HTML
# make quality  measures what is found in a few labelled reports, beside the pinned scores
# make coverage runs the tests and says which lines none of them reaches
# make golden writes the pages in tests/golden anew, for a change that is meant to move them
# make attack changes a site 500 times and asks verify what was changed, and builds 300 hostile texts
# make bench  times builds of the sample corpus and measures its pages against their budgets
# Each works alone and in any order; the environment in .venv is made when it is missing or out of date.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: site test test-fast check quality coverage golden attack bench constraints clean

site: .venv/runtime.stamp
	$(BIN)/dossier build seeds --out site

test: .venv/dev.stamp
	$(BIN)/python -m pytest -n auto $(PYTEST)

test-fast: .venv/dev.stamp
	$(BIN)/python -m pytest -n auto -q -m "not slow and not browser" $(PYTEST)

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/html_validity.py

quality: .venv/dev.stamp
	$(BIN)/python -m tests.quality.measure --show

coverage: .venv/dev.stamp
	$(BIN)/python -m pytest -n auto -q -m "not slow and not browser" --cov --cov-report=term:skip-covered $(PYTEST)

golden: .venv/dev.stamp
	$(BIN)/python -m pytest tests/test_golden.py --update-golden

attack: .venv/dev.stamp
	$(BIN)/dossier build seeds --out site --direct --quiet
	$(BIN)/python -m tests.mutations site seeds
	$(BIN)/python -m tests.mutations site
	$(BIN)/python -m tests.mutations site --forged --changes 100
	$(BIN)/python -m tests.hostile_texts

bench: .venv/runtime.stamp
	$(BIN)/python benchmarks/speed.py seeds
	$(BIN)/dossier build seeds --out site --direct --quiet
	$(BIN)/python benchmarks/pages.py site

.venv/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Dossier needs Python 3.11 or later; name one with: make PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	touch $@

# pip refuses an editable project under hashes, so that comes last, with the build tool that is among the constraints.
.venv/runtime.stamp: .venv/made.stamp constraints.txt pyproject.toml
	$(PIP) install --quiet --no-deps --require-hashes -r constraints.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	$(PIP) check
	touch $@

.venv/dev.stamp: .venv/runtime.stamp constraints-dev.txt
	$(PIP) install --quiet --no-deps --require-hashes -r constraints-dev.txt
	touch $@

# Compiles the constraints anew from pyproject.toml, for every system and Python that it allows.
UV := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-annotate --no-strip-extras --no-header
constraints: .venv/made.stamp
	$(PIP) install --quiet uv
	echo "hatchling>=1.27" | $(UV) pyproject.toml - -o constraints.txt
	$(UV) --group dev --constraints constraints.txt -o constraints-dev.txt
	! grep -n "://" constraints.txt constraints-dev.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
