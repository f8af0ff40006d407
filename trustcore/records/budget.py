"""What may be spent, and what requests take of it."""

from __future__ import annotations

from attrs import field, frozen

from trustcore.checks import number, whole
from trustcore.errors import ConfigurationError
from trustcore.records.money import dollars, units

_usd = number(above=0, high=10**12, of="a number of US dollars").or_none_for("no limit")
_count = whole(above=0).or_none_for("no limit")


@frozen
class Budget:
    """What may be spent; at least one limit is needed. All of them hold at once.

    Attributes:
        usd: US dollars, above 0, at most a trillion. Every model's price must be known.
        tokens: Tokens read and written, above 0.
        calls: Requests sent, retries included, above 0.

    Raises:
        ConfigurationError: When a limit is of the wrong type or not above 0, or there is none.
    """

    usd: float | None = field(default=None, validator=_usd.validator("budget "))
    tokens: int | None = field(default=None, validator=_count.validator("budget "))
    calls: int | None = field(default=None, validator=_count.validator("budget "))

    def __attrs_post_init__(self) -> None:
        if self.usd is None and not self.counts_tokens and self.calls is None:
            raise ConfigurationError("a budget needs a limit: usd, tokens or calls")

    @property
    def counts_tokens(self) -> bool:
        """Whether a request without a bound on its reply cannot be reserved."""
        return self.usd is not None or self.tokens is not None


@frozen
class Amount:
    """What requests take, or may take, of a budget.

    Attributes:
        calls: Requests.
        tokens: Tokens read and written.
        units: Trillionths of a US dollar.
    """

    calls: int = 0
    tokens: int = 0
    units: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(
            self.calls + other.calls, self.tokens + other.tokens, self.units + other.units
        )

    def __sub__(self, other: Amount) -> Amount:
        return Amount(
            self.calls - other.calls, self.tokens - other.tokens, self.units - other.units
        )

    def beyond(self, budget: Budget) -> str | None:
        """The first limit of a budget that this is beyond."""
        limits = (
            ("usd", self.units, None if budget.usd is None else units(budget.usd)),
            ("tokens", self.tokens, budget.tokens),
            ("calls", self.calls, budget.calls),
        )
        return next((name for name, one, most in limits if most is not None and one > most), None)

    def show(self, limit: str) -> str:
        """One part of it, in words."""
        if limit == "usd":
            return f"{dollars(self.units):.6g} USD"
        return f"{self.tokens if limit == 'tokens' else self.calls} {limit}"
