# One verb each. The first one on a fresh machine makes the environment; it needs Python 3.11 or newer, nothing else.

PYTHON := $(shell command -v python3 || command -v python)
IN := .venv/bin/python
PIP := $(IN) -m pip install --quiet --disable-pip-version-check
RUN := $(IN) -m deliberate
TEST := $(IN) -m pytest -q
DEMO := DELIBERATE_DATA=var/demo DATABASE_URL=

# Starting quickly depends on compiled modules; they are written when first used, so installing need not compile all.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: serve demo test check bench mutants picture clean

serve: .venv/ready
	@$(RUN) serve

demo: .venv/ready
	@$(DEMO) $(RUN) demo
	@$(DEMO) $(RUN) serve

# Two processes with as many threads of linear algebra each as there are cores would wait for each other.
test: export OPENBLAS_NUM_THREADS := 1
test: check
	@sh tests/browser/chromium
	$(TEST) -n 2 --dist worksteal
	$(TEST) --postgres
	$(TEST) -m "browser or server"

check: .venv/ready
	@$(IN) -m ruff check .
	@$(IN) -m ruff format --check .
	@$(IN) -m mypy

bench: .venv/ready
	@$(TEST) -s -m benchmark

# Small changes to the code, most of which a test must notice: `make mutants N=50 SEED=2 JOBS=2`.
mutants: export OPENBLAS_NUM_THREADS := 1
mutants: export PYTHONHASHSEED := 0
mutants: .venv/ready
	@$(IN) -m tests.mutants --size $(or $(N),300) --seed $(or $(SEED),1) --jobs $(or $(JOBS),1)

picture: .venv/ready
	SCREENSHOTS=tests/browser $(TEST) -m browser -k picture tests/browser/test_walk.py

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find deliberate tests migrations -name __pycache__ -prune -exec rm -rf {} +

# What is installed is decided by these two files alone. The last step but one compiles what a start loads.
.venv/ready: requirements.lock pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or newer is needed.'; exit 1; }
	@echo 'Making the environment in .venv …'
	@if command -v uv >/dev/null; then \
	  uv venv --quiet --allow-existing --python "$(PYTHON)" .venv && \
	  uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements.lock && \
	  uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e . ; \
	else \
	  "$(PYTHON)" -m venv .venv && \
	  $(PIP) --no-compile --require-hashes -r requirements.lock && \
	  $(PIP) --no-deps --no-build-isolation -e . ; \
	fi
	@$(IN) -c 'import deliberate.cli, flask_migrate, waitress.server'
	@touch .venv/ready
