# Two commands: `make run` serves the dashboard, `make test` runs every test. Each sets up all it needs.

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
UV := 0.13.9

.PHONY: run test test-fast check build publish update bench bench-full lock clean

run: publish
	@echo "Open http://localhost:$(PORT)"
	$(BIN)/uvicorn dashboard.asgi:app --port $(PORT) --log-level warning

test: check
	$(BIN)/python -m pytest -n auto

# In under a minute what breaks most often: words, marts and measures, without pages, browsers or files
# spoilt and read anew.
test-fast: $(VENV)/.for-tests build
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -n auto $(FAST:%=tests/%) $(SLOW:%=--ignore=tests/%)
FAST := councils dashboard/test_served.py dashboard/test_theme.py etl/marts etl/measures published \
	words test_documented.py test_nevers.py
SLOW := councils/test_explorer_files.py etl/marts/test_claims.py words/test_quotes.py

# Layout, faults, types, SQL and scripts; then whether the figures agree with one another.
check: $(VENV)/.for-tests build
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check .
	$(BIN)/sqlfluff lint etl --processes 0 --disable-progress-bar --nocolor --format github-annotation-native
	$(BIN)/mypy
	$(BIN)/oxlint --deny-warnings dashboard
	$(BIN)/python -m etl check

# Builds data/csa.duckdb unless it is newer than all it is made from.
build: $(VENV)/.for-serving
	$(BIN)/python -m etl build --if-out-of-date

# The data package, the JSON API and a briefing for each council, in site/, which the dashboard serves.
publish: build
	@test site/datapackage.json -nt data/csa.duckdb || $(BIN)/python -m etl publish

# Fetches the newest releases, builds a draft and says what would move; see etl/update.py.
update: $(VENV)/.for-serving
	$(BIN)/python -m etl update

# Tables of what the map costs beside other ways to draw it, in five minutes; then, with more ways and
# pages, the rest: many readers of the dashboard, and many openings of both editions.
bench: $(VENV)/.for-bench build
	$(BIN)/python tests/benchmarks/map_speed.py

bench-full: $(VENV)/.for-bench publish
	$(BIN)/python tests/benchmarks/map_speed.py --full
	$(BIN)/python tests/benchmarks/load.py
	$(BIN)/python tests/benchmarks/openings.py

# After changing a version in pyproject.toml: resolve it anew, with hashes, for every platform.
LOCK := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--extra serve --no-emit-index-url --no-header

lock: $(VENV)/.for-serving
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV)
	$(BIN)/$(LOCK) -o requirements.txt
	$(BIN)/$(LOCK) --extra test -c requirements.txt -o tests/requirements.txt
	$(BIN)/$(LOCK) --extra bench -c tests/requirements.txt -o tests/benchmarks/requirements.txt

clean:
	rm -rf $(VENV) data/csa.duckdb site .pytest_cache .hypothesis .ruff_cache .mypy_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.for-serving: requirements.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'This needs Python 3.11 or newer: make PYTHON=python3.11 run')"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.for-tests: $(VENV)/.for-serving tests/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	touch $@

$(VENV)/.for-bench: $(VENV)/.for-tests tests/benchmarks/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/benchmarks/requirements.txt
	touch $@
