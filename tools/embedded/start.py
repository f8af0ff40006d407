"""Begins with earlier weights, whose judges were asked in other words."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import torch

from tools.embedded.model import Llama
from trustcore_providers.embedded.llama.safetensors import read_tensors
from trustcore_providers.embedded.tokenizer import Tokenizer

_EMBEDDINGS = "embed_tokens.weight"


@torch.no_grad()
def begin_from(model: Llama, tokenizer: Tokenizer, folder: Path) -> None:
    """Take over what an earlier model knows.

    A token that it has keeps its vector; a sentence that it does not have begins as the most
    similar one of the same judge, a new word as its bytes on average.
    """
    earlier = Tokenizer.load(folder / "tokenizer.json")
    found = {
        name.removeprefix("model."): torch.from_numpy(value.copy()).float()
        for name, value in read_tensors(folder / "model.safetensors").items()
    }
    known = found[_EMBEDDINGS]
    rows = [known[_alike(tokenizer, earlier, token)].mean(0) for token in range(tokenizer.size)]
    found[_EMBEDDINGS] = torch.stack(rows)
    model.load_state_dict(found, strict=False)


def _alike(tokenizer: Tokenizer, earlier: Tokenizer, token: int) -> list[int]:
    """The tokens of the earlier vocabulary that stand for one of the new one."""
    text = tokenizer.text(token)
    first = tokenizer.size - len(tokenizer.words) - len(tokenizer.phrases)
    if token < first:
        return [token]
    if text in tokenizer.phrases and text not in earlier.phrases:
        nearest = max(
            earlier.phrases,
            key=lambda one: SequenceMatcher(None, text, one, autojunk=False).ratio(),
        )
        return earlier.encode(nearest)
    return earlier.encode(text)
