"""What a model can be used for."""

from __future__ import annotations

from typing import Literal

Role = Literal["answer", "sampler", "judge", "embedder"]
ROLES: tuple[Role, ...] = ("answer", "sampler", "judge", "embedder")
