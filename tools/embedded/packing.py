"""Samples in rows of equal length, as the model is trained on them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from torch.utils.data import IterableDataset, get_worker_info

from tools.embedded.corpus import Sample, samples
from trustcore_providers.embedded.tokenizer import Tokenizer

Rows = npt.NDArray[np.int16]
"""Shape (4, rows, length): tokens, positions, sample numbers, and which tokens are predicted."""


def pack(source: Iterator[Sample], rows: int, length: int) -> Rows:
    """Fill rows with whole samples; each goes into the first of a few open rows that has room."""
    packed = np.zeros((4, rows, length), np.int16)
    packed[2] = -1
    used = [0] * rows
    count = [0] * rows
    first = 0
    while first < rows:
        tokens, wanted = next(source)
        size = len(tokens)
        if size > length:
            continue
        row = next(
            (one for one in range(first, min(first + 8, rows)) if used[one] + size <= length), None
        )
        if row is None:
            first += 1
            continue
        part = slice(used[row], used[row] + size)
        packed[0, row, part] = tokens
        packed[1, row, part] = range(size)
        packed[2, row, part] = count[row]
        packed[3, row, part] = wanted
        used[row] += size
        count[row] += 1
    return packed


class Corpus(IterableDataset[Rows]):
    """Packed rows without end; each worker has its own part of the seeds."""

    def __init__(self, tokenizer: Tokenizer, *, seed: int, rows: int, length: int) -> None:
        super().__init__()
        self.tokenizer = tokenizer
        self.seed = seed
        self.rows = rows
        self.length = length

    def __iter__(self) -> Iterator[Rows]:
        """Rows of this worker."""
        worker = get_worker_info()
        number, count = (worker.id, worker.num_workers) if worker else (0, 1)
        source = samples(self.tokenizer, self.seed * count + number)
        while True:
            yield pack(source, self.rows, self.length)
