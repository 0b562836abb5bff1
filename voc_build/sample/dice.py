"""Chance that falls the same way everywhere: only `random()` of a seeded generator and plain arithmetic.

Python promises the sequence of `Random.random` for all versions and platforms, but not that of `choice`,
`sample` or `shuffle`; sines and logarithms differ in the last bit between machines. Neither is used.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T")

SLOTS = 2000
"""How finely a pool tells weights apart."""


class Dice:
    """Draws that depend on the seed's parts only; each thing made has dice of its own."""

    def __init__(self, *seed: object) -> None:
        self.random = random.Random("/".join(map(str, seed))).random

    def below(self, most: int) -> int:
        """A whole number from 0 to below `most`."""
        return int(self.random() * most)

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both included."""
        return least + int(self.random() * (most - least + 1))

    def chance(self, share: float) -> bool:
        """True in that share (0-1) of draws."""
        return self.random() < share

    def pick(self, things: Sequence[T]) -> T:
        """One of them, each as likely."""
        return things[int(self.random() * len(things))]

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """Up to `count` different ones in their order, one from each even stretch."""
        count = min(count, len(things))
        edges = [index * len(things) // count for index in range(count + 1)] if count else []
        return [things[self.between(start, end - 1)] for start, end in pairwise(edges)]


def spread(total: int, weights: Sequence[float]) -> list[int]:
    """`total` whole things shared by weight; largest remainder, ties to the earlier; sums to `total`."""
    whole = sum(weights)
    if not total or not whole:
        return [0] * len(weights)
    shares = [total * weight / whole for weight in weights]
    counts = [int(share) for share in shares]
    order = sorted(range(len(weights)), key=lambda index: (counts[index] - shares[index], index))
    for index in order[: total - sum(counts)]:
        counts[index] += 1
    return counts


def pool(weighted: Iterable[tuple[T, float]], slots: int = SLOTS) -> list[T]:
    """The things repeated by weight, so that `pick` draws them in proportion."""
    things = list(weighted)
    counts = spread(slots, [weight for _, weight in things])
    return [thing for (thing, _), count in zip(things, counts, strict=True) for _ in range(count)]
