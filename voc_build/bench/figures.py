"""What is measured: each figure a ratio of processor times (or bytes), every run of it kept."""

from __future__ import annotations

import math
import re
import shutil
import statistics
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import click

from voc_build.bench import rivals
from voc_build.bench.runs import Run, move_away, python, voc

_CAUSE = re.compile("原因: [^,}]+")
AS_OF = "2030-01-01"
"""After every sample issue's release."""


@dataclass(frozen=True, slots=True)
class Size:
    """A sample archive's size."""

    name: str
    issues: int
    cases: int
    tickets: int


GROWING = Size("G", 240, 1_000, 100_000)
"""A tenth of L in everything but months: what growth is measured from."""
SIZES = (Size("S", 12, 60, 1_000), Size("M", 120, 1_200, 60_000), Size("L", 240, 10_000, 1_000_000))


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report: `values` of every run, the target in words."""

    name: str
    values: tuple[float, ...]
    target: str
    unit: str = "×"
    detail: dict[str, list[float]] = field(default_factory=dict)

    def as_text(self) -> str:
        """Name, median, minimum and maximum, target."""
        low, middle, high = min(self.values), statistics.median(self.values), max(self.values)
        return f"{self.name:<64} {middle:8.3f}{self.unit}  ({low:.3f} … {high:.3f})  {self.target}"

    def as_json(self) -> dict[str, object]:
        """Everything, for machines."""
        return {
            "name": self.name,
            "unit": self.unit,
            "minimum": min(self.values),
            "median": statistics.median(self.values),
            "maximum": max(self.values),
            "target": self.target,
            "detail": self.detail,
        }


@dataclass
class Bench:
    """One size's folders: the sample archive, its Markdown, caches and sites."""

    root: Path
    size: Size
    runs: int

    @property
    def data(self) -> Path:
        """The sample archive."""
        return self.root / self.size.name / "data"

    @property
    def site(self) -> Path:
        """Where it is built."""
        return self.root / self.size.name / "site"

    @property
    def cache(self) -> Path:
        """Its own cache."""
        return self.root / self.size.name / "cache"

    def prepare(self) -> None:
        """Write the sample archive and its pages as Markdown."""
        sizes = ["--issues", self.size.issues, "--cases", self.size.cases, "--tickets", self.size.tickets]
        voc(["sample", *map(str, sizes), "--to", str(self.data)], self.root, self.cache)
        voc(["pages", "--data", str(self.data), "--to", str(self.markdown), "--as-of", AS_OF], self.root, self.cache)

    @property
    def markdown(self) -> Path:
        """Every page as Markdown, with a plain mkdocs.yml beside it."""
        return self.root / self.size.name / "markdown"

    def forget(self, *, site: bool = True, cache: bool = True) -> None:
        """Move what earlier builds left out of the way."""
        for folder, asked in ((self.site, site), (self.cache, cache)):
            if asked:
                move_away(folder)

    def build(self) -> Run:
        """`voc build`."""
        command = ["build", "--data", str(self.data), "--site-dir", str(self.site), "--as-of", AS_OF]
        return voc(command, self.root, self.cache)

    def repeat(self, what: str, once: Callable[[], Run]) -> list[Run]:
        """Several runs of one thing, said on the way."""
        found = []
        for number in range(1, self.runs + 1):
            found.append(once())
            click.echo(f"{self.size.name} {what} {number}/{self.runs}: {found[-1].cpu:.2f} s", err=True)
        return found


def measure(root: Path, sizes: Sequence[Size], runs: int) -> Iterator[Figure]:
    """Every figure of every size, then those that compare sizes."""
    benches = [Bench(root, size, runs) for size in sizes]
    cold: dict[str, list[Run]] = {}
    for bench in benches:
        click.echo(f"{bench.size.name}: 生成样例档案", err=True)
        bench.prepare()
        cold[bench.size.name] = yield from _builds(bench)
        if bench.size.name != "S":
            yield from _reading(bench)
    if len(benches) == len(SIZES):
        yield from _growth(Bench(root, GROWING, runs), benches[-1], cold["L"])
        yield from _page_bytes(benches[0], benches[-1])


def _ratio(name: str, over: Sequence[Run], under: Sequence[Run], target: str) -> Figure:
    """Processor times run by run."""
    return Figure(
        name,
        tuple(one.cpu / other.cpu for one, other in zip(over, under, strict=False)),
        target,
        detail={"over": [one.cpu for one in over], "under": [one.cpu for one in under]},
    )


def _builds(bench: Bench) -> Generator[Figure, None, list[Run]]:
    name = bench.size.name

    def from_nothing() -> Run:
        bench.forget()
        return bench.build()

    def pages_alone() -> Run:
        bench.forget()
        whole = python(_PAGES, bench.root, str(bench.data), str(bench.site), AS_OF, cache=bench.cache)
        return replace(whole, cpu=float(whole.said.rsplit(maxsplit=1)[-1]))

    pages = bench.repeat("页面", pages_alone)  # first: it leaves a site without downloads
    cold = bench.repeat("冷启动", from_nothing)
    nothing = bench.repeat("没有变化", bench.build)
    months = count()
    month = bench.repeat("改动一个月", lambda: _change_a_month(bench, next(months)))
    bare = bench.repeat("bare MkDocs", lambda: rivals.bare(bench.markdown))
    hugo = bench.repeat("Hugo", lambda: rivals.hugo(bench.markdown, bench.root / name / "hugo"))
    targets = {"S": ("", "", "", ""), "M": ("≤ 0.8", "", "≤ 0.3", ""), "L": ("≤ 0.4", "≤ 1.2", "≤ 0.1", "≤ 0.12")}[name]
    yield _ratio(f"{name}: cold build ÷ bare MkDocs + Material", cold, bare, targets[0])
    yield _ratio(f"{name}: pages made and written ÷ Hugo", pages, hugo, targets[1])
    yield _ratio(f"{name}: nothing changed ÷ cold", nothing, cold, targets[2])
    yield _ratio(f"{name}: one month's YAML changed ÷ cold", month, cold, targets[3])
    yield Figure(f"{name}: peak memory, cold", tuple(one.peak for one in cold), "≤ 700" if name == "L" else "", " MB")
    return cold


def _change_a_month(bench: Bench, run: int) -> Run:
    """Let two tickets of a month swap their causes, then build: axes and pages move, printed totals stand.

    Another month each run, from the middle on: an archive that was built before would be found in the cache.
    """
    folders = sorted((bench.data / "issues").iterdir())
    files = [folder / "tickets.yml" for folder in folders if (folder / "tickets.yml").is_file()]
    path = files[(len(files) // 2 + run) % len(files)]
    lines = path.read_text("utf-8").splitlines(keepends=True)
    first = next(at for at, line in enumerate(lines) if _CAUSE.search(line))
    cause = _CAUSE.search(lines[first])
    assert cause
    second, other = next(
        (at, found) for at, line in enumerate(lines) if (found := _CAUSE.search(line)) and found[0] != cause[0]
    )
    lines[first], lines[second] = (
        lines[first].replace(cause[0], other[0]),
        lines[second].replace(other[0], cause[0]),
    )
    path.write_text("".join(lines), "utf-8")
    return bench.build()


_PAGES = """
import sys, time
from pathlib import Path
from voc_build.host import build, press
from voc_build.pages import catalogue

spent = 0.0
listed, printed = catalogue.pages, press.Press.print

def timed(self, pages, downloads, others):
    global spent
    started = time.process_time()
    pages = list(pages)
    printed(self, pages, (), {*others, *(one.url for one in downloads)})
    spent += time.process_time() - started

def listing(publication):
    global spent
    started = time.process_time()
    pages = list(listed(publication))
    spent += time.process_time() - started
    return pages

press.Press.print, catalogue.pages = timed, listing
build.build(Path(sys.argv[1]), Path(sys.argv[2]), as_of=sys.argv[3])
print(spent)
"""
"""Everything from the archive in memory to its pages on disk, in processor seconds: what Hugo does with Markdown."""

_OURS = """
import sys
from pathlib import Path
from voc_build.intake.cache import Cache
from voc_build.intake.folder import survey
from voc_build.numbers.tally import recalled

cache = Cache(Path(sys.argv[2]))
layout = survey(Path(sys.argv[1]), cache)
issues = [issue.digest for issue in layout.issues]
words = [layout.files.digest(path) for path in sorted(layout.top) if path.startswith("taxonomy/")]
found = recalled(issues, words, cache)
if found is None:
    from voc_build.intake.load import load
    from voc_build.numbers.statistics import statistics
    found = statistics(load(layout, cache=cache).archive, cache).tally
print(found.parts["rates"][:, 0, 1].sum())
"""
"""How a build comes to an archive's numbers: files looked at, tickets read, checked and counted, or recalled."""

_THEIRS = """
import sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("issues/*/tickets.yml")):
    with open(path, "rb") as file:
        yaml.load(file, Loader=yaml.CSafeLoader)
"""


def _reading(bench: Bench) -> Iterator[Figure]:
    """Tickets alone: an archive without cases, read, validated and cubed, against PyYAML's loader."""
    bare = bench.root / bench.size.name / "tickets"
    shutil.copytree(bench.data, bare, ignore=lambda _, names: {"cases", "followups.yml"} & set(names))
    cache = bench.root / bench.size.name / "tickets-cache"

    def from_nothing() -> Run:
        move_away(cache)
        return python(_OURS, bench.root, str(bare), str(cache))

    ours = bench.repeat("读取工单", from_nothing)
    cached = bench.repeat("读取工单（缓存）", lambda: python(_OURS, bench.root, str(bare), str(cache)))
    theirs = bench.repeat("CSafeLoader", lambda: python(_THEIRS, bench.root, str(bare)))
    name = bench.size.name
    yield _ratio(f"{name}: read + validate + cube ÷ CSafeLoader", ours, theirs, "≤ 0.2" if name == "L" else "")
    yield _ratio(f"{name}: the same from cache ÷ cold", cached, ours, "≤ 0.05" if name == "L" else "")


def _growth(small: Bench, large: Bench, cold: Sequence[Run]) -> Iterator[Figure]:
    """The exponent b of cost ~ size^b from 1,000 to 10,000 cases (and their tickets), in time and in bytes."""
    small.prepare()

    def from_nothing() -> Run:
        small.forget()
        return small.build()

    before = small.repeat("冷启动", from_nothing)
    steps = math.log(large.size.cases / small.size.cases)
    times = tuple(math.log(one.cpu / other.cpu) / steps for one, other in zip(cold, before, strict=True))
    yield Figure("growth exponent of time, 1,000 → 10,000 cases", times, "≤ 1.05", "")
    grown = math.log(_bytes(large.site) / _bytes(small.site)) / steps
    yield Figure("growth exponent of bytes, 1,000 → 10,000 cases", (grown,), "≤ 1.05", "")


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _page_bytes(small: Bench, large: Bench) -> Iterator[Figure]:
    """The same case filed last in both archives: what surrounds it must not grow with the archive."""
    source = next(iter(sorted(small.data.glob("issues/*/cases/*.yml"))))
    sizes = []
    for bench in (small, large):
        last = max(path for path in (bench.data / "issues").iterdir() if path.is_dir())
        text = source.read_text("utf-8")
        kept = [line for line in text.splitlines(keepends=True) if not line.startswith("工单:")]
        (last / "cases" / "999.yml").write_text("".join(kept), "utf-8")
        bench.build()
        sizes.append((bench.site / f"cases/{last.name}-999/index.html").stat().st_size)
    yield Figure("page bytes at L ÷ at S, the same case", (sizes[1] / sizes[0],), "≤ 1.05")
