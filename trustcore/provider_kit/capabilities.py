"""What a model takes, as far as it is known before it is asked."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from trustcore.plugins.protocols import Feature

SystemRole = Literal["system", "developer", "none"]


@frozen
class Capabilities:
    """What a model takes. The defaults are those of a model that nothing is known about.

    Attributes:
        logprobs: Whether it tells the log-probabilities of its tokens.
        max_top_logprobs: How many alternatives to each token may be asked for.
        n: Whether one request may ask for several completions.
        max_n: How many of them at most; None where no limit is known.
        temperature: Whether the sampling temperature can be set.
        sampling: Whether it varies between equal requests, at its default temperature if need be.
        seed: Whether the sampling can be seeded.
        system_role: The role that instructions have; "none" where they must go into the first
            message of the user.
        schema: Whether a JSON schema for the answer is taken.
        tools: Whether it calls tools.
        images: Whether it sees images.
        choices: Whether it can be held to a list of replies.
        choices_style: How it is: "schema" by a JSON schema with a property of these values, "enum"
            by Gemini's type for it, "vllm" by vLLM's parameter, "grammar" by llama.cpp's.
        token_limit: What the API calls the limit on the tokens of a reply.
        reasoning: Whether it thinks before it answers unless told not to.
        reasoning_room: Tokens to add to the user's limit, where the API counts those of thinking
            and of the answer together.
        max_output: The most tokens that a reply may have, those of thinking included. An API that
            requires a limit gets it where the user set none.
        embeddings: Whether the provider has embeddings; which model has them, it will say itself.
        api: Which of a vendor's APIs serves it: "chat", or "responses" at OpenAI.
        seed_name: What the API calls the seed.
        logprobs_style: "chat" as OpenAI's chat completions have log-probabilities, or "legacy" as
            its older completions had them.
        counts_one: Whether the token counts of a reply with several completions are those of one.
            Those of the others are then counted here, never too few.
    """

    logprobs: bool = True
    max_top_logprobs: int = 20
    n: bool = False
    max_n: int | None = None
    temperature: bool = True
    sampling: bool = True
    seed: bool = True
    system_role: SystemRole = "system"
    schema: bool = True
    tools: bool = True
    images: bool = True
    choices: bool = False
    choices_style: Literal["schema", "enum", "vllm", "grammar"] = "schema"
    token_limit: str = "max_tokens"  # noqa: S105  (tokens of text)
    reasoning: bool = False
    reasoning_room: int = 0
    max_output: int | None = None
    embeddings: bool = False
    api: Literal["chat", "responses"] = "chat"
    seed_name: str = "seed"
    logprobs_style: Literal["chat", "legacy"] = "chat"
    counts_one: bool = False

    def supports(self, feature: Feature, /) -> bool:
        """For a provider's own `supports`."""
        return bool(getattr(self, feature))

    def limit(self, max_tokens: int | None) -> int | None:
        """The token limit to send for the user's own, which is about the answer alone."""
        if max_tokens is None:
            return None
        roomy = max_tokens + self.reasoning_room
        return roomy if self.max_output is None else max(max_tokens, min(roomy, self.max_output))
