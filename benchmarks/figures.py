"""Measured figures in the pages: what stands between their marks is written by programs."""

from __future__ import annotations

import re


def filled(page: str, mark: str, text: str) -> str:
    """A page with a text between `<!-- measured: MARK -->` and `<!-- end -->`.

    Raises:
        SystemExit: When it has no such mark.
    """
    before, after = f"<!-- measured: {mark} -->\n", "<!-- end -->"
    pattern = f"{re.escape(before)}.*?{re.escape(after)}"
    found, times = re.subn(pattern, lambda _: f"{before}\n{text}\n{after}", page, flags=re.DOTALL)
    if not times:
        raise SystemExit(f"the page has no mark `measured: {mark}`")
    return found
