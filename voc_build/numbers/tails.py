"""Tails of the binomial and the Poisson distribution, and the Poisson means a count could have come from.

A tail is summed from the term asked for outwards, until the rest is nothing. scipy knows all of this, and costs a
build more to import than every test of a large archive costs here.
"""

from __future__ import annotations

from math import comb, exp, lgamma, log

_NOTHING = 1e-17
"""A term this small beside the sum changes no digit of it."""
_WHOLE = 1000
"""Up to this total the binomial coefficient is a float; halves are then exact, so that what ties in truth ties here."""
_CLOSE = 1e-9
"""Newton's last step: the next one would be its square."""


def binomial_above(total: int, count: int, share: float, rest: float) -> float:
    """P(X >= count) among `total`, each in with `share` and out with `rest`, which add up to 1; above the mean."""
    if total <= _WHOLE:
        term = comb(total, count) * share**count * rest ** (total - count)
    else:
        ways = lgamma(total + 1) - lgamma(count + 1) - lgamma(total - count + 1)
        term = exp(ways + count * log(share) + (total - count) * log(rest))
    found, odds = term, share / rest
    for known in range(count, total):
        term = term * (total - known) * odds / (known + 1)
        found += term
        if term < found * _NOTHING:
            break
    return found


def least_mean(count: int, tail: float) -> float:
    """The Poisson mean with P(X >= count) = `tail`; `count` is positive, `tail` at most a half."""
    # by its logarithm, where the logarithm of the tail is concave: after one step Newton comes from below, for good
    size, constant = log(count), lgamma(count + 1) + log(tail)
    step = 1.0
    while abs(step) > _CLOSE:
        mean = exp(size)
        term = beyond = 1.0  # the tail as a multiple of its first term
        above = count
        while term > beyond * _NOTHING:
            above += 1
            term *= mean / above
            beyond += term
        step = (constant + mean - count * size - log(beyond)) * beyond / count
        size += step
    return exp(size)


def greatest_mean(count: int, tail: float) -> float:
    """The Poisson mean with P(X <= count) = `tail`, at most a half."""
    size, constant = log(count + 1), lgamma(count + 1) + log(tail)
    step = 1.0
    while abs(step) > _CLOSE:
        mean = exp(size)
        term = below = 1.0
        left = count
        while left and term > below * _NOTHING:
            term *= left / mean
            below += term
            left -= 1
        step = (count * size - mean - constant + log(below)) * below / mean
        size += step
    return exp(size)
