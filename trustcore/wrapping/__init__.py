"""Clients of vendors' SDKs whose responses bring a score along."""

from __future__ import annotations

from trustcore.wrapping.wrap import wrap as wrap
