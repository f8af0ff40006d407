"""The small records: what they refuse, and what they never show."""

from __future__ import annotations

import copy
import logging
import math
import pickle
from collections.abc import Callable
from functools import partial
from typing import Any

import orjson
import pytest
from attrs import asdict, evolve, frozen
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from trustcore import (
    Absent,
    Answer,
    Ask,
    Completion,
    Embedding,
    Embeddings,
    Message,
    Missing,
    Rating,
    Request,
    Samples,
    Secret,
    Signal,
    TokenLogprobs,
    ToolCall,
    Usage,
    dumps,
)
from trustcore.allowance import Allowance, Allowances
from trustcore.errors import InputError, StrategyError
from trustcore.records.chat import MOST, UNREPORTED, EmbeddingRequest, Reply

NOT_IN_UNIT = [math.nan, math.inf, -math.inf, -0.001, 1.001, -1e-300]

# Numbers


@pytest.mark.parametrize("value", NOT_IN_UNIT)
def test_a_signal_outside_the_unit_interval_is_refused(value: float) -> None:
    """NaN above all: in a peer it became "most certain"."""
    with pytest.raises(StrategyError, match=r"signal 'toy' must be a number in \[0, 1\], not "):
        Signal("toy", value)


@pytest.mark.parametrize("value", NOT_IN_UNIT)
def test_a_rating_outside_the_unit_interval_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match=r"a rating must be in \[0, 1\], not "):
        Rating(value)


@pytest.mark.parametrize(
    ("remaining", "limit", "reset"),
    [(-1, 60, 1), (math.nan, 60, 1), (5, 0, 1), (5, math.inf, 1), (5, 60, -1), (5, 60, math.nan)],
)
def test_an_allowance_is_finite_and_not_below_0(
    remaining: float, limit: float, reset: float
) -> None:
    """Whoever makes one: a wait that is reckoned from it has an end."""
    with pytest.raises(ValueError, match="finite"):
        Allowance(remaining, limit, reset)


def test_what_is_exhausted_lasts_until_the_last_of_its_limits_is_reset() -> None:
    some, none = Allowance(5, 60, 90), Allowance(0, 60, 30)
    assert Allowances(some, some).exhausted is None
    assert 40 == Allowances(some, none, Allowance(0, 60, 40)).exhausted


@given(st.floats(0, 1))
def test_a_signal_is_what_it_was_given(value: float) -> None:
    assert {"name": "toy", "value": value, "reason": "why"} == Signal("toy", value, "why").to_dict()


@pytest.mark.parametrize("value", ["0.5", None])
def test_a_signal_that_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        Signal("toy", value)  # type: ignore[arg-type]


def test_an_absent_signal_has_no_value() -> None:
    assert {"name": "toy", "value": None, "reason": "why"} == Absent("toy", "why").to_dict()


USAGE = st.builds(Usage, *[st.integers(0, 10**12)] * 4)


@given(USAGE, USAGE, USAGE)
def test_usage_adds_up(one: Usage, two: Usage, three: Usage) -> None:
    assert one == one + Usage()
    assert one + two == two + one
    assert (one + two) + three == one + (two + three)
    assert [sum(pair) for pair in zip(_row(one), _row(two), strict=True)] == _row(one + two)


def _row(usage: Usage) -> list[int]:
    return [usage.calls, usage.input_tokens, usage.output_tokens, usage.unreported]


def test_a_reply_that_told_no_tokens_says_so() -> None:
    """In a peer a missing count became -1 tokens."""
    assert Usage(calls=1, unreported=1) == UNREPORTED == Reply(()).usage


# Token log-probabilities


def test_token_logprobs_may_have_the_numbers_alone() -> None:
    assert (-0.5, -math.inf) == TokenLogprobs((-0.5, -math.inf)).logprobs


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (((math.nan,),), "a token's log-probability is not a number below infinity"),
        (((-1.0, math.inf),), "a token's log-probability is not a number below infinity"),
        (((-1.0,), ("a",), ((("a", math.nan),),)), "a token's log-probability is not a number"),
        (((-1.0,), ("a", "b")), "tokens has 2 entries for 1 log-probabilities"),
        (((-1.0,), ("a",), ((), ())), "top has 2 entries for 1 log-probabilities"),
    ],
)
def test_token_logprobs_that_make_no_sense_are_refused(
    arguments: tuple[Any, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        TokenLogprobs(*arguments)


# Identity of needs and requests


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Answer(), Answer(logprobs=5)),
        (Samples(2), Samples(2, 1.0, logprobs=0)),
        (Ask("a", "Paris", Request(())), Ask("a", "Paris", Request((), seed=1), role="answer")),
        (Embeddings(("a",)), Embeddings(("a",))),
    ],
)
def test_features_and_wording_do_not_make_another_need(one: object, other: object) -> None:
    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Samples(2), Samples(3)),
        (Samples(2), Samples(2, 0.0)),
        (Samples(2, None), Samples(2, 0.0)),
        (Ask("a", "Paris", Request(())), Ask("a", "Lyon", Request(()))),
        (Ask("a", "Paris", Request(())), Ask("b", "Paris", Request(()))),
        (Request(()), Request((), draw=1)),
        (Request((), temperature=0.0), Request(())),
    ],
)
def test_what_is_asked_makes_another_need(one: object, other: object) -> None:
    assert one != other


@pytest.mark.parametrize(
    ("calls", "words"),
    [
        (({"name": "planted"},), "entry 0 is of the type dict"),
        ([ToolCall("f", {}), "planted"], "entry 1 is of the type str"),
        ([None], "entry 0 is of the type NoneType"),
        (ToolCall("planted", {}), ", not ToolCall"),
        ({"name": "planted"}, ", not dict"),
        ("planted", ", not str"),
        (5, ", not int"),
        ("", ", not str"),
    ],
)
@pytest.mark.parametrize(
    "make", [partial(Completion, ""), partial(Message, "assistant", None)], ids=["reply", "message"]
)
def test_what_is_no_call_is_refused(make: Callable[..., object], calls: Any, words: str) -> None:  # noqa: ANN401
    """By its place and type, with what is wanted; it is not quoted."""
    with pytest.raises(InputError) as caught:
        make(tool_calls=calls)
    assert "a list of ToolCalls" in str(caught.value)
    assert words in str(caught.value)
    assert "planted" not in str(caught.value)


def test_calls_are_a_tuple_whatever_held_them() -> None:
    """So that the records stay hashable; none at all is what an SDK has for no calls."""
    call = ToolCall("f", {"a": 1})
    made = [Completion("", tool_calls=[call]), Completion("", tool_calls=(call,))]
    assert 1 == len({*made})
    assert Completion("a") == Completion("a", tool_calls=None) == Completion("a", tool_calls=[])
    assert () == Message("assistant", "a", tool_calls=[]).tool_calls


@pytest.mark.parametrize(
    ("finish_reason", "truncated"), [("stop", False), ("length", True), ("tool_calls", False)]
)
def test_a_completion_knows_whether_the_limit_cut_it(finish_reason: str, truncated: bool) -> None:
    assert truncated is Completion("Paris", finish_reason=finish_reason).truncated


# Texts and keys are not shown


@pytest.mark.parametrize(
    "record",
    [
        Message("user", "Paris"),
        Completion("Paris", TokenLogprobs((-1.0,), ("Paris",), ((("Paris", -1.0),),))),
        Request((Message("user", "Paris"),)),
        EmbeddingRequest(("Paris",)),
        Embeddings(("Paris",)),
        Ask("kind", "Paris", Request((Message("user", "Paris"),))),
        Reply((Completion("Paris"),)),
    ],
)
def test_a_repr_holds_no_text(record: object) -> None:
    assert "Paris" not in repr(record)


@pytest.mark.parametrize("record", [Message("user", "a"), Request(()), Missing("b"), Usage()])
def test_records_are_frozen(record: object) -> None:
    with pytest.raises(FrozenInstanceError):
        record.role = "other"  # type: ignore[attr-defined]


KEY = "sk-very-secret"


@frozen
class Holder:
    """As a provider keeps its key."""

    api_key: Secret
    model: str = "toy/model"


@pytest.mark.parametrize(
    "show",
    [repr, str, format, "{0}".format, "{0!r}".format, "{0!s:>30}".format, "%s".__mod__],
)
def test_a_secret_does_not_show(show: Callable[[object], str]) -> None:
    assert KEY not in show(Secret(KEY))
    assert KEY not in show((Secret(KEY),))
    assert KEY not in show(Holder(Secret(KEY)))


def test_a_secret_does_not_show_in_a_log(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("toy").warning("key %s of %r", Secret(KEY), Holder(Secret(KEY)))
    assert "Secret('***')" in caplog.text
    assert KEY not in caplog.text


@pytest.mark.parametrize(
    "write",
    [
        pickle.dumps,
        lambda one: pickle.dumps(one, protocol=0),
        copy.copy,
        copy.deepcopy,
        orjson.dumps,
        dumps,
        vars,
    ],
)
def test_a_secret_is_never_written_down(write: Callable[[object], object]) -> None:
    with pytest.raises(TypeError):
        write(Secret(KEY))


@pytest.mark.parametrize("write", [pickle.dumps, copy.deepcopy])
def test_what_holds_a_secret_is_not_written_down_either(write: Callable[[object], object]) -> None:
    with pytest.raises(TypeError, match="a Secret is never written down"):
        write(Holder(Secret(KEY)))


def test_a_record_with_a_secret_as_a_dict_keeps_it_closed() -> None:
    data = asdict(Holder(Secret(KEY)))
    assert KEY not in repr(data)
    with pytest.raises(TypeError, match="Secret"):
        dumps(data)


def test_a_secret_is_revealed_only_by_name() -> None:
    holder = evolve(Holder(Secret(KEY)), model="other/model")
    assert KEY == holder.api_key.reveal()


def test_secrets_are_equal_by_value() -> None:
    """Equal providers share an actor."""
    assert Secret(KEY) == Secret(KEY)
    assert hash(Secret(KEY)) == hash(Secret(KEY))
    assert Secret(KEY) != Secret("another")
    assert Secret(KEY) != KEY


# Plain data


def test_what_can_be_written_is_written_inside_lists_and_dicts() -> None:
    data = {"signals": [Signal("a", 0.5), Absent("b", "no")], 1: (None, True)}
    assert {
        "signals": [
            {"name": "a", "value": 0.5, "reason": ""},
            {"name": "b", "value": None, "reason": "no"},
        ],
        "1": [None, True],
    } == orjson.loads(dumps(data))


class Precise(float):
    """As numpy's float64 is a float."""


def test_a_strategys_own_kind_of_float_can_be_written() -> None:
    assert 0.25 == orjson.loads(dumps(Signal("toy", Precise(0.25))))["value"]


@pytest.mark.parametrize("value", [object(), {1, 2}, 1j, print])
def test_what_has_no_written_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="not JSON serializable"):
        dumps(value)


# Written down, whatever an endpoint said

HALF = "\ud83d"
"""The first half of an emoji in UTF-16."""


def test_half_an_emoji_becomes_a_replacement_character() -> None:
    """Neither JSON nor an API takes it; two halves beside each other are whole."""
    assert "a\ufffd" == Completion("a" + HALF).text == Message("user", "a" + HALF).content
    assert "\U0001f600" == Completion(HALF + "\ude00").text
    assert "\ufeff\ufffdz" == Completion("\ufeff\ude00z").text


@given(st.text(st.characters()))
def test_a_text_in_a_record_is_whole_and_otherwise_as_it_was(text: str) -> None:
    whole = Completion(text).text
    assert whole.encode().decode() == whole == Completion(whole).text
    if not any("\ud800" <= one <= "\udfff" for one in text):
        assert text == whole


class Text(str):
    """As NumPy's are, which show themselves as something else."""

    __slots__ = ()

    def __str__(self) -> str:
        return "shown"


def test_a_text_in_a_record_is_a_plain_one() -> None:
    found = Message("user", Text("é")).content
    assert ("é", str) == (found, type(found))


@pytest.mark.parametrize(
    "told", [10**4000, 2**64, -5, True], ids=["4000 digits", "65 bits", "-5", "True"]
)
def test_a_count_is_within_what_can_be_written(told: int) -> None:
    """An endpoint tells a number of 4,000 digits: what is added to it can be written for ever."""
    usage = Usage(1, told, told) + Usage(1, told, 3)
    assert 0 <= usage.input_tokens <= MOST
    assert orjson.loads(dumps(asdict(usage))) == asdict(usage)


@pytest.mark.parametrize("told", ["7", None, 1.5])
def test_what_is_no_count_is_refused(told: object) -> None:
    with pytest.raises(TypeError):
        Usage(1, told)  # type: ignore[arg-type]


@pytest.mark.parametrize("numbers", [[math.nan], [1.0, math.inf], [-math.inf, math.inf]])
def test_an_embedding_is_finite(numbers: list[float]) -> None:
    """No similarity can be told from what is not."""
    with pytest.raises(ValueError, match="an embedding must be finite numbers"):
        Embedding(tuple(numbers))


def test_the_sum_of_an_embedding_may_be_infinite() -> None:
    assert (1e308, 1e308) == Embedding((1e308, 1e308)).vector


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(st.text(st.characters(), max_size=3), below, max_size=3)
        | st.builds(Absent, st.text(st.characters()), st.text(st.characters()))
        | st.builds(Signal, st.text(st.characters()), st.floats(0, 1), st.text(st.characters()))
    ),
    max_leaves=8,
)


@given(ANYTHING | st.lists(st.sampled_from([10**400, -(10**400), HALF, 2**64]), min_size=1))
def test_whatever_a_record_holds_can_be_written(value: object) -> None:
    orjson.loads(dumps(value))


def test_what_json_has_no_form_for_is_written_as_the_nearest() -> None:
    found = orjson.loads(dumps({"a" + HALF: [HALF, 2**64, -(2**70), 10**5000, math.nan, 7]}))
    assert {"a\ufffd": ["\ufffd", 2.0**64, -(2.0**70), None, None, 7]} == found


def test_a_secret_is_not_written_beside_half_an_emoji() -> None:
    """The second way of writing knows what the first one refuses."""
    with pytest.raises(TypeError, match="Secret"):
        dumps([HALF, Secret("sk-1")])


def test_signals_and_absent_ones_are_read_alike() -> None:
    """Nobody who reads signals has to ask first of which kind they are."""
    signals: list[Signal | Absent] = [Signal("a", 0.5), Absent("b", "it failed")]
    assert [0.5, None] == [one.value for one in signals]
