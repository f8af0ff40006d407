from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import Secret
from trustcore.redact import SHOWN, looks_like_a_key, one_line, quotes, shown

TEXTS = st.text(max_size=300)


@given(TEXTS, st.text("abcdefghij0123456789/+", min_size=6, max_size=40))
def test_a_secret_is_masked_wherever_it_stands(text: str, key: str) -> None:
    """In texts and in bytes, however often."""
    secret = Secret(key)
    found = secret.mask(key + text + key)

    assert key not in found.replace("***", "\0")
    assert key.encode() not in secret.mask_bytes((key + text + key).encode()).replace(b"***", b"\0")


@given(st.binary(max_size=100))
def test_a_value_that_is_too_short_is_not_looked_for(data: bytes) -> None:
    """It would be found in any text."""
    assert Secret("e").mask_bytes(data) == Secret("").mask_bytes(data) == data


@given(TEXTS)
def test_what_is_shown_is_one_short_line(words: str) -> None:
    """Whatever a foreign library says: no control characters, nothing that turns the direction."""
    line = shown(words)

    assert len(line) <= SHOWN
    assert line.isprintable()
    assert line == one_line(line)


@given(st.integers(0, 10_000), st.sampled_from(" x\n"))
def test_no_part_of_a_secret_is_shown(place: int, filling: str) -> None:
    """However long the words are, of which only a beginning is looked at."""
    assert "a-pass" not in shown(filling * place + "a-password", secrets=[Secret("a-password")])


@given(TEXTS, st.text(min_size=1, max_size=100), TEXTS)
def test_words_that_hold_a_text_of_the_request_are_withheld(
    before: str, text: str, after: str
) -> None:
    """Between others, quoted, and in another case; but for texts without a letter or digit."""
    for words in (f"{before} '{text}' {after}", f"{before} {text.upper().lower()} {after}"):
        assert not quotes(words, text) or shown(words, texts=[text]) == ""
    assert quotes(f"{before} '{text}' {after}", text) or not any(map(str.isalnum, text))


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("invalid value: 'What is the capital", "What is the capital of Italy?", True),
        ("...tal of Italy? (cut)", "What is the capital of Italy?", True),
        (r'{"input": "What is\nthe \u0063apital"}', "What is\nthe capital of Italy?", True),
        ("hi is not a model", "hi", True),
        ("this model is not there", "hi", False),
        ("model not found", "What is the capital of Italy?", False),
        ("anything", "?", False),
        ("", "What is the capital of Italy?", False),
    ],
)
def test_what_a_quotation_is(words: str, text: str, *, expected: bool) -> None:
    """Twelve characters in a row, or a short text whole; escapes make no difference."""
    assert quotes(words, text) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("wrong key sk-abc123", "wrong key ***"),
        ("wrong key 'AIzaSyD4xxxxxxxxxx'", "wrong key '***'"),
        ("token 0123abcd4567efgh89", "token ***"),
        ("at https://user:pw@host:8000/v1/chat?key=abc#d", "at https://host:8000/v1/chat"),
        ("model gpt-4.1-mini-2025-04-14 is gone", "model gpt-4.1-mini-2025-04-14 is gone"),
    ],
)
def test_credentials_that_nobody_named_are_masked(words: str, expected: str) -> None:
    """What looks like a key, and what a URL may hold."""
    assert shown(words) == expected


@pytest.mark.parametrize("word", ["unsupported_country_region_territory", "skip-it", "sky", "400"])
def test_words_are_no_keys(word: str) -> None:
    """However long."""
    assert not looks_like_a_key(word)
