# Every target makes its own set-up in .venv and is quick the second time.
# Needs Python 3.11 or newer (with venv), git and make; nothing else.

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
HASHED := $(INSTALL) --require-hashes --requirement
CHECKOUT := $(INSTALL) --no-deps --no-build-isolation --editable .
COMPILE := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url

# Thousands of short runs of the command: what was compiled once is not compiled again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test check bench soak fuzz editor lock clean
.DELETE_ON_ERROR:

help:
	@echo "make demo    build a release from the example report, ask it a question, write its site"
	@echo "make test    run the tests"
	@echo "make check   lint, format, types, architecture, documentation and tests: what CI runs"
	@echo "make bench   measure, against the limits we set ourselves"
	@echo "make soak    ask a server for ten minutes: SECONDS=30 of it are enough for a look"
	@echo "make editor  bundle the editor of the query page; needs Node, and everything works without"
	@echo "make fuzz    read mutated files: FILES=10000 of them, SEED=1 says which"
	@echo "make lock    resolve requirements/*.txt anew"
	@echo "make clean   remove what the other targets made"

demo: $(VENV)/.runtime
	$(BIN)/resograph build examples/sg17-wtsa20.docx --out out
	$(BIN)/resograph query approved-by-resolution --on out
	$(BIN)/resograph site --on out --out out-site
	@echo
	@echo "The release is in out/current: graph.ttl is the data, validation.ttl the verdict."
	@echo "More questions: $(BIN)/resograph queries"
	@echo "The site:       open out-site/index.html in a browser"
	@echo "The server:     $(BIN)/resograph serve, then open the address that it tells"

test: $(VENV)/.dev $(VENV)/.servers
	$(BIN)/python -m pytest --numprocesses=2 --dist=loadfile --no-loadscope-reorder

check: $(VENV)/.dev $(VENV)/.servers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory test

bench: $(VENV)/.runtime
	$(BIN)/python -m benchmarks

soak: $(VENV)/.runtime
	$(BIN)/python -m benchmarks.soak --seconds $(or $(SECONDS),600)

# The wheel has the editor where npm was there when it was made; so has a checkout after this.
editor: src/resograph/pages/static/editor.js
src/resograph/pages/static/editor.js: package-lock.json web/build.js web/editor.js web/editor.css
	npm ci --ignore-scripts --no-audit --no-fund
	npm run build

# The tests read 500 files of one seed; this reads as many as there is time for. A file at fault is kept, and its
# seed and number make it again: a fault that is mended gets a test of its own (tests/wordfiles/ makes it short).
fuzz: $(VENV)/.runtime
	$(BIN)/python -m tests.fuzz --files $(or $(FILES),10000) --seed $(or $(SEED),1)

lock: $(VENV)/.lock
	$(COMPILE) pyproject.toml --group lint --output-file requirements/dev.txt
	$(COMPILE) pyproject.toml --group build --constraint requirements/dev.txt --output-file requirements/runtime.txt
	$(COMPILE) --group lock --output-file requirements/lock.txt

clean:
	rm -rf $(VENV) out out-text out-site node_modules src/resograph/pages/static/editor.* dist build .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# The first Python on the path that is new enough.
$(VENV)/.created:
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    exec $$python -m venv $(VENV); \
	  fi; \
	done; \
	echo "no Python 3.11 or newer on the path: install one, then run make again" >&2; exit 2
	@touch $@

$(VENV)/.runtime: $(VENV)/.created requirements/runtime.txt pyproject.toml
	$(HASHED) requirements/runtime.txt
	$(CHECKOUT)
	@touch $@

$(VENV)/.dev: $(VENV)/.created requirements/dev.txt pyproject.toml
	$(HASHED) requirements/dev.txt
	$(CHECKOUT)
	@touch $@ $(VENV)/.runtime

# Real triple stores for the tests. What cannot be got is told once, and its tests are skipped.
$(VENV)/.servers: tests/servers/fetch.py tests/browser/package-lock.json | $(VENV)/.dev
	$(BIN)/python -m tests.servers.fetch
	@touch $@

$(VENV)/.lock: $(VENV)/.created requirements/lock.txt
	$(HASHED) requirements/lock.txt
	@touch $@
