"""The alternatives between which a question asks to choose: things, labels, classes."""

# ruff: noqa: E501  (patterns are read by the line)

# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from trustcore_strategies.answers.units import meanings
from trustcore_strategies.answers.words import stem, words

Alternatives = tuple[tuple[str, ...], ...]
"""The stems of each of the things that a question names to choose from."""

_LOOKED_AT = 300
"""Characters at an end of a question in which it names what to choose from."""

_MOST = 12
_LONGEST = 6
"""Words of an alternative."""

_ITEM = r"[\"'`*]{0,2}[^\W\d_](?:[\w-]|[ '](?=\w)){0,40}[\"'`*]{0,2}"
_NOTED = rf"{_ITEM}(?: ?\([^()\n]{{1,60}}\))?"
_NOTE = re.compile(r" ?\([^()\n]{1,60}\)| (?:at|for|with|costing) [^,\d]{0,20}\d[^, ]*")
"""What is told of an alternative behind its name: what it means, what it costs."""

_OR = r"(?:or|oder|ou|o|или)"

_CHOOSES_ONE = r"(?:is|are|was|were|has|have|had|came|comes|weighs|costs?|runs?|grows?|did|does) (?:the |an? )?(?:more|less|most|least|better|best|worse|worst|first|last|right|correct|winner|loser|(?!border|number|river|corner|centre|center|order|power|water|letter|barrier|matter|answer|other|offer|layer|chapter|paper)[a-z]{2,12}(?:er|est))|which (?:one|of)|prefer|choose|pick|recommend|won|wins?|beat"
"""Words in front of "between" by which one of two is asked for, and not what stands between them."""

_BETWEEN = re.compile(
    rf"\b(?:whos?|which|whats?|whose|welche[rsmn]?|wer|quel(?:le)?s?|qui|cual|quien|quale?|chi)\b[^?\n]{{0,120}}?(?:[,:]\s*(?:is it |was it |were they )?(?P<list>[^?:\n]{{2,200}}?,? {_OR} [^?,:\n]{{1,60}})|\b(?:{_CHOOSES_ONE})\b[^?\n]{{0,60}}?(?<!difference )(?<!distance )(?<!gap )(?<!change )(?<!time )(?<!link )(?<!relation )(?<!increase )(?<!decrease )(?<!growth )\bbetween\b (?P<two>[^?:,\n]{{2,60}} and [^?,:\n]{{1,60}}))\?"
    r"|\b(?:is|are|was|were|do|does|did|will|should|would|can|could|has|have|ist|sind|est|sont|es|son|e)\b [^?,\n]{1,60}? (?P<pair>(?:(?:by|in|on|at|with|from) )?[^\s?,]+ (?:or|oder|ou|o) (?:an? |the |by |in |on |at |with |from |eine? |une? |una? )?[^\s?,]+)(?= than\b| ?\?| (?:for|in|on|when|if|to|as|at|with|by|during)\b[^?\n]{1,80}\?)"
)
_AMONG = re.compile(
    r"\b(?:which|what) of (?:the|these)[^?:\n\d]{0,40}?:?\s(?P<numbers>-?\d[\d.]*(?:, ?(?:and |or )?-?\d[\d.]*|,? (?:and|or) -?\d[\d.]*)+)"
    r"|\b(?:which|what) of (?:the|these|them)[^?:\n]{0,60}:\s*(?P<listed>[^?:\n]{3,200})\?"
    rf"|\b(?:which|what|who)\b[^?:\n]{{0,120}}:\s*(?P<plain>{_ITEM}(?:, {_ITEM}){{2,9}})\?"
)
_FRONTED = re.compile(
    rf"\b(?:between|among|of|from|out of) (?P<fronted>{_ITEM}(?:, {_ITEM}){{0,8}},? (?:and|or) {_ITEM}), (?:who|which|what)\b"
)
_PAIR_IN_FRONT = re.compile(
    rf"(?:^|[\n.!?:] ?)(?P<pair>(?:-?\d[\d.,/]*|{_ITEM})(?:, (?:-?\d[\d.,/]*|{_ITEM})){{0,4}},? (?:and|or|vs\.?|versus) (?:-?\d[\d.,/]*|{_ITEM})) ?[-\u2013\u2014:,]{{1,2}} ?(?:which|who|what)\b"
)
"""Things in front of the question which of them it is: 9.11 and 9.9 - which one is bigger?"""

_FEW_WORDS = r"(?:an? |the )?[^\s?,]+(?: [^\s?,]+){0,2}"
_SENSES = re.compile(
    rf"\b(?:refer(?:s|ring)? to|stands? for|an example of|a (?:kind|type|form) of|considered|called) (?P<senses>{_FEW_WORDS}(?:, {_FEW_WORDS}){{0,5}},? {_OR} {_FEW_WORDS})\?"
)
"""What a word may refer to: the planet, the chemical element, or the god."""

_WHICH_ABROAD = re.compile(
    r"(?P<zh>[^,.?\s\u548c\u4e0e\u8ddf]{1,12}[\u548c\u4e0e\u8ddf][^,.?\s\u54ea]{1,12}),?\u54ea"
    r"|(?P<ja>[^,.?\s\u3001\u3068]{1,12}\u3068[^,.?\s\u3001\u3068]{1,12}?)(?:\u306f|\u3067\u306f|\u306e|,|\u3001)*(?:\u3069\u3061\u3089|\u3069\u3063\u3061)"
    r"|(?:\u5224\u65ad|\u5206\u7c7b|\u5206\u985e|\u610f\u56fe|\u7c7b\u522b|\u6807\u7b7e|\u9009\u62e9)[^(:\n]{0,14}\((?P<row>[^()\n]{2,60})\)"
)
"""Two things of which it is asked which one, and a row of labels, in Chinese and Japanese."""

_SERIES = re.compile(
    rf"\b(?:is|are|was|were|do|does|did|should|would|can)\b [^?,\n]{{1,120}}? (?P<series>[^\s?,]+(?:, (?:an? |the )?[^\s?,]+){{1,8}},? {_OR} (?:an? |the )?[^\s?,]+)\?"
    rf"|\b(?:if|whether|ob|si|se)\b [^?,.:\n]{{1,120}}? (?:is|are|was|were|ist|est|es|e) (?P<stated>{_ITEM}(?:, {_ITEM}){{0,8}},? {_OR} {_ITEM})(?=[.?:\n]|$)"
)
_LABELS = re.compile(
    r"\b(?:answer|respond|reply|classif[a-z]+|categori[sz]e[a-z]*|label|choose|rate|output|pick(?! (?:up|out|off))|select|decide|determine|say|assign[a-z]*|options?|labels?|categories|classes|klassifizier[a-z]*|classe[rz]?|clasifi[a-z]+|classific[a-z]+)\b"
    r"(?:[^.?!:\n]{0,100}?\b(?:as|with|from|either|one of|into|als|comme|como|come|em|en|in|dans)(?: exactly| only| just| the following| one of| either| of| the| these| (?:labels?|words?|options?|categories|classes|answers?|it is|it|they are|is)){0,4})?:?\s+"
    rf"(?!(?:to|in|for|of|on|at|by) )(?P<labels>[\"'`]?[a-z][\w -]{{0,30}}[\"'`]?(?:(?:, ?| ?/ ?)[\"'`]?[a-z][\w -]{{0,30}}[\"'`]?){{0,9}}?(?:,? {_OR} | ?/ ?)[\"'`]?[a-z][\w -]{{0,30}}[\"'`]?)(?=[.:!)\n\"]|$| and (?:an?|one|then|give|explain|justify)\b)"
)
"""How a question tells the words with one of which it is to be answered."""

_DIGITS = re.compile(
    rf"\b(?:answer|respond|reply|output|choose|say|write|return)(?: only| just)?(?: with)?(?: only| just)? (?P<digits>\d(?:, ?\d){{0,8}},? {_OR} \d)\b(?! ?(?:%|[a-z]{{1,3}}\b(?<!plus)))"
)
"""How a question tells the figures with one of which it is to be answered: answer 1 or 2."""

_AS = re.compile(
    rf"\b(?:classif\w+|categori\w+|label|rate|mark|grade|tag|assign|sort|klassifizier\w*|bestimme\w*|ordne|classe[rz]?|clasifi\w+|classific\w+|bewerte|determine|decide)\b[^.?!\n]{{0,100}}?\b(?:as|als|into|comme|como|come) (?:either |one of |entweder )?(?P<as>{_ITEM}(?:, ?{_ITEM}){{0,9}},? {_OR} {_ITEM})(?=[.:!)\n\"]|$)"
)
"""What an order sorts something into."""

_NAMES_LABELS = r"(?:options|labels|categories|classes|choices|topics|intents|departments|queues?|teams?|buckets?|folders?|desks?|channels?|(?:possible|allowed|valid|available|following) (?:answers|values|labels|options|categories|classes|choices|intents|topics)|(?:severity |priority |urgency )?levels|scale|verdicts|grades|tags|stances|emotions|sentiments|statuses|(?:one|choose|pick|select)(?: one)? (?:of|from|among|between)(?: the following)?|either of|etiketten|kategorien|optionen|categorias|opciones|etiquetas|categorie|(?:label|classify|categori[sz]e|assign|detect|determine|tag|choose|pick|select|identify|decide|tell|rate|grade|output|return|respond|reply|route|forward|send|file|dispatch|triage|sort|clasifi\w+|classifi\w+|klassifizier\w*|bewerte|ausgabe|опред\w+|классифици\w+|выбер\w+|отнес\w+)\b[^:.?!\n]{1,100}(?=:))(?: (?:suivantes?|possibles?|folgenden?|moglichen?|siguientes|posibles|seguenti|possibili))?"
_STATED = re.compile(
    rf"\b{_NAMES_LABELS}(?: (?:are|is|include|sind|sont|son))?(?: ?\([a-z ]{{2,30}}\))?(?: ?[:=] ?| )(?!is |are )[\[({{]?(?P<stated>{_NOTED}(?:(?:, ?| ?[/|] ?){_NOTED}){{1,11}}?(?:,? (?:{_OR}|and) {_NOTED})?)[\])}}]?(?=[.;!?\n\"]|$)"
)
"""A list behind a word for labels."""

_BELOW = re.compile(
    rf"\b{_NAMES_LABELS}[^:\n]{{0,60}}:[ \t]*\n(?P<below>(?:[ \t]*[-*\u2022] ?{_ITEM}(?:[ \t]*(?::|--?|\()[^\n]{{0,300}})?[ \t]*(?:\n|$)){{2,12}})"
)
"""The same as lines below it, each of which may tell of its label."""

_LINE = re.compile(rf"[ \t]*[-*\u2022] ?(?P<item>{_ITEM})[ \t]*(?::|--? |\(|$)", re.MULTILINE)
_BRACKETED = re.compile(
    rf"(?<![\w(])[(\[{{](?P<bracketed>{_ITEM}(?:(?:, ?| ?[/|] ?){_ITEM}){{1,9}}(?:,? {_OR} {_ITEM})?)[)\]}}]"
)
_SORTS = re.compile(
    r"\b(?:choose|pick|select|correct|right|classif[a-z]+|categori[a-z]+|label|rate|sentiment|priority|severity|level|intent|tone|class|category|type|kind|status|polarity|urgency|stance|emotion|topic|team|queue|department|route|assign)\b"
)
"""Words of a question that asks what sort of thing something is, so that a bracket lists them."""

_SET_APART = re.compile(
    rf"(?P<quoted>[\"'\[]{{1,2}}[^\"'\[\]\n]{{1,30}}[\"'\]]{{1,2}}(?:, ?[\"'\[]{{1,2}}[^\"'\[\]\n]{{1,30}}[\"'\]]{{1,2}}){{0,9}}(?:,? {_OR} |,? ?(?:\u6216\u8005?|\u8fd8\u662f|\u307e\u305f\u306f|\u304b) ?)[\"'\[]{{1,2}}[^\"'\[\]\n]{{1,30}}[\"'\]]{{1,2}})"
)
"""Labels in quotation marks or brackets with "or" before the last one."""

_ROW = re.compile(
    r"(?P<row>(?:\"[^\"\n]{1,20}\"[,/] ?|\"[^\"\n]{1,20}\"(?=\")){2,11}\"[^\"\n]{1,20}\")"
)
"""Labels in quotation marks one after another."""

_EXAMPLES = re.compile(
    r"^(?:e\.?g|i\.?e|such as|like|for example|including|not|if|(?:in|or|and|the|also|as) \w)"
)
_DENIED = re.compile(
    r"\b(?P<what>[a-z]{3,20})[\"'`]{0,2} (?:or|oder|ou|o) [\"'`]{0,2}(?:not (?:an? )?|non[- ]?|kein |nicht |pas |no |nao )(?P=what)\b"
)
"""A label and its denial: spam or not spam."""

_HAN = "[\u4e00-\u9fff]{1,8}"
_KANA = "[\u3040-\u30ff\u3400-\u9fff]{1,12}"
_EASTERN = re.compile(
    rf"(?:\u5206\u7c7b\u4e3a|\u5206\u985e\u70ba|\u5224\u65ad\u4e3a|\u5f52\u7c7b\u4e3a|\u9009\u62e9|\u9078\u64c7|\u56de\u7b54|\u5c5e\u4e8e|\u662f)[:\s\"]{{0,2}}(?P<han>{_HAN}(?:[,/] ?{_HAN}){{0,8}}(?:,|\u6216\u8005?|\u8fd8\u662f|\u9084\u662f){_HAN}?)(?=[\".?:\s]|\u7684|$)"
    rf"|(?P<kana>{_KANA}(?:[,/\u30fb] ?{_KANA}){{1,8}})\u306e(?:\u3044\u305a\u308c\u304b|\u3069\u308c\u304b|\u3069\u3061\u3089\u304b)"
    r"|(?P<hangul>[\uac00-\ud7a3]{1,8}(?:[,/] ?[\uac00-\ud7a3]{1,8}){1,8}) \uc911"
)
"""Labels in Chinese, Japanese and Korean."""

_FORMS = frozenset(map(stem, "word words sentence sentences paragraph paragraphs line lines phrase digits number numbers less fewer more short json text xml yaml html markdown prose table".split()))  # fmt: skip
"""Words of what tells how long an answer is to be, and not which it can be."""

_LANGUAGES = frozenset(map(stem, "english german french spanish italian portuguese chinese japanese russian".split()))  # fmt: skip
"""In which of them an answer is to be, no more."""

_CUES = (
    ",",
    "vs",
    "versus",
    " and ",
    "\u548c",
    "\u4e0e",
    "\u8ddf",
    "\u3068",
    " or ",
    "of the",
    " between ",
    "/",
    "|",
    "\u6216",
    "\u8fd8\u662f",
    "\u9084\u662f",
    "\n-",
    "\n*",
    " oder ",
    " ou ",
    " o ",
)
_OPEN_QUESTION = re.compile(
    r"\b(?:what|who|whom|which|where|when|how|why)\b[^.?!:,\n]{1,60} (?:is|are|was|were|do|does|did|will|should|would|can|could|has|have)\b[^.?!:,\n]* or "
)
_PAIRED = re.compile(r" or (?=[^,?\n]*\?)")
"""The last "or" of a question that asks for something else than one of two."""

_SLASHED = re.compile(r"\s?[/|]\s?")
_PARTS = re.compile(
    rf",\s*(?:{_OR} |and |und |et |y |e )?|\s(?:{_OR}|and|und|et)\s|\s?[|\u30fb]\s?|\u6216\u8005?|\u8fd8\u662f|\u9084\u662f|\u307e\u305f\u306f"
)
_ARTICLES = frozenset(("the", "a", "an"))
_PREPOSITIONS = frozenset((word,) for word in ("by", "in", "on", "at", "with", "from"))
"""Words that tell nothing where all alternatives begin with the same one."""


def alternatives(folded: str) -> Alternatives:
    """The things that a folded question names to choose from; empty where it names none."""
    if not any(map(folded.__contains__, _CUES)):
        return ()
    last = folded[-_LOOKED_AT:]
    for part in (last, folded[:_LOOKED_AT]) if last != folded else (last,):
        for listed in _lists(part):
            found = _named(listed)
            if found:
                return found
    return _labels(last) or (_labels(folded[:_LOOKED_AT]) if last != folded else ())


def _lists(last: str) -> Iterator[str]:
    """The lists of what a question asks to choose from in its own sentence."""
    if _OPEN_QUESTION.search(last) is not None:
        last = _PAIRED.sub(" ", last)
    parted = " or " in last or "between " in last or _LATIN_OR.search(last) is not None
    denied = _DENIED.search(last)
    if denied is not None:
        yield f"{denied['what']}, not {denied['what']}"
    found = (
        _FRONTED.search(last)
        or _PAIR_IN_FRONT.search(last)
        or _SENSES.search(last)
        or _AMONG.search(last)
        or (_BETWEEN.search(last) if parted else None)
    )
    if found is not None:
        yield next(part for part in found.groups() if part)
    series = _SERIES.search(last) if parted else None
    if series is not None:
        yield series["series"] or series["stated"]
    abroad = None if last.isascii() else _WHICH_ABROAD.search(last)
    if abroad is not None:
        yield _JOINED_ABROAD.sub(", ", abroad["zh"] or abroad["ja"] or abroad["row"])


_JOINED_ABROAD = re.compile(r"[\u548c\u4e0e\u8ddf\u3068\u3001,/]")


_LATIN_OR = re.compile(rf" {_OR} ")


def _labels(part: str) -> Alternatives:
    """The labels that a part of a question tells, in a sentence, a list or brackets."""
    for pattern in (_ROW, _SET_APART, _STATED, _LABELS, _DIGITS, _AS, _BRACKETED, _BELOW, _EASTERN):
        for found in pattern.finditer(part):
            listed = found[found.lastgroup or 1].replace('""', ", ")
            if pattern is _BELOW:
                listed = ", ".join(one["item"] for one in _LINE.finditer(listed))
            if pattern is _BRACKETED and (
                not _names_sort(part, found) or _EXAMPLES.match(listed) is not None
            ):
                continue
            named = _named(listed)
            if pattern is _LABELS and not _LANGUAGES.isdisjoint(
                word for one in named for word in one
            ):
                continue
            if named and (pattern is _SET_APART or not _is_form(named)):
                return named
    return ()


def _is_form(named: Alternatives) -> bool:
    """Whether things tell the form of an answer: its length, the unit of its number."""
    if not _FORMS.isdisjoint(word for one in named for word in one):
        return True
    return all(len(one) == 1 and _is_unit(one[0]) for one in named)


def _is_unit(word: str) -> bool:
    return any(dimensions for _, dimensions in meanings(word) + meanings(f"{word}s"))


def _names_sort(part: str, found: re.Match[str]) -> bool:
    """Whether brackets stand behind the sort of thing that they list, or end a question of which."""
    front = part[max(0, found.start() - _NEAR) : found.start()]
    ends = part[found.end() :].lstrip()[:1] == "?" and "which" in part
    return ends or _SORTS.search(front) is not None


_NEAR = 60
"""Characters in front of brackets."""


def _named(listed: str) -> Alternatives:
    """The things of a list; none where they cannot be told apart."""
    bare = _NOTE.sub("", listed)
    slashed = "," not in bare and " or " not in bare
    parts = _SLASHED.split(bare) if slashed and "/" in bare else _PARTS.split(bare)
    named = tuple(stems(words(part)) for part in parts if part.strip())
    first = {one[:1] for one in named}
    if len(first) == 1 and not first.isdisjoint(_PREPOSITIONS) and all(one[1:] for one in named):
        named = tuple(one[1:] for one in named)
    named = _without_common(named)
    apart = len(set(named)) == len(named) and all(0 < len(one) <= _LONGEST for one in named)
    return named if apart and ("not",) not in named and 2 <= len(named) <= _MOST else ()


def _without_common(named: Alternatives) -> Alternatives:
    """The things without the words with which all of them begin: a litre of oil or of water."""
    while len(named) > 1 and len({one[:1] for one in named}) == 1 and all(one[1:] for one in named):
        named = tuple(one[1:] for one in named)
    return named


def stems(said: Sequence[str]) -> tuple[str, ...]:
    """The stems of words without articles."""
    return tuple(stem(word) for word in said if word not in _ARTICLES)
