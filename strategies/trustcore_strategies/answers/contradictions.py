"""Verdicts that the clause behind them contradicts: yes, it is not; no, you can."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Collection

from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.prose import opposites
from trustcore_strategies.answers.words import stem

_CLAUSE = re.compile(
    r"[\s,.;:!?()\u2014-]{1,6}(?:(?:and|but|as|because|since|und|aber|et|mais|y|pero|e|ma|mas|и|но) )?(?:well |indeed |really )?(?P<clause>[^,.;:!?()\n\u2014]{1,80}?)\s*(?:[,.;:!?()\n\u2014]|$)"
)
_SUBJECT = r"(?:it|they|he|she|that|this|there|you|we|i|one|these|those)"
_AUXILIARY = (
    r"(?:is|are|was|were|does|do|did|can|could|will|would|should|has|have|had|may|must|might|am)"
)
_SURELY = r"(?: (?:really|certainly|definitely|indeed|absolutely|probably|of course))?"
_DENIED = rf"(?:{_SUBJECT}{_SURELY} (?:{_AUXILIARY}(?:nt|{_SURELY} not|{_SURELY} never)|cant|cannot|wont|shant|aint)|(?:it|that|he|she|there)s (?:not|never)|(?:it|that|this) (?:is|was) (?:false|untrue|incorrect|wrong)|(?:it|that)s (?:false|untrue|incorrect)|{_SUBJECT} never {_AUXILIARY}|(?:they|you|we)re (?:not|never)|im not)"
_SHORT_DENIAL = re.compile(
    rf"{_DENIED}(?: (?:so|at all|the case|true|correct|right|possible))?|never(?: ever)?|not at all|by no means|absolutely not|certainly not|definitely not|of course not|not true|not possible|not really|no longer|not any ?more|impossible|incorrect|untrue"
    r"|(?:das |es )?ist (?:es |das )?nicht(?: so| der fall)?|(?:das |es )?stimmt nicht|niemals|nie|auf keinen fall|gar nicht|uberhaupt nicht|(?:man|du|sie|ich|wir) (?:darf|darfst|durfen|kann|kannst|konnen)(?: das| es)? nicht"
    r"|(?:ce nest pas|cest pas)(?: le cas| vrai)?|pas du tout|jamais|absolument pas|no (?:lo )?(?:es|esta|son|se puede|puede|puedes)|nunca|jamas|en absoluto|non (?:lo )?(?:e|si puo|puo|puoi)|mai|per niente|nao (?:e|pode|se pode)|никогда|нельзя|это не так|не является|不是|不能|不可以|不行"
)
_SHORT_CLAIM = re.compile(
    rf"{_SUBJECT}{_SURELY} {_AUXILIARY}(?: so)?|(?:das |es )?ist (?:es|so)|es ist so|(?:man|du|sie|ich|wir) (?:darf|darfst|durfen|kann|kannst|konnen)(?: das| es)?|cest (?:le cas|vrai)|si lo (?:es|esta|son)|si se puede|lo es|можно|可以"
)
_PREDICATE = re.compile(
    rf"(?:(?:{_DENIED}|{_SUBJECT}{_SURELY} {_AUXILIARY}|(?:it|that|he|she)s|(?:they|you|we)re) (?:(?:strictly|completely|totally|absolutely|perfectly|quite|always|fully|usually|generally|be) )?"
    r"|(?:(?:das|es) ist|(?:cest|il est|ce nest pas)|(?:no )?(?:esta|es)|(?:non )?e|(?:nao )?e|это) (?:nicht |pas |не )?(?:streng |strictement |estrictamente |severamente )?)?(?P<word>[^\W\d_]+)(?: (?:here|there|hier|ici|aqui|qui|здесь))?"
)
_FORBIDDEN = frozenset(
    "toxic poisonous unsafe harmful forbidden prohibited banned illegal unlawful disallowed impermissible outlawed impossible verboten untersagt illegal unmoglich interdit interdite illegale defendu impossible prohibido prohibida ilegal"
    " vietato vietata proibito illegale proibido proibida запрещено незаконно невозможно нельзя".split()
)
_ALLOWED = frozenset(
    "safe harmless eligible entitled allowed permitted legal lawful permissible possible okay ok erlaubt gestattet legal zulassig moglich permis permise autorise autorisee legal possible permitido permitida legal posible permesso"
    " permessa consentito legale possibile разрешено можно законно".split()
)
_ASKS_LEAVE = frozenset(
    "can may could might fine acceptable allow allows allowed permit permits permitted permissible legal legally lawful possible ok okay able darf durfen darfst kann konnen erlaubt gestattet legal moglich peut puis peux on"
    " permis autorise legal possible puede puedo puedes se permitido legal posible posso puo permesso legale possibile pode posso permitido можно разрешено законно".split()
) - {"on", "se"}
_ASKS_DUTY = frozenset("must need needs should required have has necessary muss soll".split())
_ASKS_OTHERWISE = frozenset(
    "mind object objection objections bother bothers bothered problem trouble issue hurt hurts matter matters harm harmful wrong risk risky danger dangerous crime offence offense violation against".split()
)
"""Words of a question to which "no, it is fine" is no contradiction."""

_SPOKEN = (
    (
        re.compile(r"\b(?:feel free|go ahead|by all means|please do|be my guest)\b.*"),
        "it is allowed",
    ),
    (
        re.compile(
            r"\b(?:against the (?:law|rules?|regulations?|code)|an? (?:crime|offence|offense|felony|violation)|off[ -]limits|out of the question|not (?:ok|okay|fine|all ?right|on|advisable|acceptable)|unacceptable|gegen das gesetz|gegen die regeln|contre la loi|contra la ley|contro la legge|contra a lei|противозаконно|違法|违法)\b|違法|违法"
        ),
        "forbidden",
    ),
    (
        re.compile(
            r"\b(?:fine|all ?right|no (?:problem|issue|worries)|within the law|within the rules|acceptable|welcome|in ordnung|daccord|vale|va bene|tudo bem|合法)\b|合法"
        ),
        "allowed",
    ),
)
"""Ways to say that something is forbidden or allowed, and the one word that stands for each."""

_NEGATIVE = re.compile(
    r"not|no|never|(?:is|are|was|were|do|does|did|ca|wo|would|could|should|has|have|had|must|might|ai)nt|cannot|without|nicht|kein\w*|nie|pas|jamais|non|nunca|nao|не|нет|false|wrong|incorrect|untrue|falsch|faux|falso"
    r"|(?:forbid|prohib|ban$|banned|illegal|unlaw|disallow|impossib|outlaw|punish|fined?$|fines$|arrest|penal|verb[oi][tie]|untersag|interdi|defendu|vieta|proib|illicit|запре|незакон|невозмож|нельзя)\w*"
)

_NOT = frozenset("not no never nicht kein keine pas jamais non nunca nao не нет".split())
_SHORT_QUESTION = 20
"""Words; what a longer question asks about a ban is not told from one word."""

_NAMED_SUBJECT = re.compile(
    rf"(?P<subject>[^\W\d_]+(?: [^\W\d_]+){{0,3}}?) (?P<verb>(?:{_AUXILIARY}(?:nt| not| never)?|cant|cannot|wont)(?= |$))(?: |$)"
)
_COMPARING = frozenset(
    "than or as more less before after between same different like from to by with".split()
)
_AFFIRMED = re.compile(
    rf"{_SUBJECT} (?:really |certainly |indeed )?(?P<verb>(?!not|never|are|were|was|have|had|has|do|did|does)[a-z]{{3,}})(?: (?:it|them|that|this|so))?(?: (?:well|too|indeed|often|all|very well))?"
)
_BESIDE = frozenset("than as or between".split())
_ARTICLES = frozenset("the a an this that these those it they he she you we i".split())


def contradicted(found: str, rest: str, asked: Collection[str]) -> bool:
    """Whether the clause behind a yes or a no says the opposite of it.

    "Yes, it is not" and "Yes, it is forbidden" are contradicted where it was asked whether something
    is allowed; "Yes, it is forbidden" is not where it was asked whether it is forbidden.

    Args:
        found: "yes" or "no".
        rest: What stands behind it, folded and without apostrophes.
        asked: The words of the question; nothing is told of one that denies something itself.
    """
    clause = _CLAUSE.match(rest)
    if clause is None:
        return False
    said = in_plain_words(_with_pronoun(" ".join(clause["clause"].split()), asked))
    if any(_NEGATIVE.fullmatch(fold(word)) for word in asked):
        return _contradicts_ban(found, said, asked)
    if found == "yes":
        return _SHORT_DENIAL.fullmatch(said) is not None or _says_no(said, asked)
    if _SHORT_CLAIM.fullmatch(said) is not None:
        return _ASKS_DUTY.isdisjoint(asked)
    return _says_yes(said, asked)


def in_plain_words(said: str) -> str:
    """A clause with one word for each of the ways to say that something is allowed or forbidden."""
    for pattern, word in _SPOKEN:
        said = pattern.sub(word, said)
    return said


def _contradicts_ban(found: str, said: str, asked: Collection[str]) -> bool:
    """Whether "it is legal" stands behind a yes, or "it is illegal" behind a no, to "Is it illegal?"."""
    if _FORBIDDEN.isdisjoint(asked) or len(asked) > _SHORT_QUESTION or not _NOT.isdisjoint(asked):
        return False
    predicate = _PREDICATE.fullmatch(said)
    if predicate is None or predicate["word"] == said:
        return False
    word, denied = predicate["word"], _is_denied(said)
    if word in _FORBIDDEN:
        return denied == (found == "yes")
    return word in _ALLOWED and denied == (found == "no")


def _with_pronoun(said: str, asked: Collection[str]) -> str:
    """A clause with "it" for a subject that the question names, and without what it repeats.

    Nothing is left out where the question compares two things, for then their order tells.
    """
    found = _NAMED_SUBJECT.match(said)
    compared = _COMPARING if _ASKS_LEAVE.isdisjoint(asked) else _COMPARING - {"to"}
    if found is None or not compared.isdisjoint(asked):
        return said
    known = {stem(word) for word in asked} | _ARTICLES
    if not all(stem(word) in known for word in found["subject"].split()):
        return said
    rest = said[found.end() :].split()
    repeated = rest if all(stem(word) in known for word in rest) else []
    return " ".join(["it", found["verb"], *(() if len(repeated) > 1 else rest)])


def _says_no(said: str, asked: Collection[str]) -> bool:
    """Whether a clause says that what is asked for is forbidden, or denies the question's word."""
    found = _PREDICATE.fullmatch(said)
    if found is None:
        return False
    word, denied = found["word"], _is_denied(said)
    if word in _FORBIDDEN:
        return not denied and _asks_leave(asked)
    if denied:
        return word in asked or (word in _ALLOWED and _asks_leave(asked))
    return word != said and _is_opposite(word, asked)


def _says_yes(said: str, asked: Collection[str]) -> bool:
    """Whether a clause says that what is asked for is allowed, or repeats the question's word."""
    if _repeats_verb(said, asked):
        return True
    found = _PREDICATE.fullmatch(said)
    if found is None or found["word"] == said:
        return False
    word = found["word"]
    if _is_denied(said):
        return _is_opposite(word, asked) or (word in _FORBIDDEN and _asks_leave(asked))
    return word in asked or (word in _ALLOWED and _asks_leave(asked))


def _repeats_verb(said: str, asked: Collection[str]) -> bool:
    """Whether a clause affirms the verb of the question: "they knew it" of "Did they know it?"."""
    found = _AFFIRMED.fullmatch(said) if _BESIDE.isdisjoint(asked) else None
    return found is not None and stem(found["verb"]) in {stem(word) for word in asked}


def leaning(word: str, asked: Collection[str]) -> bool | None:
    """Whether a word says yes to what is asked, or no; None where it says neither.

    "Illegal" says no to "Is it legal?", and so does "forbidden"; "permitted" says yes.
    """
    if word in asked:
        return True
    if _asks_leave(asked):
        if word in _ALLOWED:
            return None if not _FORBIDDEN.isdisjoint(asked) else True
        if word in _FORBIDDEN:
            return None if not _FORBIDDEN.isdisjoint(asked) else False
    if word in _REFUSING:
        return False
    if word in _ADVISED and not _ASKS_ADVICE.isdisjoint(asked):
        return True
    return False if _is_opposite(word, asked) else None


_REFUSING = frozenset(
    "refuse refused refuses decline declined declines fail failed fails neglected forgot omitted".split()
)
"""Words that say that something was not done."""

_ADVISED = frozenset(
    "recommended advisable advised necessary required needed wise sensible recommendable".split()
)
_ASKS_ADVICE = frozenset("should must need needs necessary ought required have has".split())


def _asks_leave(asked: Collection[str]) -> bool:
    """Whether a question asks whether something is allowed, and not whether anybody minds it."""
    return not _ASKS_LEAVE.isdisjoint(asked) and _ASKS_OTHERWISE.isdisjoint(asked)


def _is_opposite(word: str, asked: Collection[str]) -> bool:
    """Whether a word says the opposite of one of a question that compares nothing."""
    if not _BESIDE.isdisjoint(asked):
        return False
    against = opposites(word)
    return not against.isdisjoint(asked) or not against.isdisjoint(map(stem, asked))


_IS_DENIED = re.compile(rf"(?:{_DENIED}|no|non|nao|.*(?<!\w)(?:nicht|pas|не))(?!\w)")


def _is_denied(said: str) -> bool:
    return _IS_DENIED.match(said) is not None
