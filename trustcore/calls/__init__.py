"""The way of a call: from the models of a role through the cache to the actor of one model."""

from trustcore.calls.actor import ModelActor
from trustcore.calls.breaker import BreakerSettings
from trustcore.calls.limits.permit import EndpointLimits, LimitsTable
from trustcore.calls.limits.rate import Limits, RateLimiter
from trustcore.calls.retry import RetryPolicy
from trustcore.calls.route import FailoverStage, ModelChain, ModelChains
from trustcore.calls.stage import PendingCall, Settlement, Stage

__all__ = [
    "BreakerSettings",
    "EndpointLimits",
    "FailoverStage",
    "Limits",
    "LimitsTable",
    "ModelActor",
    "ModelChain",
    "ModelChains",
    "PendingCall",
    "RateLimiter",
    "RetryPolicy",
    "Settlement",
    "Stage",
]
