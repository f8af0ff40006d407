"""Train the embedded model: from nothing to weights.

    python -m tools.embedded.train --out build/embedded

Again with the same `--out` it goes on where it was. On a GPU it takes minutes; two processors do
about 8,000 tokens a second.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader

from tools.embedded import vocabulary
from tools.embedded.examine import examine
from tools.embedded.export import export
from tools.embedded.model import Llama, Shape
from tools.embedded.packing import Corpus
from tools.embedded.start import begin_from
from trustcore_providers.embedded.tokenizer import Tokenizer

LENGTH = 256
"""Tokens of a row."""

WARM_UP = 0.02
"""Share of the steps in which the learning rate rises."""


def main() -> None:
    """Train, or go on, and write weights, configuration, vocabulary and the curve."""
    options = _options()
    torch.manual_seed(options.seed)
    torch.set_float32_matmul_precision("high")
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = vocabulary.build()
    tokenizer.save(out / "tokenizer.json")
    model = Llama(Shape(tokenizer.size)).to(options.device)
    print(
        f"{sum(one.numel() for one in model.parameters()):,} parameters, {tokenizer.size} tokens",
        flush=True,
    )
    if options.start is not None:
        begin_from(model, tokenizer, options.start)
    training = Training(model, tokenizer, options)
    training.resume(out / "checkpoint.pt")
    training.run()
    export(model, tokenizer, out)
    (out / "curve.json").write_text(json.dumps(training.curve))
    (out / "examined.json").write_text(json.dumps(examine(model, tokenizer), indent=1))


class Training:
    """The model with its optimiser, and how far it has come."""

    def __init__(self, model: Llama, tokenizer: Tokenizer, options: argparse.Namespace) -> None:
        self.model = model
        self.tokenizer = tokenizer
        self.options = options
        matrices = [one for one in model.parameters() if one.ndim == 2]
        vectors = [one for one in model.parameters() if one.ndim == 1]
        groups = [
            {"params": matrices, "weight_decay": 0.05},
            {"params": vectors, "weight_decay": 0.0},
        ]
        self.optimiser = torch.optim.AdamW(
            groups, lr=options.rate, betas=(0.9, 0.98), fused=options.device == "cuda"
        )
        self.step = 0
        self.started = time.monotonic()
        self.spent = 0.0
        self.curve: list[dict[str, float]] = []

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint, if there is one."""
        self.path = path
        if path.exists():
            kept = torch.load(path, map_location=self.options.device, weights_only=True)
            self.model.load_state_dict(kept["model"])
            self.optimiser.load_state_dict(kept["optimiser"])
            self.step, self.curve, self.spent = kept["step"], kept["curve"], kept["spent"]

    def keep(self) -> None:
        """Write a checkpoint."""
        kept = {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "curve": self.curve,
            "spent": self.elapsed,
        }
        torch.save(kept, self.path)

    @property
    def elapsed(self) -> float:
        """Seconds of training so far."""
        return self.spent + time.monotonic() - self.started

    def run(self) -> None:
        """Train until the steps or the seconds are used up."""
        run = torch.compile(self.model) if self.options.compile else self.model
        losses: list[torch.Tensor] = []
        for rows in self._batches():
            done = self._progress()
            if done >= 1:
                break
            for group in self.optimiser.param_groups:
                group["lr"] = self.options.rate * _schedule(done)
            losses.append(self._one(run, rows))
            self.step += 1
            if self.step % 200 == 0:
                self._report(losses)
            if self.step % 2000 == 0:
                self.keep()
        self.keep()

    def _progress(self) -> float:
        """From 0 to 1; by time where seconds are given, which is not the same on every machine."""
        if self.options.seconds:
            return self.elapsed / self.options.seconds
        return self.step / self.options.steps

    def _one(self, run: Callable[..., torch.Tensor], rows: torch.Tensor) -> torch.Tensor:
        tokens, positions, samples, wanted = (
            rows.to(self.options.device, non_blocking=True).long().unbind(0)
        )
        device = torch.device(self.options.device).type
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
            hidden = run(tokens, positions, samples)
            where = (wanted[:, 1:] == 1).nonzero(as_tuple=True)
            logits = self.model.logits(hidden[:, :-1][where])
            loss = F.cross_entropy(logits.float(), tokens[:, 1:][where])
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        return loss.detach()

    def _batches(self) -> Iterator[torch.Tensor]:
        options = self.options
        each = max(1, options.rows // 8)
        corpus = Corpus(self.tokenizer, seed=options.seed + self.step, rows=each, length=LENGTH)
        loader = DataLoader(
            corpus,
            batch_size=options.rows // each,
            num_workers=options.workers,
            collate_fn=_joined,
            pin_memory=options.device == "cuda",
            prefetch_factor=4 if options.workers else None,
        )
        return iter(loader)

    def _report(self, losses: list[torch.Tensor]) -> None:
        loss = torch.stack(losses).mean().item()
        losses.clear()
        self.curve.append({"step": self.step, "loss": loss, "seconds": self.elapsed})
        print(f"step {self.step}: loss {loss:.4f}, {self.elapsed:.0f} s", flush=True)


def _joined(parts: list[Any]) -> torch.Tensor:
    return torch.cat([torch.from_numpy(one) for one in parts], dim=1)


def _schedule(done: float) -> float:
    """Rise, stay, and fall to nothing in the last third."""
    return min(1.0, done / WARM_UP, (1 - done) * 3)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--out", type=Path, required=True, help="folder of the weights and the checkpoint"
    )
    parser.add_argument("--start", type=Path, help="folder of earlier weights to begin with")
    parser.add_argument("--steps", type=int, default=16_000)
    parser.add_argument("--seconds", type=float, default=0.0, help="train for so long instead")
    parser.add_argument("--rows", type=int, default=256, help="rows of 256 tokens in a step")
    parser.add_argument("--rate", type=float, default=2e-3, help="learning rate at its highest")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, help="processes that make training text")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--compile", action="store_true", help="compile the model first")
    return parser.parse_args()


if __name__ == "__main__":
    main()
