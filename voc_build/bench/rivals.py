"""The two builders that ours is held against, on the same Markdown: bare MkDocs + Material, and Hugo."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from voc_build.bench.runs import Run, move_away, run

_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def bare(markdown: Path) -> Run:
    """`mkdocs build` with Material and nothing else: no plugins, no search."""
    site = markdown / "site"
    move_away(site)
    return run([sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(markdown / "mkdocs.yml")], markdown)


def hugo(markdown: Path, to: Path) -> Run:
    """Hugo with the minimal theme beside this module (head, title, article, list) on one core, from nothing."""
    _project(markdown, to)
    for folder in ("public", "resources"):
        move_away(to / folder)
    program = Path(sys.executable).with_name("hugo")
    return run([str(program), "--quiet", "--noBuildLock", "--source", str(to)], to, {"GOMAXPROCS": "1"})


def _project(markdown: Path, to: Path) -> None:
    """The Markdown as Hugo content: `index.md` of a section becomes `_index.md`, titles become front matter."""
    if (to / "content").is_dir():
        return
    shutil.copytree(Path(__file__).with_name("hugo"), to, dirs_exist_ok=True)
    (to / "hugo.toml").write_text(
        'baseURL = "https://example.org/"\nlanguageCode = "zh"\ntitle = "bench"\n'
        'disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]\n',
        "utf-8",
    )
    docs = markdown / "docs"
    for path in docs.rglob("*.md"):
        text = path.read_text("utf-8")
        found = _TITLE.search(text)
        title = (found[1] if found else path.stem).replace('"', "'").replace("\\", "")
        name = path.relative_to(docs)
        if name.name == "index.md" and any(other.name != "index.md" for other in path.parent.iterdir()):
            name = name.with_name("_index.md")
        target = to / "content" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f'---\ntitle: "{title}"\n---\n\n{text}', "utf-8")
