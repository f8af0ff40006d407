"""Trust scores for the answers of any language model.

`TLM` is the client. Strategies, providers and presets are data and plug-ins beside it.
"""

from trustcore import errors as errors
from trustcore.client import TLM
from trustcore.client.adapt import adapt
from trustcore.errors import (
    BatchError,
    ConfigurationError,
    EvidenceMissing,
    FatalError,
    ProviderError,
    TrustcoreError,
)
from trustcore.graph.plan import Plan
from trustcore.presets import Preset, load_presets
from trustcore.protocols import Provider, Session, Strategy, Transport
from trustcore.public import publish
from trustcore.records.chat import (
    Completion,
    Embedding,
    Message,
    Missing,
    Rating,
    Reply,
    Request,
    TokenLogprobs,
    Usage,
)
from trustcore.records.evidence import Evidence
from trustcore.records.needs import Answer, Ask, Embeddings, Need, Samples
from trustcore.records.result import Outcome, Result, Score
from trustcore.records.signals import Absent, Signal
from trustcore.records.written import dumps
from trustcore.registry import providers, strategies
from trustcore.secret import Secret

register_strategy = strategies.register
register_provider = providers.register

__all__ = [
    "TLM",
    "Absent",
    "Answer",
    "Ask",
    "BatchError",
    "Completion",
    "ConfigurationError",
    "Embedding",
    "Embeddings",
    "Evidence",
    "EvidenceMissing",
    "FatalError",
    "Message",
    "Missing",
    "Need",
    "Outcome",
    "Plan",
    "Preset",
    "Provider",
    "ProviderError",
    "Rating",
    "Reply",
    "Request",
    "Result",
    "Samples",
    "Score",
    "Secret",
    "Session",
    "Signal",
    "Strategy",
    "TokenLogprobs",
    "Transport",
    "TrustcoreError",
    "Usage",
    "adapt",
    "dumps",
    "errors",
    "load_presets",
    "register_provider",
    "register_strategy",
]

publish(__name__, __all__)
