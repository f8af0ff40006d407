from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import (
    Absent,
    Answer,
    Completion,
    ConfigurationError,
    Evidence,
    EvidenceMissing,
    Message,
    Missing,
    Signal,
    Strategy,
    TokenLogprobs,
)
from trustcore.labels.align import token_indices
from trustcore.records.chat import ROUNDING
from trustcore_strategies.logprobs import Logprobs

GUESS = ("Guess", ":", " Amanda", " B", "ynes", "\n", "Probability", ":", " ", "0", ".", "1")


Top = tuple[tuple[tuple[str, float], ...], ...]


def completion(tokens: tuple[str, ...], logprobs: tuple[float, ...], top: Top = ()) -> Completion:
    return Completion("".join(tokens), TokenLogprobs(logprobs, tokens, top))


def signal(answer: Completion) -> Signal:
    found = Logprobs().assess(Evidence.of("Who?", answer))
    assert isinstance(found, Signal), found
    return found


def test_it_is_a_strategy() -> None:
    """The class satisfies the protocol."""
    assert isinstance(Logprobs(), Strategy)


def test_needs() -> None:
    """It wants the answer with alternatives to each token."""
    (need,) = Logprobs(3).needs(Evidence((Message("user", "Who?"),), {}, complete=False))
    assert isinstance(need, Answer)
    assert need.logprobs == 3


def test_only_the_answers_tokens_count() -> None:
    """Neither template words nor a stated probability change the signal."""
    sure = (0.0, 0.0, -0.1, -0.2, -0.3, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    unsure = (-9.0, -9.0, -0.1, -0.2, -0.3, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0)
    expected = math.exp(-0.6 / math.sqrt(3))
    assert signal(completion(GUESS, sure)).value == pytest.approx(expected)
    assert signal(completion(GUESS, unsure)).value == pytest.approx(expected)


def test_the_least_sure_token_is_named() -> None:
    """The reason names the token of the answer that the model was least sure of."""
    reason = signal(completion(GUESS, (-9.0, -9.0, -0.1, -2.0, *[-0.1] * 8))).reason
    assert 'least sure of "B" with 14%' in reason


def test_tokens_in_reasons_are_short_lines() -> None:
    """A token of any length is cut to 40 characters on one line."""
    reason = signal(completion(("x\ny " * 1000,), (-1.0,))).reason
    assert len(reason.partition("least sure of ")[2].rpartition(" with ")[0]) <= 40
    assert "\n" not in reason


def test_a_working_does_not_count() -> None:
    """Only the number in the box counts."""
    tokens = ("So", " 6", "*", "7", " is", " \\boxed{", "42", "}")
    assert signal(completion(tokens, (*[-5.0] * 6, -0.5, -5.0))).value == pytest.approx(
        math.exp(-0.5)
    )


@pytest.mark.parametrize(
    ("text", "tokens", "expected"),
    [
        ("Guess: New York", ("Guess", ":", " New", " York"), (2, 3)),
        ("Guess: New York", ("\u2581Guess", ":", "\u2581New", "\u2581York"), (2, 3)),
        ("Guess: New York", ("Guess", ":", "New", "York"), (2, 3)),
        ("Guess: New York", ("<s>", "Guess", ":", " New", " York", "</s>"), (3, 4)),
        ("Guess: na\u00efve", ("Guess", ":", " na", "\\xc3", "\\xaf", "ve"), (2, 3, 4, 5)),
        ("Guess: New York", ("Guess", ":", " New", " ", "York"), (2, 4)),
        ("Guess: New York", ("alpha", "beta", "gamma"), ()),
        ("Guess: New York", (), ()),
    ],
)
def test_tokens_are_found(text: str, tokens: tuple[str, ...], expected: tuple[int, ...]) -> None:
    """Tokens that do not concatenate to the text are found where they stand."""
    assert expected == token_indices(text, tokens, 7, len(text))


def test_foreign_tokens_say_nothing() -> None:
    """Tokens that have nothing to do with the text are those of another one."""
    answer = Completion("Paris", TokenLogprobs((-1.0, -1.0), ("alpha", "beta")))
    found = Logprobs().assess(Evidence.of("Who?", answer))
    assert isinstance(found, Absent)
    assert found.reason == "the answer's log-probabilities are of tokens that are not its text's"


@pytest.mark.parametrize(
    ("tokens", "logprobs"),
    [
        (("<think>", " Lyon", " or", " Paris", "</think>", "\n\n", "Paris"), (*[-3.0] * 6, -0.1)),
        (("Paris", "<|im_end|>"), (-0.1, -3.0)),
        (("<s>", "Paris"), (-3.0, -0.1)),
    ],
)
def test_tokens_that_are_not_in_the_text_do_not_count(
    tokens: tuple[str, ...], logprobs: tuple[float, ...]
) -> None:
    """Thinking, and marks of the beginning and the end, are no part of the answer."""
    answer = Completion("Paris", TokenLogprobs(logprobs, tokens))
    assert signal(answer).value == pytest.approx(math.exp(-0.1))


def test_numbers_without_tokens_all_count() -> None:
    """A recording without the tokens' texts counts as a whole."""
    found = signal(Completion("Answer: Paris", TokenLogprobs((-1.0, -3.0))))
    assert found.value == pytest.approx(math.exp(-4 / math.sqrt(2)))
    assert "whole text" in found.reason


def test_a_wide_choice_is_less_sure() -> None:
    """Among alternatives as likely as the token the model is less sure than without any."""
    half = math.log(0.5)
    peaked = completion(("Paris",), (half,), top=((("Paris", half),),))
    wide = completion(("Paris",), (half,), top=((("Paris", half), *[("x", half / 5)] * 5),))
    spread = completion(("Paris",), (half,), top=((("Paris", half), *[("x", math.log(0.1))] * 5),))
    assert signal(spread).value < signal(peaked).value
    assert 0.0 <= signal(wide).value <= 1.0


def test_a_sure_token_with_its_alternatives() -> None:
    """A token with all of the probability is certain, alternatives of -inf or not."""
    top = ((("Paris", 0.0), ("Lyon", -math.inf)),)
    assert signal(completion(("Paris",), (0.0,), top=top)).value == pytest.approx(1.0)


@pytest.mark.parametrize(
    "answer",
    [
        Completion("Paris"),
        Completion("", TokenLogprobs(())),
        Completion("Paris", TokenLogprobs(())),
    ],
)
def test_without_log_probabilities(answer: Completion) -> None:
    """Without log-probabilities there is no signal, and a reason."""
    found = Logprobs().assess(Evidence.of("Who?", answer))
    assert isinstance(found, Absent)
    assert found.reason.startswith("the answer has no ")


def test_no_answer() -> None:
    """A missing answer passes on as missing evidence."""
    evidence = Evidence((Message("user", "Who?"),), {("candidate", 0): Missing("lost")})
    with pytest.raises(EvidenceMissing, match="lost"):
        Logprobs().assess(evidence)


numbers = st.floats(max_value=5, allow_nan=False) | st.sampled_from([-9999.0, 1e300, -1e308])
tops = st.lists(st.tuples(st.text(max_size=3), numbers), max_size=3).map(tuple)


@given(st.lists(st.tuples(st.text(max_size=5), numbers, tops), min_size=1, max_size=8), st.text())
def test_any_log_probabilities_give_a_signal(
    rows: list[tuple[str, float, tuple[tuple[str, float], ...]]], text: str
) -> None:
    """Infinities, probabilities above 1 and tokens of another text never leak into the signal."""
    tokens, logprobs, top = zip(*rows, strict=True)
    for given_text in ("".join(tokens), text):
        answer = Completion(given_text, TokenLogprobs(logprobs, tokens, top))
        try:
            found = Logprobs().assess(Evidence.of("Who?", answer))
        except EvidenceMissing:
            assert max(logprobs) > ROUNDING
        else:
            assert isinstance(found, Absent) or 0.0 <= found.value <= 1.0


@given(
    st.lists(st.floats(-19, -0.001), min_size=1, max_size=8), st.integers(0, 7), st.floats(0.01, 1)
)
def test_it_grows_with_every_probability(logprobs: list[float], index: int, factor: float) -> None:
    """A likelier token never makes the answer less sure."""
    index %= len(logprobs)
    raised = [lp * factor if i == index else lp for i, lp in enumerate(logprobs)]
    tokens = tuple("abcdefgh"[: len(logprobs)])
    low, high = (signal(completion(tokens, tuple(lps))).value for lps in (logprobs, raised))
    assert low <= high


@pytest.mark.parametrize("arguments", [{"alternatives": -1}, {"alternatives": 1.0}, {"name": 3}])
def test_wrong_arguments(arguments: dict[str, Any]) -> None:
    """A wrong argument is refused with its name and the rule."""
    with pytest.raises(ConfigurationError, match=f"logprobs: {next(iter(arguments))} must be"):
        Logprobs(**arguments)


@pytest.mark.parametrize("numbers", [(0.5,), (0.93, 0.8), (-0.1, 2.0), (1e308,)])
def test_numbers_that_are_no_log_probabilities_are_no_certainty(numbers: tuple[float, ...]) -> None:
    """Probabilities, costs or scores under that name must not read as a sure model."""
    with pytest.raises(EvidenceMissing, match="above 0"):
        Logprobs().assess(Evidence.of("Who?", Completion("A", TokenLogprobs(numbers))))


def test_an_inexact_zero_is_one() -> None:
    """Some servers send one a hair above 0."""
    assert 1.0 == signal(completion(("A",), (1e-7,))).value
