"""An archive about to be published: its numbers, what is drawn from them, and the templates' environment."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
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
from voc_build.words.archive import Archive, Issue, KeptCases
from voc_build.words.model import Case

T = TypeVar("T")
_MOST = 1000
"""More cases than an issue has: their files have numbers of three digits."""


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
    def cases_by(self) -> dict[str, dict[str, Sequence[Case]]]:
        """Cases, newest first, by `institution`, `kind`, `business`, `cause`, `group` and `tag`.

        Institutions and classes go by code, kinds and tags by name. A shelf is read when somebody looks.
        """
        shelves = self.kept("shelves", self._shelves)
        return {
            axis: {name: KeptCases(len(places), partial(self._at, places)) for name, places in rows.items()}
            for axis, rows in shelves.items()
        }

    def _at(self, places: Iterable[int]) -> tuple[Case, ...]:
        issues = self.archive.issues
        return tuple([issues[issue].cases[case] for issue, case in (divmod(place, _MOST) for place in places)])

    def _shelves(self) -> dict[str, dict[str, list[int]]]:
        """Where the cases of each shelf stand: `_MOST` times the place of the issue, and the place in it."""
        found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        taxonomy = self.archive.taxonomy
        for at in reversed(range(len(self.archive.issues))):
            issue = self.archive.issues[at]
            for place, case in enumerate(issue.cases, at * _MOST):
                institution = taxonomy.institution(case.institution, issue.month)
                if institution is not None:
                    found["institution"][institution.code].append(place)
                found["kind"][case.kind].append(place)
                for axis, terms, names in (
                    ("business", taxonomy.business_types.by_name, (case.business,)),
                    ("cause", taxonomy.causes.by_name, (case.cause,)),
                    ("group", taxonomy.groups.by_name, case.groups),
                ):
                    for name in names:
                        if name is not None and name in terms:
                            found[axis][terms[name].code].append(place)
                for tag in case.tags:
                    found["tag"][tag].append(place)
        return found

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
