"""What a provider for an HTTP API is made of: `HttpProvider`, a `Vendor`, and a `Wire`.

A wire turns requests into JSON and JSON into replies, without any I/O. All the rest is here: keys
and addresses, the exchange, what an endpoint refuses, what its errors mean, what cuts a text.
"""

from __future__ import annotations

from trustcore.http.status import ApiProblem
from trustcore.provider_kit.bodies import dump, refuse
from trustcore.provider_kit.capabilities import Capabilities
from trustcore.provider_kit.content import joined, text_of
from trustcore.provider_kit.endings import Ending, Found, completion, reply_of
from trustcore.provider_kit.error_maker import ErrorMaker, status_error
from trustcore.provider_kit.event_reader import TextOfEvent
from trustcore.provider_kit.extra import with_extra
from trustcore.provider_kit.files import EndpointFiles
from trustcore.provider_kit.logprobs import read_entries, read_logprobs
from trustcore.provider_kit.parameters import LearnedParameters
from trustcore.provider_kit.problems import (
    ReportedProblem,
    reported,
    word,
)
from trustcore.provider_kit.reply_parts import embeddings_of, in_order, usage_of
from trustcore.provider_kit.session import (
    Authorize,
    HttpSend,
    HttpSession,
    Send,
    StreamingSend,
    adding,
)
from trustcore.provider_kit.settings import (
    checked_key,
    checked_url,
    host_of,
    must_be_named,
    public_url,
)
from trustcore.provider_kit.spoken_text import SpokenText
from trustcore.provider_kit.structured import (
    choice_schema,
    chosen,
    closed,
    is_strict,
    schema_name,
)
from trustcore.provider_kit.tool_calls import (
    arguments_of,
    identified,
    object_of,
    parameters_of,
    read_call,
)
from trustcore.provider_kit.vendor import HttpProvider, Vendor
from trustcore.provider_kit.wire import (
    EmbeddingWire,
    Encoded,
    FramedWire,
    Framing,
    StreamingWire,
    Wire,
)
from trustcore.public import publish

__all__ = [
    "ApiProblem",
    "Authorize",
    "Capabilities",
    "EmbeddingWire",
    "Encoded",
    "Ending",
    "EndpointFiles",
    "ErrorMaker",
    "Found",
    "FramedWire",
    "Framing",
    "HttpProvider",
    "HttpSend",
    "HttpSession",
    "LearnedParameters",
    "ReportedProblem",
    "Send",
    "SpokenText",
    "StreamingSend",
    "StreamingWire",
    "TextOfEvent",
    "Vendor",
    "Wire",
    "adding",
    "arguments_of",
    "checked_key",
    "checked_url",
    "choice_schema",
    "chosen",
    "closed",
    "completion",
    "dump",
    "embeddings_of",
    "host_of",
    "identified",
    "in_order",
    "is_strict",
    "joined",
    "must_be_named",
    "object_of",
    "parameters_of",
    "public_url",
    "read_call",
    "read_entries",
    "read_logprobs",
    "refuse",
    "reply_of",
    "reported",
    "schema_name",
    "status_error",
    "text_of",
    "usage_of",
    "with_extra",
    "word",
]

publish(__name__, __all__)
