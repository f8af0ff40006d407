"""The batch interfaces that are known."""

from __future__ import annotations

from trustcore.batch.vendor.anthropic_form import AnthropicForm
from trustcore.batch.vendor.form import BatchInterface
from trustcore.batch.vendor.gemini_form import GeminiForm
from trustcore.batch.vendor.openai_form import OpenAIForm

INTERFACES = {
    one.vendor: one
    for one in (
        BatchInterface(vendor="openai", form=OpenAIForm, embeddings=True),
        BatchInterface(
            vendor="anthropic", form=AnthropicForm, most_lines=100_000, most_bytes=250 * 10**6
        ),
        BatchInterface(vendor="gemini", form=GeminiForm),
    )
}
"""Those that come along, by vendor. Limits are a little below the vendors' own."""
