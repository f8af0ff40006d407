"""Numbers written in words, in the languages of Europe and East Asia."""

# ruff: noqa: E501  (tables and patterns are read by the line)

# ruff: noqa: SIM905  (a list of words is read best as a text)
# ruff: noqa: ISC004  ((as SIM905))

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from trustcore_strategies.answers import far_numerals
from trustcore_strategies.answers.folding import fold

_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
)
SMALL = {word: str(number) for number, word in enumerate(_ENGLISH.split())}
"""The digits of English number words up to twenty."""

_UP_TO_20 = (
    _ENGLISH,
    "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn"
    " sechzehn siebzehn achtzehn neunzehn zwanzig",
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    " dix-sept dix-huit dix-neuf vingt",
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciseis diecisiete dieciocho diecinueve veinte",
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici"
    " quindici sedici diciassette diciotto diciannove venti",
    "zero um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze"
    " dezesseis dezessete dezoito dezenove vinte",
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien"
    " zestien zeventien achttien negentien twintig",
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать"
    " тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать",
    "zero jeden dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec jedenascie dwanascie"
    " trzynascie czternascie pietnascie szesnascie siedemnascie osiemnascie dziewietnascie"
    " dwadziescia",
    "sifir bir iki uc dort bes alti yedi sekiz dokuz on",
    "noll ett tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton sjutton"
    " arton nitton tjugo",
)
_TENS = (
    "thirty forty fifty sixty seventy eighty ninety",
    "dreißig vierzig funfzig sechzig siebzig achtzig neunzig",
    "trente quarante cinquante soixante septante huitante nonante",
    "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "dertig veertig vijftig zestig zeventig tachtig negentig",
    "тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "trzydziesci czterdziesci piecdziesiat szescdziesiat siedemdziesiat osiemdziesiat"
    " dziewiecdziesiat",
    "trettio fyrtio femtio sextio sjuttio attio nittio",
)
_MORE = (
    "ein:1 eine:1 une:1 una:1 uma:1 одна:1 две:2 dwie:2 duas:2 nil:0 fourty:40 vingts:20"
    " ventuno:21 ventotto:28 veintiuno:21 veintidos:22 veintitres:23 veinticuatro:24 veinticinco:25"
    " veintiseis:26 veintisiete:27 veintiocho:28 veintinueve:29 yirmi:20 otuz:30 kirk:40 elli:50"
    " altmis:60 yetmis:70 seksen:80 doksan:90 dozen:12 couple:2 pair:2 aucun:0 пара:2"
    " двести:200 триста:300 четыреста:400 пятьсот:500 шестьсот:600 семьсот:700 восемьсот:800"
    " девятьсот:900 doscientos:200 trescientos:300 cuatrocientos:400 quinientos:500 seiscientos:600"
    " setecientos:700 ochocientos:800 novecientos:900 duzentos:200 trezentos:300 ciento:100 영:0"
)
_HUNDRED = (
    "hundred hundreds hundert cent cents cien cento cem honderd сто sto yuz hundra सौ مئة مائة"
)
_SCALES = (
    "thousand:3 thousands:3 tausend:3 mille:3 mil:3 mila:3 duizend:3 тысяча:3 тысячи:3 тысяч:3"
    " tysiac:3 tysiace:3 tysiecy:3 bin:3 tusen:3 हज़ार:3 हजार:3 ألف:3 الف:3 lakh:5 lakhs:5 lac:5"
    " लाख:5 crore:7 crores:7 करोड़:7 million:6 millions:6 millionen:6 millon:6 millones:6 milione:6"
    " milioni:6 milhao:6 milhoes:6 miljoen:6 миллион:6 миллиона:6 миллионов:6 milion:6 miliony:6"
    " milionow:6 milyon:6 miljon:6 miljoner:6 مليون:6 billion:9 billions:9 milliard:9 milliards:9"
    " milliarde:9 milliarden:9 miljard:9 miliardo:9 miliardi:9 миллиард:9 миллиарда:9 миллиардов:9"
    " bilhao:9 bilhoes:9 milyar:9 mrd:9 mio:6 mn:6 млн:6 млрд:9 тыс:3 mln:6 mlns:6 bn:9 bln:9 trillion:12 trillions:12"
    " trn:12 quadrillion:15"
)
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "nullte erste zweite dritte vierte funfte sechste siebte achte neunte zehnte",
    "zeroieme premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme"
    " dixieme",
    "cero primero segundo tercero cuarto quinto sexto septimo octavo noveno decimo",
)
_MORE_ORDINALS = (
    "thirtieth:30 fortieth:40 fiftieth:50 sixtieth:60 seventieth:70 eightieth:80 ninetieth:90"
    " hundredth:100 thousandth:1000 erster:1 zweiter:2 dritter:3 premiere:1 primera:1 segunda:2"
    " tercera:3 second:2 primo:1 secondo:2 terzo:3 первый:1 второй:2 третий:3 четвертый:4 пятый:5"
)
_PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4} | {
    name + "s" * plural: number
    for number, name in enumerate(_ORDINALS[0].split()[4:13], start=4)
    for plural in (0, 1)
}
_PARTS |= far_numerals.PARTS
_JOINERS = frozenset("and et y e und en и i".split()) | {far_numerals.AND}


def _pairs(table: str) -> dict[str, int]:
    return {
        fold(name): int(value) for name, _, value in (one.partition(":") for one in table.split())
    }


CARDINALS = (
    {fold(name): number for line in _TENS for number, name in zip(range(30, 100, 10), line.split(), strict=True)}
    | {fold(name): number for line in _UP_TO_20 for number, name in enumerate(line.split())}
    | _pairs(_MORE)
    | far_numerals.CARDINALS
)  # fmt: skip
SCALES = {name: 10**power for name, power in _pairs(_SCALES).items()}
ORDINALS = {
    fold(name): number for line in _ORDINALS for number, name in enumerate(line.split())
} | _pairs(_MORE_ORDINALS)
_HUNDREDS = frozenset(fold(_HUNDRED).split())
_DOZENS = frozenset("dozen dutzend douzaine docena dozzina duzia dussin tuzin дюжина".split())
NUMBER_WORDS = frozenset(
    CARDINALS.keys() | SCALES.keys() | _HUNDREDS | _DOZENS | ORDINALS.keys() | _PARTS.keys() | far_numerals.HALF_WORDS
)  # fmt: skip
"""Folded words that are a part of written numbers."""

_COMPOUND = re.compile(
    "|".join(
        sorted(
            (
                word
                for line in (*_UP_TO_20[1:7:3], _UP_TO_20[6], _TENS[1], _TENS[4], _TENS[6],
                             "ein vent trent quarant cinquant sessant settant ottant novant"
                             " hundert tausend cento mila mille honderd duizend und en dreissig")
                for word in line.split()
                if word not in {"zero", "null", "nul"}
            ),
            key=len,
            reverse=True,
        )
    )
)  # fmt: skip
_SHORT_TENS = {"vent": 20, "trent": 30, "quarant": 40, "cinquant": 50, "sessant": 60, "settant": 70,
               "ottant": 80, "novant": 90}  # fmt: skip
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0dff])*")
_CENTS = frozenset({"cent", "cents"})
_BEFORE_CENTS = frozenset("deux trois quatre cinq six sept huit neuf mille et".split())
"""French words before a hundred; behind any other number cents are money."""

_PART_OF_SCALE = re.compile(
    r"(?:(?P<whole>[a-z]{2,9}) and )?(?:an? |one )?(?P<part>half|quarter|three[ -]quarters)(?: of)?(?: an?)? (?P<scale>hundred|thousand|million|billion|trillion|dozen)(?![a-z])"
)
"""Half a million, a quarter of a million, two and a half million."""

_LONGEST = 12
"""Words; a longer run is no number."""


@lru_cache(maxsize=50_000)
def is_number_word(word: str) -> bool:
    """Whether a folded word is a part of written numbers."""
    return word in NUMBER_WORDS or (len(word) > 5 and _split(word) is not None)


def spelled(text: str) -> tuple[Fraction, bool, int] | None:
    """Read the number in words that a folded text begins with.

    Returns:
        The number, whether it is an ordinal, and the index after it; None where no number stands.
    """
    scaled = _PART_OF_SCALE.match(text) if "half" in text or "quarter" in text else None
    if scaled is not None:
        return _part_of_scale(scaled), False, scaled.end()
    found = _tokens(text)
    for count in range(len(found), 0, -1):
        value = _value([word for word, _ in found[:count]])
        if value is not None:
            return (*value, found[count - 1][1])
    return None


def _part_of_scale(found: re.Match[str]) -> Fraction:
    """The number that a part of a thousand or a million is."""
    part = {"half": Fraction(1, 2), "quarter": Fraction(1, 4)}.get(found["part"], Fraction(3, 4))
    scale: int = SCALES.get(found["scale"], {"hundred": 100, "dozen": 12}.get(found["scale"], 1))
    whole: int = CARDINALS.get(found["whole"] or "", 0)
    return (whole + part) * scale


def _tokens(text: str) -> list[tuple[str, int]]:
    """The number words in front, with the index after each."""
    tokens: list[tuple[str, int]] = []
    at = 0
    while len(tokens) < _LONGEST:
        found = _WORD.match(text, at)
        if found is None:
            break
        word = found[0]
        if word in _CENTS and tokens and tokens[-1][0] not in _BEFORE_CENTS:
            break
        if (
            word in NUMBER_WORDS
            or (tokens and (word in _JOINERS or word in {"a", "an"}))
            or (word in {"a", "an"})
        ):
            tokens.append((word, found.end()))
        elif tokens and word[0] == far_numerals.AND and word[1:] in CARDINALS:
            tokens.extend(((far_numerals.AND, found.end()), (word[1:], found.end())))
        else:
            parts = _split(word)
            if parts is None:
                break
            tokens.extend((part, found.end()) for part in parts)
        at = found.end()
        while at < len(text) and text[at] in " -":
            at += 1
    return tokens


def _split(word: str) -> list[str] | None:
    """The parts of a number that is written as one word, as in German and Italian."""
    if _COMPOUND.match(word) is None:
        return None
    parts = _COMPOUND.findall(word)
    return parts if len(parts) > 1 and "".join(parts) == word else None


def _value(words: list[str]) -> tuple[Fraction, bool] | None:
    """The number that all of these words are, and whether it is an ordinal."""
    if words[-1] in _JOINERS or words[-1] in {"a", "an"}:
        return None
    if words[-1] in _PARTS:
        part = _part(words)
        if part is not None:
            return part, False
    if words[-1] in ORDINALS:
        if len(words) == 1:
            return Fraction(ORDINALS[words[-1]]), True
        before = _cardinal(words[:-1])
        last = ORDINALS[words[-1]]
        return (
            None
            if before is None or before % 10 ** len(str(last))
            else (Fraction(before + last), True)
        )
    whole = _cardinal(words)
    return None if whole is None else (Fraction(whole), False)


def _part(words: list[str]) -> Fraction | None:
    """A fraction: half, a third, three quarters, two and a half."""
    below, front = _PARTS[words[-1]], words[:-1]
    if not front or front in (["a"], ["one"], ["an"]):
        return Fraction(1, below) if front or below == 2 else None
    if len(front) > 2 and front[-1] in {"a", "one"} and front[-2] == "and":
        whole = _cardinal(front[:-2])
        return None if whole is None else whole + Fraction(1, below)
    above = _cardinal(front)
    plural = (words[-1].endswith("s") and words[-1] != "halves") or words[-1] in far_numerals.PARTS
    return Fraction(above, below) if above is not None and plural else None


def _cardinal(words: list[str]) -> int | None:
    total = group = 0
    joined = False
    for word in words:
        if word in _JOINERS and word not in CARDINALS:
            joined = True
            continue
        if word in {"a", "an"}:
            if word is not words[0] or len(words) == 1:
                return None
            continue
        if word in _DOZENS or word in _HUNDREDS:
            group = max(1, group) * (12 if word in _DOZENS else 100)
        elif word in SCALES:
            total, group = _scaled(total, max(1, group), SCALES[word])
        else:
            added = _added(
                group, CARDINALS.get(word, _SHORT_TENS.get(word)), joined=joined or word in _JOINERS
            )
            if added is None:
                return None
            group = added
        joined = word in _JOINERS
    return total + group


def _scaled(total: int, group: int, scale: int) -> tuple[int, int]:
    """A million is multiplied by the thousands in front of it."""
    if total and total < scale:
        return (total + group) * scale, 0
    return total + group * scale, 0


def _added(group: int, value: int | None, *, joined: bool) -> int | None:
    """The group with one more word, where that word can follow."""
    if value is None:
        return None
    last = group % 100
    if last == 4 and value == 20 and not joined:
        return group + 76
    if value < 10:
        fits = last % 10 == 0 and last != 10
    elif value < 20:
        fits = last in (0, 60, 80)
    elif value < 100:
        fits = last == 0 or (joined and 0 < last < 10)
    else:
        fits = group == 0
    return group + value if fits else None
