"""Numbers of a row whose cells stand glued together, taken apart where only one way is possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


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
    digits = "".join(numbers)
    return tuple(wanted) if any(cut == tuple(wanted) for cut in _cuts(digits, len(wanted))) else None


def _cuts(digits: str, parts: int) -> Iterator[tuple[int, ...]]:
    if not digits.isdecimal() or parts < 1 or not parts <= len(digits) <= 6 * parts or parts > 12:
        return
    if parts == 1:
        if not _padded(digits):
            yield (int(digits),)
        return
    for length in range(1, len(digits) - parts + 2):
        if length > 6 or _padded(digits[:length]):
            break
        for rest in _cuts(digits[length:], parts - 1):
            yield (int(digits[:length]), *rest)


def _padded(number: str) -> bool:
    return len(number) > 1 and number.startswith("0")
