"""Write a tiny language model of random weights: `python make_model.py FILE.gguf`.

It runs where `gguf` is installed, and the library's own tests need no such thing.
"""

from __future__ import annotations

import sys
from pathlib import Path

import gguf
import numpy as np

WIDTH, HEADS, LAYERS, HIDDEN, CONTEXT = 64, 4, 2, 128, 256
WORDS = ["▁", *(f"▁{word}" for word in ("Paris", "Lyon", "yes", "no", "the", "capital", "is"))]
TEMPLATE = "{% for message in messages %}{{ message['content'] }} {% endfor %}"


def vocabulary(writer: gguf.GGUFWriter) -> int:
    """The tokens: three special ones, each byte, a few words. Returns how many there are."""
    kinds = gguf.TokenType
    rows = [("<unk>", kinds.UNKNOWN), ("<s>", kinds.CONTROL), ("</s>", kinds.CONTROL)]
    rows += [(f"<0x{byte:02X}>", kinds.BYTE) for byte in range(256)]
    rows += [(word, kinds.NORMAL) for word in WORDS]
    rows += [(chr(letter), kinds.NORMAL) for letter in range(ord("a"), ord("z") + 1)]
    writer.add_tokenizer_model("llama")
    writer.add_token_list([text for text, _ in rows])
    writer.add_token_scores([-float(index) for index in range(len(rows))])
    writer.add_token_types([kind for _, kind in rows])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template(TEMPLATE)
    return len(rows)


def weights(writer: gguf.GGUFWriter, size: int) -> None:
    """Random ones, the same every time."""
    generator = np.random.default_rng(7)

    def matrix(name: str, *shape: int) -> None:
        writer.add_tensor(name, generator.normal(0, 0.3, shape).astype(np.float32))

    def ones(name: str) -> None:
        writer.add_tensor(name, np.ones(WIDTH, np.float32))

    matrix("token_embd.weight", size, WIDTH)
    matrix("output.weight", size, WIDTH)
    ones("output_norm.weight")
    for layer in range(LAYERS):
        for part in ("q", "k", "v", "output"):
            matrix(f"blk.{layer}.attn_{part}.weight", WIDTH, WIDTH)
        matrix(f"blk.{layer}.ffn_gate.weight", HIDDEN, WIDTH)
        matrix(f"blk.{layer}.ffn_up.weight", HIDDEN, WIDTH)
        matrix(f"blk.{layer}.ffn_down.weight", WIDTH, HIDDEN)
        ones(f"blk.{layer}.attn_norm.weight")
        ones(f"blk.{layer}.ffn_norm.weight")


def main(path: Path) -> None:
    """Write the file."""
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_pooling_type(gguf.PoolingType.MEAN)
    size = vocabulary(writer)
    writer.add_vocab_size(size)
    weights(writer, size)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
