"""Parts of the sentences in which judges choose, as patterns over the words of one clause.

`CHOSEN` stands for what is chosen, be it a letter or a word, `OTHER` for another option. Clauses are
matched when they are `plain`: without what says no more than that somebody means it.
"""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re
from functools import cached_property

from attrs import frozen

CHOSEN = "#"
OTHER = "="
"""Neither sign stands within a clause: replies are cut at both."""

_ADVERB = (
    r"(?!(?:part|hard|bare|scarce|near|possib|most|large|seeming|supposed|alleged|on|rare|unlike|technical|approximate|rough|conditional|necessari|initial|original|potential|theoretical)\w{0,6}ly\b|(?:re|app|rep|imp|supp|multip|fami|assemb|ita)ly\b)"
    r"(?:(?:most |very |quite |almost )?[a-z]{1,12}ly|indeed|just|also|now|already|therefore|thus|hence|then|still|quite|very)"
)
"""An adverb that leaves a choice what it is; "partly" and its like do not, "apply" is none."""

_ASIDE = (
    r"100 ?%|(?:there is|i have|we have) no (?:doubt|question)(?: that)?|of course|no doubt|for sure|beyond doubt|without (?:a |any )?doubt|after all|in (?:short|conclusion|summary|fact)|(?<![a-z] )to (?:conclude|sum up|summarize)|as a result|in (?:my|this|that|the) (?:view|opinion|judge?ment|case|end)"
    r"|(?:i|we) (?:think|believe|guess|am afraid|would say)(?: that)?"
)
"""What says that something is meant, wherever in a sentence it stands."""

_LEFT_OUT = re.compile(
    rf"(?<!\S)(?P<denied>not )?(?:{_ADVERB}(?: and {_ADVERB})?|{_ASIDE})(?!\S) ?", re.IGNORECASE
)
NOT_QUITE = "not quite"
"""What a denied adverb comes to: "not entirely", "not necessarily"."""

NOUN = r"(?:answer|choice|option|verdict|letter|vote|guess|selection|judge?ment|ruling|rating|grade|decision|conclusion|pick|(?<!the )response|assessment)"
"""What a judge calls its choice."""

_TELLS = r"(?:think|believe|say|conclude|agree|confirm|find|feel|see|know|(?:am|are|feel) (?:(?!not )\S+ )?(?:sure|certain|confident|convinced|afraid))"
OPENING = (
    rf"(?:(?:so|but|and|yes|no|well|okay|ok|sorry|overall|given (?:the above|this|that)|based on (?:the above|this|that)|(?:i|we) (?:(?:would|will|can|must|now|have to|do) ){{0,2}}{_TELLS}"
    r"|(?:that|this|which) is why|it (?:is (?:clear|obvious|evident|certain|plain)|follows|seems|appears|turns out|can be (?:said|concluded))(?: to me)?|(?:this|that|which|it) (?:means|implies|shows|confirms|indicates|proves)"
    rf"|(?:my|the) {NOUN} is) (?:that )?){{0,4}}"
)
"""What a sentence that chooses may begin with."""

BECAUSE = r"(?:because|since|due to|given (?:that|the|this)|in that|for the (?:simple )?reason|(?<!far )as (?:the|it|its|there|this|that|these|those|both|all|each|one|no|we|he|she|they|(?-i:[A-Z0-9]\w*)))"
"""Begins the reason of a choice."""

CLOSING = (
    rf"(?: (?:here|now|overall|again|instead|at all|by far|in (?:every|all|any) \w+|by any measure|(?:for|to|from) me|(?:for|on|in) (?:this|that|the) (?:one|question|case|answer)|for now|as far as (?:i|we) (?:can (?:tell|see)|know)"
    rf"|(?:over|to|rather than|instead of|and not|but not|not) (?:{NOUN} )?{OTHER}(?: (?:or|and) {OTHER})?|as (?:my|the) (?:final |best )?{NOUN}|as (?:before|shown|explained|stated|said)(?: above)?|by (?:[\w./%-]+ ?){{1,4}}|to [\w-]+ (?:significant |decimal )?(?:figures?|digits?|decimals?|places?))){{0,3}}"
)
"""What it may end with."""

_MAY = r"(?:(?:would|will|must|can|do|now|only|rather|have to|had to|have) ){0,3}"
SELF = rf"(?<!should )(?<!can )(?<!do )(?<!did )(?<!could )(?<!would )\b(?:i|we) {_MAY}(?:(?:am |are )?(?:inclined|going|forced|ready|happy|want|like|need|decided|choose|prefer) to )?"
"""Somebody who chooses, with verbs none of which denies it."""

PICKS = (
    r"(?:cho(?:ose|osing|se|sen)|pick(?:ing|ed)?|select(?:ing|ed)?|opt(?:ing|ed)? for|(?:decid|settl)(?:e|ing|ed) (?:on|for)|(?:go|going|gone|went|stick|sticking|stay|answer|reply|respond|side|end up|finish) with|(?:go|going|gone|went) for"
    r"|vot(?:e|ing|ed)(?: for)?|lean(?:ing)? (?:to|towards?)|inclined towards?|prefer|answering)"
)
"""Verbs whose object is what somebody chooses."""

_SAYS = r"(?:(?:say|answer|conclude)(?: (?:that )?it is)?|(?:call|mark|rate|label) (?:it|this|that)(?: as)?)"
CHOOSES = rf"(?:(?:^{OPENING}|{SELF}(?:am |are )?|\blet (?:me|us|is) ){PICKS}|{SELF}{_SAYS}|\blet (?:me|us|is) (?:go|say))"
"""Somebody who chooses, be it the judge that writes or nobody, up to what they choose."""

CHOSEN_BY = rf"is what {SELF}(?:{PICKS}|say)"
"""Says of an option that it is chosen."""


_INFERS = re.compile(
    r"(?:and )?(?:so|hence|thus|therefore|(?:which|this|that) leaves|leaving|also|overall|in conclusion|in summary|to conclude|daher|damit|somit|folglich|deshalb|donc|ainsi|por (?:lo )?tanto|así que|quindi|pertanto|portanto|logo|dus|поэтому|следовательно|значит|таким образом)\b"
    r"|所以|因此|よって|したがって|従って|따라서|그러므로|لذلك|وبالتالي",
    re.IGNORECASE,
)


def infers(text: str) -> bool:
    """Whether a clause begins as a conclusion does, in whatever language."""
    return _INFERS.match(text) is not None


@frozen
class Sentence:
    """A pattern of sentences, compiled when it is first needed: most judges say but a word.

    Attributes:
        pattern: What a sentence looks like, whatever its case.
    """

    pattern: str

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    def match(self, text: str) -> re.Match[str] | None:
        """The sentence that a text begins with."""
        return self._compiled.match(text)

    def search(self, text: str) -> re.Match[str] | None:
        """The first such sentence in a text."""
        return self._compiled.search(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """A text that is such a sentence as a whole."""
        return self._compiled.fullmatch(text)


def plain(text: str) -> str:
    """A text with its short forms written out, and without asides: "it isn't" is "it is not"."""
    text = " ".join(text.split()).replace("\u2019", "'")
    if "'" in text:
        text = f"{text} "
        for short, long in _SHORT_FORMS:
            text = text.replace(short, long)
    return _LEFT_OUT.sub(_left, text).strip()


def _left(found: re.Match[str]) -> str:
    return f"{NOT_QUITE} " if found["denied"] else ""


_SHORT_FORMS = (
    ("n't ", " not "), ("'s ", " is "), ("'re ", " are "), ("'m ", " am "), ("'d ", " would "), ("'ll ", " will "), ("'ve ", " have "),
)  # fmt: skip
