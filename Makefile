# Two commands are enough: `make run` and `make test`. Both build .venv from the locked list first.
PY ?= python3
PORT ?= 8000
BIN := .venv/bin
export DJANGO_SETTINGS_MODULE := samsyn.settings

.PHONY: install tools run test test-long lint check demo-reset bench lock

install: .venv/installed   ## build .venv from the locked list
tools: .venv/tools         ## the same with what tests and linting need

.venv/installed: requirements.lock pyproject.toml
	$(PY) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check uv
	$(BIN)/uv pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv/tools: .venv/installed requirements-dev.lock
	$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

run: install               ## load the demo association and serve it
	@$(BIN)/samsyn demo
	@$(BIN)/samsyn serve --port $(PORT)

test: install tools        ## the whole test suite
	$(BIN)/pytest -n 2 --dist worksteal $(ARGS)

test-long: install tools   ## the same with the long numbers: 10 000 mutated files, every page for axe
	SAMSYN_TEST_LONG=1 $(BIN)/pytest -n 2 --dist worksteal $(ARGS)

lint: install tools
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy samsyn
	$(BIN)/samsyn manage makemigrations --check --dry-run

check: lint test           ## what must hold before a change lands

demo-reset: install        ## throw the demo association's data away and load it anew
	$(BIN)/samsyn demo --reset

bench: install tools       ## the yardsticks, run by hand
	$(BIN)/python bench/run.py

lock: tools                ## resolve the requirements anew
	$(BIN)/uv pip compile -q --upgrade --generate-hashes requirements.in -o requirements.lock
	$(BIN)/uv pip compile -q --upgrade --generate-hashes requirements-dev.in -o requirements-dev.lock
