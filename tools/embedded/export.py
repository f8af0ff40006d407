"""Write the model as the package carries it, and as transformers reads it."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import save_file

from tools.embedded.model import Llama
from trustcore_providers.embedded.tokenizer import Tokenizer


def export(model: Llama, tokenizer: Tokenizer, out: Path) -> None:
    """Write weights in half precision, configuration and vocabulary."""
    weights = {
        f"model.{name}": one.detach().to("cpu", torch.float16).contiguous()
        for name, one in model.state_dict().items()
    }
    save_file(weights, out / "model.safetensors", metadata={"format": "pt"})
    config = model.shape.config(tokenizer)
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    tokenizer.save(out / "tokenizer.json")
