# One verb each. The first one on a fresh machine makes the environment; it needs Python 3.11 or newer, nothing else.

PYTHON := $(shell command -v python3 || command -v python)
UV := $(shell command -v uv)
IN := .venv/bin/python
# A lock file names everything, so nothing has to be looked up.
ifdef UV
VENV := uv venv --quiet --allow-existing --python "$(PYTHON)" .venv
INSTALL := uv pip install --quiet --python $(IN) --no-deps
else
VENV := "$(PYTHON)" -m venv .venv
INSTALL := $(IN) -m pip install --quiet --disable-pip-version-check --no-compile --no-deps
endif
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url
RUN := $(IN) -m deliberate
TEST := $(IN) -m pytest -q
SCRIPTS := deliberate/static/js tests/browser/modules
DEMO := DELIBERATE_DATA=var/demo DATABASE_URL=

# Starting quickly depends on compiled modules; they are written when first used, so installing does not compile them.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: serve demo test check messages bench chaos mutants picture schema lock clean

serve: .venv/site
	@$(RUN) serve

demo: .venv/site
	@$(DEMO) $(RUN) demo
	@$(DEMO) $(RUN) serve

# Two processes with as many threads of linear algebra each as there are cores would wait for each other.
test: export OPENBLAS_NUM_THREADS := 1
test: check
	@sh tests/browser/chromium
	@sh tests/redis-server
	@sh tests/pgbouncer
	$(TEST) -n 2 --dist worksteal
	$(TEST) --postgres -n 2 --dist worksteal
	$(TEST) -m "browser or server"

check: .venv/tools
	@$(IN) -m ruff check .
	@$(IN) -m ruff format --check .
	@$(IN) -m mypy
	@.venv/bin/oxfmt --list-different $(SCRIPTS)
	@.venv/bin/oxlint --deny-warnings $(SCRIPTS)
	@.venv/bin/djlint --lint --quiet templates

# What translators are given: every sentence that people read.
messages: .venv/tools
	@$(IN) -m tests.catalogue

bench: .venv/tools
	@$(TEST) -s -m benchmark

# Kills the site while people work on it, and looks for what was acknowledged.
chaos: .venv/tools
	@$(TEST) -s -m chaos tests/chaos

# Small changes to the code, most of which a test must notice: `make mutants N=50 SEED=2 JOBS=2`.
mutants: export OPENBLAS_NUM_THREADS := 1
mutants: export PYTHONHASHSEED := 0
mutants: .venv/tools
	@$(IN) -m tests.mutants --size $(or $(N),300) --seed $(or $(SEED),1) --jobs $(or $(JOBS),1)

picture: .venv/tools
	SCREENSHOTS=tests/browser $(TEST) -m browser -k picture tests/browser/test_walk.py

# The site as it is today, to test tomorrow's migrations with: for each new migration.
schema: .venv/tools
	@$(IN) -m tests.schemas

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find deliberate tests migrations -name __pycache__ -prune -exec rm -rf {} +

# What is installed is decided by the lock files and pyproject.toml alone: what the site needs, which is all that `serve`
# waits for, and then what the tests add.
.venv/site: requirements.lock pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or newer is needed.'; exit 1; }
	@echo 'Making the environment in .venv …'
	@$(VENV)
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-build-isolation -e .
	@touch $@

.venv/tools: .venv/site requirements-dev.lock
	@echo 'Adding what the tests need …'
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

# Both lock files again, after pyproject.toml has changed. They are resolved together, and what they pin stays pinned;
# `make lock RAISE='--upgrade-package flask'` raises one, `RAISE=--upgrade` all. No address of an index gets into them.
lock:
	@command -v uv >/dev/null || { echo 'uv is needed: pip install uv'; exit 1; }
	$(LOCK) $(RAISE) --all-extras --group dev pyproject.toml -o requirements-dev.lock
	$(LOCK) $(RAISE) --extra redis --group editable --constraints requirements-dev.lock pyproject.toml -o requirements.lock
