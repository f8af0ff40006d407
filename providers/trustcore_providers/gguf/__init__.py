"""GGUF files as models: llama.cpp in this process, without a server and without a key."""

from trustcore_providers.gguf.provider import GGUF

__all__ = ["GGUF"]
