"""The library's logger: silent until the application configures `logging`.

What is logged never holds a prompt, an answer or a key.
"""

from __future__ import annotations

import logging
from typing import Any

import structlog

logging.getLogger("trustcore").addHandler(logging.NullHandler())

log: Any = structlog.wrap_logger(
    logging.getLogger("trustcore"),
    processors=[
        structlog.stdlib.filter_by_level,
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.KeyValueRenderer(key_order=["event"]),
    ],
    wrapper_class=structlog.stdlib.BoundLogger,
)
