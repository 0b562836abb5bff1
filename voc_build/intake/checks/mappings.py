"""Rules about import/<system>.yml: a mapping is sound before anybody imports by it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from voc_build.intake.bind import suggestion
from voc_build.intake.importers.mapping import NOTHING, mappings
from voc_build.intake.loaded import Loaded
from voc_build.words.diagnostics import Diagnostic, rule


def mappings_are_sound(loaded: Loaded) -> Iterator[Diagnostic]:
    """A mapping reads, and leads to words that the archive has."""
    found, wrong = mappings(loaded)
    yield from wrong
    for name, mapping in found.items():
        file = f"import/{name}.yml"
        for key, meanings in mapping.words.items():
            known = _known(loaded, key)
            for ours in meanings.keys() - {NOTHING}:
                if known and ours not in known:
                    yield rule("VOC404").at(
                        loaded.place(file, "值", key, ours, key=True),
                        f"{key} 没有“{ours}”这个值",
                        help=suggestion(ours, known, "可写：" + "、".join(known)),
                    )


def _known(loaded: Loaded, key: str) -> Collection[str]:
    """The words of a key; none where any text will do, or where a taxonomy could not be read whole."""
    from voc_build.intake.importers.names import AXES  # what imports is imported where an archive maps words
    from voc_build.intake.importers.values import CHOICES

    if key in CHOICES:
        return CHOICES[key]
    file = "institutions" if key == "机构" else AXES.get(key, "")
    if f"taxonomy/{file}.yml" in loaded.faulty or not file:
        return ()
    taxonomy = loaded.archive.taxonomy
    return taxonomy.by_name if key == "机构" else getattr(taxonomy, file).by_name
