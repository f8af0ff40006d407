"""Short answers that take something back: what is left to be read as the answer.

"400. No wait, 500" is 500, "500 is wrong; it is 400" is 400, and "nothing but Titan" is Titan.
"""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Collection

from trustcore_strategies.answers.numerals import is_number_word
from trustcore_strategies.answers.words import words

_LONGEST = 300
"""Characters; in a longer text a correction is part of what is told."""

_MOST = 14
"""Words in front of a correction and behind it."""

CORRECTING = frozenset(
    "once now nowadays today kidding joking joke jk lol haha used formerly previously scherz witz broma plaisante blague scherzo scherzavo brincadeira шучу шутка 玩 冗 농담 no nicht pas sondern kein keine keinen nao mistaken remember recall memory needed required necessary не wait scratch strike correction mean meant make rather mistake sorry oops actually thought thoughts wrong incorrect false isnt"
    " although though while whilst despite spite contrary not than but doubt question other else nein warte moment vielmehr quatsch besser meine korrektur falsch non attends plutot pardon enfin"
    " espera dicho quiero perdon correccion anzi scusa aspetta melhor quer espere нет точнее вернее стоп ой 不 错 いや 訂 아 更".split()
)
"""Words of one of which a text that takes something back, or says something with emphasis, has one."""

_STRONG = (
    r"(?:no|nope|nah)[,;:.! -]*wait|wait[,;:.! -]*(?:no\b|that(?:'s| is| was) (?:wrong|not right|incorrect))|scratch that|strike that|forget that|correction|make that|or,? rather|(?:my|a) mistake|oops|whoops"
    r"|on second thoughts?|i stand corrected|i was wrong|that(?:'s| is| was) (?:wrong|incorrect|not right)|let me correct (?:that|myself)|i take that back"
    r"|nein,? (?:warte|moment|halt)|warte,? nein|quatsch|besser gesagt|korrektur|ich korrigiere|non,? (?:attends|attendez)|attends,? non|ou plut[oô]t|je me corrige|erratum"
    r"|(?:(?:i(?:'m| am| was)|we(?:'re| are)|only|just|nah|ha(?:ha)?|lol|ok|no) )*(?:just |only )?(?:kidding|joking)|(?:that(?:'s| is| was) )?(?:just |only )?a joke|jk|j/k|psych|april fools?|(?:nur |war nur )?(?:ein )?(?:scherz|witz|spaß)|(?:es |era )?(?:una )?broma|je (?:plaisante|rigole)|(?:c'est )?une blague|(?:sto |stavo )?scherz(?:o|ando|avo)|brincadeira|(?:я )?шучу|шутка|开玩笑(?:的)?|開玩笑|冗談|농담"
    r"|no,? (?:espera|espere)|espera,? no|mejor dicho|correcci[oó]n|me corrijo|no,? aspetta|aspetta,? no|anzi|ou melhor|n[aã]o,? espere?|corre[cç][aã]o"
    r"|нет,? (?:стоп|подожди(?:те)?|погоди)|стоп,? нет|вернее|точнее|поправка|不对|不對|更正|いや|訂正|아니"
)
_WEAK = (
    r"(?:no|nope|nein|non|não|нет)(?=\s*[,:;.!-])|wait|sorry|i(?:'m| am) sorry|i mean|i meant|actually(?:,? no\b)?|(?:no,? )?rather"
    r"|moment|vielmehr|ich meine?(?:te)?|pardon|enfin|je veux dire|perd[oó]n|quiero decir|scusa|volevo dire|quer dizer|desculpe|ой|то есть"
)
_TAKES_BACK = re.compile(
    rf"(?:[.?!,;:(\n]+|(?:^|\s)-+|\.\.\.)\s*(?:(?:oh|ah|hmm+|uh|er|um|well|ok(?:ay)?|but|and)\b[,. ]*)?(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))(?!\w)[\s,:;.!-]*",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(
    rf"\s{{0,3}}(?:(?:oh|ah|hmm+|uh|er|um|well|but)\b[,. ]{{0,4}})?(?:{_STRONG}|{_WEAK})(?!\w)[\s,:;.!-]{{0,6}}(?P<rest>[^\n]{{1,60}}?)(?=[.!?]?\s*(?:\n|$)|[.!?] )",
    re.IGNORECASE,
)
_SHORT = 6
"""Words; a correction behind a stated answer has no more."""

_REFUTED = re.compile(
    r"[^.;,:!?\n]{1,60} (?:is|was|are|were|ist|est|es|è|é) (?:definitely |clearly |simply |obviously )?(?:wrong|incorrect|false|not (?:right|correct|true|it)|falsch|faux|falso|incorrecto|sbagliato|errado)"
    r"\s*[.;,:-]+\s*(?:but |rather |instead,? |so |sondern |mais |sino )?(?=\S)",
    re.IGNORECASE,
)
_FORMERLY = re.compile(
    r"(?:(?:it|that|this|he|she|the (?:[a-z]+ ){0,4}?[a-z]+) )?(?:(?:used to|formerly|previously|until \w+|before \w+)[ ,:]+(?:be |was |is |it was )?|(?:was|were) (?:once |formerly |previously |originally |first ))[^.;,:!?\n]{1,60}[.;,:-]+\s*(?:but |and |though )?(?:(?:it|that|this|he|she)(?: is|'s) )?(?:now|today|nowadays|currently|since then|these days)[,:]?\s*(?:(?:it|that|this|he|she)(?: is|'s) |is )?(?=\S)",
    re.IGNORECASE,
)
"""What something was before it became what is named behind it: it used to be Lyon; now it is Paris."""

_CONCEDED = re.compile(
    r"(?:(?:(?:many|most|some|lots of|a lot of)(?: [a-z]+){0,2}? |(?:you|one|people|we) (?:may|might|would|could|often|usually|commonly|mistakenly) (?:[a-z]+ )?|(?:it|this|that)(?:'s| is) (?:often|commonly|widely|sometimes|frequently) )"
    r"(?:think|thought|believe[ds]?|assume[ds]?|say|said|guess(?:ed)?|expect(?:ed)?|answer|suppose[ds]?|mistaken|confused)\b[^;.!?\n]{1,90}?,? (?:but|yet|however)(?:,? (?:in fact|actually|in reality))?,?"
    r"|(?:although|though|while|whilst|even though|despite|in spite of|contrary to)\b[^,;.!?\n]{1,90},(?: (?:in fact|actually),?)?)\s+(?=\S)",
    re.IGNORECASE,
)
"""What a sentence concedes in front of its answer: many think it is Sydney, but; although."""

_DENIED_FIRST = re.compile(
    r"no[,.!:]\s+(?=(?:it|that|this|there|he|she|they|the)\b)", re.IGNORECASE
)
_NOT_BUT = re.compile(
    r"(?:nicht|kein(?:e|en|er)?|ce n'est pas|pas|non|no(?: es)?|não|nao|не)\s+[^,;.\n]{1,60}?,?\s+(?:sondern|mais|bensì|ma|sino|mas|а)\s+(?=\S)",
    re.IGNORECASE,
)
_NOT_THEN = re.compile(
    r"(?:it(?:'s| is|s) )?not (?!sure|certain|really|necessarily|only|just|quite|to my|at all|exactly|that|yet|known|possible|likely)[^,;.:\n]{1,40}[,;:-]\s*(?:but |rather |it(?:'s| is) )?(?=[A-Z\d$])",
    re.IGNORECASE,
)
_DOUBTLESS = re.compile(
    r"(?:no doubt|without (?:a )?doubt|no question)[,:]?\s+(?=\S)", re.IGNORECASE
)
_EMPHASIS = re.compile(
    r"(?:[,;]\s*(?:and )?|\s+)(?:if (?:i(?:'m| am) not (?:mistaken|wrong)|i (?:remember|recall)(?: it)? (?:correctly|right(?:ly)?)|memory serves)|no \w+ (?:is )?(?:needed|required|necessary)|(?:there is |there's )?no (?:doubt|question)|without (?:a |any )?(?:doubt|question)|beyond (?:any )?doubt|(?:no(?:body|thing)?|none)(?: one)? (?:other|else)"
    r"|(?:(?<=[,;] )(?:isn't|wasn't|aren't)|doesn't|didn't) (?:it|he|she|that|they)|(?:isn't|wasn't|aren't) (?:it|he|she|that|they)(?= ?\?)|no more(?:,| and)? no(?:t| ) ?less|neither more nor less|not more,? not less)(?: about (?:it|that))?\s*[.!?]*$",
    re.IGNORECASE,
)
_NOTHING_BUT = re.compile(
    r"(?:(?:it|that|this|he|she|they)(?:'s| is| was| are| were) |(?:is|was) )?(?:(?:none|no|nobody|nothing|no one|nowhere)(?: \w+)? (?:other|else)(?: than| but)|(?:nothing|nobody|no one|none|nowhere) (?:but|except)|not (?:only|just|merely|simply))\s+(?=\S)",
    re.IGNORECASE,
)
_VALUE_IN_FRONT = re.compile(
    r"(?:it(?:'s| is| was)|that(?:'s| is)|this is|the answer is|the|es ist|c'est|es|è)\s+",
    re.IGNORECASE,
)


def settled(text: str, *, verdict: bool, valued: bool) -> str:
    """What a short answer says in the end, without what it takes back and without emphasis.

    Args:
        text: A final answer that has one of the words `CORRECTING`.
        verdict: Whether the question asks for yes or no, which "no" then answers.
        valued: Whether it asks for a number, a date or a person, which "no" then does not answer.
    """
    if len(text) > _LONGEST or verdict:
        return text
    text = _after_correction(text)
    refuted = _REFUTED.match(text) or _FORMERLY.match(text) or _CONCEDED.match(text)
    if refuted is not None and len(words(text[refuted.end() :])) <= _MOST:
        text = text[refuted.end() :]
    denied = _DENIED_FIRST.match(text) if valued else None
    bare = _EMPHASIS.sub("", text if denied is None else text[denied.end() :])
    emphatic = (
        _NOTHING_BUT.match(bare)
        or _NOT_BUT.match(bare)
        or _not_then(bare)
        or _DOUBTLESS.match(bare)
    )
    return (bare if emphatic is None else bare[emphatic.end() :]).strip() or text


def _not_then(bare: str) -> re.Match[str] | None:
    """What a text denies in front of the one value that it gives: Not Saturn, Jupiter."""
    found = _NOT_THEN.match(bare)
    if found is None or not (bare[found.end()].isupper() or not bare[found.end()].isalpha()):
        return None
    return found if len(words(bare[found.end() :])) <= _SHORT else None


def corrected_until(text: str, end: int) -> int:
    """Where a correction ends that follows a stated answer at once.

    "No, 57" follows "The answer is 56." at once.

    Args:
        text: A reply.
        end: The index after the stated answer, which is given back where no correction follows.
    """
    found = _FOLLOWING.match(text, end)
    return end if found is None or len(found["rest"].split()) > _SHORT else found.end()


def _after_correction(text: str) -> str:
    """The text behind the last place where it takes back what stands in front."""
    for found in reversed(list(_TAKES_BACK.finditer(text))):
        front, rest = text[: found.start()], text[found.end() :]
        mine, theirs = words(front), words(rest)
        if not 0 < len(mine) <= _MOST or not 0 < len(theirs) <= _MOST or {*mine} <= {*theirs}:
            continue
        if found["strong"] or _of_one_kind(front, mine, rest, theirs):
            inside = "(" in found[0] and ")" not in front
            return rest.rstrip(" .").removesuffix(")") if inside else rest
    return text


def _of_one_kind(front: str, mine: Collection[str], rest: str, theirs: Collection[str]) -> bool:
    """Whether what follows can be a value in place of the one in front: both numbers, or names."""
    if has_number(mine) or has_number(theirs):
        return has_number(mine) and has_number(theirs)
    opening = _VALUE_IN_FRONT.match(rest)
    value = rest if opening is None else rest[opening.end() :]
    first, *more = front.split()
    if any(word[:1].isupper() for word in (*more, *(() if first in _ARTICLES else (first,)))):
        return value[:1].isupper() or (value[:1] > "\u02ff" and len(theirs) <= 6)
    return len(theirs) <= 2


_ARTICLES = frozenset(("The", "A", "An", "It", "It's"))


def has_number(said: Collection[str]) -> bool:
    """Whether some of the words are numbers."""
    return any(word[0].isdecimal() or is_number_word(word) for word in said)
