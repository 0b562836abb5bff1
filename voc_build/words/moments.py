"""Moments, as the bank's clocks show them."""

from __future__ import annotations

import datetime as dt

SHANGHAI = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")


def release_time(text: str) -> dt.datetime:
    """`--as-of`: a day (its end) or a moment, in Shanghai; ValueError otherwise."""
    moment = dt.datetime.fromisoformat(text)
    if len(text) == len("2022-05-12"):
        moment = moment.replace(hour=23, minute=59, second=59)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
