"""What a question asks to be named: a person, a place, a symbol; or to be told."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers import street_names, translations
from trustcore_strategies.answers.asked.text import QuestionText
from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.identifiers import ASKING
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.notations import Notation, notations_of

_NAMED = re.compile(
    r"(?:^|[\s,(\u00bf])(?:who|whom|whose|which|what|where|wer|wen|wem|wo|welche[rsmn]?|was|qui|quel(?:le)?s?|ou|quien|que|cual|donde|chi|quale|dove|cosa|кто|кого|что|где|какой|какая|какое)\b[^?]*\?\W*$"
)
_OF_NAME = re.compile(
    r"\b(?:which|what) (?!is\b|was\b|are\b|did\b|do\b|does\b|were\b|has\b|will\b|would\b|should\b|can\b|if\b|of\b|about\b|for\b|in\b|on\b|to\b|else\b|you\b|i\b|we\b|they\b|he\b|she\b|it\b|the\b|an?\b|this\b|that\b|happen)[a-z]|\b(?:what|which) (?:is|was|are) (?:the|its|his|her) [^?]*\b(?:name|capital|city|country|language|river|planet|company|author|title)\b|\b(?:qui|cual|quel(?:le)?|welche[rsmn]?|chi|quale|was (?:ist|war) d(?:ie (?:hauptstadt|wahrung)|er (?:name|hochste|langste|grosste|kleinste))) "
)
"""What asks for one of a kind by its name."""

_ASKS = re.compile(r"(?:who|which|where|what [a-z]+ (?:is|was|does|did|has|won)\b)")
"""How a question begins that is written without its mark."""

_OF_FIELDS = frozenset(("json", "fields", "yaml", "xml", "keys"))
_LETTERED = frozenset(("letter", "vowel", "consonant"))
_SEQUENCE = re.compile(r"\b[A-Z], ?[A-Z]\b")
_WHY = re.compile(
    r"\b(?:why|how come|what (?:is|was) the reason|what caused|warum|wieso|weshalb|pourquoi|por que|perche|почему)\b|为什么|なぜ"
)
_TOLD = Cued(
    r"\bwhy\b|\bhow (?:do|does|did|can|could|should|would|is|are|was|were|come|to)\b(?! (?:you|i|we|one) (?:say|spell|write|call|translate|pronounce)\b)|\bexplain|\bdescri|\bhappen|\breasons?\b|\bcaused?\b|\bsummar|\bpourquoi\b|\bwarum\b|\bpor que\b|\bperche\b|почему|为什么|なぜ",
    cues=(
        *("why", "how ", "explain", "descri", "happen", "reason", "cause", "summar"),
        *("pourquoi", "warum", "por que", "perche"),
    ),
)
"""What is told rather than named: a reason, a way to do something, an event."""

_BESIDE = re.compile(
    r"(?<=[?.!])\s{1,3}(?:please |also |briefly |and )*(?:explain|justify|describe|give (?:a|your|the) (?:brief |short )?reason|tell (?:me|us) why)[^?]{0,80}$"
)
"""What a prompt asks beside its question: explain briefly."""

_CHEMICAL = frozenset(
    ("chemical", "formula", "symbol", "element", "compound", "molecule", "molecular", "gas", "ion")
)

_PERSON = Cued(
    r"\bwho(?:se|m)?\b|\bwer\b|\bqui\b|\bquien\b|\bchi\b|\bquem\b|\bwie is\b|кто|谁|誰|누구|\bمن\b|कौन|\b(?:which|what) (?:(?!did\b|does\b|do\b|has\b|have\b|would\b|should\b|can\b|will\b)[a-z-]+ ){0,2}?(?:author|writer|poet|novelist|playwright|scientist|physicist|chemist|mathematician|philosopher|king|queen|emperor|monarch|president|actor|actress|singer|composer|painter|artist|explorer|inventor|astronaut|director|general|pope|politician)\b|name of the (?:person|author|actor|singer|president|king)",
    cues=("who", "wer", "qui", "chi", "quem", "wie is", "name of the", "which", "what"),
)

_WHO = frozenset(("who", "whom", "whose", "wer", "wem", "wessen"))
_KINDS = frozenset(("genre", "genres", "kind", "type", "sort", "category", "format"))
_TITLED = frozenset(
    (
        "film",
        "movie",
        "novel",
        "book",
        "song",
        "album",
        "band",
        "sitcom",
        "series",
        "opera",
        "title",
    )
)

_PLACE = re.compile(
    r"\bwhere\b|\bwo(?:her|hin)?\b|\bou (?:est|se|a|sont)\b|\bdonde\b|\bdove\b|\bonde\b|где|откуда|哪里|哪裡|どこ|어디|\b(?:birthplace|location|located|address|hometown|born in)\b|what place"
)

_VERSION = Cued(r"\bversions?\b|\breleases?\b", cues=("version", "release"))


class AskedName(QuestionText):
    """A question, as far as it says what it asks to be named."""

    @lazily
    def told(self) -> bool:
        """Whether it asks for what is told rather than named: a reason, a way, an event."""
        said = self._folded
        beside = _BESIDE.search(said)
        if beside is not None and "?" in said[: beside.start()]:
            said = said[: beside.start()]
        return _TOLD.search(said) is not None

    @lazily
    def why(self) -> bool:
        """Whether it asks for a reason."""
        return self.told and _WHY.search(self._asked) is not None

    @lazily
    def named(self) -> bool:
        """Whether it asks in a sentence for what has a name: who, which, where."""
        if self.told:
            return False
        if _NAMED.search(self._asked) is not None:
            return True
        return "?" not in self.text and _ASKS.match(self._asked) is not None

    @lazily
    def names(self) -> bool:
        """Whether it asks for something by its name: who, where, which river."""
        return (
            self.person or self.place or (self.named and _OF_NAME.search(self._asked) is not None)
        )

    @lazily
    def lettered(self) -> bool:
        """Whether it may ask for a letter: the next of a sequence, one of a word."""
        sequence = "next" in self.words and _SEQUENCE.search(self.text) is not None
        return sequence or not _LETTERED.isdisjoint(self.words)

    @lazily
    def person(self) -> bool:
        """Whether it asks for a person."""
        return _PERSON.search(self._asked) is not None

    @lazily
    def who(self) -> bool:
        """Whether it asks who did something or whose something is, in so many words."""
        return not _WHO.isdisjoint(self.words)

    @lazily
    def translated(self) -> bool:
        """Whether it asks for a translation, of which every word counts."""
        return translations.ASKED.search(self._folded) is not None

    @lazily
    def titled(self) -> bool:
        """Whether it asks for a title, of which an ending tells one from another."""
        return not _TITLED.isdisjoint(self.words) and _KINDS.isdisjoint(self.words)

    @lazily
    def binomial(self) -> bool:
        """Whether it asks for the name of a species, which has two words."""
        return "scientific" in self.words or "binomial" in self.words

    @lazily
    def place(self) -> bool:
        """Whether it asks where something is."""
        return _PLACE.search(self._asked) is not None

    @lazily
    def placed(self) -> bool:
        """Whether it asks where something is, or for a street."""
        return self.place or not street_names.ASKING.isdisjoint(self.words)

    @lazily
    def version(self) -> bool:
        """Whether it asks for a version, of which 3.10 is not 3.1."""
        return _VERSION.search(self._asked) is not None

    @lazily
    def identified(self) -> bool:
        """Whether it asks for an identifier: a telephone number, a code, coordinates."""
        return not ASKING.isdisjoint(self.words) and _OF_FIELDS.isdisjoint(self.words)

    @lazily
    def notations(self) -> tuple[Notation, ...]:
        """The notations of one field that it may ask for: a key of music, a score, an element."""
        return notations_of(self.words)

    @lazily
    def chemical(self) -> bool:
        """Whether it asks for a symbol or a formula of chemistry."""
        return not _CHEMICAL.isdisjoint(self.words)
