"""JSON as APIs send and take it, and the parts that all replies have: text, counts, vectors.

Reading is lenient in what can be done without and strict in what a score hangs on.
"""

from __future__ import annotations

import codecs
import json
import math
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice
from typing import Any, Never

import orjson

from trustcore.errors import ReplyError, UnreadableReplyError
from trustcore.http.reading import MOST
from trustcore.records.chat import UNREPORTED, Embedding, Usage
from trustcore.records.text import whole_text

_LARGEST = 2**63 - 1
"""The largest count that is believed: more cannot be written down as JSON by everybody."""

_MOST_EVENTS = 2**17
"""More of a stream is not read: so many tokens no reply has."""

_NUMBERS = frozenset((float, int))
_OBJECT = frozenset((dict,))
_BLANK = re.compile(r"[\s\ufeff\x1e]*")  # a byte-order mark; what separates records of JSON text
_LINE = re.compile(r"\r\n|\n|\r")  # not `splitlines`, which also splits inside of JSON strings
_BLOCK = re.compile(r"(?:\n|\r\n?+)(?:\n|\r\n?+)+")  # not `{2,}`: it looks ten times as long
_FAILED = re.compile(r"event:\s*error\s*")
_STREAM = ("data:", "event:", "id:", "retry:", ":")
_DONE = b"data: [DONE]"
_BEFORE = "\ufeff \t\r\n"  # what may stand before a body
_COMMENTS = re.compile(r"(?::[^\r\n]*|[\ufeff\s])*")
"""What proxies and servers send to keep a connection open, before a body of any kind."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_ASCII = "".join(map(chr, range(32, 127)))
"""What JSON is written in. An encoding that has other bytes for it shows itself."""

_SLOW = frozenset(("idna", "punycode"))
"""Encodings of host names, whose decoders are not linear."""

_STREAM_BYTES = tuple(map(str.encode, _STREAM))
_GZIP_MAGIC, _GZIP = b"\x1f\x8b", 16 + zlib.MAX_WBITS
_THOUGHT = re.compile(r"reason|think|thought", re.IGNORECASE)
_NO_ANSWER = re.compile(r"reason|think|thought|summary|tool|function|redacted", re.IGNORECASE)


def dump(body: Mapping[str, Any]) -> bytes:
    """As JSON. Half an emoji, which is no Unicode, goes as an escape."""
    try:
        return orjson.dumps(body)
    except TypeError:  # orjson's way to refuse lone surrogates
        return json.dumps(body).encode()


def refuse(what: str) -> Never:
    """Say that a reply is not what the API promises.

    Raises:
        ReplyError: Always.
    """
    raise ReplyError(f"the reply {what}; is base_url right?")


def values_in(body: bytes, headers: Mapping[str, str] | None = None) -> list[Any]:
    """The JSON values of a body: one, or several where the server streams; none where it is cut.

    Characters that are none are replaced, line breaks inside of texts are taken as they are, and
    what follows the last value is passed over.

    Args:
        body: The bytes.
        headers: Those that came with it: what is no UTF-8 may be in the encoding that they name.

    Raises:
        ReplyError: When an event of a stream is not JSON.
    """
    try:
        return [orjson.loads(body)]
    except orjson.JSONDecodeError:
        pass
    text = _decoded(_unpacked(body), headers or {}).lstrip(_BEFORE)
    if text.startswith(":"):
        text = text[_end_of(_COMMENTS, text) :]
    found = _events(text) if text.startswith(_STREAM) else _values(text)
    return list(islice(found, _MOST_EVENTS))


def _unpacked(body: bytes) -> bytes:
    """A body without gzip, which some gateways send without a header that says so."""
    if not body.startswith(_GZIP_MAGIC):
        return body
    try:
        return zlib.decompressobj(_GZIP).decompress(body, MOST)
    except zlib.error:
        return body


def _decoded(body: bytes, headers: Mapping[str, str]) -> str:
    """A body as text. Unicode shows itself; what is none of it is what the headers say."""
    unicode = json.detect_encoding(body)
    try:
        return body.decode(unicode)
    except UnicodeDecodeError:
        return body.decode(_named_encoding(headers) or unicode, "replace")


def _named_encoding(headers: Mapping[str, str]) -> str | None:
    """The encoding of texts that `Content-Type` names; None where it names none that is known."""
    kind = next((headers[name] for name in headers if name.lower() == "content-type"), "")
    named = _CHARSET.search(kind)
    try:
        known = codecs.lookup(named[1]).name if named else None
        keeps = known is not None and _ASCII.encode().decode(known) == _ASCII
    except (LookupError, ValueError):  # also where it is no encoding of texts
        return None
    return known if keeps and known not in _SLOW else None


def events_in(block: bytes) -> list[Any]:
    """The JSON values of one event of a stream in UTF-8, as `values_in` has them of all.

    Raises:
        ReplyError: When its data is not JSON.
    """
    line = block.rstrip()
    if line == _DONE:
        return []
    if line.startswith(b"data: {") and b"\n" not in line and b"\r" not in line:
        try:
            return [orjson.loads(line[6:])]  # as nearly all are
        except orjson.JSONDecodeError:
            pass
    return list(_events(block.decode("utf-8", "replace").lstrip(_BEFORE)))


def is_stream(body: bytes | bytearray) -> bool:
    """Whether a body is a stream of events."""
    if body[:1] == b"{":  # as nearly all begin
        return False
    return body[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_STREAM_BYTES)


def parse(body: bytes, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401  (any JSON)
    """The first JSON value of a body; None where there is none."""
    try:
        return next(iter(values_in(body, headers)), None)
    except ReplyError:
        return None


def _events(text: str) -> Iterator[Any]:
    """The data of the events of a stream (WHATWG HTML, 9.2), but for its end."""
    for block in _BLOCK.split(text):
        lines = _LINE.split(block)
        data = "\n".join([line[5:] for line in lines if line.startswith("data:")]).strip()
        if not data:
            continue
        found = _data(data)
        if not found and data.strip('[]"') not in {"DONE", "ping"}:
            refuse("is an event stream with an event that is not JSON")
        failed = any(map(_FAILED.fullmatch, lines))
        yield from [{"type": "error", "error": one} for one in found] if failed else found


def _data(text: str) -> list[Any]:
    """The values of one event, most often one."""
    try:
        return [orjson.loads(text)]
    except orjson.JSONDecodeError:
        return list(_values(text))


def _values(text: str) -> Iterator[Any]:
    """Values one after the other, up to the first thing that is none."""
    decoder = json.JSONDecoder(parse_int=_integer, strict=False)
    place = 0
    while (place := _end_of(_BLANK, text, place)) < len(text):
        try:
            value, place = decoder.raw_decode(text, place)
            value = _without_surrogates(value)
        except (ValueError, RecursionError):
            return
        yield value
        if not isinstance(value, dict):  # no event of a stream
            return


def _end_of(pattern: re.Pattern[str], text: str, place: int = 0) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def _integer(digits: str) -> float:
    """A whole number; one that is too large for a count is no whole number any more."""
    return int(digits) if len(digits) < 20 else float(digits)


def _without_surrogates(value: Any) -> Any:  # noqa: ANN401  (any JSON)
    match value:
        case str():
            return whole_text(value)
        case list():
            return [_without_surrogates(one) for one in value]
        case dict():
            return {_without_surrogates(key): _without_surrogates(value[key]) for key in value}
        case _:
            return value


def text_of(content: Any) -> str:  # noqa: ANN401  (any JSON)
    """The text of a message, whatever form its content has: a string, or parts of any kind.

    What the model thought and what tools it calls is no answer.

    Raises:
        UnreadableReplyError: When there is content, and it has a form that holds no text.
    """
    if content is None or isinstance(content, str):
        return content or ""
    if not isinstance(content, list):
        content = [content]
    texts = [None if _is_aside(part) else _part(part) for part in content]
    if content and set(texts) == {None} and not any(map(_is_aside, content)):
        _unknown_form(content[0])
    # Neighbours are pieces of one text, as citations cut it; what is no answer parts two texts.
    runs = (run for spoken, run in groupby(texts, key=_is_text) if spoken)
    return joined("".join(filter(None, run)) for run in runs)


def where_thoughts_are(message: Mapping[str, Any]) -> str:
    """The field of a message, or the kind of a part of it, that has thoughts; empty without any."""
    content = message.get("content")
    parts = content if isinstance(content, list) else ()
    kinds = (part.get("type") for part in parts if isinstance(part, dict))
    names = (*(name for name in message if message[name]), *kinds)
    return next((name for name in names if isinstance(name, str) and _THOUGHT.search(name)), "")


def joined(texts: Iterable[str]) -> str:
    """Texts one after the other, each on a line of its own unless there is a space between."""
    whole = ""
    for text in filter(None, texts):
        spaced = not whole or whole[-1].isspace() or text[0].isspace()
        whole += text if spaced else "\n" + text
    return whole


def _is_text(text: str | None) -> bool:
    return text is not None


def _is_aside(part: Any) -> bool:  # noqa: ANN401  (any JSON)
    """Whether a part is what the model thought, or does with a tool."""
    match part:
        case {"thought": True}:
            return True
        case {"type": str(kind)} if _NO_ANSWER.search(kind):
            return True
        case {"text": str()} | {"refusal": str()} | {"content": str()}:
            return False
        case dict():
            return any(map(_NO_ANSWER.search, part))
        case _:
            return False


def _part(part: Any) -> str | None:  # noqa: ANN401  (any JSON)
    """The text of a part of the answer; None where it has none that is read."""
    match part:
        case str():
            return part
        case {"text": str(text)} | {"refusal": str(text)} | {"content": str(text)}:
            return text
        case {"text": {"value": str(text)} | {"text": str(text)} | {"content": str(text)}}:
            return text
        case {"content": {"text": str(text)} | {"value": str(text)}} | {"value": str(text)}:
            return text
        case _:
            return None


def _unknown_form(content: Any) -> Never:  # noqa: ANN401  (any JSON)
    form = "an object without `text`" if isinstance(content, dict) else type(content).__name__
    raise UnreadableReplyError(
        f"the content of the reply has a form that is not read ({form}, where a text or a list of "
        "parts with `text` should be); see whether the server has a setting for it"
    )


def usage_of(found: Any, read: Sequence[str], written: Sequence[str]) -> Usage:  # noqa: ANN401  (any JSON)
    """Token counts, or `UNREPORTED`: what is not a count must not be added up.

    Args:
        found: The object that has them.
        read: Keys of what the model read. Only the first may not be left out.
        written: Keys of what it wrote, which may be left out.
    """
    if not isinstance(found, dict) or found.get(read[0]) is None:
        return UNREPORTED
    rows = (read, written)
    counts = [[found[key] for key in keys if found.get(key) is not None] for keys in rows]
    if not all(map(_is_count, chain.from_iterable(counts))):
        return UNREPORTED
    return usage_from(*map(sum, counts))


def usage_from(read: Any, written: Any) -> Usage:  # noqa: ANN401  (any JSON)
    """The usage of one call with two token counts; `UNREPORTED` where one of them is no count."""
    if type(read) is int is type(written) and 0 <= read <= _LARGEST and 0 <= written <= _LARGEST:
        return Usage(1, read, written)
    if not (_is_count(read) and _is_count(written)):
        return UNREPORTED
    return Usage(1, int(read), int(written))


def _is_count(value: Any) -> bool:  # noqa: ANN401  (any JSON)
    """Whether it is a count. JSON knows one kind of numbers: 5.0 is 5."""
    whole = type(value) is int or (type(value) is float and value.is_integer())
    return whole and 0 <= value <= _LARGEST


def embeddings_of(rows: Any, key: str, count: int) -> tuple[Embedding, ...]:  # noqa: ANN401  (any JSON)
    """The embeddings of `count` texts, by `index` where each row has its own.

    Args:
        rows: The list that has an object for each text.
        key: The key of the vector in such an object.
        count: How many texts there are.

    Raises:
        ReplyError: When there is not one vector of finite numbers for each text.
    """
    if not isinstance(rows, list) or len(rows) != count:
        refuse(f"does not have {count} embeddings")
    return tuple([Embedding(_vector(row.get(key))) for row in in_order(rows)])


def _vector(vector: Any) -> tuple[float, ...]:  # noqa: ANN401  (any JSON)
    if not isinstance(vector, list) or not vector or not _NUMBERS.issuperset(map(type, vector)):
        refuse("has an embedding that is not a list of numbers")
    try:
        finite = all(map(math.isfinite, vector))
    except OverflowError:
        finite = False
    return tuple(vector) if finite else refuse("has an embedding that is not finite")


def in_order(rows: Any, *, default: int | None = None) -> list[dict[str, Any]]:  # noqa: ANN401  (any JSON)
    """Objects of a list by `index` where each has its own, else as they came.

    Args:
        rows: The list.
        default: The index of those that have none.

    Raises:
        ReplyError: When an entry is no object.
    """
    if not isinstance(rows, list):
        refuse("has an entry that is not an object")
    if len(rows) == 1 and type(rows[0]) is dict:
        return rows
    if not _are_objects(rows):
        refuse("has an entry that is not an object")
    indices = [_index(row.get("index", default)) for row in rows]
    if set(map(type, indices)) != {int} or len(set(indices)) != len(indices):
        return rows
    return [row for _, row in sorted(zip(indices, rows, strict=True), key=lambda pair: pair[0])]


def _index(value: Any) -> Any:  # noqa: ANN401  (any JSON)
    """An index, which some servers write as a text."""
    written = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10
    return int(value) if written else value


def objects_in(body: bytes, headers: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The objects of a body; a list of them counts as a stream. See `values_in`.

    Raises:
        ReplyError: When there is none, or something else among them.
    """
    found = values_in(body, headers)
    if len(found) == 1 and type(found[0]) is dict:
        return found
    if len(found) == 1 and isinstance(found[0], list):
        found = found[0]
    if not found or not _are_objects(found):
        refuse("is not a JSON object, or was cut")
    return found


def _are_objects(values: Iterable[Any]) -> bool:
    return _OBJECT.issuperset(map(type, values))
