"""Parts of the sentences in which judges choose, as patterns over the words of one clause.

`CHOSEN` stands for what is chosen, be it a letter or a word, `OTHER` for another option. Parts are
in lower case, for patterns that ignore it.
"""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

CHOSEN = "#"
OTHER = "="
"""Neither sign stands within a clause: replies are cut at both."""

ADVERB = (
    r"(?!(?:part|hard|bare|scarce|near|possib|most|large|seeming|supposed|alleged|on|rare|unlike|technical|approximate|rough|conditional|initial|original|potential)\w{0,6}ly\b|(?:re|app|rep|imp|supp|multip|fami|assemb|ita)ly\b)"
    r"(?:(?:most |very |quite |almost )?[a-z]{1,12}ly|indeed|just|also|therefore|thus|hence|then|still|quite|very|of course|in fact)"
)
"""An adverb that leaves a choice what it is; "partly" and its like do not, "apply" is none."""

_ADVERBS = rf"(?:{ADVERB} ){{0,2}}"

NOUN = r"(?:answer|choice|option|verdict|letter|vote|guess|selection|judge?ment|ruling|rating|grade|decision|conclusion|pick|response|assessment)"
"""What a judge calls its choice."""

ASIDE = (
    r"(?:in (?:my|this|that|the) (?:view|opinion|judge?ment|case|end)|in (?:short|conclusion|summary|fact)|to (?:conclude|sum up|summarize)|as a result|no doubt|for sure|without (?:a |any )?doubt"
    r"|(?:i|we) (?:think|believe|guess|would say|am afraid))"
)
"""Said in front of a choice or behind it, and nothing else than that it is one."""

_TELLS = r"(?:think|believe|say|conclude|agree|confirm|find|feel|see|know|(?:am|are|feel) (?:fairly |quite |very |pretty |absolutely )?(?:sure|certain|confident|convinced|afraid))"
_OPENS = (
    rf"(?:so|but|and|yes|no|well|okay|ok|sorry|overall|finally|{ADVERB}|{ASIDE}"
    rf"|(?:i|we) (?:would |will |can |must |now |have to |do |{ADVERB} )?{_TELLS}"
    rf"|it (?:{ADVERB} )?(?:is (?:{ADVERB} )?(?:clear|obvious|evident|certain|plain)|follows|seems|appears|turns out|can be (?:said|concluded))(?: to me)?"
    rf"|(?:this|that|which|it) (?:{ADVERB} )?(?:means|implies|shows|confirms|indicates|proves)"
    rf"|(?:my|the) {NOUN} is|given (?:the above|this|that)|based on (?:the above|this|that))"
)
OPENING = rf"(?:{_OPENS} (?:that )?){{0,4}}"
"""What a sentence that chooses may begin with."""

BECAUSE = r"(?:because|since|due to|given (?:that|the|this)|in that|for the (?:simple )?reason|as (?!in |such |well |if |a |an |i )\w)"
"""Begins the reason of a choice."""

CLOSING = (
    rf"(?: (?:here|now|overall|again|instead|too|as well|at all|after all|by far|{ADVERB}|{ASIDE}|(?:for|to|from) me|for (?:this|that|the) (?:one|question|case|answer)|for now"
    rf"|(?:over|to|rather than|instead of|and not|but not|not) (?:{NOUN} )?{OTHER}|as (?:my|the) (?:final |best )?{NOUN}|as (?:before|shown|explained|stated|said)(?: above)?)){{0,3}}"
)
"""What it may end with."""

MAY = rf"(?:(?:would|will|must|can|do|now|only|have to|had to|{ADVERB}) ){{0,3}}"
"""Verbs in front of that of somebody who chooses, none of which denies it."""

CHOOSES = (
    r"(?:choose|choosing|chose|chosen|pick|picking|select|selecting|opt for|opting for|(?:decide|deciding|settle|settling) (?:on|for)|(?:go|going|stick|sticking|stay|answer|reply|side) with|(?:go|going) for"
    r"|vote|voting|vote for|voting for|lean(?:ing)? (?:to|towards?)|inclined towards?|prefer)"
)
"""Verbs whose object is what a judge chooses, whoever their subject is."""

SAYS = rf"(?:(?:i|we) (?:am |are )?(?:inclined to |going to )?{MAY}|let (?:me|us|is) )(?:(?:say|answer|conclude)(?: (?:that )?it is)?|(?:call|mark|rate|label) (?:it|this|that)(?: as)?|go)"
"""The same of a judge that speaks of itself."""


def plain(text: str) -> str:
    """A text with single blanks and its short forms written out: "it isn't" is "it is not"."""
    text = " ".join(text.split()).replace("\u2019", "'")
    if "'" not in text:
        return text
    text = f"{text} "
    for short, long in _SHORT_FORMS:
        text = text.replace(short, long)
    return text.rstrip()


_SHORT_FORMS = (
    ("n't ", " not "), ("'s ", " is "), ("'re ", " are "), ("'m ", " am "), ("'d ", " would "), ("'ll ", " will "), ("'ve ", " have "),
)  # fmt: skip
