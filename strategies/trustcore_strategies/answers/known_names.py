"""Names of one thing that have no letter in common: former names, short names, other languages."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (letters of many scripts)

from __future__ import annotations

import re

from trustcore_strategies.answers.exonyms import PLACES
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.formal_names import COUNTRIES, WARS
from trustcore_strategies.answers.han import simplified
from trustcore_strategies.answers.mononyms import BYNAMES
from trustcore_strategies.answers.substances import SUBSTANCES
from trustcore_strategies.answers.varieties import VARIETIES

_RENAMED = """
mumbai;bombay|chennai;madras|kolkata;calcutta|bengaluru;bangalore|varanasi;benares;banaras|myanmar;burma|naypyidaw;naypyitaw;nay pyi taw|yangon;rangoon|istanbul;constantinople;byzantium|iran;persia|germany;deutschland;allemagne;alemania;germania
greece;hellas|japan;nippon;nihon|finland;suomi|hungary;magyarorszag|croatia;hrvatska|india;bharat|saint petersburg;st petersburg;leningrad;petrograd|volgograd;stalingrad|ho chi minh city;ho chi minh;saigon
netherlands;the netherlands;holland|vatican city;holy see;vatican|sri lanka;ceylon|thailand;siam|everest;mount everest;sagarmatha;chomolungma;qomolangma|uluru;ayers rock|denali;mount mckinley;mckinley|jakarta;batavia|oslo;christiania;kristiania
tokyo;edo|ethiopia;abyssinia|taiwan;formosa|china;zhongguo|switzerland;schweiz;suisse;helvetia|austria;osterreich|bratislava;pressburg|gdansk;danzig|wroclaw;breslau|beijing;peking|guangzhou;canton|zimbabwe;rhodesia;southern rhodesia
eswatini;swaziland|czechia;czech republic|turkey;turkiye|ivory coast;cote divoire|east timor;timor leste|saudi arabia;ksa;kingdom of saudi arabia|bosnia and herzegovina;bosnia;bosnia herzegovina|north macedonia;macedonia|american samoa|samoa|british virgin islands|virgin islands;us virgin islands|cape verde;cabo verde|belarus;byelorussia|kyiv;kiev|mexico city;ciudad de mexico|new york city;new york;nyc|los angeles;la
united states;the united states;united states of america;the united states of america;usa;us;the us;the usa;america|united kingdom;the united kingdom;uk;the uk;great britain;britain|soviet union;the soviet union;ussr;the ussr|united arab emirates;uae;the uae
european union;the european union;eu;the eu|united nations;the united nations;un;the un|democratic republic of the congo;democratic republic of congo;drc;dr congo;zaire;congo kinshasa|peoples republic of china;prc;china|south korea;republic of korea|north korea;dprk
muhammad ali;cassius clay|mark twain;samuel clemens;samuel langhorne clemens|george orwell;eric blair;eric arthur blair|lewis carroll;charles dodgson;charles lutwidge dodgson|george eliot;mary ann evans|voltaire;francois marie arouet
mao zedong;mao tse tung|sun yat sen;sun zhongshan|confucius;kongzi;kong fuzi|avicenna;ibn sina|averroes;ibn rushd|saladin;salah ad din|moliere;jean baptiste poquelin|stendhal;marie henri beyle|le corbusier;charles edouard jeanneret
pele;edson arantes do nascimento|lenin;vladimir ulyanov|stalin;joseph stalin;iosif dzhugashvili|trotsky;leon trotsky;lev bronstein|che guevara;ernesto guevara|mother teresa;saint teresa of calcutta|malcolm x;malcolm little
jupiter;zeus|saturn;cronus;kronos|venus;aphrodite|mars;ares|moon;the moon;luna|the sun;sun;sol|earth;the earth;terra|milky way;the milky way;via lactea|vitamin c;ascorbic acid|vitamin b1;thiamine;thiamin|vitamin b2;riboflavin|vitamin b3;niacin|vitamin b9;folic acid;folate|vitamin b12;cobalamin
vitamin a;retinol|vitamin e;tocopherol|acetaminophen;paracetamol|adrenaline;epinephrine|noradrenaline;norepinephrine|aspirin;acetylsalicylic acid|salt;table salt;sodium chloride;nacl|water;h2o;dihydrogen monoxide|nitrogen;n2|oxygen;o2|hydrogen;h2|chlorine;cl2|carbon dioxide;co2
carbon monoxide;co|ammonia;nh3|methane;ch4|ozone;o3|baking soda;sodium bicarbonate;bicarbonate of soda;nahco3|laughing gas;nitrous oxide;n2o|quicksilver;mercury|quartz;silicon dioxide;silica;sio2|rust;iron oxide
world war i;world war 1;world war one;first world war;wwi;ww1;great war|world war ii;world war 2;world war two;second world war;wwii;ww2|dna;deoxyribonucleic acid|rna;ribonucleic acid|atp;adenosine triphosphate|alpha;α|beta;β|gamma;γ|delta;δ|theta;θ|lambda;λ|mu;μ|pi;π|sigma;σ|phi;φ|omega;ω
male;man;a man|female;woman;a woman|soccer;association football|ping pong;table tennis|zip code;postal code|aubergine;eggplant|courgette;zucchini|coriander;cilantro|rocket;arugula|autumn;fall|groundnut;peanut|maize;corn|petrol;gasoline|empty set;the empty set;no solution;no solutions;no real solution;no real solutions;there is no solution;there are no solutions;there are no real solutions;there is no real solution|undefined;not defined;is undefined;is not defined;indefinido;non defini;nicht definiert;undefiniert|kneecap;patella|collarbone;clavicle
monday;mon;montag;lundi;lunes;lunedi;segunda feira;понедельник;星期一;周一;週一;月曜日;월요일|tuesday;tue;tues;dienstag;mardi;martes;martedi;terca feira;вторник;星期二;周二;週二;火曜日;화요일|wednesday;wed;mittwoch;mercredi;miercoles;mercoledi;quarta feira;среда;星期三;周三;週三;水曜日;수요일
thursday;thu;thur;thurs;donnerstag;jeudi;jueves;giovedi;quinta feira;четверг;星期四;周四;週四;木曜日;목요일|friday;fri;freitag;vendredi;viernes;venerdi;sexta feira;пятница;星期五;周五;週五;金曜日;금요일|saturday;sat;samstag;sonnabend;samedi;sabado;sabato;суббота;星期六;周六;週六;土曜日;토요일
sunday;sun;sonntag;dimanche;domingo;domenica;воскресенье;星期日;星期天;周日;週日;日曜日;일요일|north;northern;northward;northwards;northerly|south;southern;southward;southwards;southerly|east;eastern;eastward;eastwards;easterly|west;western;westward;westwards;westerly|northeast;north east;north eastern;ne;northeastward;northeastern|northwest;north west;north western;nw;northwestward;northwestern|southeast;south east;south eastern;se;southeastward;southeastern|southwest;south west;south western;sw;southwestward;southwestern
shoulder blade;scapula|thighbone;femur|shinbone;tibia|breastbone;sternum|jawbone;mandible|voice box;larynx|windpipe;trachea|red blood cells;erythrocytes|white blood cells;leukocytes|platelets;thrombocytes|orca;killer whale|cougar;puma;mountain lion
"""
_GROUPS: dict[str, frozenset[int]] = {}
for _number, _names in enumerate(
    group
    for line in (_RENAMED + PLACES + BYNAMES + WARS + SUBSTANCES + VARIETIES).strip().splitlines()
    for group in line.split("|")
    if group
):
    for _name in map(simplified, _names.split(";")):
        _GROUPS[_name] = _GROUPS.get(_name, frozenset()) | {_number}

for _number, _names in enumerate(COUNTRIES.strip().replace("\n", "|").split("|"), start=1):
    _short, *_formal = _names.split(";")
    _same = _GROUPS.get(_short, frozenset((-_number,)))
    for _name in (_short, *_formal):
        _GROUPS[_name] = _GROUPS.get(_name, frozenset()) | _same

_LETTERS = re.compile(r"[a-z]+(?=\d)")
"""The letters in front of the first number of a formula."""

_MARKS = re.compile(r"[^\w\s]+")
_ABBREVIATED = {"mt": "mount", "st": "saint", "ste": "saint", "ft": "fort", "mts": "mountains", "is": "island"}  # fmt: skip
_LONG_FORMS = frozenset(_ABBREVIATED.values())
_NONE: frozenset[int] = frozenset()
FIRST_WORDS = (
    frozenset(word for name in _GROUPS for word in name.split()[:2])
    | {letters[0] for name in _GROUPS if (letters := _LETTERS.match(name)) is not None}
    | _ABBREVIATED.keys()
    | _LONG_FORMS
)
"""Words of which the first word of every known name is one."""


def plain_name(text: str) -> str:
    """A name without marks, case and accents, and without its commonest abbreviations."""
    said = _MARKS.sub(" ", simplified(fold(text)).replace(".", "")).split()
    return " ".join(_ABBREVIATED.get(word, word) if len(said) > 1 else word for word in said)


def groups_of(text: str) -> frozenset[int | str]:
    """The things of which a text is a known name, by number; a shortened name as its long form."""
    before, comma, after = text.partition(", ") if ", " in text else (text, "", "")
    plain = plain_name(f"{after} {before}" if comma and "," not in after else text)
    plain = plain if plain in _GROUPS or not comma else plain_name(text)
    if plain not in _GROUPS:
        plain = _glossed(text) if text[-1:] == ")" else plain.removeprefix("the ")
    found: frozenset[int | str] = frozenset(_GROUPS.get(plain, _NONE))
    return found | {plain} if plain.partition(" ")[0] in _LONG_FORMS else found


_WORD = re.compile(r"[^\W_]+")
_MOST = 3
"""Words of a known name that is looked for in a sentence."""


def known_in(text: str, things: frozenset[int | str]) -> int | None:
    """Where a text names one of some things by one of its known names."""
    said = list(_WORD.finditer(text))
    for at, word in enumerate(said):
        if fold(word[0]) not in FIRST_WORDS:
            continue
        for end in range(at + 1, min(len(said), at + _MOST) + 1):
            named = text[word.start() : said[end - 1].end()]
            if not things.isdisjoint(groups_of(named)) and _is_whole(said, at, end):
                return word.start()
    return None


def _is_whole(said: list[re.Match[str]], at: int, end: int) -> bool:
    """Whether some words of a text are a name, and neither a pronoun nor a part of another."""
    if end - at == 1 and len(said[at][0]) <= _SHORT and not said[at][0].isupper():
        return False  # us
    goes_on = end < len(said) and said[end][0][0].isupper()
    return not (goes_on and said[end - 1][0][0].isupper())  # New York Harbor


_SHORT = 3
"""Letters of a name that is written in capitals, unless it is another word."""


def _glossed(text: str) -> str:
    """The name in front of another one of the same thing in brackets, if both are known."""
    front, _, behind = text.partition(" (")
    one, other = plain_name(front).removeprefix("the "), plain_name(behind)
    known = not _GROUPS.get(one, _NONE).isdisjoint(_GROUPS.get(other, _NONE))
    return one if known else plain_name(text)


def same_known_name(one: str, other: str) -> bool:
    """Whether two names are known to be names of the same, or the same but for marks."""
    mine, theirs = plain_name(one), plain_name(other)
    if mine == theirs:
        return mine.replace(" ", "").isalpha()
    return not _GROUPS.get(mine, _NONE).isdisjoint(_GROUPS.get(theirs, _NONE))
