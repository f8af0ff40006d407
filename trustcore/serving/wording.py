"""What is wrong with a request, in the words of its JSON instead of Python's."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from attrs import frozen

from trustcore.errors import InputError
from trustcore.serving.failures import Refusal

_SDK = "a vendor's SDK takes"
_WORDS = {
    f"a Text, Image or File, or a part as {_SDK} it": "a part of OpenAI's API",
    f"a pydantic model, a JSON schema, or what {_SDK}": "a format of OpenAI's API",
    f", and nothing that {_SDK}": "",
    f", or what {_SDK}": "",
    "as a vendor's SDK has it": "as OpenAI's API has it",
    f"as {_SDK} it": "as OpenAI's API takes it",
    "a text, a Document, or a list of them": "a text, or a list of texts",
    "a string or a Completion": "a text or a ChatCompletion",
    "; of a row of a table give the text alone": "",
    "; put a message into a list, and give a row of a table by its text": "",
}
"""What is said to who writes Python, and what stands for it here."""

_KINDS = {
    "None": "null",
    "dict": "an object",
    "int": "a number",
    "float": "a number",
    "str": "a text",
    "bool": "true or false",
    "list": "a list",
}
_KIND = re.compile(rf"\bnot ({'|'.join(_KINDS)})\b")
_OTHER_MODEL = re.compile(r"name another \w+= model, or")
_PART = re.compile(r"\bpart (\d+) of message (\d+) of the prompt\b")
_MESSAGE = re.compile(r"\bmessage (\d+) of the prompt\b")
_TOOL = re.compile(r"\btool (\d+)\b")
_IN_EXTRA = re.compile(
    r"^extra has '(\w+)', which (?:has a name of its own: (\w+)=|the client .*)$"
)
_FIRST = re.compile(r"[a-z_]+")
_CHATS = ("messages", "input", "contents")
"""What the APIs call a chat."""

_TOOLS = re.compile(r"\btools?\b")


@frozen
class JsonFields:
    """The fields of a request, by what a question has for them.

    Attributes:
        path: Where it is sent.
        chat: The field that holds the chat.
        names: The fields that hold settings of a question, by the names of those.
        keys: All fields that the request has.
        before: How many messages stand before those of the chat's field.
    """

    path: str
    chat: str
    names: Mapping[str, str]
    keys: Collection[str]
    before: int = 0

    def refusal(self, error: InputError) -> Refusal:
        """What is wrong with a question, told as it is wrong with the request."""
        message = self.message(str(error))
        return Refusal(message, param=self._param(str(error), message))

    def message(self, text: str) -> str:
        """A message in which the fields have the request's names."""
        text = _IN_EXTRA.sub(lambda found: self._no_field(found[1], found[2]), text)
        text = _PART.sub(lambda found: f"{self._place(found[2])}.content[{found[1]}]", text)
        text = _MESSAGE.sub(lambda found: self._place(found[1]), text)
        text = re.sub(r"\bthe prompt\b", self.chat, text)
        text = re.sub(r"^the response\b", "response", _TOOL.sub(r"tools[\1]", text))
        for words, others in _WORDS.items():
            text = text.replace(words, others)
        text = _OTHER_MODEL.sub("serve another model, or", text)
        text = _KIND.sub(lambda found: f"not {_KINDS[found[1]]}", text)
        other = {name: field for name, field in self.names.items() if name != field}
        if other:
            pattern = re.compile(rf"\b({'|'.join(other)})\b(?!\.)")
            text = pattern.sub(lambda found: other[found[1]], text)
        return text

    def _no_field(self, key: str, name: str | None) -> str:
        """What is said of a key that is a field of other requests, and what it is called here."""
        here = self.chat if key in _CHATS else self.names.get(name or "")
        way_out = "leave it out" if here is None else f"give {here}"
        return f"{key} is no field of {self.path}; {way_out}"

    def _place(self, number: str) -> str:
        return f"{self.chat}[{int(number) - self.before}]"

    def _param(self, original: str, message: str) -> str:
        """The field that a message is about."""
        found = _FIRST.match(original)
        first = "" if found is None else found[0]
        if first == "extra":
            return next((key for key in self.keys if f"'{key}'" in original), self.chat)
        if first in self.names:
            return self.names[first]
        if message.startswith("response") and "response" in self.keys:
            return "response"
        if self.chat not in message and _TOOLS.search(original):
            return "tools"
        return self.chat
