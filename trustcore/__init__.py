"""Trust scores for the answers of any language model.

`TLM` is the client. Strategies, providers and presets are data and plug-ins beside it.
"""

import trustcore.cli.interrupt  # noqa: F401  (before all others, which Ctrl-C may cut short)

# isort: split
from importlib.metadata import version as _version

from trustcore import errors as errors
from trustcore.client import TLM
from trustcore.client.adapt import adapt
from trustcore.client.frame import to_frame
from trustcore.errors import (
    BatchError,
    ConfigurationError,
    EvidenceMissing,
    FatalError,
    ProviderError,
    TrustcoreError,
)
from trustcore.outcome import Outcome
from trustcore.plugins.protocols import Provider, Session, Strategy, Transport
from trustcore.plugins.registry import providers, strategies
from trustcore.presets import Preset, load_presets
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
from trustcore.records.documents import Document
from trustcore.records.evals import Eval
from trustcore.records.evidence import Evidence
from trustcore.records.needs import Answer, Ask, Embeddings, Need, Samples
from trustcore.records.parts import File, Image, Text
from trustcore.records.plan import Plan
from trustcore.records.question import Question
from trustcore.records.result import Result, Score
from trustcore.records.serialise import dumps
from trustcore.records.signals import Absent, Signal, SignalPart
from trustcore.records.tools import Tool, ToolCall
from trustcore.secret import Secret
from trustcore.wrapping import wrap

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
    "Document",
    "Embedding",
    "Embeddings",
    "Eval",
    "Evidence",
    "EvidenceMissing",
    "FatalError",
    "File",
    "Image",
    "Message",
    "Missing",
    "Need",
    "Outcome",
    "Plan",
    "Preset",
    "Provider",
    "ProviderError",
    "Question",
    "Rating",
    "Reply",
    "Request",
    "Result",
    "Samples",
    "Score",
    "Secret",
    "Session",
    "Signal",
    "SignalPart",
    "Strategy",
    "Text",
    "TokenLogprobs",
    "Tool",
    "ToolCall",
    "Transport",
    "TrustcoreError",
    "Usage",
    "adapt",
    "dumps",
    "errors",
    "load_presets",
    "register_provider",
    "register_strategy",
    "to_frame",
    "wrap",
]

__version__ = _version("trustcore")

publish(__name__, __all__)
