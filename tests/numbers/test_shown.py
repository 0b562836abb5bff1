"""What is published of a ticket: the order of its rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc_build.numbers import shown


@given(st.lists(st.tuples(*[st.integers(-1, 9)] * 4), max_size=40), st.sampled_from([1, 50, 2**62]))
def test_rows_stand_in_the_order_of_their_cells(rows, most):
    """However few classes fit into one number."""
    columns = [np.array(column, dtype=np.int32) for column in zip(*rows, strict=True)] or [np.zeros(0, dtype=np.int32)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shown, "_MOST", most)
        order = shown.in_order(columns)

    assert [rows[at] for at in order.tolist()] == sorted(rows)
