"""How much is found and how much of it is right, on sentences labelled by hand."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from tests.intake.privacy.marked import Sentence, sentences
from voc_build.intake.privacy.check import CODES
from voc_build.intake.privacy.finding import MAYBE, NAMES, Kind
from voc_build.intake.privacy.scan import scan
from voc_build.words.diagnostics import rule

PUBLIC = frozenset(["4008396666", "12378", "12363"])
STOPS = frozenset(kind for kind, code in CODES.items() if rule(code).text.severity == "error")
NUMBERS = STOPS - {*NAMES}
ANNOUNCED = STOPS & {*NAMES}


@pytest.fixture(scope="module")
def labelled() -> list[Sentence]:
    """Every labelled sentence, read once."""
    return sentences()


def _scores(labelled: list[Sentence], kinds: frozenset[Kind]) -> tuple[float, float, list[str]]:
    """Recall, precision, and the sentences that are wrong."""
    right = missed = wrong = 0
    told = []
    for sentence in labelled:
        found = {(str(one.kind), one.start, one.end) for one in scan(sentence.text, public=PUBLIC) if one.kind in kinds}
        expected = {mark for mark in sentence.expected if mark[0] in kinds}
        right += len(found & expected)
        missed += len(expected - found)
        wrong += len(found - expected)
        if found != expected:
            told.append(sentence.text)
    return right / (right + missed), right / (right + wrong), told


def test_the_labelled_set_is_large_and_mostly_ordinary(labelled: list[Sentence]) -> None:
    """Several hundred sentences, more than half without anything, some of them long."""
    empty = [sentence for sentence in labelled if not sentence.expected]
    marked = Counter(mark[0] for sentence in labelled for mark in sentence.expected)

    assert len(labelled) >= 400
    assert len(empty) > len(labelled) / 2
    assert sum(len(sentence.text) > 80 for sentence in empty) >= 20
    assert set(marked) == {str(kind) for kind in (*STOPS, *MAYBE)}


@pytest.mark.parametrize(
    ("what", "kinds", "recall", "precision"),
    [
        ("numbers", NUMBERS, 0.99, 0.98),
        ("names", ANNOUNCED, 0.9, 0.9),
        ("errors", STOPS, 0.95, 0.9),
        ("suspicions", frozenset(MAYBE), 0.9, 0.9),
    ],
)
def test_nearly_all_is_found_and_nearly_nothing_else(
    labelled: list[Sentence], what: str, kinds: frozenset[Kind], recall: float, precision: float
) -> None:
    """The measured recall and precision are printed (pytest -rP)."""
    got_recall, got_precision, wrong = _scores(labelled, kinds)
    print(f"{what}: recall {got_recall:.3f}, precision {got_precision:.3f}, {len(wrong)} of {len(labelled)} wrong")

    assert got_recall >= recall, wrong
    assert got_precision >= precision, wrong


@pytest.mark.parametrize(
    ("what", "kinds", "recall", "precision"),
    [("numbers", NUMBERS, 0.99, 0.98), ("names", ANNOUNCED, 0.8, 0.9), ("errors", STOPS, 0.9, 0.95),
     ("suspicions", frozenset(MAYBE), 0.8, 0.9)],
)  # fmt: skip
def test_sentences_nobody_tuned_for_fare_nearly_as_well(
    what: str, kinds: frozenset[Kind], recall: float, precision: float
) -> None:
    """Printed likewise; what they came to when they were first read stands at their head."""
    held_out = sentences("held_out.yml")
    got_recall, got_precision, wrong = _scores(held_out, kinds)
    print(f"{what}: recall {got_recall:.3f}, precision {got_precision:.3f}, {len(wrong)} of {len(held_out)} wrong")

    assert got_recall >= recall, wrong
    assert got_precision >= precision, wrong


def test_ordinary_prose_says_what_it_costs(labelled: list[Sentence]) -> None:
    """Printed; and in all of it together nothing is found."""
    prose = [sentence.text for sentence in labelled if len(sentence.text) > 80 and not sentence.expected]
    text = "\n".join(prose)
    repeats = 20
    scan(text)  # the surnames are read once

    best = min(_seconds(text, repeats) for _ in range(5))
    print(f"{best / (repeats * len(text)) * 1e9:.0f} microseconds a thousand characters")

    assert not scan(text)


def _seconds(text: str, repeats: int) -> float:
    start = time.process_time()
    for _ in range(repeats):
        scan(text)
    return time.process_time() - start
