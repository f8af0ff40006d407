"""Trust scores for the answers of any language model."""

from trustcore.errors import (
    BatchError,
    ConfigurationError,
    EvidenceMissing,
    ProviderError,
    TrustcoreError,
)
from trustcore.protocols import Provider, Strategy, Transport
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
from trustcore.records.signals import Absent, Signal
from trustcore.secret import Secret
