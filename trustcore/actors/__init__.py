"""Model actors: each owns one model of one endpoint, and is reached only through its mailbox."""

from trustcore.actors.actor import ModelActor, Settlement
from trustcore.actors.gate import Gate
from trustcore.actors.rate import Limits, Rate
from trustcore.actors.retry import RetryPolicy

__all__ = ["Gate", "Limits", "ModelActor", "Rate", "RetryPolicy", "Settlement"]
