"""The ledger: every attempt of a client, in totals that do not grow with the number of items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from threading import Lock
from types import TracebackType
from typing import Any

from trustcore.forks import brief_lock
from trustcore.records.attempt import Attempt
from trustcore.records.role import ROLES, Role
from trustcore.records.totals import Totals

_MANY = 256
"""How many attempts are kept as they are until they are added up."""


class ItemAttempts:
    """A context in which the attempts of one item are kept, in the order of their ends.

    An attempt that ends after it is in the ledger's totals alone.
    """

    __slots__ = ("_kept", "_lock", "_number")

    def __init__(self, kept: dict[int, list[Attempt]], lock: Lock, number: int) -> None:
        self._kept = kept
        self._lock = lock
        self._number = number

    def __enter__(self) -> Sequence[Attempt]:
        with self._lock:
            made = self._kept[self._number] = []
        return made

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        with self._lock:
            del self._kept[self._number]


class Ledger:
    """What was spent, by role and by model; attempt by attempt only for items under way.

    A client that is used from several threads has one ledger: it may be written from any of them.
    """

    def __init__(self) -> None:
        self._lock = brief_lock()
        self._totals: dict[tuple[Role, str], Totals] = {}
        self._recent: list[Attempt] = []
        self._items: dict[int, list[Attempt]] = {}

    def item(self, number: int) -> AbstractContextManager[Sequence[Attempt]]:
        """Keep the attempts of an item inside a `with`, which gives them as they end."""
        return ItemAttempts(self._items, self._lock, number)

    def record(self, attempt: Attempt) -> None:
        """Take in an attempt; one that ends after its item was closed is in the totals alone."""
        with self._lock:
            self._recent.append(attempt)
            if len(self._recent) >= _MANY:
                self._add_up()
            if attempt.item in self._items:
                self._items[attempt.item].append(attempt)

    @property
    def total(self) -> Totals:
        """What everything amounts to."""
        return sum(self._sums().values(), Totals())

    @property
    def by_role(self) -> Mapping[Role, Totals]:
        """What each role amounts to, for the roles that were used."""
        sums = self._sums()
        used = {role for role, _ in sums}
        return {
            role: sum((one for key, one in sums.items() if key[0] == role), Totals())
            for role in (*ROLES, *sorted(used - {*ROLES}))
            if role in used
        }

    @property
    def by_model(self) -> Mapping[str, Totals]:
        """What each model amounts to, in the order of their names."""
        sums = self._sums()
        return {
            model: sum((one for key, one in sums.items() if key[1] == model), Totals())
            for model in sorted({key[1] for key in sums})
        }

    def to_dict(self) -> dict[str, Any]:
        """The totals as plain data."""
        return {
            "total": self.total.to_dict(),
            "roles": {role: one.to_dict() for role, one in self.by_role.items()},
            "models": {model: one.to_dict() for model, one in self.by_model.items()},
        }

    def _sums(self) -> dict[tuple[Role, str], Totals]:
        with self._lock:
            self._add_up()
            return dict(self._totals)

    def _add_up(self) -> None:
        """Put the recent attempts into the totals: many at once cost a fraction of one by one."""
        kinds = defaultdict[tuple[Role, str], list[Attempt]](list)
        for attempt in self._recent:
            kinds[attempt.role, attempt.model].append(attempt)
        for kind, attempts in kinds.items():
            self._totals[kind] = self._totals.get(kind, Totals()) + Totals.of(attempts)
        self._recent.clear()
