"""Model actors: each owns one model of one endpoint, and is reached only through its mailbox."""

from trustcore.calls.actor import ModelActor, Settlement
from trustcore.calls.limits.gate import EndpointLimits
from trustcore.calls.limits.rate import Limits, RateLimiter
from trustcore.calls.retry import RetryPolicy

__all__ = ["EndpointLimits", "Limits", "ModelActor", "RateLimiter", "RetryPolicy", "Settlement"]
