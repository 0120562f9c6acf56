# One command for each thing to do; `make build` and `make test` set everything up by themselves.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
CORPUS ?= ../shared/corpus
SYSTEM := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

.PHONY: build test lint types layers unit bench fuzz audit conformance test-office test-next test-pythons docs pictures release release-check
.PHONY: constraints clean

build: $(VENV)/.run
	$(BIN)/exporter build

test: lint types layers unit

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m tests.lint.docstrings exporter

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports --no-cache

unit: $(VENV)/.dev $(VENV)/.browser
	$(BIN)/pytest -n 2

bench: $(VENV)/.dev # with the rivals, where they can be had
	-$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	$(BIN)/python -m tests.benchmarks

fuzz: $(VENV)/.dev # guided by coverage where atheris can be had
	-$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[fuzz]'
	$(BIN)/python -m tests.fuzz

audit: $(VENV)/.dev # fails on known holes alone, and says where their data cannot be reached
	-test -x .venv-audit/bin/pip-audit || { $(PYTHON) -m venv .venv-audit && .venv-audit/bin/pip install --quiet --disable-pip-version-check pip-audit; }
	$(BIN)/python -m tests.packaging.audit .venv-audit/bin/pip-audit

conformance: $(VENV)/.dev $(VENV)/.browser $(VENV)/.conformance
	$(BIN)/python -m tests.conformance --corpus $(CORPUS)

test-office: $(VENV)/.dev
	@command -v soffice > /dev/null || $(MAKE) --no-print-directory system SYSTEM="libreoffice-writer-nogui python3-uno"
	$(BIN)/pytest tests/office --run-office

test-next: $(VENV)/.dev
	$(PYTHON) -m venv --clear .venv-next
	.venv-next/bin/pip install --quiet --constraint constraints.txt --editable '.[dev,preview,cjk,math,diagrams]'
	.venv-next/bin/pip install --quiet --upgrade weasyprint
	.venv-next/bin/pytest tests/backends/pdf

docs: $(VENV)/.dev
	$(BIN)/python docs/reference.py
	$(BIN)/mkdocs build --quiet --config-file docs/mkdocs.yml
	$(BIN)/exporter build --config docs/exporter.yaml --out site/documents

pictures: $(VENV)/.dev # of the themes and the gallery, for the documentation
	$(BIN)/python -m tests.docs.pictures

test-pythons: $(VENV)/.dev # with each supported Python of this machine, and the same bytes from all
	$(BIN)/python -m tests.packaging.pythons

release: $(VENV)/.dev # the same archives from the same commit
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m build --no-isolation --outdir dist

release-check: $(VENV)/.dev # archives for TAG=v1.2.3, ready to be published; the steps of the container, with CJK=1 with all fonts
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m tests.packaging.release $(TAG)
	$(BIN)/python -m tests.packaging.container $(if $(CJK),CJK=$(CJK))

constraints: # the newest versions that pyproject.toml allows, pinned
	$(PYTHON) -m venv --clear .venv-pins
	.venv-pins/bin/pip install --quiet --editable '.[dev,preview,spelling,cluster,docs,cjk,math,diagrams,conformance]'
	.venv-pins/bin/pip freeze --exclude-editable > constraints.txt
	rm -r .venv-pins

clean:
	rm -rf build dist site *.egg-info

# --- set-up ------------------------------------------------------------------------------------------------------

.PHONY: system
system: # what Debian has to give: installed as root, else named
	@missing=$$(for p in $(SYSTEM); do dpkg -s $$p > /dev/null 2>&1 || echo $$p; done); \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing; \
	else echo "missing: $$missing"; echo "install with: sudo apt-get install $$missing"; exit 1; fi

$(VENV)/.run: pyproject.toml constraints.txt
	@$(MAKE) --no-print-directory system
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,preview,spelling,cluster,docs,cjk,math,diagrams]'
	touch $@

$(VENV)/.browser: $(VENV)/.dev
	@command -v chromium > /dev/null || $(MAKE) --no-print-directory system SYSTEM=chromium
	@command -v pdftoppm > /dev/null || $(MAKE) --no-print-directory system SYSTEM=poppler-utils
	touch $@

$(VENV)/.conformance: $(VENV)/.dev
	@command -v java > /dev/null || $(MAKE) --no-print-directory system SYSTEM=default-jre-headless
	@command -v npm > /dev/null || $(MAKE) --no-print-directory system SYSTEM=npm
	@command -v soffice > /dev/null || $(MAKE) --no-print-directory system SYSTEM=libreoffice-writer-nogui
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[conformance]'
	touch $@
