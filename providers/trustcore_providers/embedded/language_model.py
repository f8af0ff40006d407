"""A model with its vocabulary: from requests to replies."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from random import Random

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)
from attrs import frozen

from trustcore import (
    Completion,
    ConfigurationError,
    Message,
    Reply,
    Request,
    TokenLogprobs,
    Usage,
)
from trustcore.errors import ContextLengthError
from trustcore.plugins.protocols import Receive
from trustcore_providers.embedded.llama.config import Config
from trustcore_providers.embedded.llama.drawing import Draw, Look, draw_texts
from trustcore_providers.embedded.llama.model import Llama
from trustcore_providers.embedded.llama.probabilities import likeliest, log_probabilities
from trustcore_providers.embedded.llama.reading import Checkpoint, logits_of
from trustcore_providers.embedded.llama.safetensors import Floats, read_tensors
from trustcore_providers.embedded.llama.sampling import Sampler
from trustcore_providers.embedded.llama.threads import one_thread
from trustcore_providers.embedded.llama.weights import Weights
from trustcore_providers.embedded.tokenizer import Tokenizer

_DEFAULT_TEMPERATURE = 1.0
"""What most APIs have: draws come from the model's own distribution."""


@frozen(eq=False)
class LanguageModel:
    """A model with its vocabulary. It holds no state, so threads may share it.

    Attributes:
        tokenizer: Its vocabulary.
        llama: What computes.
        silence: Added to logits: minus infinity for tokens that are never written, else 0.
        opening: The same for the first token of a reply, which is neither the end nor blank: an
            empty reply answers nothing. Log-probabilities are the model's own nevertheless, so that
            a word in place of silence is as improbable as the model finds it.
    """

    tokenizer: Tokenizer
    llama: Llama
    silence: Floats
    opening: Floats

    @classmethod
    def read(cls, folder: Path) -> LanguageModel:
        """Read `config.json`, `tokenizer.json` and `model.safetensors`.

        Raises:
            ConfigurationError: When they are of a model that cannot be computed, or not of one.
        """
        config = Config.read(folder / "config.json")
        weights = Weights.of(read_tensors(folder / "model.safetensors"), config)
        tokenizer = Tokenizer.load(folder / "tokenizer.json")
        if tokenizer.size > config.vocab_size:
            raise ConfigurationError(
                f"tokenizer.json has {tokenizer.size} tokens, more than the {config.vocab_size} of "
                "config.json"
            )
        silence = np.zeros(config.vocab_size)
        silence[[*tokenizer.mute, *range(tokenizer.size, config.vocab_size)]] = -np.inf
        blank = [one for one in range(tokenizer.size) if not tokenizer.text(one).strip()]
        opening = np.zeros(config.vocab_size)
        opening[blank] = -np.inf  # the end is one of them
        return cls(tokenizer, Llama(config, weights), silence, opening)

    def reply(
        self, request: Request, checkpoint: Checkpoint, receive: Receive | None = None
    ) -> Reply:
        """Write as many completions as are wanted.

        Args:
            request: What is wanted. The context may allow fewer tokens.
            checkpoint: Called before each token; it raises to stop the work.
            receive: Takes each piece of the first completion as soon as it is there.

        Raises:
            ContextLengthError: When the prompt leaves no room for a reply.
        """
        prompt = self._prompt(request.messages)
        room = self.llama.config.context - len(prompt)
        with one_thread():
            draws = draw_texts(
                self.llama,
                prompt,
                self._sampler(request, prompt),
                count=request.n,
                limit=room if request.max_tokens is None else min(room, request.max_tokens),
                end=self.tokenizer.end,
                opening=self.opening,
                checkpoint=checkpoint,
                look=None if receive is None else self._look(receive),
            )
        items = tuple([self._item(draw, request.logprobs) for draw in draws])
        written = sum(len(draw.tokens) for draw in draws)
        return Reply(items, Usage(calls=1, input_tokens=len(prompt), output_tokens=written))

    def score(
        self, messages: Sequence[Message], text: str, top: int, checkpoint: Checkpoint
    ) -> TokenLogprobs:
        """The log-probabilities of a text as the reply to a chat.

        Raises:
            ContextLengthError: When chat and text are longer than the context.
        """
        tokens = self.tokenizer.encode(text)
        prompt = self._prompt(messages, len(tokens))
        with one_thread():
            logits = logits_of(self.llama, prompt, tokens, checkpoint)
        return self._logprobs(tokens, logits, top)

    def _look(self, receive: Receive) -> Look:
        """What tells of a continuation while it is drawn."""
        told = 0

        def look(draw: Draw) -> None:
            nonlocal told
            text = self.tokenizer.decode(self.tokenizer.settled(draw.tokens))
            if len(text) > told:
                receive(text[told:])
                told = len(text)

        return look

    def _prompt(self, messages: Sequence[Message], room: int = 1) -> list[int]:
        prompt = self.tokenizer.chat([(message.role, message.text) for message in messages])
        context = self.llama.config.context
        if len(prompt) + room > context:
            raise ContextLengthError(
                f"the embedded model reads {context} tokens, the reply included; this prompt has "
                f"{len(prompt)}: shorten it. Judges read the question and the answer: a smaller "
                "preset needs less room, and the judge may be another model"
            )
        return prompt

    def _sampler(self, request: Request, prompt: Sequence[int]) -> Sampler:
        temperature = request.temperature
        return Sampler(
            _DEFAULT_TEMPERATURE if temperature is None else temperature,
            self.silence,
            _generators(request, prompt),
        )

    def _item(self, draw: Draw, top: int | None) -> Completion:
        text = self.tokenizer.decode(draw.tokens)
        finish = "stop" if draw.ended else "length"
        if top is None:
            return Completion(text, finish_reason=finish)
        return Completion(text, self._logprobs(draw.tokens, np.array(draw.logits), top), finish)

    def _logprobs(self, tokens: Sequence[int], logits: Floats, top: int) -> TokenLogprobs:
        """Of tokens as they were written, in the order of their texts."""
        order = self.tokenizer.in_text_order(tokens)
        ordered = np.array(tokens, np.intp)[order]
        logprobs = log_probabilities(logits)[order]
        texts = tuple(map(self.tokenizer.text, ordered.tolist()))
        whole = "".join(texts) == self.tokenizer.decode(tokens)
        return TokenLogprobs(
            tuple(np.take_along_axis(logprobs, ordered[:, None], axis=1)[:, 0].tolist()),
            texts if whole else (),  # some token is a part of a character
            self._alternatives(logprobs, top) if top else (),
        )

    def _alternatives(
        self, logprobs: Floats, top: int
    ) -> tuple[tuple[tuple[str, float], ...], ...]:
        best = likeliest(logprobs, top, self.silence)
        values = np.take_along_axis(logprobs, best, axis=1).tolist()
        return tuple(
            tuple(zip(map(self.tokenizer.text, row), numbers, strict=True))
            for row, numbers in zip(best.tolist(), values, strict=True)
        )


def _generators(request: Request, prompt: Sequence[int]) -> list[Random]:
    """One per draw. With a seed it depends on seed, draw and prompt: alone or among others alike.

    As everywhere, the draw after draw i of seed s is draw i + 1 of seed s + 1. The prompt is there
    so that a seed that is unlucky with one question is not so with all.
    """
    if request.seed is None:
        return [Random() for _ in range(request.n)]  # noqa: S311  (it samples, it hides nothing)
    asked = blake2b(np.array(prompt, "<i4").tobytes()).hexdigest()
    return [
        Random(f"{request.seed + nth} {request.draw + nth} {asked}")  # noqa: S311  (as above)
        for nth in range(request.n)
    ]
