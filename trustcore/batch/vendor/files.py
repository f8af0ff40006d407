"""The files of one round: written as rows come, each for one model and one target of its API."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, cast

from attrs import evolve

from trustcore.batch.vendor.form import BatchForm, BatchInterface, Frame
from trustcore.batch.vendor.store import Batch, RoundStore
from trustcore.provider_kit import Encoded
from trustcore.records.budget import Amount

_AT_ONCE = 1000
"""Requests that are put into the journal together."""


_TAIL = 100
"""Bytes that may follow the last request."""


class RequestFile:
    """A file of requests, as the body of its upload. It has no name, and goes when it is closed.

    Args:
        batch: What the journal calls it.
        frame: What stands around its requests.
        folder: On whose disk it lies.

    Attributes:
        batch: With the number of its lines.
        most: The most that its requests can take of a budget.
        size: Its bytes.
        weight: How many requests it counts for at the vendor.
    """

    def __init__(self, batch: Batch, frame: Frame, folder: Path) -> None:
        self.batch, self.most = batch, Amount()
        self.size = self.weight = 0
        self._file = cast("BinaryIO", tempfile.TemporaryFile(dir=folder))  # noqa: SIM115  (closed by `close`)
        self._frame = frame
        self._write(frame.head)

    def add(self, line: bytes, most: Amount, weight: int) -> None:
        """Add a request, the most that it can take, and how many it counts for."""
        self._write(self._frame.between + line if self.batch.lines else line)
        self.batch = evolve(self.batch, lines=self.batch.lines + 1)
        self.most += most
        self.weight += weight

    def end(self) -> None:
        """Note that nothing more is added."""
        self._write(self._frame.tail)
        self._file.flush()

    def open(self) -> BinaryIO:
        """The file from its beginning; whoever reads it may close it."""
        self._file.seek(0)
        return os.fdopen(os.dup(self._file.fileno()), "rb")

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self.size += len(data)


class RoundFiles:
    """The files of a round, while rows ask for their calls.

    Args:
        store: Where requests are noted before they are sent.
        interface: Says how large a file may be.
        forms: How requests are written, by the name of the model.
    """

    def __init__(
        self, store: RoundStore, interface: BatchInterface, forms: Mapping[str, BatchForm]
    ) -> None:
        self._store, self._interface, self._forms = store, interface, forms
        self._round, self._number = store.last_round + 1, store.last_number
        self._open: dict[tuple[str, str], RequestFile] = {}
        self._notes: dict[int, list[tuple[str, bytes, bytes]]] = {}
        self._all: list[RequestFile] = []

    def add(self, model: str, encoded: Encoded, item: bytes, node: bytes, most: Amount) -> None:
        """Put a request into the file of its model and target.

        Args:
            model: Whose request it is.
            encoded: The request.
            item: What stands for its item.
            node: What stands for the nodes that it settles.
            most: The most that it can take of a budget.
        """
        id_ = blake2b(item + node + str(self._round).encode(), digest_size=16).hexdigest()
        form = self._forms[model]
        line, weight = form.line(id_, encoded), form.weight(encoded)
        file = self._file(model, form.target(encoded), len(line), weight)
        file.add(line, most, weight)
        notes = self._notes.setdefault(file.batch.number, [])
        notes.append((id_, item, node))
        if len(notes) >= _AT_ONCE:
            self._note(file.batch.number)

    def end(self) -> Sequence[RequestFile]:
        """All files, complete and noted."""
        for number in list(self._notes):
            self._note(number)
        for file in self._open.values():
            file.end()
        return self._all

    def close(self) -> None:
        """Let all files go."""
        for file in self._all:
            file.close()

    def _file(self, model: str, target: str, more: int, weight: int) -> RequestFile:
        file = self._open.get((model, target))
        if file is not None and self._fits(file, more, weight):
            return file
        if file is not None:
            file.end()
        self._number += 1
        key = uuid.uuid4().hex
        batch = Batch(self._number, self._round, key, model, target, 0, "written")
        self._store.add(batch)
        frame = self._forms[model].frame(batch)
        file = self._open[model, target] = RequestFile(batch, frame, self._store.folder)
        self._all.append(file)
        return file

    def _fits(self, file: RequestFile, more: int, weight: int) -> bool:
        most, size = self._interface, file.size + more + _TAIL
        return file.weight + weight <= most.most_lines and size < most.most_bytes

    def _note(self, number: int) -> None:
        self._store.add_requests(number, self._notes.pop(number))
