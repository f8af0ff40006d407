"""Words and patterns by which questions tell what they ask for."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers.cued import Cued

LONGEST = 16_000
"""Characters of a question that are looked at, from its end."""

COUNT = Cued(
    r"how (?:many|much|far|long|old|tall|high|fast|often|deep|wide|heavy|big|large)\b|(?:which|what) (?:place|position|rank)\b|what (?:is|are|was) the (?:value|number|total|sum|product|area|"
    r"volume|probability|average|mean|cost|price|distance|speed|perimeter|population|percentage)|what (?:is|was|were) (?:[a-z]+ ){0,3}?(?:revenue|turnover|profit|salary|income|budget|height|weight|mass|temperature|gdp|net worth|boiling point|melting point|elevation)\b(?! of what)|what (?:percent|number|fraction|percentage)\b|\bcalculate\b"
    r"|\bcompute\b|\bevaluate\b|combien|wie ?viele?|wie (?:lange|hoch|weit|alt)|cuant[oa]s?|quant[oiae]s?\b|сколько|多少|几个|幾|いくつ|いくら|何(?:人|個|年|回|本|円|枚)|몇|인구|كم\b|कितन|hoeveel|kac\b|ile\b",
    cues=(
        "how",
        "place",
        "position",
        "rank",
        "value",
        "number",
        "total",
        "sum",
        "product",
        "area",
        "volume",
        "probability",
        "average",
        "mean",
        "cost",
        "price",
        "distance",
        "speed",
        "perimeter",
        "population",
        "revenue",
        "turnover",
        "profit",
        "salary",
        "income",
        "budget",
        "height",
        "weight",
        "mass",
        "temperature",
        "gdp",
        "net worth",
        "boiling point",
        "melting point",
        "elevation",
        "percent",
        "fraction",
        "calculate",
        "compute",
        "evaluate",
        "combien",
        "wie",
        "cuant",
        "quant",
        "hoeveel",
        "kac",
        "ile",
    ),
)

KIND_OF_VALUE = re.compile(r"\bhow [a-z]+|\b(?:what|which) (?:year|date|day|month|time)\b")
"""What a question has that says what kind of value it asks for: how many, what year."""

_MEASURE = (
    "value|sum|area|volume|probability|average|mean|median|cost|price|distance|speed|velocity|perimeter|circumference"
    "|population|percentage|(?:square|cube) root|difference between \\d|quotient|remainder|(?:boiling|freezing|melting) point"
    "|half.life|gcd|lcm|(?:greatest|least|lowest|highest) common \\w+|factorial|atomic (?:number|mass|weight)|molar mass|slope|length|width|height|depth|weight|mass|radius|diameter|density|perimeter"
)
MEASURED = Cued(
    rf"\b(?:(?:whats?|what s)(?: is| was| are)? (?:the|its|his|her|their|my) |(?:find|determine|give|estimate|state|work out) (?:the |its )?)(?:(?!of\b|by\b)[a-z]+ ){{0,2}}(?:{_MEASURE})\b(?= ?[?.,!]| ?$| (?:after|at|between|by|for|from|he|if|in|it|of(?! what\b)|on|per|she|that|they|to|when|with|you)\b)"
    r"|\bconvert (?:[a-z]+ ){0,2}\$?\d[\d.,]* ?(?!am\b|pm\b)[a-z%\u20ac$\u00a3]|\b(?:round|add|subtract|multiply|divide) \$?\d|\b(?:express|write) \d\S{0,12} (?:as|in) "
    r"|\bberechne|\brechne\b|\bcalcul[ae]|\bcalcola|\bconvert(?:is|ir|i|a) \d|\bconvierte \d|\bwandle \d",
    cues=(
        *(
            "what",
            "find",
            "determine",
            "give",
            "estimate",
            "state",
            "work out",
            "conv",
            "round",
            "express",
            "write",
        ),
        *("add", "subtract", "multiply", "divide", "rechne", "calc", "wandle"),
    ),
)

ARITHMETIC = re.compile(
    r"\d\s*(?:[-+*/x^]|plus|minus|times|divided by|over|mal|fois|por|\u4e58|\u52a0)\s*\d"
)

COUNTED = re.compile(
    r"how many|combien|wie viele|cuantos|cuantas|quanti|quante|quantos|quantas|сколько|多少|几|幾|いくつ|何人|몇|인구|population|einwohner|habitants?|habitantes|people live|کم|كم|कितन|hoeveel"
)

OF_THINGS = re.compile(
    r"(?:how many|combien de|wie ?viele|cuant[oa]s|quant[ie]|quant[oa]s|сколько) (?:more |other |total |new |of the )*(?!(?:are|were|is|was|of|do|does|did|can|could|will|would|have|has|had|in|there|they|he|she|you|more|less|times|sind|gibt|hay|son|ci|ha|para|sono)\b)[^\W\d_]{3}"
)

SUBJECT = re.compile(
    r"(?:what|who)(?:'s|\u2019s| is| are| was| were) (?P<subject>[^?\n]{3,200}\w['\"\u2019\u201d]?) ?\?",
    re.IGNORECASE,
)
LITERAL = re.compile(r"\d.*\d|['\"\u2018\u201c]")
"""What stands in a question of which an answer that repeats it has no news: numbers and quotes."""

_AUXILIARY = (
    "did|do|does|was|were|is|are|will|would|shall|should|can|could|may|might|must|has|have|had|am"
)
DATE = Cued(
    # "When water freezes, what happens?" asks for no date: a conjunction stands before its subject.
    rf"\bwhen(?=,|['\u2019 ]?s\b|\W*$| (?:exactly |precisely |approximately |else |in \w+ )?(?:{_AUXILIARY})\b|[?;/]| (?:and|or) )|\b(?:about|and|ask|date|determine|by|discover|exactly|find out|from|guess|identify|know|me|or|remember|say|since|state|tell|till|until|wonder|year)(?: exactly)? when\b"
    r"|what (?:year|date|day|month|time|century|decade)|which (?:year|date|day|month|century|decade)|in what year|\bdate\b|quand|wann|cuando|quando|когда|何年|いつ|何时|什么时候|哪年|언제|متى|कब",
    cues=(
        "when",
        "year",
        "date",
        "day",
        "month",
        "time",
        "century",
        "decade",
        "quand",
        "wann",
        "cuando",
    ),
)

FALSE = re.compile(
    r"\b(?:which|what|identify|find|choose|select|name)\b[^.?\n]{0,60}\b(?:false|incorrect|wrong|untrue|not|except|odd one)\b"
)

YEAR = Cued(
    r"\b(?:what|which) year\b|\ben que ano\b|\bem que ano\b|\bin che anno\b|\b(?:quelle|en quelle) annee\b|\b(?:welche[smn]?|in welchem) jahr\b|\bwelk jaar\b|(?:какой|каком) год|哪一?年|何年|몇 ?년",
    cues=("year", "ano", "anno", "annee", "jahr", "jaar"),
)

DURATION = re.compile(
    r"how (?:long|much time)|\bduration|(?:running|run|elapsed|finish(?:ing)?|winning) time|wie lange|combien de temps|quelle duree|cuanto (?:tiempo|dura|tarda)|quanto (?:tempo|dura)|сколько времени|как долго|多长时间|多久|どのくらい|何時間|얼마나"
)

RATIO = Cued(
    r"\bratio\b|verhaltnis|\brapport\b|proporcion|razon|rapporto|proporcao|отношени|соотношени|比",
    cues=(
        "ratio",
        "verhaltnis",
        "rapport",
        "proporcion",
        "razon",
        "proporcao",
    ),
)

SHARE = re.compile(
    r"percent|%|growth|discount|interest|humidity|efficiency|accuracy|markup|concentration|alcohol content|inflation|slope|probabilit|chance|proportion|fraction|ratio|likelihood|divided by|quotient|prozent|pourcent|porcentaje|процент|百分|割合|퍼센트"
)

SHARE_WORD = re.compile(
    r"\b(?:share|rate|odds|tip|tax(?:es)?|(?:what|which|how large an?) (?:part|portion)|how (?:much|many) of)\b"
)
"""By itself: a pattern all of whose branches begin with a letter is looked for six times as fast."""

IN_UNIT = re.compile(r"\bin (?P<unit>[^?,;.:\n]{1,30})[?.]?\s*$")
OF_ONE = frozenset(("probability", "fraction", "likelihood", "proportion", "divided", "quotient"))
PERCENT = frozenset(("percent", "percentage", "percents"))

SHARE_OF = Cued(
    r"(?:what|how much|which number) (?:is|are) \d[\d.,]* ?(?:%|percent|per cent) of",
    cues=(
        "%",
        "percent",
        "per cent",
    ),
)
"""Asks for a number of which it gives the share."""

RANKED = re.compile(
    r"ranking|from (?:first|largest|smallest|highest|lowest|oldest|best|most|least|earliest)|sequence|steps?\b|ascending|descending|chronolog|coordinates|ordered|reihenfolge|classe[rz]?\b|ordena|順|排序|排列|по порядку|순서"
)

DECIMAL_COMMA = re.compile(r"(?<![\d,.(])\d{1,3}(?:\.\d{3})*,(?:\d{1,2}|\d{4,9})(?![\d,.)])")

RANKED_WORD = re.compile(r"\b(?:rank|order|sort)\b")

ALL = re.compile(r"all that apply|\bsolutions\b")

PLURAL = re.compile(
    r"\b(?:who|what|which)\b[^.?!]{0,40}?\b(?:are|were|have|do)\b|\b(?:two|three|four|five|six|seven|both|several|some|examples?)\b|\bwho (?:all|else|won the \w+s)\b"
    r"|\b(?:wer|welche|was)\b[^.?!]{0,20}\b(?:sind|waren)\b|\b(?:qui|quels?|quelles) (?:sont|etaient)\b|\b(?:quienes|cuales|quali|quais)\b|哪些|какие"
)

WHICH_ONES = re.compile(
    r"(?:(?:in|on|of|for|to|from|by|at|with|and) )?(?:which|what) (?:(?!is|was|has|does)[a-z]+ ){0,2}?(?!is\b|was\b|has\b|does\b|years?\b)(?!(?:flow|run|border|make|live|contain|cause|produce|hold|mean|give|play|come|lie|belong|win|connect|separate|eat|grow|need|take|become|begin|end|start|stand|cover|represent|describe|refer|appear|show|say|tell|work|lead|rise|fall|host|own|convert|regulate|carrie|orbit|span|follow|precede|sit|speak|consume|export|drain|empti|crosse|serve|form|keep|turn|help)s\b)[a-z]{3,}(?<![sui])s (?:(?!is\b|was\b|has\b|does\b)[a-z]+(?<!s)\b|do(?:es)?\b)"
)
"""A noun in the plural with its verb: which countries border Chad."""

TOLD = Cued(
    r"\bwhy\b|\bhow (?:do|does|did|can|could|should|would|is|are|was|were|come|to)\b|\bexplain|\bdescri|\bhappen|\breasons?\b|\bcaused?\b|\bsummar|\bpourquoi\b|\bwarum\b|\bpor que\b|\bperche\b|почему|为什么|なぜ",
    cues=(
        *("why", "how ", "explain", "descri", "happen", "reason", "cause", "summar"),
        *("pourquoi", "warum", "por que", "perche"),
    ),
)
"""What is told rather than named: a reason, a way to do something, an event."""

INTERVAL = Cued(
    r"\binterval|\bdomain\b|for (?:which|what) (?:values? of )?[a-z]\b|inequalit|defined|what values|definitionsbereich",
    cues=(
        "interval",
        "domain",
        "for which",
        "for what",
        "inequalit",
        "defined",
        "what values",
        "definitionsbereich",
    ),
)

CHEMICAL = frozenset(
    ("chemical", "formula", "symbol", "element", "compound", "molecule", "molecular", "gas", "ion")
)

VECTORS = frozenset(
    (
        "matrix",
        "vector",
        "vectors",
        "vektor",
        "vecteur",
        "eigenvector",
        "gradient",
        "midpoint",
        "centroid",
    )
)

FALLING = re.compile(
    r"descending|decreasing|(?:largest|biggest|highest|greatest|oldest|longest|tallest|heaviest|most \w+|fastest|best|latest)(?: \w+)? (?:first|to)|from (?:the )?(?:largest|biggest|highest|greatest|oldest|longest|tallest|heaviest|most|fastest|best|latest)"
)

RISING = re.compile(
    r"ascending|increasing|(?:smallest|lowest|least \w+|youngest|shortest|lightest|slowest|earliest)(?: \w+)? (?:first|to)|from (?:the )?(?:smallest|lowest|least|youngest|shortest|lightest|slowest|earliest)"
)

TERMS = re.compile(r"in terms of ([^.?!\n]{1,60})")

LONE = re.compile(r"(?<![^\W_])[a-z](?![^\W_])")

LIST = re.compile(
    r"\b(?:name|list|find|give|which are|what are|select|pick|choose|identify|solve|enumerate)\b[^.?!]{0,40}\b(?:all|the (?:\w+ )?\w+s|two|three|four|five|every|solutions?|roots?|colou?rs|that apply)\b|nenne|citez|enumera|nombra|列举|列出|挙げ|назовите"
)

CODE = re.compile(
    r"\bcode\b|python|javascript|\bjava\b|\bsql\b|\bquery\b|(?:write|implement|define|create|complete|fix|call)\b[^.?!\n]{0,60}\bfunction|function (?:that|which|to) (?:return|take|check|comput|print|sort|count)|\bregex|\bbash\b|\bshell\b|\bscripts?\b|\bcommands?\b|expression that (?:match|evaluat|return)|snippet|\bprogram\b|\bc\+\+|\b(?:in|using) rust\b|\brust (?:code|function|method|program|struct|macro|snippet|one-?liner)|html|css\b|implement"
)

OUTPUT = Cued(
    r"what (?:does|do|will|would|did|is|gets?|are)\b[^?]{0,300}?\b(?:printed|displayed|logged|outputs?|returned|(?:print|return|display|log|evaluate to|produce|yield|show)(?!\()(?= ?[?\n]| in | when | if | to the | on | for | here\b|$))|(?:\boutput|\bresult|\breturn value|\bvalue) (?:of|when|from)\b",
    cues=(
        "print",
        "display",
        "log",
        "output",
        "return",
        "evaluate",
        "produce",
        "yield",
        "show",
        "result",
        "value",
    ),
)
"""What a program gives, which is a value and no program."""

NO_CODE = re.compile(
    r"(?:how (?:many|much|old|long|far|tall|high|fast|big|large|deep|heavy|often)|who(?:m|se)?|when|where|(?:in|on|at) (?:which|what) (?:year|country|city|date))\b"
)
"""How a question begins that asks for a number, a person, a time or a place, whatever it is about."""

CODE_CUES = (
    *("code", "python", "java", "sql", "query", "function", "regex", "bash", "shell", "script"),
    *("command", "expression", "snippet", "program", "c++", "rust", "html", "css", "implement"),
)
"""Without any of these no code is asked for; the pattern is dear, since no first letter is known."""

NAMED_CODE = re.compile(
    r"\b(?:postal|zip|area|country|dress|error|status|product|access|dial\w*|airport|currency|tracking|promo\w*|discount|coupon|voucher|qr|bar|booking|reference|order|security|tax|colou?r|hex|morse|course|activation|verification|iata|iso) codes?\b"
)

AUXILIARY = re.compile(
    r"(?!was (?:ist|sind|war|waren|hat|haben|bedeute[tn]|koste[tn]|mach(?:t|en)|heisst|kann|fur|wird|wurde|passiert|geschah|versteht|nennt|ergibt|essen|frisst|fressen)\b)(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|must|am|isn't|aren't|doesn't|don't|didn't|won't|ist|sind|war|hat|haben|kann|darf|gibt|wird"
    r"|est-ce|es|esta|son|tiene|puede|hay|e vero|ha|sono|existe|tem|pode|is het|kan|heeft|क्या|هل|правда ли|является ли|est-il|est-elle|y a-t-il)\b"
)

EXPLICIT = re.compile(
    r"yes or no|true or false|truth value|yes/no|true/false|\(y/n\)|oui ou non|ja oder nein|si o no|是否|吗|嗎|ますか|ですか|か。|ли\b"
)

ASKS_WHAT = re.compile(
    r"何|誰|どこ|いつ|いくつ|なぜ|どの|どう|どれ|いくら|who|what|where|when|which|how|哪|什么|谁|多少|几|怎"
)

PERSON = Cued(
    r"\bwho(?:se|m)?\b|\bwer\b|\bqui\b|\bquien\b|\bchi\b|\bquem\b|\bwie is\b|кто|谁|誰|누구|\bمن\b|कौन|\b(?:which|what) (?:[a-z-]+ ){0,2}?(?:author|writer|poet|novelist|playwright|scientist|physicist|chemist|mathematician|philosopher|king|queen|emperor|monarch|president|actor|actress|singer|composer|painter|artist|explorer|inventor|astronaut|director|general|pope|politician)\b|name of the (?:person|author|actor|singer|president|king)",
    cues=("who", "wer", "qui", "chi", "quem", "wie is", "name of the", "which", "what"),
)

PLACE = re.compile(
    r"\bwhere\b|\bwo(?:her|hin)?\b|\bou (?:est|se|a|sont)\b|\bdonde\b|\bdove\b|\bonde\b|где|откуда|哪里|哪裡|どこ|어디|\b(?:birthplace|location|located|address|hometown|born in)\b|what place"
)

FREQUENCY = Cued(
    r"\bhow (?:often|frequently|regularly)\b|\bfrequency\b|\bwie (?:oft|haufig)\b|a quelle frequence|con que frecuencia|как часто",
    cues=(
        "often",
        "frequen",
        "regularly",
        "wie oft",
        "haufig",
        "frecuencia",
    ),
)

DOTTING = frozenset(
    [
        "wie",
        "ist",
        "der",
        "die",
        "das",
        "viel",
        "viele",
        "hoch",
        "gross",
        "lang",
        "weit",
        "kostet",
        "hat",
        "wieviel",
        "cuanto",
        "cuantos",
        "cuantas",
        "cuesta",
        "tiene",
        "mide",
        "el",
        "los",
        "las",
        "de",
        "la",
        "quanti",
        "quanto",
        "quante",
        "costa",
        "ha",
        "il",
        "quantos",
        "quantas",
        "custa",
        "tem",
        "o",
        "a",
        "hoeveel",
        "is",
        "de",
        "het",
        "groot",
    ]
) - {"is", "a", "o", "de", "ha"}

ROUNDED = Cued(
    r"\bround\b|\bto (?:\w+|\d) (?:decimals?|decimal places|significant|places)|nearest (?:tenth|hundredth|thousandth)",
    cues=(
        "round",
        "decimal",
        "significant",
        "places",
        "nearest",
    ),
)

WINNING = frozenset(("won", "win", "wins", "beat", "defeated", "winner"))

WINNER = re.compile(
    r"\b(?:who|which (?:\w+ ){0,3}?\w+|what (?:\w+ ){0,2}?(?:team|side|country|club|nation|party))(?: is| has)? (?:won|wins|beat|defeated)\b|\bwinner\b"
)

CHANGING = frozenset(
    (
        "up",
        "down",
        "higher",
        "lower",
        "rise",
        "fall",
        "increase",
        "decrease",
        "grow",
        "drop",
        "change",
        "changed",
        "changes",
        "happen",
        "happened",
        "happens",
        "effect",
        "affect",
        "affected",
        "affects",
        "trend",
        "impact",
        "move",
        "moved",
        "develop",
        "developed",
    )
)

BALANCES = frozenset(
    (
        *(
            "profit",
            "profits",
            "balance",
            "income",
            "earnings",
            "gain",
            "return",
            "result",
            "margin",
        ),
        *("elevation", "altitude", "growth", "change"),
    )
)
"""What may be above or below zero."""

LOWERING = frozenset(
    (
        *(
            "fall",
            "fell",
            "drop",
            "dropped",
            "decline",
            "declined",
            "decrease",
            "decreased",
            "shrink",
        ),
        *("lose", "lost", "loss", "deficit", "debt"),
    )
)
"""Words of a question of how much that say that it was less then: no sign need say it again."""

LEFT = frozenset(("left", "remain", "remains", "remaining", "now", "after"))
"""Words of a question of what there is after a loss, and not of how much it was."""

LOSSES = frozenset(
    [
        "loss",
        "losses",
        "lose",
        "lost",
        "losing",
        "deficit",
        "below",
        "decline",
        "decrease",
        "drop",
        "fall",
        "reduction",
        "contraction",
    ]
)

VERSION = Cued(r"\bversions?\b|\breleases?\b", cues=("version", "release"))

OR = re.compile(r"\bor\b(?! not)|\boder\b|\bou\b")
