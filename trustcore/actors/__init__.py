"""Model actors: each owns one model of one endpoint, and is reached only through its mailbox."""

from trustcore.actors.actor import ModelActor, Settlement
from trustcore.actors.gate import Gate, Limits
from trustcore.actors.retry import RetryPolicy

__all__ = ["Gate", "Limits", "ModelActor", "RetryPolicy", "Settlement"]
