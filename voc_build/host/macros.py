"""What hand-written pages may call between double braces; every value comes from the archive being built."""

from __future__ import annotations

from typing import Any

from voc_build.host import site
from voc_build.pages import inserts


def define_env(env: Any) -> None:
    """mkdocs-macros' way in: each function of `pages.inserts` becomes a macro of the same name."""
    for name in inserts.NAMES:
        env.macro(_bound(name), name)


def _bound(name: str) -> Any:
    def macro(*arguments: str, **named: str) -> str:
        assert site.current is not None
        return str(getattr(inserts, name)(site.current, *arguments, **named)).replace("@/", "")

    return macro
