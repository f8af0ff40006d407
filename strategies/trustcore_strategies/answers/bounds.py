"""What stands around a number and says that it is rounded, a bound, or negative."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.folding import fold_word
from trustcore_strategies.answers.numerals import is_number_word

ABOUT = re.compile(
    r"(?:(?:it|that|this|there|he|she|they|i|we)(?:'s|'re| is| are| was| were| has| have| had| gets?| think| needs?| would be) |a total of "
    r"|the (?:answer|total|result|number|value|sum) (?:is|was|=) |total |about |around |approximately |approx\.? |roughly |nearly |almost |close to "
    r"|exactly |circa |ca\. ?|c\. ?(?=\d)|some |only |just |probably |[=~\u2248] ?|environ |ungef\u00e4hr |etwa |rund |alrededor de |aproximadamente "
    r"|unos |unas |(?:en )?un (?=\d)|de[l']? ?(?=\d)|um (?=\d)|circa |около |примерно |约 ?|大约 ?|約 ?|약 ?|대략 ?|摂氏 ?|摄氏 ?|攝氏 ?|\u7ea6 ?|[a-z\u03b8] ?= ?|[a-z] (?:equals|is equal to|is) (?=[-\d])|(?:ans|answer|total|result|sum|n) ?[=:] ?)",
    re.IGNORECASE,
)

ROUNDED = re.compile(
    r"(?:it(?:'s| is| was) )?(?:about|around|approximately|approx\b|roughly|circa|ca\.|environ|ungef\u00e4hr|etwa|rund|alrededor|aproximadamente|около|примерно|约|約|大约|약|대략|[~\u2248])",
    re.IGNORECASE,
)

_LEAST = "no shorter than |no smaller than |no younger than |at least |no less than |not less than |no fewer than |a minimum of |minimum of |minimum |min\\. |mindestens |wenigstens |au moins |al menos |por lo menos |almeno |pelo menos |не менее |минимум |至少 ?|最少 ?|少なくとも ?|\u2265 ?|>= ?"

_MORE = "more than |greater than |over |above |exceeding |upwards of |mehr als |\u00fcber |plus de |m\u00e1s de |pi\u00f9 di |mais de |более |больше |超过 ?|超過 ?|> ?"

_MOST = "must not exceed |may not exceed |should not exceed |not exceeding |not exceed |no longer than |no heavier than |no larger than |at most |no more than |not more than |up to |a maximum of |maximum of |maximum |max\\. |h\u00f6chstens |maximal |au plus |au maximum |como m\u00e1ximo |a lo sumo |al massimo |no m\u00e1ximo |не более |максимум |至多 ?|最多 ?|\u2264 ?|<= ?"

_LESS = "less than |fewer than |under |below |weniger als |unter |moins de |menos de |meno di |менее |меньше |不到 ?|少于 ?|未満 ?|< ?"

BOUND = re.compile(
    f"(?P<ge>{_LEAST})|(?P<gt>{_MORE})|(?P<le>{_MOST})|(?P<lt>{_LESS})|(?P<pm>(?:±|\\+/-|plus or minus ) ?)",
    re.IGNORECASE,
)

AFTER_BOUND = Cued(
    re.compile(
        r"[ ,]*(?:(?P<ge>(?:as a |at )?minimum|or (?:more|higher|above|greater|over|older|longer)|and (?:more|above|up|over|older)|ou plus|oder mehr|o m\u00e1s|以上|\+)|(?P<le>(?:as a |at )?maximum|(?:at )?(?:the )?most|tops|or (?:less|fewer|lower|below|under|younger)|ou moins|oder weniger|o menos|以下))$",
        re.IGNORECASE,
    ),
    endings=(
        "minimum",
        "maximum",
        "most",
        "tops",
        "more",
        "higher",
        "above",
        "greater",
        "over",
        "older",
        "longer",
        "up",
        "ou plus",
        "oder mehr",
        "+",
        "less",
        "fewer",
        "lower",
        "below",
        "under",
        "younger",
        "ou moins",
        "oder weniger",
        "o menos",
    ),
)

SIGN = re.compile(
    r"(?P<plus>\+|plus )|(?P<minus>- ?|minus |negative |moins |menos |meno |минус |负|負|マイナス|마이너스 ?|ऋण )",
    re.IGNORECASE,
)

CURRENCY = re.compile(
    r"(?:US|CA|AU|NZ|HK|C|A|S|R)?\$|[\u20a0-\u20bf\u00a3\u00a5\u00a2]|(?:USD|EUR|GBP|JPY|CNY|INR|CHF|CAD|AUD|RMB|Rs\.?)(?= ?[-\d])"
)

NUMBERED = re.compile(r"^(?:the |in |no\. ?|number |#|nr\. ?|\u2116 ?)+", re.IGNORECASE)
"""What says that a number is a place in an order."""

BELOW_ZERO = Cued(
    re.compile(
        r" (?:degrees? )?(?:below zero|below 0|under zero|unter null|sous z\u00e9ro|bajo cero|sotto zero|ниже нуля)(?P<unit> (?:celsius|fahrenheit|centigrade|[cf]))?$",
        re.IGNORECASE,
    ),
    endings=(
        "zero",
        "below 0",
        "unter null",
        "bajo cero",
        "celsius",
        "fahrenheit",
        "centigrade",
        " c",
        " f",
    ),
)

IDLE_AFTER = Cued(
    re.compile(
        r"[ ,]*(?:i think|i believe|i guess|in total|in all|altogether|total|right|overall|or so|please|です|でした|입니다)$",
        re.IGNORECASE,
    ),
    endings=(
        "i think",
        "i believe",
        "i guess",
        "in total",
        "in all",
        "altogether",
        "total",
        "right",
        "overall",
        "or so",
        "please",
    ),
)


_NUMBER = re.compile(r"[-$\u20ac\u00a3\u00a5]?\d|[^\W\d_]+")


def bound_in(text: str) -> str:
    """The kind of the last bound that a sentence has in front of a number; "" where it has none."""
    kind = ""
    for found in BOUND.finditer(text):
        number = _NUMBER.match(text, found.end())
        if number is None or text[: found.start()][-1:].isalpha():
            continue
        if not number[0].isalpha() or is_number_word(fold_word(number[0])):
            kind = str(found.lastgroup)
    return kind
