"""What somebody meant who named a model in another way than "provider/model"."""

from __future__ import annotations

import re

from trustcore.plugins.registry import providers

_FAMILIES = (
    (r"(?:gpt-(?!oss)|chatgpt-|o[1345](?:-|$)|text-embedding-|davinci|codex-)", "openai"),
    (r"claude(?:-|$)", "anthropic"),
    (r"(?:gemini|gemma)-|text-bison", "gemini"),
    (r"(?:mistral|ministral|magistral|codestral|devstral|pixtral|open-mi[sx]tral)-", "mistral"),
    (r"grok-", "xai"),
    (r"deepseek-(?:chat|reasoner)", "deepseek"),
    (r"(?:us|eu|apac|global)?\.?(?:anthropic|amazon|meta|cohere|mistral)\.[a-z]", "bedrock"),
    (r"primer$", "embedded"),
    (r"[a-z0-9.\-]+:[a-z0-9._\-]+$", "ollama"),
)
"""Models' names by their beginning, and the provider that has them."""

_OTHER_NAMES = {
    **dict.fromkeys(
        ("google", "googleai", "google-genai", "google-gla", "google-vertex"), "gemini"
    ),
    **dict.fromkeys(("vertex", "vertexai", "vertex-ai", "genai"), "gemini"),
    **dict.fromkeys(("azure-openai", "azureopenai", "azure-ai"), "azure"),
    **dict.fromkeys(("aws", "amazon", "aws-bedrock", "bedrock-converse"), "bedrock"),
    **dict.fromkeys(("claude", "anthropic-messages"), "anthropic"),
    **dict.fromkeys(("gpt", "chatgpt", "openai-chat", "openai-responses"), "openai"),
    **dict.fromkeys(("grok", "x-ai"), "xai"),
    **dict.fromkeys(("mistralai", "la-plateforme"), "mistral"),
    **dict.fromkeys(("together-ai", "togetherai"), "together"),
    **dict.fromkeys(("fireworks-ai", "accounts"), "fireworks"),
    **dict.fromkeys(("llama-cpp", "llama.cpp", "llama-server"), "llamacpp"),
    "lm-studio": "lmstudio",
    "hosted-vllm": "vllm",
}
"""Names that others have for our providers, with hyphens for what is written with underscores."""

_SERVICES = {
    "cerebras": "https://api.cerebras.ai/v1",
    "cohere": "https://api.cohere.ai/compatibility/v1",
    "deepinfra": "https://api.deepinfra.com/v1/openai",
    "huggingface": "https://router.huggingface.co/v1",
    "moonshot": "https://api.moonshot.ai/v1",
    "nvidia": "https://integrate.api.nvidia.com/v1",
    "perplexity": "https://api.perplexity.ai",
    "sambanova": "https://api.sambanova.ai/v1",
}
"""Services that speak OpenAI's API and are no providers of ours, with their addresses."""

_OWNERS = (
    "meta-llama",
    "qwen",
    "microsoft",
    "tiiuae",
    "nousresearch",
    "openchat",
    "01-ai",
    "unsloth",
)
_PREFIXED = re.compile(r"([A-Za-z][\w.\-]{1,30})(?::(?!\d)|\.(?=gpt|claude|gemini))(.+)")


def hint(name: str) -> str | None:
    """What to write instead of a model's name; None when nothing is known about it.

    Args:
        name: As the user wrote it, without a provider or with one that is not known.
    """
    if name.lower().endswith(".gguf"):
        return f'write "gguf/{name}" for the file, two slashes where it begins with one'
    provider, slash, model = name.partition("/")
    key = provider.strip().lower().replace("_", "-")
    if not slash:
        return _without_a_provider(name)
    if key in _OTHER_NAMES:
        return f'write "{_OTHER_NAMES[key]}/{model}"'
    if key in _SERVICES:
        return (
            f'{provider} speaks OpenAI\'s API: write model="openai/{model}" with '
            f'base_url="{_SERVICES[key]}" and its key as api_key, or register_service'
        )
    if key in _OWNERS:
        return f'write who serves it before the name, for example "vllm/{name}"'
    return None


def _without_a_provider(name: str) -> str | None:
    known, match = providers.names(), _PREFIXED.fullmatch(name)
    if match and match[1].lower() in known:
        return f'write "{match[1].lower()}/{match[2]}"'
    if name.lower() in known:
        return f'a model\'s name goes with it: "{name.lower()}/NAME"'
    provider = next((one for start, one in _FAMILIES if re.match(start, name.lower())), None)
    return None if provider is None else f'write "{provider}/{name}"'
