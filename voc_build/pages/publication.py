"""An archive about to be published: its numbers, what is drawn from them, and the templates' environment."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import jinja2
import jinja2.runtime
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

from voc_build.intake.cache import Cache, digest
from voc_build.intake.importers.mapping import ImportMapping, mappings
from voc_build.intake.kept import words_key
from voc_build.intake.loaded import Loaded
from voc_build.numbers.audit import Reconciled
from voc_build.numbers.findings import Finding
from voc_build.numbers.statistics import Statistics, statistics
from voc_build.pages import addresses, explained
from voc_build.pages.gate import paragraphs, shown
from voc_build.pictures.charts import table
from voc_build.pictures.figure import figure_json
from voc_build.pictures.svg import svg
from voc_build.version import FINGERPRINT
from voc_build.words.archive import Archive, Issue
from voc_build.words.model import Case

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Publication:
    """What every page is made from; `beside` names the address of a second archive built with it."""

    archive: Archive
    beside: str = ""
    mappings: tuple[ImportMapping, ...] = ()
    """How the archive's import/*.yml read foreign tables."""
    cache: Cache = field(default_factory=Cache)
    """Where what was worked out for an earlier build is kept."""

    @classmethod
    def of(cls, loaded: Loaded, beside: str = "") -> Publication:
        """What was read, about to be published."""
        return cls(loaded.archive, beside, tuple(mappings(loaded)[0].values()), loaded.cache)

    def once(self, make: Callable[[Publication], T]) -> T:
        """What `make` gives for this publication, made once for all page types."""
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found

    @cached_property
    def _made(self) -> dict[Callable[[Publication], Any], Any]:
        return {}

    def kept(self, name: str, make: Callable[[], T], counts: str = "") -> T:
        """What `make` gives, kept under a name until anything but tickets changes: lists, dicts and text, as JSON.

        `counts` is a hash of what it heeds of tickets, if it does.
        """
        key = digest(FINGERPRINT, name, self.prose_key, counts)
        data = self.cache.get("prose", key)
        if data is None:
            made = make()
            self.cache.put("prose", key, json.dumps(made, ensure_ascii=False).encode())
            return made
        found: T = json.loads(data)
        return found

    @cached_property
    def statistics(self) -> Statistics:
        """Everything counted."""
        return statistics(self.archive, self.cache)

    @cached_property
    def key(self) -> str:
        """Hash of the whole archive: the key of pages that speak of all of it."""
        archive = self.archive
        parts = [f"{name} {value}" for name, value in archive.digests.items()]
        return digest(self.beside, *parts, *(f"{issue.period} {issue.digest}" for issue in archive.issues))

    @cached_property
    def words_key(self) -> str:
        """Hash of settings and taxonomy."""
        return words_key(self.archive)

    @cached_property
    def prose_key(self) -> str:
        """Hash of everything but tickets: settings, taxonomy, and what issues print and tell."""
        return digest(self.words_key, *(f"{issue.period} {issue.words}" for issue in self.archive.issues))

    def findings(self, issue: Issue) -> tuple[Finding, ...]:
        """What reconciliation found in an issue."""
        return self.reconciled.of(issue)

    @cached_property
    def reconciled(self) -> Reconciled:
        """What holding the numbers against each other shows."""
        return Reconciled(self.archive, self.statistics, self.cache)

    @cached_property
    def newest_first(self) -> tuple[Issue, ...]:
        """Issues, newest first."""
        return tuple(reversed(self.archive.issues))

    @cached_property
    def cases_by(self) -> dict[str, dict[str, tuple[Case, ...]]]:
        """Cases, newest first, by `institution`, `kind`, `business`, `cause`, `group` and `tag`.

        Institutions and classes go by code, kinds and tags by name.
        """
        found: dict[str, dict[str, list[Case]]] = defaultdict(lambda: defaultdict(list))
        taxonomy = self.archive.taxonomy
        axes = {"business": taxonomy.business_types, "cause": taxonomy.causes, "group": taxonomy.groups}
        codes = {axis: {name: term.code for name, term in terms.by_name.items()} for axis, terms in axes.items()}
        institutions, kinds, tags, groups = found["institution"], found["kind"], found["tag"], found["group"]
        for issue in self.newest_first:
            for case in issue.cases:
                institution = taxonomy.institution(case.institution, issue.month)
                if institution is not None:
                    institutions[institution.code].append(case)
                kinds[case.kind].append(case)
                for axis, name in (("business", case.business), ("cause", case.cause)):
                    if name in codes[axis]:
                        found[axis][codes[axis][name]].append(case)
                for name in case.groups:
                    if name in codes["group"]:
                        groups[codes["group"][name]].append(case)
                for tag in case.tags:
                    tags[tag].append(case)
        return {axis: {code: tuple(cases) for code, cases in rows.items()} for axis, rows in found.items()}

    @cached_property
    def around(self) -> dict[str, Any]:
        """What the theme prints around every page."""
        archive = self.archive
        return {
            "demo": archive.is_demo,
            "bank": archive.settings.bank,
            "feedback": archive.settings.feedback,
            "data_date": str(archive.data_date or ""),
            "data_month": archive.issues[-1].month.chinese if archive.issues else "",
            "beside": self.beside,
        }

    def render(self, template: str, **view: Any) -> str:
        """One template with its view; text passes the gate, markup of ours does not."""
        return _ENVIRONMENT.get_template(template).render(view)

    def part(self, name: str, *views: Any) -> Markup:
        """One macro of `parts.html`: a piece that many pages show and that is made once."""
        made: Markup = getattr(_ENVIRONMENT.get_template("parts.html").module, name)(*views)
        return made


class _Generator(CodeGenerator):
    """Compiles `{{ x }}` to the gate alone: what has passed it needs no second escaping.

    `x.y` is the attribute at once: a mapping says `x["y"]`.
    """

    def visit_Getattr(self, node: jinja2.nodes.Getattr, frame: Frame) -> None:
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: jinja2.nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(finalize.src or "str(")

    def _output_child_post(self, node: jinja2.nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")")


class _Context(jinja2.runtime.Context):
    def call(self, called: Callable[..., Any], *given: Any, _loop_vars: object = None, **named: Any) -> Any:
        """Calls at once: nothing that our templates call asks where it is called from."""
        return called(*given, **named)


class _Environment(jinja2.Environment):
    code_generator_class = _Generator
    context_class = _Context

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own names: no template has some of its own, and a plain dict is soon copied."""
        return self.globals


def _environment() -> jinja2.Environment:
    environment = _Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        finalize=shown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["paragraphs"] = paragraphs
    environment.filters["svg"] = lambda chart: Markup(svg(chart))
    environment.filters["data_table"] = table
    environment.filters["figure_json"] = lambda chart: Markup(figure_json(chart))
    environment.globals["to"] = addresses
    environment.globals["term"] = explained.term
    environment.globals["measured"] = explained.measure
    return environment


_ENVIRONMENT = _environment()
