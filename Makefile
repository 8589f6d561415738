# Earshot's commands for people who build it. `make demo` and `make test` are all a newcomer needs.
SWIFT ?= swift
RELEASE := $(SWIFT) build -c release --static-swift-stdlib

.PHONY: help demo test build bench lint format install man screens clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 12

demo: build ## install what is missing, build, and open the desk on sample clips
	@.build/release/earshot demo

build: ## build the optimised program
	@scripts/install-packages build
	@$(RELEASE) --product earshot

test: ## install what is missing and run every test
	@scripts/install-packages test
	@$(SWIFT) build --build-tests
	@$(SWIFT) test --skip-build --parallel

bench: ## measure speed and memory on this machine; BENCH=--quick for a short look
	@scripts/install-packages bench
	@$(RELEASE) --product earshot
	@$(RELEASE) --product earshot-bench
	@.build/release/earshot-bench $(BENCH)

lint: ## check formatting and house rules
	@$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Benchmarks

format: ## format every Swift file
	@$(SWIFT) format --in-place --recursive Package.swift Sources Tests Benchmarks

screens: build ## capture the documents' pictures from the real program
	@scripts/capture-screens .build/release/earshot

man: build ## make the manual page, .build/earshot.1
	@.build/release/earshot dump-manual > .build/earshot.1

clean: ## remove what was built
	@rm -rf .build
