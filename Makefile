# Everything a developer does, by name. `make demo` and `make test` need nothing but a Python >= 3.12.
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
KEPT := -c requirements/tested.txt -c requirements/never.txt
EXAMPLES := bulletin.txt wire.html communique.pdf
YARDSTICK ?= ../shared/yardstick

.PHONY: help demo test world world-check frontend schema docs yardstick labels bench pins clean \
  checksuite perturb swap
.DELETE_ON_ERROR:

help:
	@echo "make demo         read the sample reports; leaves pages and data in demo/"
	@echo "make test         formatting, lint, types and tests"
	@echo "make yardstick    score against gold data (YARDSTICK=$(YARDSTICK)) and hold the floors"
	@echo "make labels       score sourcing and stance on the sentences labelled by hand in labels/"
	@echo "make checksuite   read the sentences of checksuite/ and hold the floors by check"
	@echo "make perturb      change true claims of the gold data and count what is caught"
	@echo "make swap         exchange names of places and of actors and compare the verdicts"
	@echo "make bench        what reading costs, as ratios within one run"
	@echo "make world        build the world data anew from its sources; world-check compares only"
	@echo "make frontend     build the script and map that pages inline (needs node)"
	@echo "make docs         write what is made from code: schema, brief, commands, checks"
	@echo "make pins         record the versions installed now as the tested ones"
	@echo "make clean        remove what these made, and .venv"

demo: .venv/installed
	@mkdir -p demo
	@for report in $(EXAMPLES); do \
	  $(BIN)/fairwitness read examples/$$report --quiet \
	    --html demo/$${report%.*}.html --json demo/$${report%.*}.json || exit 1; done
	@$(BIN)/fairwitness read $(addprefix examples/,$(EXAMPLES))
	@echo; echo "The briefs of the sample reports, to look at in a browser and as data:"
	@ls -1 $(CURDIR)/demo/*.html $(CURDIR)/demo/*.json

test: .venv/installed-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	@.ci/chromium
	$(BIN)/pytest

world: .venv/installed-world
	$(BIN)/python -m worldbuild

world-check: .venv/installed-world
	$(BIN)/python -m worldbuild --check

frontend:
	cd frontend && npm ci --no-audit --no-fund && npm run build

schema docs: .venv/installed
	$(BIN)/python -m fairwitness.brief.schema .
	$(BIN)/python -m fairwitness.cli.reference .

yardstick: .venv/installed
	$(BIN)/python -m benchmarks.yardstick --data $(YARDSTICK) $(YARDSTICK_OPTIONS)

labels: .venv/installed
	$(BIN)/python -m benchmarks.labels $(LABELS_OPTIONS)

checksuite: .venv/installed
	$(BIN)/python -m benchmarks.checksuite $(CHECKSUITE_OPTIONS)

perturb: .venv/installed
	$(BIN)/python -m benchmarks.perturb --data $(YARDSTICK) $(PERTURB_OPTIONS)

swap: .venv/installed
	$(BIN)/python -m benchmarks.swap $(SWAP_OPTIONS)

bench: .venv/installed
	$(BIN)/python -m benchmarks.bench --data $(YARDSTICK) $(BENCH_OPTIONS)

pins: .venv/installed-test .venv/installed-world
	@(sed -n '/^#/p' requirements/tested.txt; $(PIP) freeze --exclude-editable \
	  | grep -v ' @ ' | grep -ivE '^(pip|setuptools|wheel)==') > requirements/tested.new
	@mv requirements/tested.new requirements/tested.txt

clean:
	rm -rf .venv build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis frontend/node_modules

.venv/bin/python:
	@python=$$(.ci/find-python) && echo "using $$python" && "$$python" -m venv --clear .venv

# The model comes first and by its hash, so that installing the rest finds it there.
.venv/installed: pyproject.toml $(wildcard requirements/*.txt) | .venv/bin/python
	$(PIP) install --quiet --require-hashes --no-deps -r requirements/hashed.txt
	$(PIP) install --quiet $(KEPT) -e .
	@touch $@

.venv/installed-test: .venv/installed
	$(PIP) install --quiet $(KEPT) -e '.[test,world]'
	@touch $@

.venv/installed-world: .venv/installed
	$(PIP) install --quiet $(KEPT) -e '.[world]'
	@touch $@
