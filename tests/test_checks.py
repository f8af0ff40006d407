"""What settings may be, and what is said when they are something else."""

from __future__ import annotations

import math
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from trustcore import checks
from trustcore.checks import Rule, number, one_of, shown, whole
from trustcore.errors import ArgumentError, ConfigurationError, OptionError


class Hostile:
    """Raises whatever is done with it."""

    def __repr__(self) -> str:
        raise RuntimeError("no repr")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no comparison")

    def __hash__(self) -> int:
        raise RuntimeError("no hash")

    def __bool__(self) -> bool:
        raise RuntimeError("no truth")


WHATEVER: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.just(10**5000)
    | st.just(-(10**5000))
    | st.text(st.characters())
    | st.binary()
    | st.builds(Hostile)
    | st.lists(st.builds(Hostile), max_size=1)
    | st.dictionaries(st.text(), st.none())
)

RULES = [
    (checks.seconds, 0.5, [0, -1, math.nan, math.inf, True, "5", 10**400]),
    (checks.seconds.or_none, None, [0, "None"]),
    (number(0, 2), 2, [2.1, -0.1, 10**400, None]),
    (whole(1, 20), 20, [0, 21, 1.0, True, None]),
    (whole(above=0), 10**30, [0, -1, 10**400]),
    (whole(), -5, [1.0, "1", None]),
    (one_of("a", "b"), "b", ["c", None, 1]),
    (one_of(1), 1, [True, 1.0]),
    (checks.flag, False, [0, "False", None]),
    (checks.text, "", [None, b"", 3]),
    (checks.name, "x", ["", None]),
    (checks.path, Path("x"), ["", " ", "a\0b", b"x", 3, None]),
]


@pytest.mark.parametrize(("rule", "good", "bad"), RULES, ids=lambda one: getattr(one, "words", ""))
def test_a_rule_takes_what_keeps_it_and_nothing_else(
    rule: Rule, good: object, bad: list[object]
) -> None:
    assert good is rule.check("timeout", good)
    for value in bad:
        with pytest.raises(ConfigurationError) as caught:
            rule.check("timeout", value)
        assert f"timeout must be {rule.words}, not {shown(value)}" == str(caught.value)


@given(WHATEVER, st.sampled_from([rule for rule, _, _ in RULES]))
def test_whatever_is_given_keeps_a_rule_or_is_refused_with_it(value: object, rule: Rule) -> None:
    """No error of another kind, and none that is longer than what it says."""
    if not rule.holds(value):
        with pytest.raises(ConfigurationError, match=r"^x must be .{1,150}$"):
            rule.check("x", value)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (whole(1, 20), "a whole number from 1 to 20"),
        (whole(1), "a whole number from 1 up"),
        (number(0, 1_000_000), "a number from 0 to 1000000"),
        (number(high=2), "a number of at most 2"),
        (number(above=0, high=1, of="a share"), "a share above 0 and at most 1"),
        (
            checks.seconds.or_none_for("no limit"),
            "a number of seconds above 0, or None for no limit",
        ),
        (one_of("a", "b"), "one of 'a', 'b'"),
        (one_of("default"), "'default'"),
    ],
)
def test_the_words_name_the_range(rule: Rule, words: str) -> None:
    assert words == rule.words


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("5", "'5'"),
        ("x" * 40, f"'{'x' * 40}'"),
        ("x" * 41, "a text of 41 characters"),
        ("\x08" * 11, "a text of 11 characters"),
        (10**5000, "a number of more than 20 digits"),
        (-3, "-3"),
        (int, "the class int"),
        ([1], "list"),
        (Hostile(), "Hostile"),
        (math.nan, "nan"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_value_is_shown_briefly(value: object, expected: str) -> None:
    """What is in a collection, or in an object's own repr, is not for messages."""
    assert expected == shown(value)


def test_the_error_may_be_another() -> None:
    with pytest.raises(OptionError, match="option burst must be a whole number from 1 up, not 0"):
        whole(1).check("option burst", 0, OptionError)


@frozen
class Plugin:
    samples: int = field(default=1, validator=whole(1, 20).argument)
    size: int = field(default=1, validator=whole(1).validator("plug-in: "))


def test_an_argument_of_a_plug_in_is_named() -> None:
    """The registry and the presets tell the user where it stands."""
    with pytest.raises(ArgumentError, match=r"^plugin: samples must be .* 20, not 0$") as caught:
        Plugin(samples=0)
    assert "samples" == caught.value.argument


def test_a_setting_is_named_with_its_prefix() -> None:
    with pytest.raises(ConfigurationError, match=r"^plug-in: size must be .* up, not 0$"):
        Plugin(size=0)


@pytest.mark.parametrize(
    ("rule", "given", "kept"),
    [
        (number(0, 2), np.float64(0.5), 0.5),
        (number(0, 2), np.float32(0.5), 0.5),
        (number(0, 2), Fraction(1, 2), 0.5),
        (number(0, 2), np.int64(1), 1),
        (whole(1).or_none, np.uint8(3), 3),
        (checks.seconds.or_none_for("no limit"), np.float64(3), 3.0),
    ],
)
def test_a_number_of_another_library_is_kept_as_a_plain_one(
    rule: Rule, given: object, kept: float
) -> None:
    """A quantile of a data frame and a drawn seed are numbers; JSON and records have plain ones."""

    @frozen
    class Settings:
        value: Any = field(validator=rule.validator())
        argument: Any = field(validator=rule.argument)

    made = Settings(given, given)
    assert [kept] * 3 == [rule.check("value", given), made.value, made.argument]
    assert {type(kept)} == {type(made.value), type(made.argument)}


@pytest.mark.parametrize(
    ("given", "way"),
    [
        (Decimal("0.5"), "not Decimal; give a plain number, float(value) or int(value)"),
        (timedelta(seconds=3), "not timedelta; give its seconds, value.total_seconds()"),
        (np.float64(math.nan), "not nan"),
        (np.bool_(True), "not bool"),
    ],
)
def test_what_is_nearly_a_number_is_refused_with_what_to_write(given: object, way: str) -> None:
    """Money and durations have types of their own."""
    with pytest.raises(ConfigurationError, match="timeout must be a number") as caught:
        checks.seconds.check("timeout", given)

    assert str(caught.value).endswith(way)
