"""Months are reduced by any executor, with the same result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from voc_build.intake.cache import Cache
from voc_build.intake.files import Files, Seen
from voc_build.intake.months import read_months
from voc_build.intake.packed import pack
from voc_build.sample import write as write_sample
from voc_build.words.tickets import Tickets


@contextmanager
def _processes() -> Iterator[Executor]:
    with ProcessPoolExecutor(2) as pool:
        yield pool


@contextmanager
def _dask() -> Iterator[Executor]:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client.get_executor()


@pytest.mark.parametrize("executor", [_processes, _dask], ids=["processes", "dask"])
def test_an_executor_gives_the_same_bytes(executor: Callable[..., Iterator[Executor]], tmp_path: Path) -> None:
    """A process pool and a Dask cluster of two workers read what this process reads, in the same order."""
    write_sample(6, 12, 600, tmp_path / "data")
    (tmp_path / "data/issues/wrong").mkdir()
    (tmp_path / "data/issues/wrong/tickets.yml").write_bytes(b"broken: [")
    files = Files(Seen(tmp_path, Cache()))
    for path in sorted((tmp_path / "data").glob("issues/*/tickets.yml")):
        files.add(path.relative_to(tmp_path / "data").as_posix(), str(path))

    def packed(found: Iterator[Tickets | Exception]) -> list[bytes | str]:
        return [pack(one) if isinstance(one, Tickets) else type(one).__name__ for one in found]

    alone = packed(read_months(list(files), files, Cache()))
    with executor() as many:
        spread = packed(read_months(list(files), files, Cache(), many))

    assert spread == alone
    assert alone[-1] == "Unreadable"
    assert len(alone) > 4
