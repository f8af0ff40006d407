from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from trustcore_providers.embedded.llama.probabilities import likeliest, log_probabilities

ROWS = st.lists(st.floats(-1e4, 1e4), min_size=3, max_size=30)


@given(row=ROWS)
def test_probabilities_sum_to_one(row: list[float]) -> None:
    """And none is above 1, whatever the logits."""
    (found,) = log_probabilities(np.array([row])).tolist()

    assert all(one <= 0 for one in found)
    assert math.isclose(1, math.fsum(map(math.exp, found)), rel_tol=1e-12)


@given(row=ROWS, count=st.integers(1, 3))
def test_the_likeliest_come_first(row: list[float], count: int) -> None:
    """As a sort would have them; what is silenced does not count."""
    silence = np.zeros(len(row) + 1)
    silence[-1] = -np.inf
    logprobs = np.array([[*row, 1e9]])
    (found,) = likeliest(logprobs, count, silence).tolist()

    assert sorted(row, reverse=True)[:count] == [row[index] for index in found]
    assert count == len(set(found))
