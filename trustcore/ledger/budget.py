"""The most that a request can take of a budget, and what it took in the end."""

from __future__ import annotations

from trustcore.errors import ConfigurationError
from trustcore.ledger.terms import Terms
from trustcore.ledger.tokens import most_read
from trustcore.records.budget import Amount, Budget
from trustcore.records.chat import EmbeddingRequest, Request, Usage
from trustcore.records.role import Role, is_witness


def worst_case(
    budget: Budget, terms: Terms, request: Request | EmbeddingRequest, role: Role
) -> Amount:
    """The most that sending a request once can take of a budget.

    What it reads is bounded by the bytes of its texts, what it writes by its token limit or by the
    most that the model writes at all, for each completion that is asked for.

    Raises:
        ConfigurationError: When there is no bound, or a price is needed and not known.
    """
    if not budget.counts_tokens:
        return Amount(calls=1)
    written = 0
    if isinstance(request, Request):
        written = request.n * bounded_reply(terms, role, request.max_tokens)
    return _amount(budget, terms, 1, most_read(request), written)


def taken(budget: Budget, terms: Terms, usage: Usage | None, reserved: Amount) -> Amount:
    """What an attempt took in the end.

    Args:
        budget: The budget.
        terms: Of the model.
        usage: What it consumed; None when nobody knows.
        reserved: Its worst case, which is what counts when nobody knows.
    """
    if usage is None or usage.unreported > 0:
        return reserved
    calls = max(1, usage.calls)  # a refused request was sent as well
    return _amount(budget, terms, calls, usage.input_tokens, usage.output_tokens)


def bounded_reply(terms: Terms, role: Role, max_tokens: int | None) -> int:
    """The most tokens of one reply.

    Raises:
        ConfigurationError: When there is no bound, naming the ways out.
    """
    written = terms.most_written(max_tokens)
    if written is None:
        ways = [f'a row for "{terms.model}" with `max_output` in `prices`']
        if role in ("answer", "sampler") or is_witness(role):
            ways = ["the option `max_tokens`", *ways]
        raise ConfigurationError(
            f"a budget in tokens or USD needs a limit on the length of replies, and {terms.model} "
            f"(role {role}) has none; give {' or '.join(ways)}"
        )
    return written


def needed_price(terms: Terms, role: Role) -> None:
    """Refuse a budget in USD for a model without a price.

    Raises:
        ConfigurationError: Naming the model and the way out.
    """
    if terms.price is None:
        raise ConfigurationError(
            f"a budget in USD needs the price of {terms.model} (role {role}), which is not known; "
            f'give it as prices={{"{terms.model}": {{"input": ..., "output": ...}}}}, in USD per '
            "million tokens"
        )


def _amount(budget: Budget, terms: Terms, calls: int, read: int, written: int) -> Amount:
    if budget.usd is None or terms.price is None:
        return Amount(calls, read + written)
    return Amount(calls, read + written, terms.price.of(read, written))
