"""OpenTelemetry's observer, under the name that users import it by; needs the extra `otel`."""

from trustcore.public import publish
from trustcore.telemetry.otel import OpenTelemetry

__all__ = ["OpenTelemetry"]

publish(__name__, __all__)
