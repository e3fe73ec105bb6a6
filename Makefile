# Griffier: make run, make test. `make help` lists the rest.
SHELL := /bin/bash
SWIFT ?= swift
PREFIX ?= /usr/local
CONFIGURATION ?= release
BIN = .build/$(CONFIGURATION)
PIPELINE ?= pipelines/kamerbrieven.yaml
LETTERS ?= corpora/kamerbrieven/letters
COUNT ?= 20000
# With Swift's own libraries in the executables a worker is up a fifth sooner, and they run where no Swift is installed.
STATIC = $(if $(filter release,$(CONFIGURATION)),$(shell library="$$($(SWIFT) -print-target-info 2>/dev/null | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')_static"; \
  [ -e "$$library/linux/libFoundation.a" ] && echo --static-swift-stdlib))
BUILD = $(SWIFT) build -c $(CONFIGURATION) $(STATIC)

.DEFAULT_GOAL := help
.PHONY: help run test build check format golden score bench bench-ledger soak install packages test-packages bench-packages

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: build ## read the letters of PIPELINE (default: pipelines/kamerbrieven.yaml) into out/
	@$(BIN)/griffier run $(PIPELINE)

test: test-packages ## install what tests need, build, run every test
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

build: packages ## install the system packages that are missing, build for release
	$(BUILD) --product griffier
	$(BUILD) --product griffier-worker

check: ## formatting and conventions
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests
	$(SWIFT) test --filter ConventionTests

format: ## format all Swift in place
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

golden: ## rewrite the golden records and print what was gained and lost
	$(BUILD) --product workbench
	@$(BIN)/workbench golden corpora/kamerbrieven

score: run ## hold the records of corpora/kamerbrieven against its gold
	$(BIN)/griffier evaluate corpora/kamerbrieven/gold --records out/kamerbrieven/letters.jsonl

bench: bench-packages build ## time griffier extract beside pdftotext, and each step beside poppler alone, on LETTERS
	$(BUILD) --product workbench
	$(BUILD) --product poppler-floor
	@tools/bench.sh $(BIN) $(LETTERS)

bench-ledger: build ## time search, register and exports on COUNT invented letters (default: 20000), each beside its target
	@mkdir -p out/many && python3 tools/many_letters.py $(COUNT) out/many/letters
	@printf 'version: 1\nname: many\ninput: letters\noutput: results\nsettle: 0\n' > out/many/many.yaml
	@$(BIN)/griffier run out/many/many.yaml --quiet
	@tools/ledger_bench.py $(BIN) out/many/results

soak: build ## a table of what griffier stands: kills, full disks, power loss, hostile files (half an hour; SOAK=--quick for a sample)
	$(BUILD) --product fault-worker
	$(BUILD) --product fault-shim
	$(BUILD) --product workbench
	@/usr/bin/python3 tools/soak --bin $(BIN) $(SOAK)

install: build ## copy griffier and its worker to PREFIX (default: /usr/local)
	install -D -m 755 $(BIN)/griffier $(DESTDIR)$(PREFIX)/bin/griffier
	install -D -m 755 $(BIN)/griffier-worker $(DESTDIR)$(PREFIX)/bin/griffier-worker

# What pkg-config finds is not installed again; only root can install without sudo.
packages:
	@missing=""; \
	command -v pkg-config >/dev/null || missing="$$missing pkg-config"; \
	for pair in poppler-glib:libpoppler-glib-dev libxml-2.0:libxml2-dev glib-2.0:libglib2.0-dev sqlite3:libsqlite3-dev zlib:zlib1g-dev; do \
	  pkg-config --exists "$${pair%%:*}" 2>/dev/null || missing="$$missing $${pair#*:}"; \
	done; \
	[ -e /usr/include/libstemmer.h ] || missing="$$missing libstemmer-dev"; \
	$(MAKE) --no-print-directory apt PACKAGES="$$missing"
	@[ -e /usr/include/jemalloc/jemalloc.h ] || $(MAKE) --no-print-directory apt PACKAGES=libjemalloc-dev \
	  || echo "without libjemalloc-dev reading takes a ninth longer"

test-packages: packages
	@missing=""; \
	/usr/bin/python3 -c 'import jsonschema' 2>/dev/null || missing="$$missing python3-jsonschema"; \
	command -v xz >/dev/null || missing="$$missing xz-utils"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	$(MAKE) --no-print-directory apt PACKAGES="$$missing"

bench-packages: packages
	@missing=""; \
	command -v pdftotext >/dev/null || missing="$$missing poppler-utils"; \
	$(MAKE) --no-print-directory apt PACKAGES="$$missing"

.PHONY: apt
apt:
	@if [ -n "$(strip $(PACKAGES))" ]; then \
	  echo "installing:$(PACKAGES)"; \
	  sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -q && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $(PACKAGES); \
	fi
