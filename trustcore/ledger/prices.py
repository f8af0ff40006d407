"""What models charge, from a table that users can override."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from fnmatch import fnmatchcase
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from attrs import field, frozen

from trustcore.checks import instance_of, number, whole
from trustcore.errors import ConfigurationError
from trustcore.records.chat import Usage
from trustcore.records.money import dollars
from trustcore.suggest import unknown
from trustcore.tables import read_tables

_UNITS_PER_TOKEN = 10**6
"""A dollar per million tokens is a millionth of a dollar per token: 10**6 trillionths."""

_RATE = number(0, 10**9, of="a number of USD per million tokens")
_MAX_OUTPUT = whole(1, 2**53, of="a whole number of tokens").or_none
_AS_OF = instance_of(date, "a date").or_none
_KEYS = ("input", "output", "max_output", "as_of")


@frozen
class Price:
    """What a model charges, and the most that it writes.

    Attributes:
        input: USD per million tokens that it reads, from 0, to six decimals. Cached tokens count
            in full: then the cost is a little more than what is billed, never less.
        output: USD per million tokens that it writes, those of thinking included.
        max_output: The most tokens that one reply may have, where that is known.
        as_of: About when this held.
    """

    input: float
    output: float
    max_output: int | None = None
    as_of: date | None = None

    def of(self, input_tokens: int, output_tokens: int) -> int:
        """What tokens cost, in trillionths of a dollar."""
        read, written = self._units
        return read * input_tokens + written * output_tokens

    @cached_property
    def _units(self) -> tuple[int, int]:
        """What one token that is read costs, and one that is written."""
        return round(self.input * _UNITS_PER_TOKEN), round(self.output * _UNITS_PER_TOKEN)


def cost(price: Price | None, usage: Usage) -> float | None:
    """What calls cost, in USD: the exact sum, rounded once to the nearest float.

    Args:
        price: The model's price.
        usage: What was consumed.

    Returns:
        None when the price is not known, or when a reply told no token counts.
    """
    if price is None or usage.unreported > 0:
        return None
    return dollars(price.of(usage.input_tokens, usage.output_tokens))


@frozen
class Prices:
    """Prices by the model's name, "provider/model".

    They go by the name alone: who reaches a model of that name at another address, or at a
    discount, gives the price that holds there.

    Attributes:
        own: The user's rows, by pattern of the name; they go before those that come along.
    """

    own: Mapping[str, Price] = field(factory=dict)

    @classmethod
    def of(cls, prices: Mapping[str, Any] | str | Path | None = None) -> Prices:
        """Make a table of what the user gave.

        ::

            Prices.of({"ollama/*": {"input": 0, "output": 0, "max_output": 8192}})

        Args:
            prices: Rows by pattern of the model's name, where `*` stands for anything and the
                longest pattern that matches wins: a `Price`, or a table with `input`, `output` and
                perhaps `max_output` and `as_of`; or a TOML file of such tables.

        Raises:
            ConfigurationError: Naming the row and the rule.
        """
        if isinstance(prices, str | Path):
            return cls(_rows(_read(Path(prices))))
        if isinstance(prices, Mapping):
            return cls(_rows(prices))
        if prices is None:
            return cls()
        msg = f"prices must be a mapping or a TOML file, not {type(prices).__name__}"  # type: ignore[unreachable]
        raise ConfigurationError(msg)

    def price_of(self, model: str) -> Price | None:
        """The price of a model, None when it is not known."""
        own = _longest_match(self.own, model)
        return _longest_match(_builtin(), model) if own is None else own


def _longest_match(rows: Mapping[str, Price], model: str) -> Price | None:
    matching = [pattern for pattern in rows if fnmatchcase(model, pattern)]
    return rows[max(matching, key=len)] if matching else None


@cache
def _builtin() -> Mapping[str, Price]:
    text = files("trustcore.ledger").joinpath("prices.toml").read_text(encoding="utf-8")
    return _rows(tomllib.loads(text))


def _read(path: Path) -> Mapping[str, Any]:
    return read_tables(path, lambda problem: ConfigurationError(f"prices: {path.name} {problem}"))


def _rows(table: Mapping[str, Any]) -> Mapping[str, Price]:
    return {str(pattern): _price(f"prices[{pattern!r}]", row) for pattern, row in table.items()}


def _price(where: str, row: Any) -> Price:  # noqa: ANN401  (whatever the user gave)
    if isinstance(row, Price):
        row = {key: getattr(row, key) for key in _KEYS if getattr(row, key) is not None}
    if not isinstance(row, Mapping):
        msg = f'{where} must be a table, for example {{"input": 0.4, "output": 1.6}}'
        raise ConfigurationError(msg)
    for key in row:
        if key not in _KEYS:
            raise ConfigurationError(f"{where}: {unknown('key', str(key), _KEYS)}")
    return Price(
        _rate(f"{where}.input", row.get("input")),
        _rate(f"{where}.output", row.get("output")),
        _MAX_OUTPUT.check(f"{where}.max_output", row.get("max_output")),
        _AS_OF.check(f"{where}.as_of", row.get("as_of")),
    )


def _rate(where: str, value: Any) -> float:  # noqa: ANN401  (whatever the user gave)
    return float(_RATE.check(where, value))
