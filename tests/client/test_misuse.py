"""What newcomers give that is wrong, and what they are told: the setting, the rule, the way out."""

from __future__ import annotations

import copy
import math
import pickle
from collections.abc import Callable
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from trustcore import (
    TLM,
    Completion,
    ConfigurationError,
    Evidence,
    File,
    Image,
    Message,
    Provider,
    Text,
    TokenLogprobs,
    load_presets,
    to_frame,
)
from trustcore.errors import InputError
from trustcore.testing import ScriptedProvider

Given = Any
"""Whatever a newcomer gives."""


def client(**settings: Given) -> TLM:
    return TLM("base", **{"model": ScriptedProvider("Paris"), **settings})


def scored(response: Given) -> float:
    return client().get_trustworthiness_score("Capital of France?", response)


WRONG_COMPLETIONS: list[tuple[Given, str]] = [
    (Completion(5), "text must be a string, not 5"),  # type: ignore[arg-type]
    (Completion(None), "text must be a string, not None"),  # type: ignore[arg-type]
    (Completion("Paris", [-0.1]), "logprobs must be TokenLogprobs("),  # type: ignore[arg-type]
    (Completion("Paris", finish_reason=None), "finish_reason must be a string"),  # type: ignore[arg-type]
    (Completion("Paris", TokenLogprobs((0.9, 0.8))), "of probabilities give math.log(p)"),
    (Completion("Paris", TokenLogprobs([90.0])), "log-probabilities are at most 0"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("response", "says"), WRONG_COMPLETIONS, ids=lambda one: str(one)[:9])
def test_a_completion_that_holds_something_else(response: Completion, says: str) -> None:
    """It is refused by its field; among several it is named by its index."""
    with pytest.raises(InputError) as caught:
        scored(response)
    assert str(caught.value).startswith("the response: ")
    assert says in str(caught.value)

    with pytest.raises(InputError, match=r"^response 1: "):
        client().get_trustworthiness_score(["Capital?", "Capital?"], ["Paris", response])


@pytest.mark.parametrize("probability", [0.02, 0.5, 1.0, 100.0])
def test_probabilities_in_place_of_logarithms_never_raise_a_score(probability: float) -> None:
    """They would count as certainty; what an API rounds to above 0 is taken."""
    for several in ([probability], [-0.5, probability]):
        with pytest.raises(InputError, match="of probabilities give math"):
            scored(Completion("Paris", TokenLogprobs(tuple(several))))

    assert scored(Completion("Paris", TokenLogprobs((1e-6,)))) > 0


@pytest.mark.parametrize("role", ["model", "judge", "sampler", "embedder", "witness"])
def test_a_class_in_place_of_its_object(role: str) -> None:
    """Alone and in a list, for each role: it has all that the protocol asks for, but no state."""
    provider: Given = ScriptedProvider
    assert isinstance(provider, Provider)
    for given in (ScriptedProvider, [ScriptedProvider], ["embedded/primer", ScriptedProvider]):
        with pytest.raises(ConfigurationError, match=f"^{role} .*is a class; give an object of it"):
            client(**{role: given})


PARTS: list[tuple[Callable[[], object], str]] = [
    (lambda: Image("photo.png"), "url of an Image must be an address, https://"),
    (lambda: Image("C:/photo.png"), "not a text without a scheme"),
    (lambda: Image(Path("photo.png")), "data=Path(...).read_bytes()"),  # type: ignore[arg-type]
    (lambda: Image(b"\x89PNG"), "not bytes; of a file data="),  # type: ignore[arg-type]
    (lambda: Image(""), "url of an Image must be an address"),
    (Image, "an Image has either a url or data; give one of them"),
    (lambda: Image("https://host/a.png", b"x"), "an Image has either a url or data"),
    (lambda: Image(data="photo.png"), "data must be bytes, or these in base64, not another text"),
    (lambda: Image(data=5), "data must be bytes, or these in base64, not 5"),  # type: ignore[arg-type]
    (lambda: File("a.pdf"), "a File has either data or an id beside its name; of a file data="),
    (lambda: File("a.pdf", 5), "data must be bytes"),  # type: ignore[arg-type]
    (lambda: File("a.pdf", Path("a.pdf")), "not PosixPath; of a file"),  # type: ignore[arg-type]
    (lambda: Text(5), "text of a Text must be a string, not 5"),  # type: ignore[arg-type]
    (lambda: Text(None), "text of a Text must be a string, not None"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("make", "says"), PARTS, ids=[str(one) for one in range(len(PARTS))])
def test_a_part_of_a_message_that_is_none(make: Callable[[], object], says: str) -> None:
    """A path is no address, and a number of bytes no data."""
    with pytest.raises(InputError) as caught:
        make()
    assert says in str(caught.value)


def test_a_path_as_the_address_of_an_image_in_a_vendors_form() -> None:
    """The error names the part."""
    chat = [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "a.png"}}]}]
    with pytest.raises(InputError, match=r"^part 0 of message 0 of the prompt: url of an Image"):
        client().prompt(chat)


def test_an_image_for_a_model_that_sees_none_names_the_keyword() -> None:
    """The role of the answer is `model` among the keywords."""
    chat = [Message("user", (Text("What is this?"), Image("https://host/a.png")))]
    with pytest.raises(InputError, match="name another by model=, or leave the images out"):
        client().prompt(chat)


def test_numbers_of_numpy_are_settings() -> None:
    """As the client's, as options and as settings of a call, and NaN is none of them."""
    numpy = pytest.importorskip("numpy")
    options = {"temperature": numpy.float64(0.5), "max_tokens": numpy.int64(20)}
    tlm = client(options=options, timeout=numpy.float32(3), threshold=numpy.float64(0.3), seed=1)
    result = tlm.prompt("Capital of France?", seed=numpy.int64(3), temperature=numpy.float32(0.25))

    assert "Paris" == result.response
    with pytest.raises(ConfigurationError, match=r"not nan$"):
        client(threshold=numpy.float64(math.nan))


def text_of(call: Callable[[], object], error: type[Exception] = ConfigurationError) -> str:
    with pytest.raises(error) as caught:
        call()
    return str(caught.value)


CALLS: list[tuple[Callable[[], object], str]] = [
    (lambda: client(model="embedded/primer", api_key="k"), "models of embedded take no api_key"),
    (lambda: client(model="embedded/primer", base_url="http://h"), "take no base_url; leave it"),
    (lambda: client(shared=5), 'a URL does as well, "redis://localhost:6379/0"'),
    (lambda: client(options={"extra": {5: 5}}), "one of its keys is 5"),
    (lambda: client(options={"log": "evidence"}), 'for example ["explanation"]'),
    (lambda: TLM({"strategies": {5: {}}}, model="a/b"), "must have a strategy's name, not 5"),
    (lambda: load_presets(5), "path must be a string or a Path, not 5"),  # type: ignore[arg-type]
    (lambda: Evidence.from_dict(5), "what `Evidence.to_dict` gave is read"),  # type: ignore[arg-type]
    (lambda: to_frame(5), "a result, or a sequence of results, scores or outcomes, is needed"),  # type: ignore[arg-type]
    (lambda: to_frame(None), "is needed, not None"),  # type: ignore[arg-type]
    (lambda: client().run(lambda: 5), "this one gave int; call a sync one yourself"),  # type: ignore[arg-type, return-value]
    (lambda: client().prompt([("user", "Why?")]), 'write {"role": "user", "content": "..."}'),  # type: ignore[list-item]
    (lambda: client().prompt([{"role": "human", "content": "Why?"}]), 'tool; write "user"'),
    (lambda: client().prompt([{"role": "AI", "content": "Why?"}]), 'tool; write "assistant"'),
    (lambda: client().prompt([{"role": "User", "content": "Why?"}]), 'tool; write "user"'),
]


@pytest.mark.parametrize(("call", "says"), CALLS, ids=[str(one) for one in range(len(CALLS))])
def test_the_way_out_is_named(call: Callable[[], object], says: str) -> None:
    """Each is what somebody tries who knows another library."""
    assert says in text_of(call)


@pytest.mark.parametrize("end", ["/chat/completions", "/completions/", "/messages", "/responses"])
@pytest.mark.parametrize("provider", ["openai", "anthropic", "vllm"])
def test_the_url_of_one_request_is_no_base_url(provider: str, end: str) -> None:
    """It was copied from an example with curl; the message names what is to be left out."""
    says = text_of(lambda: client(model=f"{provider}/m", api_key="k", base_url=f"http://h/v1{end}"))
    assert f"must end before {end.rstrip('/')}, which each request adds" in says


def test_a_base_url_with_a_blank_in_it_is_none() -> None:
    """What stands around it is cut off."""
    says = text_of(lambda: client(model="openai/m", api_key="k", base_url="http://ho st/v1"))
    assert "base_url (or OPENAI_BASE_URL) must be like https://host" in says
    trimmed = client(model="openai/m", api_key="k", base_url=" http://host/v1\n")
    assert ("http://host/v1",) == tuple(trimmed.endpoints["answer"])


@pytest.mark.parametrize("copied", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_client_stays_in_its_process(copied: Callable[[object], object]) -> None:
    """Where workers are started with it, they are told to make their own."""
    assert "make one in each process" in text_of(lambda: copied(client()), TypeError)


NAMES = ("score", "x")


def test_what_others_call_the_attributes_of_a_result() -> None:
    """Python's own suggestions are for names that are nearly right."""
    result: Any = client().prompt("Capital of France?")
    found = {name: text_of(partial(getattr, result, name), AttributeError) for name in NAMES}
    assert found == {
        "score": "a Result has no attribute 'score'; it is `trustworthiness_score`",
        "x": "a Result has no attribute 'x'",
    }
    assert pickle.loads(pickle.dumps(result.to_dict())) == copy.deepcopy(result).to_dict()  # noqa: S301  (our own)


async def test_a_stream_is_closed_by_aclosing() -> None:
    """What is under way is cancelled with the block, and the client goes on."""
    asked = (f"Question {number}?" for number in range(10**6))
    async with client() as tlm:
        async with aclosing(tlm.amap(asked)) as stream:
            first = await anext(stream)
        again = await tlm.aprompt("Capital of France?")

    assert (0, "Paris") == (first.index, again.response)
    assert int(next(asked).split()[1][:-1]) < 1000
