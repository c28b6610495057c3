# The Python that sets everything up; any from 3.11 on. Options: PORT=8010, PART=first, ENGINE=sqlite|postgres.
PYTHON ?= python3
PART ?= first
ENGINE ?= sqlite

.PHONY: run test check fmt lock demo bench
.NOTPARALLEL:

run:    ## set up what is missing, then serve at http://127.0.0.1:$PORT
	@$(PYTHON) -m tools.run

test:   ## checks, then the suite on SQLite, on PostgreSQL + Redis, and in the browser
	@$(PYTHON) -m tools.test

check:  ## style, imports, migrations and production settings
	@$(PYTHON) -m tools.check

fmt:    ## format and mend what can be mended by itself
	@$(PYTHON) -m tools.setup --tests
	@.venv/bin/python -m ruff check --fix --quiet . ; .venv/bin/python -m ruff format .

lock:   ## renew the locks of Python and npm packages
	@$(PYTHON) -m tools.lock

demo:   ## load the demo's data without starting anything
	@$(PYTHON) -m tools.run serve --prepare

bench:  ## measure one part on one engine
	@$(PYTHON) -m tools.setup
	@.venv/bin/python -m bench.run $(PART) $(ENGINE)
