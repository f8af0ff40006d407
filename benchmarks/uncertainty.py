"""What recorded answers of real models say of the two parts of uncertainty.

    python benchmarks/uncertainty.py recorded.jsonl.gz ...

prints a table: for each data set and model the means over right and over wrong answers. Where each
question has one right answer, a high aleatoric part is a mistake. The files are those of
`trustcore evaluate`; answers that have no rating are left out.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import fmean

from trustcore import TLM
from trustcore.evaluation import read_recorded

Parts = tuple[float, float]


def main() -> None:
    """Read the files and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", help="recorded answers, .jsonl or .jsonl.gz")
    parser.add_argument("--preset", default="medium")
    options = parser.parse_args()
    print("\n".join(table(options.files, options.preset)))


def table(files: Sequence[str], preset: str) -> Iterator[str]:
    """The table, in Markdown."""
    yield "| set | model | answers | n | aleatoric | epistemic | aleatoric is the larger |"
    yield "|---|---|---|---|---|---|---|"
    for (dataset, model, correct), parts in _parts(files, preset).items():
        aleatoric, epistemic = (fmean(one) for one in zip(*parts, strict=True))
        larger = fmean(one > other for one, other in parts)
        cells = (dataset, model, "right" if correct else "wrong", len(parts))
        figures = (f"{figure:.2f}".removeprefix("0") for figure in (aleatoric, epistemic, larger))
        yield f"| {' | '.join(map(str, (*cells, *figures)))} |"


def _parts(files: Sequence[str], preset: str) -> dict[tuple[str, str, bool], list[Parts]]:
    tlm = TLM(preset, model=str)  # it is never asked: nothing but recordings is scored
    found: dict[tuple[str, str, bool], list[Parts]] = defaultdict(list)
    for file in files:
        for one in read_recorded(file):
            parts = tlm.rescore(one.evidence).uncertainty
            if one.correct is None or parts.aleatoric is None or parts.epistemic is None:
                continue
            key = (one.dataset, one.model, one.correct)
            found[key].append((parts.aleatoric, parts.epistemic))
    return found


if __name__ == "__main__":
    main()
