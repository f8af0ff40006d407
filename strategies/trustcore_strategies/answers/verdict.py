"""Verdicts: yes, no and neither, in the languages of the field."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Collection

from trustcore_strategies.answers.claims import OF_ALL, Verdict, claimed, inferred
from trustcore_strategies.answers.contradictions import contradicted
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.words import stem

_YES = (
    "yes yeah yep yup true correct right indeed certainly absolutely definitely surely affirmative likely probably"
    " agreed exactly precisely aye possible ja jawohl jap oui ouais si sim claro da да так tak evet igen kylla ano verdadero verdadera cierto"
    " correcto vrai exact wahr richtig stimmt korrekt vero corretto giusto verdadeiro certo correto waar juist правда"
    " верно правильно конечно 是 是的 对 對 对的 對的 正确 正確 没错 有 能 可以 会 はい ええ うん そうです その通り 正しい 正解 네 예 그렇습니다 맞다 맞습니다 맞아요 참"
    " نعم اجل صحيح صح बिल्कुल हां जी सही सच dogru ναι σωστο כן נכון vang dung"
)
_NO = (
    "no nope nah false incorrect wrong untrue negative unlikely impossible hardly nay nein nee nej non não nao нет ні nie hayir"
    " nem ei ne falso falsa incorrecto incorrecta faux inexact falsch unwahr inkorrekt scorretto sbagliato incorreto"
    " errado onwaar onjuist неправда неверно неправильно ложь 不是 不 不对 不對 错 錯 错误 錯誤 否 没有 不能 不可以 不会 いいえ いや 違う 違います ちがいます"
    " 誤り 間違い 不正解 아니요 아니오 아뇨 아니에요 틀리다 아닙니다 거짓 틀렸습니다 لا كلا خطا غير نهي नहीं नही ना गलत yanlis οχι λαθος לא khong sai"
)
_UNSURE = (
    "maybe perhaps possibly depends partly partially sometimes both either neither vielleicht teilweise peut-etre quizas"
    " quiza forse talvez misschien может возможно 也许 也許 可能 不一定 多分 たぶん 아마 아마도 ربما शायद belki"
)
_PHRASES: dict[str, Verdict] = {
    "better not": "no", "unfortunately no": "no", "unfortunately not": "no", "sadly no": "no", "sadly not": "no", "afraid not": "no", "good news": "yes", "by all means": "yes", "i wouldnt": "no", "id rather not": "no",
    "of course": "yes", "bien sur": "yes", "bien entendu": "yes", "por supuesto": "yes", "naturlich": "yes",
    "that is correct": "yes", "thats right": "yes", "thats correct": "yes", "it is true": "yes", "without a doubt": "yes",
    "of course not": "no", "certainly not": "no", "absolutely not": "no", "definitely not": "no", "not at all": "no",
    "not true": "no", "not correct": "no", "not likely": "no", "probably not": "no", "not really": "no",
    "surely not": "no", "by no means": "no", "no way": "no", "not possible": "no", "i do not think so": "no",
    "i dont think so": "no", "i think so": "yes", "pas du tout": "no", "bien sur que non": "no", "naturlich nicht": "no",
    "claro que no": "no", "claro que si": "yes", "конечно нет": "no", "not right": "no", "not necessarily": "unsure",
    "it depends": "unsure", "that depends": "unsure", "yes and no": "unsure", "no and yes": "unsure",
    "ja und nein": "unsure", "oui et non": "unsure", "si y no": "unsure", "не совсем": "unsure",
    "может быть": "unsure", "peut etre": "unsure", "hard to say": "unsure", "true and false": "unsure",
    "i believe so": "yes", "i suppose so": "yes", "i guess so": "yes", "it seems so": "yes", "so it seems": "yes", "it appears so": "yes",
    "im afraid so": "yes", "you bet": "yes", "it sure is": "yes", "it sure does": "yes", "apparently so": "yes", "apparently": "yes",
    "im afraid not": "no", "i believe not": "no", "i think not": "no", "i guess not": "no", "i suppose not": "no", "it seems not": "no",
    "apparently not": "no", "not that i know of": "no", "not to my knowledge": "no", "not as far as i know": "no", "thats wrong": "no",
    "thats false": "no", "thats incorrect": "no", "thats not true": "no", "thats not right": "no", "thats not correct": "no", "thats true": "yes",
    "auf keinen fall": "no", "auf gar keinen fall": "no", "keineswegs": "no", "keinesfalls": "no", "auf jeden fall": "yes", "not even close": "no", "far from it": "no", "quite the opposite": "no", "quite the contrary": "no", "on the contrary": "no", "im gegenteil": "no", "au contraire": "no",
    "al contrario": "no", "en aucun cas": "no", "जी नहीं": "no", "बिल्कुल नहीं": "no", "जी हाँ": "yes", "en effet": "yes", "effectivement": "yes", "asi es": "yes", "efectivamente": "yes", "es verdad": "yes",
    "absolument": "yes", "tout a fait": "yes", "exactement": "yes", "absolument pas": "no", "en absoluto": "no", "de ninguna manera": "no", "desde luego": "yes",
    "exacto": "yes", "esatto": "yes", "certo che si": "yes", "certo che no": "no", "assolutamente no": "no", "assolutamente si": "yes", "per niente": "no",
    "de modo algum": "no", "com certeza": "yes", "ни в коем случае": "no", "вовсе нет": "no", "совсем нет": "no", "безусловно": "yes", "разумеется": "yes",
    "genau": "yes", "selbstverstandlich": "yes", "helemaal niet": "no", "natuurlijk": "yes", "indeed not": "no", "likely not": "no", "not false": "yes", "not wrong": "yes", "not incorrect": "yes", "es stimmt": "yes",
    "stimmt nicht": "no", "nicht wahr": "no", "nicht richtig": "no", "pas vrai": "no", "no es cierto": "no", "non e vero": "no",
    "es cierto": "yes", "cest vrai": "yes", "e vero": "yes", "это правда": "yes", "не верно": "no", "не правда": "no",
}  # fmt: skip
_AGREED = frozenset(
    (
        "sure",
        "sure thing",
        "for sure",
        "okay",
        "ok",
        "yup",
        "indeed",
        "totally",
        "you sure can",
        "obviously",
        "clearly",
        "undoubtedly",
        "unquestionably",
        "evidently",
        "naturally",
        "assuredly",
        "positive",
    )
)
"""Words that say yes where that was asked, and else only that a reply begins."""

_WITHOUT = re.compile(
    r"(?:there(?:s| is) )?(?:no|without(?: a| any)?) (problems?|doubts?|questions?|worries|objections?|issues?|question about it|doubt about it)(?: at all| whatsoever)?"
)
"""Denials that agree, unless the question asks for what they deny."""

_LETTERS: dict[str, Verdict] = {"y": "yes", "t": "yes", "1": "yes", "n": "no", "f": "no", "0": "no"}
"""How yes and no are written where nothing else was asked; a mark says the same of anything."""

_MARKS: dict[str, Verdict] = dict.fromkeys("✓✔✅☑👍🆗", "yes")
_MARKS |= dict.fromkeys("✗✘❌✖❎👎🚫", "no")
_ASSERTED = re.compile(
    r"(?:cest|das ist|es ist|dat is|es|esto es|e|isso e|это) (?P<word>[^\W\d_]{3,12})"
)
"""A word for a verdict behind its verb: c'est faux, das ist richtig."""

_SAID_AT_END = re.compile("(?:です|でした|だ)?[よねな]?$|[的啊呀呢哦了]$|(?:이에요|예요|요)$")
"""What ends a word in Chinese, Japanese and Korean and says nothing of what it means."""

_AROUND_MARK = " .!\ufe0e\ufe0f"
_LISTED: tuple[tuple[str, Verdict], ...] = ((_YES, "yes"), (_NO, "no"), (_UNSURE, "unsure"))
_WORDS = {fold(word): value for line, value in _LISTED for word in line.split()}
_CLEAR = frozenset(word for word in _WORDS if word.isascii()) | {"not", "course"}
DECISIVE = _CLEAR | {
    max(phrase.split(), key=len) for phrase in _PHRASES if _CLEAR.isdisjoint(phrase.split())
}
"""Words of one of which an English text has at least one where it is a verdict."""

_PLAIN = frozenset(
    map(fold, "yes yeah yep nope no true false oui non ja nein si sim nao да нет да".split())
)
_NO_MORE = re.compile(
    r"not (?:any ?more|any longer|yet|now|currently|at present|presently|today|nowadays|officially|technically|since \w+|until \w+)|no longer|no more|never|nicht mehr|plus maintenant|ya no|non piu|больше нет"
)
"""Denials that say when or how far, and so answer a question of yes or no by themselves."""

_NOT_ALL = re.compile(
    r"not (?:always|all|every(?: one|one|where)?|each)(?: of (?:them|these|those))?|not in (?:all|every) cases?|nicht immer|nicht alle|pas (?:toujours|tous)|no (?:siempre|todos)|non (?:sempre|tutti)|не (?:всегда|все)"
)
"""Says no to a question whether something is so of all."""

_FIRST = re.compile(r"[\s\"'(*\[]{0,9}([^,.;:!?\n()\[\u2014]{1,60}?)\s*(?:[,.;:!?\n)(\[]|\s-|$)")
_ONE = re.compile(r"[\s\"'(*\[]{0,9}([^\s,.;:!?()\u2014]{1,30})")
_PLAINLY = "|".join(sorted(_PLAIN, key=len, reverse=True))
_FOLLOWS = re.compile(
    r"(?P<marks>[\s,.;:!?()/-]{1,6})(?:(?:and|or|but|und|oder|aber|et|ou|mais|y|o|pero|e|ma|и|или|но) )?(?:then |also |again |even |well,? |hmm,? |oh,? )?"
    r"(?P<back>(?:no[,. ]+)?(?:wait|actually|sorry|i mean|i meant|rather|scratch that|correction|oops|on second thought|doch|vielmehr|moment|pardon|perdon|anzi|вернее|точнее)[,:.! ]+)?"
    rf"(?P<word>{_PLAINLY}|maybe|perhaps|possibly|vielleicht|quizas?|peut-etre|forse|talvez|возможно|不是|不|否|いいえ|はい)(?=\s*(?:[.,;:!?)]|$)|(?<=maybe) |(?<=perhaps) )"
)
_EITHER = re.compile(
    rf"\W{{0,3}}(?:either |entweder |soit |sia )?(?P<one>{_PLAINLY})\b(?:[^.;:!?\n]{{0,40}}, ?| ?/ ?|[^.;:!?\n,]{{0,40}} )(?:(?:and|or|but|und|oder|aber|et|ou|mais|y|o|pero|e|ma|и|или|но) )?(?P<other>{_PLAINLY})(?= (?:in|on|at|for|if|when|during|otherwise|else)\b|\s*[.!]?$)"
)
_SAID = re.compile(
    r"(?<!there is )(?<!there are )(?<!there was )(?:\b(?:say|says|said|is|answer|so|therefore|thus|hence|definitely|certainly|its|be|think|mostly|verdict|statement|ist|est|es|lautet|да)[ :,]+|[:\n] ?|\*\*)"
    r"(?P<denied>not (?:an? )?|in)?(?:an? )?(?P<word>yes|no|true|false|correct|incorrect|wrong|ja|nein|oui|non|da|нет|verdadero|falso|wahr|falsch|vrai|faux)"
    r"(?: (?:statement|claim|assertion|proposition|fact))?(?=\s*(?:[,.:;!\n)*\"']|$)|\s+(?:because|since|as|in|for|mostly|though|but|due|at|given)\b)"
)
_STATED = (
    "yes",
    "no",
    "true",
    "correct",
    "wrong",
    "fals",
    "ja",
    "nein",
    "oui",
    "нет",
    "verdadero",
    "wahr",
    "vrai",
    "faux",
    "да",
)


def verdict(
    text: str, asked: frozenset[str] | None = None, question: Collection[str] = ()
) -> Verdict | None:
    """Read whether a text says yes, no or neither; None where it is no verdict.

    Args:
        text: The text, folded.
        asked: The content words of the question where it is one of yes or no.
        question: All words of the question.
    """
    bare = text.replace("'", "")
    marked = None if text.isascii() else _MARKS.get(text.strip(_AROUND_MARK))
    lead = None if marked is not None else _FIRST.match(bare)
    if lead is None:
        long = marked is None and asked is not None
        return _longer(bare, "", asked, question) if long else marked
    clause = " ".join(lead[1].replace("-", " ").split()) if lead[1] not in _WORDS else lead[1]
    found = _PHRASES.get(clause) or _WORDS.get(clause)
    asserted = _ASSERTED.fullmatch(clause) if found is None else None
    if asserted is not None:
        found = _WORDS.get(asserted["word"])
    if found is None and clause[-1:] > "\u3000":
        found = _WORDS.get(_SAID_AT_END.sub("", clause))
    if found is None and asked is not None and _NO_MORE.fullmatch(clause):
        return "no"
    if found is None and asked is not None and not OF_ALL.isdisjoint(question):
        found = "no" if _NOT_ALL.fullmatch(clause) is not None else None
    without = _WITHOUT.fullmatch(clause)
    if without is not None and stem(without[1]) not in (asked or ()):
        return "yes"
    if asked is not None and found is None:
        denied = clause.endswith("ly not") and clause.count(" ") == 1
        found = "no" if denied else "yes" if clause in _AGREED else _LETTERS.get(clause)
    if asked is None and clause in {"both", "neither"}:
        return None
    if found is not None and not re.match(r"\s*\.?\s?\d", bare[lead.end(1) :]):
        return _mixed(found, bare[lead.end(1) :], question)
    return _longer(bare, clause, asked, question)


def _mixed(found: Verdict, rest: str, question: Collection[str]) -> Verdict:
    """The verdict, the one that takes its place, or neither where the opposite follows at once."""
    if found == "unsure" or _WITHOUT.match(rest.lstrip(" ,;.")) is not None:
        return found
    follows = _FOLLOWS.match(rest)
    if follows is None:
        return "unsure" if contradicted(found, rest, question) else found
    other = _WORDS[follows["word"]]
    if other == found:
        return found
    back = follows["back"] or (follows["marks"] and "?" in follows["marks"])
    return other if back and other != "unsure" else "unsure"


def _longer(
    bare: str, clause: str, asked: frozenset[str] | None, question: Collection[str]
) -> Verdict | None:
    """A verdict in a sentence: at its front, after "so" or "is", or as the question's own claim."""
    open_ = _EITHER.match(bare)
    if open_ is not None and _WORDS[open_["one"]] != _WORDS[open_["other"]]:
        return "unsure"
    parts = clause.split(" ")
    for size in range(min(4, len(parts) - 1), 1, -1):
        edge = _PHRASES.get(" ".join(parts[:size])) or _PHRASES.get(" ".join(parts[-size:]))
        if edge is not None:
            return _taken_up(edge, " ".join(parts[size:]), asked, question)
    limited = None if asked is None else _limited(bare, question)
    if limited is not None:
        return limited
    first = _ONE.match(bare)
    word = first[1] if first is not None else ""
    follows = bare[first.end() :].split(None, 1)[:1] if first is not None else []
    pronoun = follows and follows[0].strip(",.") in _PRONOUNS
    if first is not None and word in _PLAIN and (asked is not None or pronoun):
        return _mixed(_WORDS[word], bare[first.end() :], question)
    said = None
    for said in () if not any(map(bare.__contains__, _STATED)) else _SAID.finditer(bare[-2000:]):  # noqa: B007  (the last one counts)
        pass
    if said is not None:
        value = _WORDS[said["word"]]
        if said["denied"]:
            value = "no" if value == "yes" else "yes"
        return value
    return (
        None if asked is None else claimed(bare, asked, question) or inferred(bare, asked, question)
    )


def _taken_up(
    edge: Verdict, rest: str, asked: frozenset[str] | None, question: Collection[str]
) -> Verdict:
    """A verdict at the edge of a clause, unless a claim behind it is another: of course it is not."""
    claim = None if asked is None or not rest else claimed(rest, asked, question)
    return claim if edge == "yes" and claim == "no" else edge


def _limited(bare: str, question: Collection[str]) -> Verdict | None:
    """A verdict behind what limits it, at the front of a text or at its end."""
    front = _LIMITED.match(bare)
    if front is not None:
        again = _LIMITED_AGAIN.search(bare, front.end())
        if again is not None and _WORDS[again["word"]] != _WORDS[front["word"]]:
            return "unsure"
        return _mixed(_WORDS[front["word"]], bare[front.end() :], question)
    last = _AT_END.fullmatch(bare) if bare[-6:].strip(".! ") else None
    return None if last is None else _WORDS[last["word"]]


_LIMITED = re.compile(
    rf"(?:[a-z]+ly|in (?:general|principle|most cases|theory|practice|short|fact)|overall|as a rule|by and large|for the most part|well|oh|hmm|honestly|technically speaking|strictly speaking|generally speaking)[, ]+(?P<word>{_PLAINLY})\b(?= *(?:[,.;:!]|$|-))"
)
_LIMITED_AGAIN = re.compile(rf"[;,.] (?:but |and )?[a-z]+ly,? (?P<word>{_PLAINLY})\b")
"""A verdict behind what limits it, and in front of what explains it: generally yes, it is."""

_AT_END = re.compile(rf"[^,.;:!?\n]{{3,50}}, (?P<word>{_PLAINLY})[.! ]*")
"""A verdict behind what limits it: botanically speaking, yes."""

_PRONOUNS = frozenset("it they he she that this there you we i the".split())
