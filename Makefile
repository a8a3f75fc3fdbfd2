# make run needs nothing but Python 3.11 or newer; it brings everything else.
#
#   make run                     the portal, with its database and queue, on http://127.0.0.1:8000/
#   make run PORT=8001           ... on another port; HOST= to be reached from elsewhere
#   make run HOSTOPS_DATA=/a/b   ... with its data there instead of .data
#   make test                    the tests; make test ARGS="-k sweep" for some of them
#   make check                   what must be clean before a change goes in
#
# DATABASE_URL= and REDIS_URL= are used where given; no server of that kind is started then.

VENV ?= .venv
PYTHON ?= python3
ARGS ?=
IN_VENV := $(VENV)/bin/python

.PHONY: run test check bench lock clean clean-data installed installed-dev
.DEFAULT_GOAL := run

# exec: so that a signal to make's recipe is a signal to the portal, with no shell between.
run: installed
	@exec $(IN_VENV) manage.py up --stop-with-parent $(ARGS)

test: installed-dev
	@exec $(IN_VENV) -m pytest -n auto $(ARGS)

check: installed-dev
	$(IN_VENV) -m ruff check .
	$(IN_VENV) -m ruff format --check .
	$(IN_VENV) -m mypy .
	$(IN_VENV) -c "from importlinter.cli import lint_imports_command as lint; lint()"
	$(IN_VENV) -m djlint --lint --quiet templates
	$(IN_VENV) manage.py makemigrations --check --dry-run

bench: installed-dev
	@exec $(IN_VENV) -m tests.bench $(ARGS)

COMPILE = $(IN_VENV) -m uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header \
	--universal --python-version 3.11 pyproject.toml

lock: installed-dev
	$(COMPILE) -o requirements.lock
	$(COMPILE) --extra dev --constraint requirements.lock -o requirements-dev.lock

# What can be made again; the data stays.
clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The data, wherever it lies: as root the database may be outside the folder.
clean-data: installed
	@$(IN_VENV) -m hostops.embedded.forget

# Ready is an environment that runs and holds a copy of the lock file as it is now (see install.py).
READY = [ -x $(IN_VENV) ] && cmp -s $(1) $(VENV)/$(1) && $(IN_VENV) -c "" 2>/dev/null
NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))
INSTALL = $(READY) || { \
	for python in $(PYTHON) python3.14 python3.13 python3.12 python3.11 ""; do \
		[ -n "$$python" ] && $$python -c "$(NEW_ENOUGH)" 2>/dev/null && break; \
	done; \
	[ -n "$$python" ] || { echo "hostops: $(PYTHON) is missing or older than 3.11. Install Python 3.11" \
		"or newer, or name one: make run PYTHON=/path/to/python3" >&2; exit 1; }; \
	exec $$python -I hostops/embedded/install.py $(VENV) $(1); }

installed:
	@$(call INSTALL,requirements.lock)

installed-dev:
	@$(call INSTALL,requirements-dev.lock)
