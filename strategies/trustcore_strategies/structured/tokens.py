"""Which tokens the values of a structured answer are made of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from attrs import frozen

from trustcore import Completion, TokenLogprobs
from trustcore.labels.align import token_spans
from trustcore.records.answer_parts import leaves_of
from trustcore.records.json_answer import Span


@frozen
class FieldTokens:
    """The tokens of one value.

    Attributes:
        span: Where the value's JSON stands in the answer, in characters.
        indices: Of the tokens that hold something of it, a string's quotation marks apart.
    """

    span: Span
    indices: Sequence[int]


def field_tokens(answer: Completion, given: TokenLogprobs) -> Mapping[str, FieldTokens]:
    """The tokens of each value of an answer by its pointer; none where they are not its text's."""
    spans = token_spans(answer.text, given.tokens) if given.tokens else {}
    placed = [(last, first, index) for index, (first, last) in spans.items() if first < last]
    found: dict[str, FieldTokens] = {}
    for path, leaf in leaves_of(answer).items() if placed else ():
        if leaf.span is not None:
            start, end = _inside(answer.text, leaf.span)
            at = bisect_left(placed, (start + 1, -1, -1))
            indices: list[int] = []
            while at < len(placed) and placed[at][1] < end:
                indices.append(placed[at][2])
                at += 1
            if indices:
                found[path] = FieldTokens(leaf.span, indices)
    return found


def _inside(text: str, span: Span) -> Span:
    """Where a string stands without its quotation marks; these are all there is of an empty one."""
    start, end = span
    quoted = text[start] == '"' and end - start > len('""')
    return (start + 1, end - 1) if quoted else span
