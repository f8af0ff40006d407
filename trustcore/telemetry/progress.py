"""A progress bar for many items: rate, failures and the time that is left, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from trustcore.outcome import Outcome


class Progress(Protocol):
    """Told of every outcome."""

    def __call__(self, outcome: Outcome[object], /) -> None:
        """Count one more."""


def wanted(*, verbose: bool | None, total: int | None) -> bool:
    """Whether to show a bar: as `verbose` says, else for several items on a terminal."""
    if verbose is not None:
        return verbose
    return total != 1 and sys.stderr.isatty()


@contextmanager
def progress(
    *, verbose: bool | None, total: int | None, status: Callable[[], str] = str
) -> Iterator[Progress]:
    """Show a bar while the block runs, where one is wanted.

    Args:
        verbose: True or False; None decides by the terminal.
        total: How many items there will be, None when nobody knows.
        status: Says what everything waits for, if it does; asked whenever the bar is drawn.
    """
    if not wanted(verbose=verbose, total=total):
        yield _ignore
        return
    from rich.console import Console  # noqa: PLC0415  (imported when a bar is shown)
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    class StatusColumn(ProgressColumn):
        """A column of what is waited for: no markup, since an endpoint may have said it."""

        max_refresh = 0.5

        def render(self, _: object) -> Text:
            """The words as they are."""
            return Text(status(), "yellow")

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]:.1f}/s, {task.fields[failures]} failed"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        StatusColumn(),
    )
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=total, rate=0.0, failures=0)
        failures = 0

        def count(outcome: Outcome[object]) -> None:
            nonlocal failures
            failures += outcome.error is not None
            bar.update(task, advance=1, failures=failures, rate=bar.tasks[0].speed or 0.0)

        yield count


def _ignore(outcome: Outcome[object]) -> None:
    """No bar."""
