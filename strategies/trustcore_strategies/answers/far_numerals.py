"""Number words of Arabic, Hindi and Korean, and words for a half in the field's languages."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

from fractions import Fraction

from trustcore_strategies.answers.folding import fold

_ARABIC = (
    "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة",
    "صفر واحدة اثنين ثلاث أربع خمس ست سبع ثماني تسع عشر",
)
_ARABIC_TENS = (
    "عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون",
    "عشرين ثلاثين أربعين خمسين ستين سبعين ثمانين تسعين",
)
_HINDI = (
    "शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस"
    " बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस"
    " चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरेपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ"
    " साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी"
    " अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे पंचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे"
)
_KOREAN = "하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉"
_KOREAN_TENS = "열 스물 서른 마흔 쉰 예순 일흔 여든 아흔"

CARDINALS = (
    {name: number for line in _ARABIC for number, name in enumerate(line.split())}
    | {
        name: number
        for line in _ARABIC_TENS
        for number, name in zip(range(20, 100, 10), line.split(), strict=True)
    }
    | {name: number for number, name in enumerate(_HINDI.split())}
    | {name: number for number, name in enumerate(_KOREAN.split(), start=1)}
    | {name: 10 * number for number, name in enumerate(_KOREAN_TENS.split(), start=1)}
    | {
        tens + ones: 10 * ten + one
        for ten, tens in enumerate(_KOREAN_TENS.split(), start=1)
        for one, ones in enumerate(_KOREAN.split(), start=1)
    }
    | {"छः": 6, "스무": 20}
)
CARDINALS = {fold(name): number for name, number in CARDINALS.items()}

AND = "و"
"""Arabic's word for "and" is written as one with the number behind it."""

_HALVES = {
    Fraction(
        1, 2
    ): "un demi;une demie;la moitié;moitié;ein halb;halb;die Hälfte;Hälfte;la mitad;mitad;un mezzo;la metà;metade;a metade;половина;半;一半;절반;نصف;النصف;आधा",
    Fraction(3, 2): "un et demi;anderthalb;eineinhalb;uno y medio;uno e mezzo;полтора;полторы;डेढ़",
    Fraction(6): "media docena;demi-douzaine;une demi-douzaine;mezza dozzina;meia dúzia",
}
HALVES = {
    form: value
    for value, names in _HALVES.items()
    for name in names.split(";")
    for form in (name, name.capitalize(), fold(name))
}
"""Whole texts that are a half, one and a half, or half a dozen, however they are written."""

_PARTS = (
    "drittel:3 viertel:4 fünftel:5 sechstel:6 siebtel:7 achtel:8 neuntel:9 zehntel:10 tiers:3 cinquièmes:5 cinquième:5 dixièmes:10 tercio:3 tercios:3"
    " terzi:3 terços:3 треть:3 трети:3 четверть:4 четверти:4 пятых:5 пятая:5 десятых:10"
)
PARTS = {
    fold(name): int(value) for name, _, value in (one.partition(":") for one in _PARTS.split())
}
"""Names of parts, of which one or more are taken: zwei Drittel."""

HALF_WORDS = frozenset(max(fold(name).split(), key=len) for name in HALVES)
