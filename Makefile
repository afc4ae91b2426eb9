# Needs make and Python 3.10 or later; everything else goes into .venv, rebuilt whenever pyproject.toml changes, or if another
# Python is named than the one that made it: make test PYTHON=python3.12
PYTHON ?= python3
BIN := .venv/bin
COVERAGE := 98 # percent of the lines and branches; it may rise, and not fall
QUICK := -m "not browser and not neighbours and not matrix"
identity = $(shell $1 -c 'import sys; print(*sys.version_info, sys.base_prefix, sep="-")' 2>/dev/null)
if_other = $(if $(filter-out file,$(origin PYTHON)),$(if $(filter $(call identity,$1/bin/python),$(call identity,$(PYTHON))),,rebuild))

.PHONY: help demo demo-build docs docs-serve reference test coverage fuzz test-browser test-matrix test-neighbours test-lowest lint golden screenshots dist clean rebuild
.DEFAULT_GOAL := help

help: ## list what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/demo ## serve the example site at http://127.0.0.1:8000, or the next free port
	@$(BIN)/python -m scripts.serve example-site/mkdocs.yml

demo-build: .venv/demo ## build the example site into example-site/site
	$(BIN)/mkdocs build --strict --config-file example-site/mkdocs.yml

docs: .venv/demo ## build the documentation into site
	$(BIN)/mkdocs build --strict

docs-serve: .venv/demo ## serve the documentation at http://127.0.0.1:8000, or the next free port
	@$(BIN)/python -m scripts.serve mkdocs.yml

test: .venv/dev ## run the tests that need no browser
	$(BIN)/pytest $(QUICK) --numprocesses auto

coverage: .venv/dev ## run them, and report which lines and branches of the package none of them takes
	$(BIN)/pytest $(QUICK) --numprocesses auto --cov --cov-report term:skip-covered --cov-fail-under=$(COVERAGE)

fuzz: .venv/dev ## seek new examples for the property tests, many times as many; takes long, and may find something
	$(BIN)/pytest -m "hypothesis and not neighbours and not matrix" --hypothesis-profile fuzz --numprocesses auto

test-browser: .venv/dev ## run the tests of what readers see, in Chromium
	ARCKIT_REQUIRE_BROWSER=1 $(BIN)/pytest -m "browser and not neighbours and not matrix" --numprocesses auto

test-matrix: .venv/dev ## hostile texts in every field, and in every theme with every set of extensions; the other tests have some of them
	$(BIN)/pytest -m matrix --numprocesses auto

test-neighbours: .venv-neighbours/ready ## build the example with other people's themes and plugins, and with ProperDocs
	.venv-neighbours/bin/pytest -m neighbours --numprocesses auto

test-lowest: .venv/dev ## run the tests with the lowest versions that pyproject.toml allows
	$(PYTHON) -m venv --clear .venv-lowest
	$(BIN)/uv pip compile --quiet --python .venv-lowest --resolution lowest-direct --all-extras pyproject.toml -o .venv-lowest/lowest.txt
	.venv-lowest/bin/pip install --quiet --upgrade pip
	.venv-lowest/bin/pip install --quiet --constraint .venv-lowest/lowest.txt --editable '.[material,mermaid2]' --group test
	.venv-lowest/bin/pytest --numprocesses auto

lint: .venv/dev ## check style, types and workflows
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m scripts.mermaid
	$(BIN)/actionlint .github/workflows/*.yml mkdocs_arckit/authoring/files/pages-github.yml
	$(BIN)/zizmor --offline --quiet .github/workflows mkdocs_arckit/authoring/files/pages-github.yml

golden: .venv/dev ## update the golden files
	$(BIN)/pytest --update-golden

reference: .venv/dev ## update the parts of the documentation that the code dictates
	$(BIN)/python -m scripts.reference

screenshots: .venv/dev ## take pictures of all pages into .cache/gallery, and update those of the documentation; needs Chromium
	$(BIN)/python -m scripts.screenshots

dist: .venv/dev ## build sdist and wheel, and check what is in them
	rm -rf dist
	$(BIN)/python -m build
	$(BIN)/twine check --strict dist/*
	$(BIN)/python -m scripts.check_wheel

clean: ## remove everything that make has made
	rm -rf .venv .venv-* .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache dist site example-site/site
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/demo: pyproject.toml $(call if_other,.venv)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' \
		|| { echo "Python 3.10 or later is needed. Name it: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' \
		|| { echo "This Python cannot make virtual environments. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo 'Making .venv, with MkDocs, Material and the plugin in it. This takes about 20 seconds.'
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/pip install --quiet --upgrade pip
	@$(BIN)/pip install --quiet --editable '.[material,mermaid2]'
	@touch $@

.venv/dev: .venv/demo
	$(BIN)/pip install --quiet --group dev
	@touch $@

.venv-neighbours/ready: pyproject.toml $(call if_other,.venv-neighbours)
	$(PYTHON) -m venv --clear .venv-neighbours
	.venv-neighbours/bin/pip install --quiet --upgrade pip
	.venv-neighbours/bin/pip install --quiet --editable '.[material,mermaid2]' --group neighbours
	@touch $@
