"""The client and what it is made of."""

from trustcore.client.tlm import TLM

__all__ = ["TLM"]
