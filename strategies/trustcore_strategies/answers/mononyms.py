"""People known by one name, with the other parts that their full names have."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

from trustcore_strategies.answers.folding import fold

_PEOPLE = """
michelangelo buonarroti simoni|leonardo vinci|raphael sanzio santi|rembrandt rijn harmenszoon|titian vecellio|donatello bardi|giotto bondone|tintoretto robusti|botticelli filipepi|vermeer delft|napoleon bonaparte buonaparte|dante alighieri
galileo galilei|petrarch petrarca|boccaccio certaldo|erasmus rotterdam desiderius|paracelsus hohenheim|copernicus torun|tycho brahe|aristotle stagira stagirite|plato athens|socrates athens|pythagoras samos|archimedes syracuse|euclid alexandria|hippocrates kos cos|epicurus samos|zeno elea citium
heraclitus ephesus|thales miletus|democritus abdera|diogenes sinope|herodotus halicarnassus|sappho lesbos|ptolemy alexandria|galen pergamon pergamum|hypatia alexandria|spartacus thrace|boudica iceni|saladin ayyub|avicenna sina|tamerlane timur|montezuma moctezuma|atahualpa inca|pocahontas rolfe powhatan
hammurabi babylon|nebuchadnezzar babylon|tutankhamun amun|nefertiti amarna|cleopatra philopator|muhammad abdullah|confucius kong|laozi tzu|buddha gautama siddhartha|mencius meng
beyonce knowles carter|madonna ciccone|rihanna fenty|adele adkins|shakira mebarak ripoll|cher sarkisian|bjork gudmundsdottir|prince nelson|lorde yelich|usher raymond|seal samuel|dido armstrong|elvis presley|eminem mathers|drake graham|ludacris bridges|zendaya coleman|oprah winfrey
ronaldinho assis gaucho|kaka leite|neymar santos junior|pele nascimento|xavi hernandez|raul gonzalez|rivaldo ferreira|marta silva|garrincha santos|messi cuccittini|kobe bryant|lebron james|shaq oneal|tiger woods|serena williams|venus williams
saddam hussein|fidel castro|evita peron|indira gandhi|mahatma gandhi|malala yousafzai|greta thunberg|hillary clinton|boris johnson|bernie sanders|amerigo vespucci|vincent gogh|frida kahlo|coco chanel|anne frank|helen troy|hannibal barca
"""

_PARTS = {
    name: frozenset(parts)
    for name, *parts in (person.split() for line in _PEOPLE.strip().splitlines() for person in line.split("|"))
}  # fmt: skip

_INITIALS = {
    "jfk": "kennedy", "rfk": "kennedy", "fdr": "roosevelt", "lbj": "johnson", "mlk": "king", "rbg": "ginsburg", "gbs": "shaw",
    "hrc": "clinton", "rls": "stevenson", "rwe": "emerson", "dfw": "wallace", "tbl": "berners-lee", "aoc": "ocasio-cortez",
}  # fmt: skip
"""The family names of those who are known by their initials."""

_NUMERALS = {"napoleon": "i", "cleopatra": "vii", "tutankhamun": "", "nebuchadnezzar": "ii"}
"""The numeral of the bearer who is meant where the name stands alone."""

BYNAMES = """
catherine the great;catherine ii;catherine ii of russia|peter the great;peter i;peter i of russia|frederick the great;frederick ii;frederick ii of prussia|alexander the great;alexander iii of macedon;alexander of macedon;alexander iii|charlemagne;charles the great;karl der grosse;charles i|suleiman the magnificent;suleiman i|ivan the terrible;ivan iv
cyrus the great;cyrus ii|darius the great;darius i|ramesses ii;ramses ii;ramesses the great;ramses the great|william the conqueror;william i|richard the lionheart;richard the lion heart;richard i|the sun king;sun king;louis xiv;louis xiv of france|genghis khan;chinggis khan;temujin|raphael;raffaello;raffaello sanzio;raffaello sanzio da urbino|titian;tiziano;tiziano vecellio
caravaggio;michelangelo merisi;michelangelo merisi da caravaggio|el greco;domenikos theotokopoulos|cicero;marcus tullius cicero|julius caesar;gaius julius caesar;caesar|augustus;octavian;caesar augustus|copernicus;nicolaus copernicus;mikolaj kopernik|christopher columbus;cristoforo colombo;cristobal colon;columbus|ferdinand magellan;fernao de magalhaes;magellan
mahatma gandhi;mohandas gandhi;mohandas karamchand gandhi;gandhi|ataturk;mustafa kemal ataturk;mustafa kemal;kemal ataturk|pope francis;jorge mario bergoglio;jorge bergoglio|pope benedict xvi;joseph ratzinger|pope john paul ii;karol wojtyla|lady gaga;stefani germanotta|eminem;marshall mathers|elton john;reginald dwight|bob dylan;robert zimmerman|freddie mercury;farrokh bulsara
marilyn monroe;norma jeane mortenson;norma jeane baker|dr seuss;theodor geisel;theodor seuss geisel|o henry;william sydney porter|buddha;the buddha;siddhartha gautama;gautama buddha|jesus;jesus christ;jesus of nazareth|joan of arc;jeanne darc|homer;homeros|virgil;vergil;publius vergilius maro|ovid;publius ovidius naso|democratic republic of the congo;dr congo;drc;congo kinshasa;zaire;congo;the congo
republic of the congo;the republic of the congo;congo brazzaville;congo;the congo
"""
"""Groups of folded names of one bearer, parted by "|"."""


def family_of(initials: str) -> str:
    """The family name of who is known by these initials, "" where nobody is: Kennedy for JFK."""
    return _INITIALS.get(initials, "")


def are_bearers(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names are those of one person who is known by one name of both."""
    for name in one:
        parts = _PARTS.get(name)
        if parts is not None and name in other:
            return {*one, *other} - {name} <= parts
    return False


def is_bearer(name: str, numeral: str, full: tuple[str, ...], full_numeral: str) -> bool:
    """Whether a person known by one name is the one of a full name that begins with it.

    Args:
        name: The one name, folded.
        numeral: The numeral that stands with it; "" where there is none.
        full: The parts of the full name, folded.
        full_numeral: Its numeral.
    """
    parts = _PARTS.get(name)
    if parts is None or name not in full:
        return False
    alone = _NUMERALS.get(name, "")
    if not {numeral, full_numeral} <= {"", alone}:
        return False
    said = [part for word in full for part in fold(word).split("-")]
    return len(full) == 1 or not parts.isdisjoint(said)
