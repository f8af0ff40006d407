"""Which part of a raw text is the reply: after the thinking, before end marks and a next question."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re

_NAMES = r"think(?:ing)?|thoughts?|reason(?:ing)?|reflection|scratchpad|analysis|seed:think|antthinking|cot|inner_monologue|internal"
_OPENS = re.compile(
    rf"<(?:{_NAMES})>|\[THINK(?:ING)?\]|◁think▷|<\|(?:begin_of_thought|think(?:ing)?|START_THINKING)\|>",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    rf"</(?:[a-z]{{1,12}}[_:]){{0,3}}(?:{_NAMES}|reflect)(?:_[a-z]{{1,12}}){{0,2}}>|\[/(?:THINK|REASON)(?:ING)?\]|◁/think▷|<\|(?:end_of_thought|/think(?:ing)?|END_THINKING)\|>",
    re.IGNORECASE,
)
_SOMETHING = re.compile(r"\S")
_BEFORE = 16
"""Characters in front of a next question that tell whether it belongs to a breakdown."""

_OPENING_ENDS = re.compile(r"[>\]▷]")
_MARK = re.compile(r"[<\[◁]")
"""Without any of these there is neither thinking nor an end mark."""

_CHANNEL = re.compile(r"<\|channel\|>\s?(\w{1,20})[^<]{0,60}<\|message\|>")
_TURN = re.compile(
    r"<\|start_header_id\|>assistant<\|end_header_id\|>|<\|im_start\|>assistant|<start_of_turn>model|\[/INST\]|<\|(?:assistant|begin_of_solution|START_RESPONSE|CHATBOT_TOKEN)\|>"
)
_ENDS = re.compile(
    r"<\|(?:im_end|eot_id|end|endoftext|return|end_of_text|eom_id|user|im_start|start_header_id|start|call|end_of_solution|END_RESPONSE|END_OF_TURN_TOKEN)\|>|</s>|<eos>|<end_of_turn>|<｜end▁of▁sentence｜>|\[/?INST\]"
)
_NEXT = re.compile(
    r"\n[ \t>*#]{0,6}(?=[qnhupeifQNHUPEIF问問質вВ질])(?:q|question|next question|new question|human|user|problem|exercise|input|frage|pregunta|问题|問題|質問|вопрос|질문)"
    r"(?:[ \t]?#?\d{1,3})?[ \t*]{0,4}[:：]",
    re.IGNORECASE,
)


def visible(text: str) -> tuple[int, int]:
    """Where the reply begins and ends in a text that a model wrote.

    It begins after the last thinking that is closed, or in the final channel. Thinking that is
    never closed is no reply: the reply is what stands in front of it, which may be nothing. So it is
    with thinking behind which nothing stands.
    """
    marked = _MARK.search(text) is not None
    begin = _begin(text) if marked else 0
    end = len(text)
    if begin and _SOMETHING.search(text, begin) is None:
        begin = _in_front(text)
    opened = _OPENS.search(text, begin) if marked and _OPENING_ENDS.search(text) else None
    if opened is not None:
        end = opened.start()
    first = _SOMETHING.search(text, begin)
    ends = marked and (">" in text or "INST]" in text)
    for pattern in (_ENDS,) * ends + (_NEXT,) * ("\n" in text):
        for found in pattern.finditer(text, begin, end):
            before = text[max(begin, found.start() - _BEFORE) : found.start()].rstrip(" \t\r\n*")
            open_end = pattern is _NEXT and before.endswith((":", "\uff1a"))
            if first is not None and first.start() < found.start() and not open_end:
                end = found.start()
                break
    return begin, end


def _in_front(text: str) -> int:
    """Where a reply begins that its thinking follows; at the end if there is none."""
    opened = _OPENS.search(text)
    if opened is None or not text[: opened.start()].strip():
        return len(text)
    closed = _CLOSES.search(text)
    return 0 if closed is not None and closed.start() > opened.start() else len(text)


def _begin(text: str) -> int:
    begin = _last(_CLOSES, text) if "/" in text or "|>" in text else 0
    if "|>" in text or "[/INST]" in text or "_turn>" in text:
        turn = _last(_TURN, text)
        begin = max(begin, turn if _SOMETHING.search(text, turn) is not None else 0)
    channel = None
    for channel in _CHANNEL.finditer(text, begin) if "<|channel|>" in text else ():  # noqa: B007  (the last one counts)
        pass
    if channel is None:
        return begin
    return channel.end() if channel[1] == "final" else len(text)


def _last(pattern: re.Pattern[str], text: str) -> int:
    end = 0
    for found in pattern.finditer(text):
        end = found.end()
    return end
