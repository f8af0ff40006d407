"""Which tokens an answer is made of, where tokens and text differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.labels.align import token_indices

THINKING = ("<think>", " Lyon", "?", " Or", " Paris", "</think>", "\n\n")


@pytest.mark.parametrize(
    ("text", "tokens", "expected"),
    [
        ("Paris", (*THINKING, "Paris"), (7,)),
        ("Paris.", (*THINKING, "Paris", "."), (7, 8)),
        ("Paris", ("Maybe", " Paris", "</think>", "Paris", "<|im_end|>"), (3,)),
        ("Paris", ("Paris", "<|im_end|>"), (0,)),
        ("Paris", ("<s>", "Paris"), (1,)),
        ("Paris", ("<s>", "▁Par", "is", "</s>"), (1, 2)),
        ("Paris", ("Paris", "\n", "<|eot_id|>"), (0,)),
        ("Paris", ("<|channel|>", "analysis", "<|message|>", "Hm", "<|end|>", "Paris"), (5,)),
        ("São", ("S", "<0xC3>", "<0xA3>", "o"), (0, 1, 2, 3)),
        ("New York", ("New", "York"), (0, 1)),
        ("Paris Paris", ("Paris", " Paris", " Paris"), (1, 2)),
        ("Paris", ("Lyon", "Rome"), ()),
        ("Paris", (), ()),
        ("", ("Paris",), ()),
    ],
)
def test_tokens_of_a_whole_text(
    text: str, tokens: tuple[str, ...], expected: tuple[int, ...]
) -> None:
    """Only the last tokens that are the text count; thinking and steering tokens never do."""
    assert expected == token_indices(text, tokens, 0, len(text))


@given(
    st.lists(st.text(min_size=1, max_size=5), max_size=12),
    st.lists(st.text(max_size=5), max_size=6),
)
def test_whatever_stands_in_front_does_not_count(tokens: list[str], before: list[str]) -> None:
    """Tokens in front of the text's own are never the answer's."""
    text = "".join(tokens)
    found = token_indices(text, (*before, *tokens), 0, len(text))
    assert all(index >= len(before) for index in found) or not text.strip()
