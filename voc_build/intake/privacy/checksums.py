"""Numbers that carry their own proof: resident identity numbers and bank cards."""

from __future__ import annotations

import datetime as dt

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_REGIONS = frozenset(
    f"{part}{place}"
    for part, places in {"1": "12345", "2": "123", "3": "1234567", "4": "123456", "5": "01234", "6": "12345",
                         "7": "1", "8": "123", "9": "1"}.items()
    for place in places
)  # fmt: skip
"""The first two digits: provinces, Taiwan, Hong Kong, Macao, and 91 for foreigners."""

_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def identity_check(digits: str) -> str:
    """The check character of 17 digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return _CHECKS[total % 11]


def is_identity(number: str) -> bool:
    """Eighteen characters with a region, a day of birth that there was, and the right check character."""
    if number[:2] not in _REGIONS or number[17].upper() != identity_check(number[:17]):
        return False
    return is_day(number[6:14])


def is_old_identity(number: str) -> bool:
    """Fifteen digits with a region and a day of birth in the last century; until 1999 there was no check digit."""
    return len(number) == 15 and number.isdecimal() and number[:2] in _REGIONS and is_day(f"19{number[6:12]}")


def is_day(digits: str) -> bool:
    """Whether eight digits or more begin with a day of the last or this century."""
    try:
        day = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return 1900 <= day.year < 2100


def luhn_check(digits: str) -> str:
    """The digit that makes digits before it a card's number (ISO/IEC 7812-1)."""
    total = sum(_DOUBLED[int(digit)] if place % 2 == 0 else int(digit) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def is_card(number: str) -> bool:
    """Sixteen to nineteen digits of which the last is the check digit; all the same is no card."""
    return 16 <= len(number) <= 19 and len(set(number)) > 1 and number[-1] == luhn_check(number[:-1])
