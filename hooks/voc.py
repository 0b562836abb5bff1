"""When MkDocs does what; `voc_build.host.site` says what is done."""

from voc_build.host.site import Site

_site = Site()

on_startup = _site.on_startup
on_config = _site.on_config
on_files = _site.on_files
on_nav = _site.on_nav
on_env = _site.on_env
on_post_page = _site.on_post_page
on_post_build = _site.on_post_build
on_build_error = _site.on_build_error
on_serve = _site.on_serve
