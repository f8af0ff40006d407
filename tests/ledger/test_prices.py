from __future__ import annotations

import tomllib
from datetime import date
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import ConfigurationError, Usage
from trustcore.ledger import Price, Prices, cost

MINI = "openai/gpt-4.1-mini"


def test_a_known_model_has_a_price() -> None:
    """The dated snapshot of a model costs what the model costs."""
    prices = Prices.of()
    price = prices.price_of(MINI)
    assert price is not None
    assert (0.4, 1.6) == (price.input, price.output)
    assert price == prices.price_of(f"{MINI}-2025-04-14")


@pytest.mark.parametrize(
    "model", ["openai/gpt-4.1-maxi", "azure/gpt-4.1-mini", "openai/gpt-4o-mini-transcribe", "x"]
)
def test_an_unknown_model_has_no_price(model: str) -> None:
    """A name that is only like a known one has no price: a wrong one is worse than none."""
    assert Prices.of().price_of(model) is None


def test_every_row_that_comes_along_says_since_when() -> None:
    """A price without its date could not be checked."""
    table = tomllib.loads(files("trustcore.ledger").joinpath("prices.toml").read_text("utf-8"))
    assert [] == [name for name, row in table.items() if not isinstance(row["as_of"], date)]


def test_the_user_s_rows_go_before_ours() -> None:
    """However short the user's pattern is; among the user's own the longest wins."""
    prices = Prices.of({"*": {"input": 1, "output": 2}, "openai/*": Price(3.0, 4.0, max_output=5)})
    assert Price(3.0, 4.0, 5) == prices.price_of(MINI)
    assert Price(1.0, 2.0) == prices.price_of("ollama/llama3")


def test_prices_can_be_a_toml_file(tmp_path: Path) -> None:
    """It has the form of the table that comes along."""
    file = tmp_path / "mine.toml"
    file.write_text('"openai/*" = { input = 1, output = 2.5, as_of = 2026-11-01 }', "utf-8")
    expected = Price(1.0, 2.5, as_of=date(2026, 11, 1))
    assert expected == Prices.of(file).price_of(MINI)


@pytest.mark.parametrize(
    ("prices", "named"),
    [
        ({"m": {"input": 1}}, "'m'].output"),
        ({"m": {"input": -1, "output": 1}}, "'m'].input"),
        ({"m": {"input": float("nan"), "output": 1}}, "'m'].input"),
        ({"m": {"input": True, "output": 1}}, "'m'].input"),
        ({"m": {"input": 1, "output": 1, "max_output": 0}}, "'m'].max_output"),
        ({"m": {"input": 1, "output": 1, "as_of": "today"}}, "'m'].as_of"),
        ({"m": {"inputs": 1, "output": 1}}, "'inputs'"),
        ({"m": 3}, "'m'] must be a table"),
        ({"m": Price(-1.0, 1.0)}, "'m'].input"),
        (3, "mapping or a TOML file"),
        ("nowhere.toml", "nowhere.toml cannot be read"),
    ],
)
def test_a_wrong_table_is_refused(prices: dict[str, Any], named: str) -> None:
    """The message names the row and the key."""
    with pytest.raises(ConfigurationError) as caught:
        Prices.of(prices)
    assert named in str(caught.value)


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    """It is named without its folder."""
    file = tmp_path / "mine.toml"
    file.write_text("input: 3", "utf-8")
    with pytest.raises(ConfigurationError, match=r"^prices: mine\.toml is not TOML"):
        Prices.of(file)


@given(
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.integers(0, 10**8),
    st.integers(0, 10**8),
)
def test_a_cost_is_the_nearest_float_to_the_exact_sum(
    input_millionths: int, output_millionths: int, read: int, written: int
) -> None:
    """Prices of six decimals are taken at their decimal value, not at that of their float."""
    price = Price(input_millionths / 10**6, output_millionths / 10**6)
    exact = Fraction(input_millionths * read + output_millionths * written, 10**12)
    assert float(exact) == cost(price, Usage(1, read, written))


@pytest.mark.parametrize(
    ("price", "usage"),
    [(None, Usage(1, 5, 5)), (Price(1.0, 1.0), Usage(calls=1, unreported=1))],
    ids=["no price", "no token counts"],
)
def test_what_is_not_known_has_no_cost(price: Price | None, usage: Usage) -> None:
    """None, and not 0."""
    assert cost(price, usage) is None


def test_a_model_that_is_free_costs_nothing() -> None:
    """0.0 is a cost."""
    assert cost(Price(0.0, 0.0), Usage(1, 5, 5)) == 0.0
