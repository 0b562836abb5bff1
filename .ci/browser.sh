#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests, installing one where that is possible.
# Everything else goes to stderr. No browser: an error under CI=true, an empty line and a loud word elsewhere.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }

on_debian_as_root() { [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null; }

installed_browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    command -v "$name" && return
  done
  return 1
}

chinese_font() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn family)" ]; }

apt_install() {
  say "Installing by apt: $*"
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"; } >&2
}

playwright_browser() {
  local python="${VENV:-.venv}/bin/python"
  [ -x "$python" ] || return 1
  say "No Chromium found: asking Playwright for its own."
  "$python" -m playwright install chromium >&2 || return 1
  "$python" -c '
import pathlib, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    path = playwright.chromium.executable_path
print(path) if pathlib.Path(path).exists() else sys.exit(1)'
}

if [ -n "${VOC_CHROMIUM:-}" ]; then
  [ -x "$VOC_CHROMIUM" ] || { say "VOC_CHROMIUM is set, but is no program: $VOC_CHROMIUM"; exit 1; }
  printf '%s\n' "$VOC_CHROMIUM"
  exit
fi

if on_debian_as_root; then
  missing=()
  installed_browser >/dev/null || missing+=(chromium)
  chinese_font || missing+=(fontconfig fonts-noto-cjk)
  if [ ${#missing[@]} -gt 0 ]; then
    apt_install "${missing[@]}" || say "apt could not install: ${missing[*]}"
  fi
fi

chinese_font || say "Note: no Chinese font was found; pictures of pages will show boxes."

if browser="$(installed_browser)" || browser="$(playwright_browser)"; then
  printf '%s\n' "$browser"
elif [ "${CI:-}" = true ]; then
  say "找不到浏览器，CI 不能略过浏览器测试。 No Chromium: under CI=true the browser tests may not be left out."
  exit 1
else
  say "**********************************************************************"
  say "** 找不到 Chromium：浏览器测试将被略过！请安装后再运行 make test。"
  say "** No Chromium found: THE BROWSER TESTS WILL BE LEFT OUT."
  say "** Install chromium, or set VOC_CHROMIUM to a browser of its kind."
  say "**********************************************************************"
  printf '\n'
fi
