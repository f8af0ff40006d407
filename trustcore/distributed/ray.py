"""Rows scored by Ray: of a `Dataset`, or of a file with its journal."""

from __future__ import annotations

from importlib import import_module
from itertools import count
from typing import TYPE_CHECKING, Any, Self

import anyio
from attrs import evolve

from trustcore.batch.answers import settle
from trustcore.batch.entry import Entry
from trustcore.batch.items import RowItem
from trustcore.batch.output import added_columns
from trustcore.batch.prepare import columns_of
from trustcore.batch.settings import FileSettings
from trustcore.checks import whole
from trustcore.distributed.rows import ClientOf, RowScorer, check_settings, client_of
from trustcore.errors import ConfigurationError

if TYPE_CHECKING:
    from ray.data import Dataset

_DEFAULTS = FileSettings()
_actors = whole(above=0)

ROWS_A_BATCH, ROWS_A_BLOCK = 32, 512
"""How many rows a worker gets at once, and how many are its next ones: small enough that no worker
is left with most of a small file."""

_CALLS = 10_000
"""Rows that an actor may be asked for at once; who asks keeps to `rows_at_once` for each."""

_GOODBYE = 5.0
"""Seconds that actors have for closing their clients."""


def score(
    dataset: Dataset,
    prompt: str | None = None,
    *,
    client: ClientOf,
    settings: FileSettings = _DEFAULTS,
    actors: int = 2,
    cpus: float = 0.25,
) -> Dataset:
    """Answer and score the rows of a dataset; the columns of `trustcore batch` are added.

    Nothing runs before the dataset is used. A row that fails has its error in the column `error`;
    no row ends the job. For a job that goes on where it ended set Ray's
    `dataset.context.checkpoint_config`, with a column of ids, and a `cache` of the client, so that
    rows which are done again are not paid for again.

    Args:
        dataset: Of Ray Data; its rows are those of a file.
        prompt: The column of the prompts; short for `settings.prompt_column`.
        client: The keywords of a `TLM`, or a function that makes one: each actor has its own, with
            limits and a budget of its own, unless they are shared.
        settings: As for `RowScorer`; `rows_at_once` is for each actor.
        actors: How many workers there are, from 1.
        cpus: How much of a processor each asks Ray for; workers wait most of the time.

    Raises:
        InputError: When the dataset has no such column, or one that would be added.
        ConfigurationError: When a setting is wrong, or Ray is not installed.
    """
    data = _imported("ray.data")
    _actors.check("actors", actors)
    check_settings(settings)
    chosen = settings if prompt is None else evolve(settings, prompt_column=prompt)
    known = tuple(dataset.columns() or ())
    columns_of(known, chosen)
    added_columns(chosen, known)
    client_of(client).close()
    blocks = dataset.repartition(target_num_rows_per_block=ROWS_A_BLOCK)
    return blocks.map_batches(
        RowScorer,
        fn_constructor_args=(client, chosen),
        batch_size=ROWS_A_BATCH,
        batch_format="pyarrow",
        compute=data.ActorPoolStrategy(size=actors),
        num_cpus=cpus,
        max_restarts=-1,
        max_task_retries=-1,
    )


class RayWorkers:
    """Actors of Ray that answer and score the rows of a file; its journal stays in this process.

    ::

        with RayWorkers({"model": "openai/gpt-4.1-mini"}, actors=4) as workers, TLM(...) as tlm:
            run_file(tlm, "questions.csv", "scored.csv", workers=workers)

    The client of the run makes no call, and must be of the same settings. An actor that dies is
    started again, and asks again what it was asked: with a `cache` that is not paid for twice.

    Args:
        client: The keywords of a `TLM`, or a function that makes one, for each actor.
        actors: How many there are, from 1.
        cpus: How much of a processor each asks Ray for; they wait most of the time.

    Raises:
        ConfigurationError: When a setting is wrong, or Ray is not installed.
    """

    def __init__(self, client: ClientOf, *, actors: int = 2, cpus: float = 0.25) -> None:
        self._ray = _imported("ray")
        self.count: int = _actors.check("actors", actors)
        client_of(client).close()
        self._client, self._cpus = client, cpus
        self._usd: float | None = None
        self._turn = count()

    def __enter__(self) -> Self:
        """Start the actors."""
        made = self._ray.remote(
            num_cpus=self._cpus, max_restarts=-1, max_task_retries=-1, max_concurrency=_CALLS
        )(_Worker)
        self.actors = [made.remote(self._client) for _ in range(self.count)]
        for actor in self.actors:
            actor.hold.remote()
        return self

    def __exit__(self, *_: object) -> None:
        """Let them close their clients, and end them."""
        said = [actor.leave.remote() for actor in self.actors]
        self._ray.wait(said, num_returns=len(said), timeout=_GOODBYE)
        for actor in self.actors:
            self._ray.kill(actor)

    async def settle(self, item: RowItem, settings: FileSettings) -> Entry:
        """Settle a row on one of the actors; each gets as many as the others.

        Raises:
            FatalError: When every further row would fail alike.
        """
        actor = self.actors[next(self._turn) % self.count]
        try:
            entry: Entry = await actor.settle.remote(item, settings.seed, texts=settings.texts)
        except self._ray.exceptions.RayTaskError as error:
            raise error.cause from None  # the error of the client, and not where Ray met it
        usd = entry.found.get("usd")
        if usd is not None:
            self._usd = usd + (self._usd or 0.0)
        return entry

    def usd(self) -> float | None:
        """What the rows that were settled have cost, None where nobody knows."""
        return self._usd

    def waits_for(self) -> str:
        """The actors: what theirs wait for is not known here."""
        return "the actors of Ray"


class _Worker:
    """The actor: a client of its own, which settles rows."""

    def __init__(self, client: ClientOf) -> None:
        self._tlm = client_of(client)
        self._over, self._closed = anyio.Event(), anyio.Event()

    async def hold(self) -> None:
        """Keep the client open until `leave`, so that rows share its connections."""
        async with self._tlm:
            await self._over.wait()
        self._closed.set()

    async def leave(self) -> None:
        """Close the client."""
        self._over.set()
        await self._closed.wait()

    async def settle(self, item: RowItem, seed: int, *, texts: bool) -> Entry:
        return await settle(self._tlm, item, seed, texts=texts)


def _imported(name: str) -> Any:  # noqa: ANN401  (a module without types)
    try:
        return import_module(name)
    except ImportError as error:
        msg = "Ray is not installed; install the extra: pip install 'trustcore[ray]'"
        raise ConfigurationError(msg) from error
