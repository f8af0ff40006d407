"""The model in PyTorch, for training: the shape of Llama, under the names that transformers has."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from attrs import frozen
from torch import Tensor, nn

from trustcore_providers.embedded.tokenizer import Tokenizer


@frozen
class Shape:
    """The sizes of the model.

    Attributes:
        vocabulary: Tokens.
        width: Of a token's vector.
        inner: Width inside the feed-forward block.
        layers: How many blocks.
        heads: Of attention, per block; `width / heads` is even.
        context: Most tokens that the model reads and writes together.
        theta: Base of the rotary frequencies (Su et al. 2021, section 3.2.2).
        epsilon: Of RMSNorm (Zhang and Sennrich 2019).
    """

    vocabulary: int
    width: int = 192
    inner: int = 512
    layers: int = 6
    heads: int = 6
    context: int = 1024
    theta: float = 10_000.0
    epsilon: float = 1e-5

    def config(self, tokenizer: Tokenizer) -> dict[str, Any]:
        """The configuration as transformers reads it."""
        return {
            "architectures": ["LlamaForCausalLM"],
            "model_type": "llama",
            "vocab_size": self.vocabulary,
            "hidden_size": self.width,
            "intermediate_size": self.inner,
            "num_hidden_layers": self.layers,
            "num_attention_heads": self.heads,
            "num_key_value_heads": self.heads,
            "head_dim": self.width // self.heads,
            "max_position_embeddings": self.context,
            "rms_norm_eps": self.epsilon,
            "rope_theta": self.theta,
            "hidden_act": "silu",
            "tie_word_embeddings": True,
            "attention_bias": False,
            "mlp_bias": False,
            "bos_token_id": None,
            "eos_token_id": tokenizer.end,
            "pad_token_id": tokenizer.pad,
            "torch_dtype": "float16",
        }


class Block(nn.Module):
    """Attention and a gated feed-forward block, each on what RMSNorm leaves and added to it."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.input_layernorm = nn.RMSNorm(shape.width, eps=shape.epsilon)
        self.post_attention_layernorm = nn.RMSNorm(shape.width, eps=shape.epsilon)
        self.self_attn = nn.ModuleDict(
            {
                name: nn.Linear(shape.width, shape.width, bias=False)
                for name in ("q_proj", "k_proj", "v_proj", "o_proj")
            }
        )
        self.mlp = nn.ModuleDict(
            {
                "gate_proj": nn.Linear(shape.width, shape.inner, bias=False),
                "up_proj": nn.Linear(shape.width, shape.inner, bias=False),
                "down_proj": nn.Linear(shape.inner, shape.width, bias=False),
            }
        )

    def forward(self, hidden: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        """Shapes: hidden (rows, tokens, width); cos and sin (rows, 1, tokens, width / heads)."""
        seen = self.input_layernorm(hidden)
        q, k, v = (
            self._split(self.self_attn[name](seen)) for name in ("q_proj", "k_proj", "v_proj")
        )
        found = F.scaled_dot_product_attention(
            _turn(q, cos, sin), _turn(k, cos, sin), v, attn_mask=mask
        )
        hidden = hidden + self.self_attn["o_proj"](found.transpose(1, 2).flatten(2))
        seen = self.post_attention_layernorm(hidden)
        return hidden + self.mlp["down_proj"](
            F.silu(self.mlp["gate_proj"](seen)) * self.mlp["up_proj"](seen)
        )

    def _split(self, values: Tensor) -> Tensor:
        return values.unflatten(2, (self.heads, -1)).transpose(1, 2)


class Llama(nn.Module):
    """The model. Its parameters have transformers' names without the prefix "model."."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embed_tokens = nn.Embedding(shape.vocabulary, shape.width)
        self.layers = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = nn.RMSNorm(shape.width, eps=shape.epsilon)
        half = shape.width // shape.heads // 2
        frequencies = shape.theta ** (-torch.arange(half, dtype=torch.float32) / half)
        angles = torch.outer(torch.arange(shape.context, dtype=torch.float32), frequencies).repeat(
            1, 2
        )
        self.register_buffer("cos", angles.cos(), persistent=False)
        self.register_buffer("sin", angles.sin(), persistent=False)
        for name, one in self.named_parameters():
            if one.ndim == 2:
                deep = name.endswith(("o_proj.weight", "down_proj.weight"))
                nn.init.normal_(one, std=0.02 / ((2 * shape.layers) ** 0.5 if deep else 1))

    def forward(self, tokens: Tensor, positions: Tensor, samples: Tensor) -> Tensor:
        """Hidden states of packed rows.

        Args:
            tokens: (rows, tokens).
            positions: Of each token in its own sample, same shape.
            samples: Which sample of its row each token belongs to, same shape; none sees another.
        """
        cos, sin = self.cos[positions].unsqueeze(1), self.sin[positions].unsqueeze(1)
        length = tokens.shape[1]
        causal = torch.ones(length, length, dtype=torch.bool, device=tokens.device).tril()
        mask = ((samples[:, :, None] == samples[:, None, :]) & causal).unsqueeze(1)
        hidden = self.embed_tokens(tokens)
        for layer in self.layers:
            hidden = layer(hidden, cos, sin, mask)
        return self.norm(hidden)

    def logits(self, hidden: Tensor) -> Tensor:
        """Unnormalised log-probabilities of the next token: the embeddings are tied."""
        return hidden @ self.embed_tokens.weight.T


def _turn(values: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotate each pair (i, i + half) of a head's values by the angle of its position."""
    first, second = values.chunk(2, dim=-1)
    return values * cos.to(values.dtype) + torch.cat((-second, first), dim=-1) * sin.to(
        values.dtype
    )
