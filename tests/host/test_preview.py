"""The preview makes what is asked for, shows what is wrong wherever one looks, and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from voc_build.host import preview
from voc_build.host.preview import Shelf


@pytest.fixture(autouse=True)
def _own_shelf(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(preview, "shelf", Shelf(Path(), lambda file: None))
    yield


class Server:
    """As much of MkDocs' server as the preview touches: it answers with the file that lies in the folder."""

    def __init__(self, root: Path, mount_path: str = "/") -> None:
        self.root, self.mount_path, self.app = root, mount_path, self.serve_request

    def serve_request(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        name = environ["PATH_INFO"].removeprefix(self.mount_path)
        path = self.root / name / "index.html" if not name or name.endswith("/") else self.root / name
        start_response("200 OK" if path.is_file() else "404 Not Found", [])
        return [path.read_bytes() if path.is_file() else b""]

    def set_app(self, app: Any) -> None:
        self.app = app

    def get(self, address: str) -> tuple[str, str]:
        """Status and body, as a browser sees them."""
        statuses: list[str] = []
        body = self.app({"PATH_INFO": address}, lambda status, headers: statuses.append(status))
        assert len(statuses) == 1
        return statuses[0][:3], b"".join(body).decode()


def test_a_file_is_made_when_it_is_asked_for_and_once(tmp_path: Path) -> None:
    """With or without the slash; nothing else is made."""
    asked: list[str] = []

    def make(name: str) -> preview.Maker:
        return lambda: asked.append(name) or name.encode()  # type: ignore[func-returns-value]

    makers = {"index.html": make("home"), "cases/1/index.html": make("case"), "a.csv": make("table")}
    shelf = Shelf(tmp_path, makers.get)

    for address in ("/cases/1/", "/cases/1", "/cases/1/index.html", "/a.csv", "/a.csv", "/"):
        shelf.fetch(address)

    assert asked == ["case", "table", "home"]
    assert (tmp_path / "cases/1/index.html").read_text() == "case"


@pytest.mark.parametrize(
    "address", ["/../secret/", "/..%2fsecret/", "/x/../../secret/", "//secret/", "/../secret.html"]
)
@pytest.mark.parametrize("problems", [None, b"wrong"])
def test_nothing_is_made_outside_the_folder(tmp_path: Path, address: str, problems: bytes | None) -> None:
    """Whatever is asked for."""
    root = tmp_path / "site"
    root.mkdir()

    Shelf(root, {"index.html": lambda: b"home"}.get, problems).fetch(address)

    assert {path.name for path in tmp_path.iterdir()} == {"site"}


def test_diagnostics_stand_under_every_pages_address(tmp_path: Path) -> None:
    """Also of pages that were never made, for the preview may begin with a wrong archive; not of pictures and data."""
    server = Server(tmp_path)
    preview.attach(server)
    preview.show_problems(tmp_path, "issues/2023-06/cases/01.yml:3:5: error[VOC103]: 不认识<b>")

    for address in ("/", "/issues/2023-06/", "/cases/2023-06-01/index.html", "/guide/", "/404.html"):
        status, page = server.get(address)
        assert status == "200"
        assert "<mark>issues/2023-06/cases/01.yml:3:5: error[VOC103]</mark>: 不认识&lt;b&gt;" in page
    assert server.get("/assets/pic.svg") == ("404", "")


def test_a_mended_archive_is_back(tmp_path: Path) -> None:
    """A build clears the folder, then fills the shelf."""
    server = Server(tmp_path)
    preview.attach(server)
    preview.show_problems(tmp_path, "VOC103")
    assert "VOC103" in server.get("/cases/1/")[1]

    preview.shelf = Shelf(tmp_path, {"cases/1/index.html": lambda: b"well"}.get)

    assert server.get("/cases/1/") == ("200", "well")
    assert server.get("/cases/2/") == ("404", "")


def test_a_page_swept_away_while_the_server_waited_is_made_again(tmp_path: Path) -> None:
    """A build that begins between the shelf and the server clears the folder."""

    class Slow(Server):
        swept = False

        def serve_request(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
            if not self.swept:
                self.swept = True
                (self.root / "cases/1/index.html").unlink()
                preview.shelf = Shelf(self.root, {"cases/1/index.html": lambda: b"new"}.get)
            return super().serve_request(environ, start_response)

    server = Slow(tmp_path)
    preview.shelf = Shelf(tmp_path, {"cases/1/index.html": lambda: b"old"}.get)
    preview.attach(server)

    assert server.get("/cases/1/") == ("200", "new")


def test_a_site_below_a_path_is_served_there(tmp_path: Path) -> None:
    """The address an archive states may name a sub-path."""
    server = Server(tmp_path, "/voc/")
    preview.shelf = Shelf(tmp_path, {"cases/1/index.html": lambda: b"here"}.get)
    preview.attach(server)

    assert server.get("/voc/cases/1/") == ("200", "here")


def test_a_hand_written_page_that_tells_of_the_archive_is_built_anew_when_asked_for(tmp_path: Path) -> None:
    """Once; others are as they were."""
    behind = preview.Behind(frozenset({"index.html"}), is_behind=True)

    class Busy:
        """Builds when it is told that it should."""

        _want_rebuild = False
        builds = 0

        @property
        def _rebuild_cond(self) -> Busy:
            return self

        def __enter__(self) -> None:
            pass

        def __exit__(self, *_: object) -> None:
            pass

        def notify_all(self) -> None:
            self.builds += 1
            assert behind.wanted and self._want_rebuild
            behind.done(frozenset({"index.html"}))

    server = Busy()
    for file in ("guide/index.html", "index.html", "index.html"):
        behind.catch_up(server, file)

    assert server.builds == 1 and not behind.wanted
