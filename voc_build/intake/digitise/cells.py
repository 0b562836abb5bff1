"""Numbers of a row whose cells stand glued together, taken apart where only one way is possible."""

from __future__ import annotations

from collections.abc import Sequence


def split_digits(numbers: Sequence[str], columns: int) -> tuple[int, ...] | None:
    """The row's counts if there is no doubt: one number a column, or as many digits as columns; else None."""
    if not all(number.isdecimal() for number in numbers):
        return None
    if len(numbers) == columns and not any(_padded(number) for number in numbers):
        return tuple(map(int, numbers))
    digits = "".join(numbers)
    return tuple(map(int, digits)) if len(digits) == columns else None


def fitting(numbers: Sequence[str], wanted: Sequence[int]) -> tuple[int, ...] | None:
    """`wanted` if the numbers' digits can be cut into it, else None."""
    return tuple(wanted) if "".join(numbers) == "".join(map(str, wanted)) else None


def _padded(number: str) -> bool:
    return len(number) > 1 and number.startswith("0")
