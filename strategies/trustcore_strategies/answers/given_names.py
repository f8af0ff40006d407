"""Given names and what they are in other languages and for short."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

_SHORT = """
robert bob bobby rob|william bill billy will liam|richard dick rick|james jim jimmy|michael mike mick|david dave|thomas tom tommy|joseph joe|katherine kate kathy|elizabeth liz lizzy lizzie beth betty betsy eliza|anthony tony|christopher chris|daniel dan danny|samuel sam|benjamin ben
nicholas nick|steven steve stephen|alexander alex|john jack johnny|edward ed ted|frederick fred|gregory greg|jeffrey jeff|kenneth ken|matthew matt|peter pete|philip phil|ronald ron|timothy tim|charles charlie chuck|andrew andy
lawrence larry|patricia pat patty|susan sue|deborah debbie|catherine cathy kate|rebecca becky|victoria vicky|zachary zach|nathaniel nathan nate|theodore ted teddy|albert al bert|raymond ray|gerald gerry jerry|walter walt|eugene gene|vincent vince|leonard leo len|edmund ed|alfred alf fred|margaret maggie meg peggy|jonathan jon|abraham abe|henry harry hank|jacob jake|joshua josh|gabriel gabe|harold hal|dorothy dot dottie|sarah sally sadie|eleanor nell ellie|jessica jess jessie|judith judy|penelope penny|terence terry|stephanie steph|alexandra sandra alex|isabella bella|oliver ollie|franklin frank|muhammad mohammed mohamed muhammed mohammad|fyodor fedor feodor|muammar moammar moamer
"""
_ABROAD = """
louis ludwig luis luigi lodewijk ludovico|charles karl carlos carlo carl karel karol|john johann johannes jean juan giovanni ivan jan joao johan jovan hans|william wilhelm guillaume willem guillermo guglielmo|frederick friedrich federico frederic fredrik fryderyk|peter pyotr petr pierre pedro pietro pieter piotr
nicholas nikolai nikolay nicolas niccolo nicolaus nikolaus mikolaj nicola|catherine katherine ekaterina yekaterina katharina caterina catalina|philip felipe philippe filippo philipp|henry heinrich henri enrique enrico hendrik henrik|joseph josef giuseppe jose iosif jozef josip|francis franz francisco francesco francois frans
christopher cristobal cristoforo christoph christophe|george georg jorge giorgio georges georgy georgiy yuri jerzy joris|paul pablo paolo pavel paulo pavao|michael michel miguel michele mikhail michal mihail|alexander aleksandr alejandro alessandro alexandre aleksander oleksandr|leo lev leon|theodore teddy fyodor fedor feodor teodoro theodor|anthony antonio antoine anton antonin antoni
matthew matteo mateo matthieu matthias|mark marco marcos marc markus|luke luca lucas lukas luc|andrew andrea andres andre andrei andrey andreas andrzej|james jacques jaime giacomo jakob jacob iago diego|stephen stefan stefano etienne esteban stepan|lawrence lorenzo laurent lorenz|vincent vincenzo vicente vincenz|edward eduardo eduard edouard edoardo|elizabeth elisabeth isabel elisabetta elizaveta
mary maria marie|anne anna ana|helen helene elena yelena|victor viktor vittorio|adam adamo|albert alberto albrecht|ferdinand fernando hernando ferdinando|rudolf rodolfo rudolph|raphael raffaello rafael raffaele|eugene eugen eugenio evgeny yevgeny|sigmund sigismund zygmunt|basil vasily vasili|gregory gregor grigory grigori gregorio|simon simeon szymon|sebastian sebastien sebastiano
"""


def _groups(lines: str) -> list[list[str]]:
    return [group.split() for group in lines.replace("\n", "|").split("|") if group]


_IN_FULL = [names[0] for names in _groups(_SHORT)]
_KNOWN: dict[str, frozenset[int]] = {}
for _number, _names in enumerate(_groups(_SHORT) + _groups(_ABROAD)):
    for _name in _names:
        _KNOWN[_name] = _KNOWN.get(_name, frozenset()) | {_number}

_NONE: frozenset[int] = frozenset()
_LONGEST_SHORT = 5
"""Letters; what is longer is another spelling of a name rather than a short form."""

_SHARED = 3
"""Letters that two spellings of one short form begin with: Tom, Tommy."""


def same_given(one: str, other: str) -> bool:
    """Whether two folded given names are one, in another language or for short: Leo, Lev.

    Two short forms of one name are those of two people: nobody is both Ed and Ted.
    """
    if one == other:
        return True
    shared = _KNOWN.get(one, _NONE) & _KNOWN.get(other, _NONE)
    return any(not _are_short_forms(one, other, group) for group in shared)


def is_given(word: str) -> bool:
    """Whether a folded word is a known given name."""
    return word in _KNOWN


def _are_short_forms(one: str, other: str, group: int) -> bool:
    if group >= len(_IN_FULL) or _IN_FULL[group] in {one, other}:
        return False
    short = max(len(one), len(other)) <= _LONGEST_SHORT
    return short and one[:_SHARED] != other[:_SHARED]
