"""Items whose calls travel in files: what they want, what they cost, what comes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve, frozen

from trustcore.calls.actor import fit
from trustcore.checks import number
from trustcore.client import inputs
from trustcore.client.per_call import settings_of
from trustcore.engine.conclude import score_of
from trustcore.engine.engine import Engine
from trustcore.engine.gathered import Gathered
from trustcore.engine.replay import Known, Replayed
from trustcore.errors import ConfigurationError
from trustcore.graph import Call, Item
from trustcore.ledger.budget import needed_price, taken, worst_case
from trustcore.ledger.prices import cost
from trustcore.ledger.terms import Terms
from trustcore.plugins.protocols import Provider
from trustcore.records.attempt import OK, Attempt
from trustcore.records.budget import Amount
from trustcore.records.chat import EmbeddingRequest, Request, Usage
from trustcore.records.result import Result
from trustcore.records.role import Role

_SHARE = number(above=0, high=1)

NO_ITEM = -1
"""The number of the item in attempts that were made in a file: items under way have others."""


@frozen
class SpentCall:
    """What one sending of a call amounted to.

    Attributes:
        call: The call.
        usage: What it consumed; None when nobody knows.
        attempt: As the ledger has it.
    """

    call: Call
    usage: Usage | None
    attempt: Attempt


class OfflineCalls:
    """Runs items of a client over replies that came some other way, and tells what is wanted.

    But for `finish` it does no I/O. Of the models of a role the first takes all calls.

    Args:
        engine: The client's.
        share: Of the usual prices, in (0, 1], what the calls cost.

    Attributes:
        providers: The model that takes the calls of each role.

    Raises:
        ConfigurationError: When a setting of the client needs calls to be made at once, or the
            share is out of its range.
    """

    def __init__(self, engine: Engine, share: float) -> None:
        self._engine, self._share = engine, _SHARE.check("share", share)
        setup = engine.setup
        self.providers: Mapping[Role, Provider] = {
            role: chain.providers[0] for role, chain in setup.chains.items()
        }
        if setup.cache is not None or setup.explain_below is not None:
            name = "a cache" if setup.cache is not None else "the option `explain_below`"
            msg = f"{name} cannot be used where calls travel in files; leave it out"
            raise ConfigurationError(msg)
        if setup.shared is not None and setup.budget is not None:
            raise ConfigurationError(
                "a budget cannot be shared where calls travel in files; leave `shared` or the "
                "budget out"
            )

    def item(self, prompt: object, response: object = None, **settings: Any) -> Item:  # noqa: ANN401
        """An item: a prompt to answer and score, or with a response to score alone.

        Args:
            prompt: A question or a chat.
            response: The answer, where it exists already.
            settings: Of the call, as `aprompt` takes them.

        Raises:
            InputError: When it has the wrong shape.
        """
        asked = inputs.asked(prompt, settings=settings_of(settings))
        given = None if response is None else inputs.completion(response)
        return self._engine.item(asked, given)

    def request(self, call: Call) -> Request | EmbeddingRequest:
        """The request of a call, as its model takes it."""
        if isinstance(call.request, EmbeddingRequest):
            return call.request
        return fit(call.request, self.providers[call.role])

    def replay(self, item: Item, known: Known) -> Replayed:
        """Run an item over the calls that were made.

        Raises:
            FatalError: When one of them says that every further call would fail alike.
        """
        return self._engine.replay(item, known)

    async def finish(self, item: Item, known: Known) -> Gathered:
        """Run an item over the calls that were made, and make the others at once, at full price.

        Raises:
            FatalError: When every further call would fail alike.
            BudgetExceeded: When the budget had no room for one.
        """
        return await self._engine.finish(item, known)

    def result(self, gathered: Gathered, spent: Iterable[SpentCall]) -> Result:
        """The result of an item of which nothing is wanted any more.

        Args:
            gathered: What there is.
            spent: All that was sent for it in files.

        Raises:
            ProviderError: When there is no answer.
        """
        attempts = (*(one.attempt for one in spent), *gathered.attempts)
        return self._engine.conclude(evolve(gathered, attempts=attempts))

    def check_score(self, result: Result) -> None:
        """Refuse a result without a score, where the score is all that was asked for.

        Raises:
            ScoreUnavailable: When it has none.
        """
        score_of(result, self._engine.setup.preset)

    def spent(self, call: Call, usage: Usage | None, outcome: str = OK) -> SpentCall:
        """What one sending of a call amounts to.

        Args:
            call: The call.
            usage: What it consumed; None when nobody knows.
            outcome: "ok", or the name of an error's class.
        """
        terms = self._terms(call.role)
        attempt = Attempt(
            role=call.role,
            model=terms.model,
            item=NO_ITEM,
            started=0.0,
            seconds=0.0,
            outcome=outcome,
            usage=usage or Usage(),
            cost=None if usage is None else cost(terms.price, usage),
        )
        return SpentCall(call, usage, attempt)

    def most(self, call: Call) -> Amount:
        """The most that sending a call once can take of the budget; nothing where there is none.

        Raises:
            ConfigurationError: When there is no bound, or a price is needed and not known.
        """
        account = self._engine.meter.account
        if account is None:
            return Amount()
        terms = self._terms(call.role)
        if account.budget.usd is not None:
            needed_price(terms, call.role)
        return worst_case(account.budget, terms, call.request, call.role)

    def reserve(self, key: str, amount: Amount) -> None:
        """Hold back what a whole file may take, until `release`, in whichever run that comes.

        Args:
            key: Of the file.
            amount: The most that it can take.

        Raises:
            BudgetExceeded: When the budget has no room for it beside what is under way.
        """
        meter = self._engine.meter
        if meter.account is not None and not meter.account.try_reserve_for(key, amount):
            meter.account.refuse(amount)
        meter.files.add(key)

    def release(self, key: str) -> None:
        """Give back what was held for a file: its replies were booked, or there are none."""
        meter = self._engine.meter
        meter.files.discard(key)
        if meter.account is not None:
            meter.account.release(key)

    def is_unbooked(self, key: str) -> bool:
        """Whether a file was sent by this client and its replies have not been booked."""
        return key in self._engine.meter.files

    def settle(self, spent: Iterable[SpentCall]) -> None:
        """Book what calls amounted to, in ledger and budget."""
        meter, took = self._engine.meter, Amount()
        for one in spent:
            meter.ledger.record(one.attempt)
            if meter.account is not None:
                terms, budget = self._terms(one.call.role), meter.account.budget
                took += taken(budget, terms, one.usage, self.most(one.call))
        if meter.account is not None:
            meter.account.settle(Amount(), took)

    def _terms(self, role: Role) -> Terms:
        terms = self._engine.terms(self.providers[role])
        price = terms.price
        if price is None:
            return terms
        cheaper = evolve(price, input=price.input * self._share, output=price.output * self._share)
        return evolve(terms, price=cheaper)
