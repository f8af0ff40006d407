from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def code(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def test_the_page_shows_the_whole_example() -> None:
    """The blocks of the page are the example, in its order: neither can drift from the other."""
    example = (DOCS / "examples" / "fastapi_app.py").read_text("utf-8")
    page = (DOCS / "web-backends.md").read_text("utf-8")
    blocks = "".join(re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL))

    _, _, body = example.split('"""', 2)
    lines = code(body)
    assert lines == code(blocks)[: len(lines)]
