"""Tables of rows scored in workers of Ray, Dask or Spark."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
from attrs import evolve

from trustcore.batch.answers import entry_of, settle
from trustcore.batch.entry import Entry
from trustcore.batch.items import Columns, RowItem
from trustcore.batch.output import added_columns, added_values
from trustcore.batch.prepare import columns_of
from trustcore.batch.settings import FileSettings
from trustcore.client import TLM
from trustcore.decisions.cells import SCORE_COLUMN
from trustcore.errors import ConfigurationError, FatalError, InputError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

ClientOf = Mapping[str, Any] | Callable[[], TLM]
"""The keywords of a `TLM`, or a function that makes one: each worker makes a client of its own."""

_DEFAULTS = FileSettings()
_MISSING = ("NAType", "NaTType")
"""What pandas has in cells that are empty, besides NaN."""


def client_of(client: object) -> TLM:
    """Make a client of its keywords, or by a function.

    Raises:
        ConfigurationError: When a setting is wrong, or this is neither; a client itself cannot be
            sent to another process.
    """
    if isinstance(client, Mapping):
        return TLM(**client)
    made = client() if callable(client) else None
    if isinstance(made, TLM):
        return made
    msg = (
        'client must be the keywords of a TLM, {"model": "openai/gpt-4.1-mini"} for example, or a '
        f"function that makes one in each worker, not {type(client).__name__}"
    )
    raise ConfigurationError(msg)


def check_settings(settings: object) -> None:
    """Refuse what are no settings.

    Raises:
        ConfigurationError: Naming what they are to be.
    """
    if not isinstance(settings, FileSettings):
        msg = (
            'settings must be a FileSettings, FileSettings(prompt_column="question") for example, '
            f"not {type(settings).__name__}"
        )
        raise ConfigurationError(msg)


class RowScorer:
    """Batches of rows, each given back with the columns that `trustcore batch` adds.

    It is the class for `Dataset.map_batches` of Ray, for `mapInPandas` of Spark and for
    `map_partitions` of Dask. What goes wrong with a row stands in its column `error`, and costs
    that row alone. After an error that every further row would meet too, a key that is refused or a
    budget that is spent, no more is asked, and the rows that are left say so.

    A row's seed is made of the run's seed and its id, or of its prompt and response where no column
    of ids is named: so a row that is scored again, elsewhere, is asked the same.

    Args:
        client: The keywords of a `TLM`, or a function that makes one.
        settings: Of these, the columns, `template`, `prefix`, `explain`, `seed` and `rows_at_once`
            count; the last is for this worker.

    Raises:
        ConfigurationError: When a setting of the client is wrong, or the settings are none.
    """

    def __init__(self, client: ClientOf, settings: FileSettings = _DEFAULTS) -> None:
        check_settings(settings)
        self._tlm = client_of(client)
        self._settings = settings
        self._free = anyio.CapacityLimiter(settings.rows_at_once)
        self._fatal: FatalError | None = None

    async def __call__(self, table: pa.Table) -> pa.Table:
        """Score a table of Arrow; the event loop goes on meanwhile.

        Raises:
            InputError: When it is none, or as `score` says.
        """
        _check_kind(table, "pyarrow", "Table", '; give map_batches batch_format="pyarrow"')
        job = partial(self.score, table.column_names, table.to_pylist())
        return _widened(table, await anyio.to_thread.run_sync(job))

    def frame(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Score a frame of pandas; the function for `map_partitions` of Dask.

        Added texts are of the dtype object, scores of float64, whatever the rows.

        Raises:
            InputError: When it is none, or as `score` says.
        """
        pandas = _check_kind(frame, "pandas", "DataFrame", "; give pandas.DataFrame(...) of it")
        known = list(frame.columns)
        _check_names(known)  # a record has one cell of those that share a name
        added = self.score(known, frame.to_dict("records"))
        kinds = {name: "float64" if _is_score(name) else "object" for name in added}
        return frame.assign(
            **{
                name: pandas.Series(cells, index=frame.index, dtype=kinds[name])
                for name, cells in added.items()
            }
        )

    def frames(self, frames: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        """Score frames one after the other; the function for `mapInPandas` of Spark."""
        return map(self.frame, frames)

    def score(
        self, known: Sequence[str], rows: Sequence[Mapping[str, Any]]
    ) -> dict[str, list[Any]]:
        """Score rows; the columns that are added, each with a cell for each row.

        Args:
            known: The columns that there are.
            rows: Their cells by column.

        Raises:
            InputError: When a column is missing, has no text for a name, is there twice, or is
                one that would be added.
        """
        _check_names(known)
        columns, added = columns_of(known, self._settings), added_columns(self._settings, known)
        items = [_item(columns, index, row) for index, row in enumerate(rows)]
        entries = self._tlm.run(partial(self._settle_all, items))
        values = [added_values(entry, added) for entry in entries]
        return {name: [row[name] for row in values] for name in added}

    def close(self) -> None:
        """Close the client."""
        self._tlm.close()

    async def _settle_all(self, items: Sequence[RowItem]) -> list[Entry]:
        entries: dict[int, Entry] = {}

        async def work(item: RowItem) -> None:
            async with self._free:
                entries[item.index] = await self._settle(item)

        async with anyio.create_task_group() as group:
            for item in items:
                group.start_soon(work, item)
        return [entries[item.index] for item in items]

    async def _settle(self, item: RowItem) -> Entry:
        if self._fatal is None or item.problem is not None:
            try:
                return await settle(self._tlm, item, self._settings.seed, texts=True)
            except FatalError as error:
                self._fatal = error
        return entry_of(item, self._fatal, texts=True)


def _item(columns: Columns, index: int, row: Mapping[str, Any]) -> RowItem:
    """What a row asks for. Its place is not told: it is one in this batch alone."""
    cells = {name: _plain(cell) for name, cell in row.items()}
    try:
        item = RowItem(index, "", **columns.read(cells))
        key = columns.id_in(cells)
    except InputError as error:
        return RowItem(index, "", problem=str(error))
    return evolve(item, key=item.content.hex() if key is None else key)


def _plain(cell: Any) -> Any:  # noqa: ANN401  (a cell)
    """A cell as Python's own data: numpy's arrays and numbers have another form."""
    if type(cell).__name__ in _MISSING:
        return None
    return cell.tolist() if hasattr(cell, "tolist") else cell


def _check_kind(table: object, library: str, name: str, way_out: str) -> Any:  # noqa: ANN401  (a module)
    """The library of a table.

    Raises:
        InputError: When it is no table of that library.
    """
    module = sys.modules.get(library)  # whoever has one of its tables has loaded it
    if module is None or not isinstance(table, getattr(module, name)):
        msg = f"a table must be a {library}.{name}, not {type(table).__name__}{way_out}"
        raise InputError(msg)
    return module


def _check_names(known: Sequence[object]) -> None:
    """Refuse columns that settings cannot name.

    Raises:
        InputError: Naming the first of them.
    """
    seen = set()
    for index, name in enumerate(known):
        if not isinstance(name, str):
            msg = (
                f"column {index} is named by {type(name).__name__}, and must be by a text; rename "
                'the columns first: frame.columns = ["prompt", ...]'
            )
            raise InputError(msg)
        if name in seen:
            msg = f"two columns are called {name!r}; rename one of them"
            raise InputError(msg)
        seen.add(name)


def _is_score(name: str) -> bool:
    return name.endswith(SCORE_COLUMN)


def _widened(table: pa.Table, added: Mapping[str, Sequence[Any]]) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415  (whoever has a table has it)

    for name, cells in added.items():
        kind = pa.float64() if _is_score(name) else pa.string()
        table = table.append_column(name, pa.array(cells, type=kind))
    return table
