"""What a vendor's batches failed to make, made at once in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import anyio

from trustcore.batch.answers import entry_of
from trustcore.batch.items import RowItem
from trustcore.batch.vendor.passing import Passing, concluded
from trustcore.errors import FatalError


async def finish_online(passing: Passing, stopped: Callable[[], bool]) -> None:
    """Settle the rows that are open, so many at once, with calls at the full price.

    Raises:
        FatalError: When every further row would fail alike.
        BudgetExceeded: When the budget had no room for a call.
    """
    rows = passing.prepared.open_items()
    errors: list[FatalError] = []

    def ended() -> bool:
        return stopped() or bool(errors)

    async def work() -> None:
        try:
            for row in _until(rows, ended):
                await _settle(passing, row)
        except FatalError as error:  # raised when the others have finished
            errors.append(error)

    async with anyio.create_task_group() as group:
        for _ in range(passing.prepared.settings.rows_at_once):
            group.start_soon(work)
    if errors:
        raise errors[0]


def _until(rows: Iterator[RowItem], ended: Callable[[], bool]) -> Iterator[RowItem]:
    while not ended() and (row := next(rows, None)) is not None:
        yield row


async def _settle(passing: Passing, row: RowItem) -> None:
    texts = passing.prepared.settings.texts
    try:
        opened = passing.opened(row)
        if opened is None:
            return
        gathered = await passing.offline.finish(opened.item, opened.known)
        entry = concluded(passing.offline, opened, gathered, texts=texts)
    except FatalError:
        raise
    except Exception as error:  # noqa: BLE001  (kept beside the results of the other rows)
        entry = entry_of(row, error, texts=texts)
    passing.keep([(entry, passing.id(row))])
