# civicgen: `make demo` shows the example town, `make test` runs every check. Both do all the set-up themselves.
# `make demo SERVE=no` ends after the build into site/. `make bench` takes long; SIZE=1000 makes it short, and BENCH="--runs 1"
# hands options on, see docs/performance.md.

PYTHON ?= python3
SERVE ?= yes
SIZE ?= 10860
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench screenshots lock clean

help:
	@echo "make demo            the example town: rehearsal server, harvest, build, then serve (SERVE=no to stop after the build)"
	@echo "make test            lint, types, import contracts and all tests"
	@echo "make lint            ruff, mypy, import contracts, workflows"
	@echo "make bench           measure speed and size beside Hugo, MkDocs and others (SIZE=1000 for a short run)"
	@echo "make screenshots     take the pictures in the guides anew"
	@echo "make lock            resolve the dependencies anew into requirements/"
	@echo "make clean           remove what the other targets made"

$(VENV)/made-by-make:
	.ci/system-packages $(PYTHON)
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/runtime-installed: requirements/runtime.txt pyproject.toml $(VENV)/made-by-make
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q civicgen
	touch $@

$(VENV)/all-installed: requirements/dev.txt $(VENV)/runtime-installed
	.ci/system-packages $(PYTHON) browser
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement requirements/dev.txt
	touch $@

demo: $(VENV)/runtime-installed
	$(BIN)/civicgen demo $(if $(filter no,$(SERVE)),--no-serve)

lint: $(VENV)/all-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/civicgen check

test: lint
	.ci/fetch-test-material $(BIN)/python
	$(BIN)/python -m pytest --numprocesses 2 --dist loadscope --no-loadscope-reorder

bench: $(VENV)/runtime-installed
	$(BIN)/python tests/bench/run_bench.py --size $(SIZE) $(BENCH)
	$(BIN)/python tests/bench/bench_bombs.py

screenshots: $(VENV)/all-installed
	$(BIN)/python tests/guides/make_screenshots.py

lock: $(VENV)/made-by-make
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--output-file requirements/runtime.txt pyproject.toml requirements/build.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --group dev \
		--constraint requirements/runtime.txt --output-file requirements/dev.txt pyproject.toml requirements/build.in

clean:
	rm -rf $(VENV) build site .civicgen .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
