"""What a run over a file can be told."""

from __future__ import annotations

import re
from typing import Any

from attrs import Attribute, field, frozen

from trustcore.checks import number, whole
from trustcore.errors import ConfigurationError
from trustcore.records.label_forms import labels_of

_SHARD = re.compile(r"([1-9]\d{0,5})/([1-9]\d{0,5})")
_count = whole(above=0)
_seed = whole(0)
_seconds = number(above=0, high=86_400, of="a number of seconds")


def _labels(given: object) -> tuple[str, ...]:
    return labels_of(given, "labels")


def _shard(_: object, __: Attribute[Any], value: object) -> None:
    match = _SHARD.fullmatch(value) if isinstance(value, str) else None
    if value is not None and (match is None or int(match[1]) > int(match[2])):
        msg = f'shard must be "i/n" with i from 1 to n, for example "1/4", not {value!r}'
        raise ConfigurationError(msg)


@frozen(kw_only=True)
class FileSettings:
    """What a run over a file can be told; all of it has a default.

    Attributes:
        prompt_column: Which column has the prompts; by default `prompt`, `question` or `messages`,
            or the only one there is.
        response_column: Which column has answers to score; by default answers are made.
        id_column: Which column tells rows apart, so that the file may be put in another order; by
            default their numbers do.
        template: A text with names of columns in braces that makes the prompt of several.
        context_column: Which column has what the answer is to rest on: a text, or in JSON lines and
            Parquet a list of documents. An empty cell is no context.
        labels: The labels that every answer is one of, the last of them the fallback; empty for
            none.
        labels_column: Which column has the labels of each row, as a list or with commas between
            them; in the place of `labels`.
        encoding: Of the text of the input.
        explain: Whether the output has a column `explanation`.
        prefix: Stands before the names of the columns that are added.
        limit: How many rows are read, from the first; None for all.
        shard: "i/n": every n-th row from the i-th on; None for all.
        seed: From which the seed of each row is made, from 0.
        retry_failed: Whether rows that failed are asked again.
        accept_changes: Whether a journal goes on though input, preset or model are others.
        texts: Whether the journal keeps what models write; without, the output has scores alone.
        rows_at_once: How many rows are under way at once, from 1.
        vendor_batch: The vendor whose batch interface takes the calls, "openai", "anthropic" or
            "gemini": at half the price, within a day; None for calls that are made at once.
        finish_online: Whether calls that a vendor's batches failed to make three times are made at
            once in the end.
        wait: Whether the run waits for a vendor's batches; else it leaves once they are with the
            vendor, and the next one collects them.
        adopt: The vendor's name of a batch that an earlier run sent, where only you can tell; None
            for no such.
        send_anew: Whether a file of which nobody can tell whether it was sent goes out once more.
        command: How the command line began the run, which its journal keeps; empty for nothing.
        poll_seconds: Seconds before the first look at a vendor's batches, above 0; each wait is
            twice the one before, up to twenty times this.

    Raises:
        InputError: When the labels are none.
        ConfigurationError: When one is out of its range, contradicts another, or is about batches
            that are not used.
    """

    prompt_column: str | None = None
    response_column: str | None = None
    id_column: str | None = None
    template: str | None = None
    context_column: str | None = None
    labels: tuple[str, ...] = field(default=(), converter=_labels)
    labels_column: str | None = None
    encoding: str = "utf-8-sig"
    explain: bool = False
    prefix: str = ""
    limit: int | None = field(default=None, validator=_count.or_none_for("no limit").validator(""))
    shard: str | None = field(default=None, validator=_shard)
    seed: int = field(default=0, validator=_seed.validator(""))
    retry_failed: bool = False
    accept_changes: bool = False
    texts: bool = True
    rows_at_once: int = field(default=64, validator=_count.validator(""))
    vendor_batch: str | None = None
    finish_online: bool = False
    wait: bool = True
    adopt: str | None = None
    send_anew: bool = False
    command: str = ""
    poll_seconds: float = field(default=30.0, validator=_seconds.validator(""))

    def __attrs_post_init__(self) -> None:
        if self.labels and self.labels_column is not None:
            msg = "labels are those of all rows, or of a column; give labels or labels_column"
            raise ConfigurationError(msg)
        if self.adopt is not None and self.send_anew:
            msg = "a batch is either one that was sent or is sent anew; give adopt or send_anew"
            raise ConfigurationError(msg)
        about_batches = {
            "finish_online": self.finish_online,
            "wait (--collect)": not self.wait,
            "adopt": self.adopt is not None,
            "send_anew": self.send_anew,
        }
        name = next((name for name, given in about_batches.items() if given), None)
        if self.vendor_batch is None and name is not None:
            msg = f"{name} is about a vendor's batches; give vendor_batch (--vendor-batch) too"
            raise ConfigurationError(msg)

    def rows_of(self, count: int) -> range:
        """The indices of those of so many rows that are in the shard and within the limit."""
        number, step = (1, 1) if self.shard is None else map(int, self.shard.split("/"))
        return range(number - 1, count if self.limit is None else min(count, self.limit), step)
