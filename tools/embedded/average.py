"""Average the weights of an earlier model and of one that was trained on from it.

    python -m tools.embedded.average --earlier FOLDER --later FOLDER --share .7 --out FOLDER

On the line between both what training on had lost comes back sooner than what it taught is lost
(Wortsman et al. 2022, arXiv 2109.01903).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from tools.embedded.export import export
from tools.embedded.model import Llama, Shape
from tools.embedded.start import begin_from
from trustcore_providers.embedded.tokenizer import Tokenizer


def main() -> None:
    """Write weights, configuration and vocabulary: those of the later one, averaged."""
    options = _options()
    tokenizer = Tokenizer.load(options.later / "tokenizer.json")
    earlier, later = (_read(folder, tokenizer) for folder in (options.earlier, options.later))
    with torch.no_grad():
        for one, other in zip(earlier.parameters(), later.parameters(), strict=True):
            one.lerp_(other, options.share)
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    export(earlier, tokenizer, out)


def _read(folder: Path, tokenizer: Tokenizer) -> Llama:
    model = Llama(Shape(tokenizer.size))
    begin_from(model, tokenizer, folder)
    return model


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--earlier", type=Path, required=True, help="folder of the first weights")
    parser.add_argument("--later", type=Path, required=True, help="folder of those trained on")
    parser.add_argument("--share", type=float, required=True, help="of the later ones, 0 to 1")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    return parser.parse_args()


if __name__ == "__main__":
    main()
