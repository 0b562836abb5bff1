"""The house plan, read from the syntax tree: who may import whom, and how large a module may grow."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import voc_build

ROOT = Path(voc_build.__file__).parent
FLOORS = ("words", "intake", "numbers", "pictures", "pages", "host")
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py"))
LONGEST = 320

KNOWN_TO = {
    "yaml": ("intake/source.py", "intake/writer.py"),
    "pandas": ("numbers/",),
    "plotly": ("pictures/",),
    "jinja2": ("pages/", "host/"),
    "mkdocs": ("host/",),
    "material": ("host/",),
    "click": ("bench/", "cli.py", "command/", "host/", "sample/", "wording.py"),
}
"""Packages that only some rooms know."""


def imports(module: str) -> Iterator[str]:
    """The dotted names a module imports, inside its functions too, where that is not only for types."""
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    for node in _without_type_checking(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _without_type_checking(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        yield child
        yield from _without_type_checking(child)


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down_only(module: str) -> None:
    """A floor knows itself and what is below it."""
    room = module.split("/")[0]
    if room not in FLOORS:
        return
    allowed = FLOORS[: FLOORS.index(room) + 1]
    ours = [name.split(".")[1] for name in imports(module) if name.startswith("voc_build.")]
    upward = [name for name in ours if name not in (*allowed, "checkout", "version", "__version__")]

    assert upward == []


@pytest.mark.parametrize("module", MODULES)
def test_packages_are_known_to_their_rooms_only(module: str) -> None:
    """So that each can be changed in one place."""
    packages = {name.split(".")[0] for name in imports(module)}
    strange = [package for package in packages & KNOWN_TO.keys() if not module.startswith(KNOWN_TO[package])]

    assert strange == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_one_idea(module: str) -> None:
    """Past some length it is usually two."""
    assert len((ROOT / module).read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", MODULES)
def test_nothing_catches_everything(module: str) -> None:
    """An error nobody thought of must be seen."""
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    caught = [ast.unparse(node.type) if node.type else "" for node in ast.walk(tree)
              if isinstance(node, ast.ExceptHandler)]  # fmt: skip

    assert not {"", "Exception", "BaseException"} & set(caught)


def test_no_room_is_named_for_odds_and_ends() -> None:
    """What a module holds is what its name says."""
    names = {part.removesuffix(".py") for module in MODULES for part in module.split("/")}

    assert not names & {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
