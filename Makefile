# `make run` and `make test` are all that a newcomer needs; both set up what they need by themselves.
PYTHON ?= $(firstword $(shell command -v python3.11) $(shell command -v python3))
export RAKOR_MODE ?= local
IN_VENV = .venv/bin/python
COMPILE = uv pip compile pyproject.toml --generate-hashes --python-version 3.11 -q --no-annotate --custom-compile-command "make lock"

.PHONY: run test check ordeal bench lock setup-tests

run:
	@$(PYTHON) -m scripts.setup
	@exec $(IN_VENV) -m scripts.serve

test: setup-tests
	@exec $(IN_VENV) -m scripts.test $(ARGS)

check: setup-tests
	@exec $(IN_VENV) -m scripts.test --only-checks

ordeal: setup-tests
	@exec $(IN_VENV) -m scripts.test --ordeal $(ARGS)

bench: setup-tests
	@exec $(IN_VENV) bench/run.py

lock:
	$(COMPILE) --group pyproject.toml:build -o requirements.lock
	$(COMPILE) --group pyproject.toml:build --group pyproject.toml:test --group pyproject.toml:check -c requirements.lock -o requirements-dev.lock

setup-tests:
	@$(PYTHON) -m scripts.setup --for-tests
