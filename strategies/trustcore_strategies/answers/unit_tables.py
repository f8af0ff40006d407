"""The units of measure and currencies that are known: a table of each kind."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

PREFIXES = {
    "k": ("kilo", "chilo", "кило"), "M": ("mega",), "G": ("giga",), "T": ("tera",), "P": ("peta",),
    "h": ("hecto", "hekto"), "d": ("deci", "dezi"), "c": ("centi", "zenti", "санти"),
    "m": ("milli", "mili", "милли"), "\u03bc": ("micro", "mikro", "микро"), "u": (), "n": ("nano",), "p": ("pico",),
}  # fmt: skip
POWERS = {"k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "h": 2, "d": -1, "c": -2, "m": -3,
           "\u03bc": -6, "u": -6, "n": -9, "p": -12}  # fmt: skip

METRIC = """
m: meter metre metro metri metr метр метра метров метрах | 1 L
g: gram gramme gramm grammo gramo грамм грамма граммов | 1 M
l L: liter litre litro litri литр литра литров | 1/1000 L3
s: second seconde sekunde secondo segundo секунда секунды секунд | 1 T
W: watt | 1000 M L2 T-3
J: joule | 1000 M L2 T-2
V: volt | 1 voltage
A: ampere amp | 1 current
Hz: hertz | 1 frequency
N: newton | 1000 M L T-2
Pa: pascal | 1000 M L-1 T-2
B: byte | 8 data
b bit: bit | 1 data
cal: calorie kalorie | 4184 M L2 T-2
eV: electronvolt | 1602176634/10000000000000000000000000 M L2 T-2
Wh: watthour | 3600000 M L2 T-2
mol: mole | 1 amount
\u03a9: ohm | 1 resistance
F: farad | 1 capacitance
bps: | 1 data T-1
Bps: | 8 data T-1
bar: | 100000000 M L-1 T-2
lm: lumen | 1 flux
lx: lux | 1 flux L-2
T: tesla | 1 field
Ah: amphour amperehour | 3600 charge
"""
OTHER = """
mcg: | 1/1000000 M
min mins: minute minuto minuti минута минуты минут 分钟 分 分間 분 minuten | 60 T
h hr hrs: hour heure stunde hora ora час 小时 時間 시간 stunden horas ore часов часа | 3600 T
sec secs: 秒 초 | 1 T
: day tag jour dia giorno день дней дня 天 日 일 tage dias giorni | 86400 T
wk wks: week woche semaine semana settimana неделя 周 週間 주 wochen | 604800 T
: fortnight | 1209600 T
mo mos: month monat mois mes mese месяц 个月 ヶ月 개월 monate meses mesi | 2629800 T
yr yrs y: year jahr an annee ano anno год лет года 年 년 jahre anni anos | 31557600 T
: decade jahrzehnt decennie decada | 315576000 T
: century centuries jahrhundert siecle siglo secolo | 3155760000 T
: millennium millennia | 31557600000 T
in: inch inches zoll pouce pulgada | 127/5000 L
ft: foot feet pied | 381/1250 L
yd yds: yard | 1143/1250 L
: kilohm | 1000 resistance
: megohm | 1000000 resistance
Gyr Ga: | 31557600000000000 T
Myr Ma: | 31557600000000 T
kyr ka: | 31557600000 T
ftm: fathom | 1143/625 L
fur: furlong | 201168/1000 L
mi: mile meile milla miglia | 201168/125 L
nmi NM: | 1852 L
: leapyear | 31622400 T
: lightsecond | 299792458 L
: lightminute | 17987547480 L
: lighthour | 1079252848800 L
ly: lightyear light-year | 9460730472580800 L
au AU: | 149597870700 L
\u00c5: angstrom | 1/10000000000 L
\u03bc micron: micron | 1/1000000 L
公里 千米: | 1000 L
米: | 1 L
厘米: | 1/100 L
公斤 千克: | 1000 M
克: | 1 M
斤: | 500 M
км: | 1000 L
м: | 1 L
см: | 1/100 L
мм: | 1/1000 L
кг: | 1000 M
г: | 1 M
л: | 1/1000 L3
ч: | 3600 T
мин: | 60 T
с сек: | 1 T
kilo kilos: | 1000 M
t: tonne tonnes | 1000000 M
st: stone | 6350293/1000 M
lb lbs: pound | 45359237/100000 M
oz: ounce | 45359237/1600000 M
: longton | 10160469088/10000 M
: shortton | 90718474/100 M
ozt: troyounce | 311034768/10000000 M
: troypound | 3732417216/10000000 M
acre ac: acre | 316160658/78125 L2
ha: hectare hektar | 10000 L2
sqm: | 1 L2
sqft: | 145161/1562500 L2
sqkm: | 1000000 L2
gal: gallon | 473176473/125000000000 L3
qt: quart | 473176473/500000000000 L3
pt: pint | 473176473/1000000000000 L3
: cup | 473176473/2000000000000 L3
floz: | 473176473/16000000000000 L3
tbsp: tablespoon | 473176473/32000000000000 L3
tsp: teaspoon | 157725491/32000000000000 L3
: imperialgallon | 454609/100000000 L3
: imperialquart | 454609/400000000 L3
: imperialpint | 454609/800000000 L3
: imperialcup | 454609/1600000000 L3
: imperialfluidounce | 454609/16000000000 L3
cc: | 1/1000000 L3
atm: atmosphere | 101325000 M L-1 T-2
psi: | 6894760 M L-1 T-2
mmHg: | 133322 M L-1 T-2
hp: horsepower | 745700 M L2 T-3
rpm: | 1/60 turns T-1
: revolution rotation | 1 turns
bpm: | 1/60 beats T-1
: beat heartbeat | 1 beats
fps: | 1 frames T-1
: frame | 1 frames
mpg: | 48000000000/112903 L-2
ppm: | 1 parts
dB: decibel | 1 level
rad: radian | 180000000/3141593 angle
KiB: kibibyte | 8192 data
MiB: mebibyte | 8388608 data
GiB: gibibyte | 8589934592 data
mph: | 1397/3125 L T-1
kph kmh: | 5/18 L T-1
knot kn kt: knot | 463/900 L T-1
% pct vH: パーセント 퍼센트 프로 प्रतिशत percent prozent procent pourcent percentage процент процентов | 1 %
\u2030: permille | 1/10 %
: basispoint | 1/100 %
pp: | 1 points
\u00b0C \u2103: celsius centigrade | 1 celsius
\u00b0F \u2109: fahrenheit | 1 fahrenheit
K: kelvin | 1 kelvin
\u00b0: degree deg grad degre grado градус градусов 度 도 grados gradi | 1 angle
$ US$ USD: dollar buck | 1 USD
\u20ac EUR: euro евро 欧元 | 1 EUR
\u00a3 GBP: quid | 1 GBP
\u00a5 JPY \u5186: yen | 1 JPY
CNY RMB \u5143: yuan renminbi \u5757 \u5757\u94b1 \u584a \u5143\u94b1 | 1 CNY
\u20b9 INR Rs: rupee | 1 INR
\u20bd RUB: ruble rouble рубль рублей | 1 RUB
\u20a9 KRW: won 원 | 1 KRW
CHF: franc franken | 1 CHF
C$ CA$ CAD: | 1 CAD
A$ AU$ AUD: | 1 AUD
NZ$ NZD: | 1 NZD
HK$ HKD: | 1 HKD
S$ SGD: | 1 SGD
R$ BRL: real reais | 1 BRL
MXN: peso | 1 MXN
\u20aa ILS: shekel | 1 ILS
\u20ba TRY: lira | 1 TRY
PLN: zloty | 1 PLN
SEK kr: krona kronor | 1 SEK
\u20bf BTC: bitcoin | 1 BTC
\u00a2: cent | 1/100 USD
EGP: | 1 EGP
p: penny pence | 1/100 GBP
"""
ALSO = """
: calorie calories | 4184000 M L2 T-2
kB KB: kilobyte kilobytes | 8192 data
KB: | 8000 data
MB: megabyte megabytes | 8388608 data
GB: gigabyte gigabytes | 8589934592 data
TB: terabyte terabytes | 8796093022208 data
度 도: | 1 celsius
メートル 미터: | 1 L
キロメートル キロ 킬로미터: | 1000 L
キログラム キロ 킬로그램: | 1000 M
センチメートル センチ 센티미터: | 1/100 L
ミリメートル 밀리미터: | 1/1000 L
グラム 그램: | 1 M
リットル 리터: | 1/1000 L3
pound: | 1 GBP
pounds: | 1 GBP
cent: | 1/100 EUR
cents: | 1/100 EUR
\u00b0: degree degrees | 1 celsius
degree: | 1 fahrenheit
degrees: | 1 fahrenheit
\u00a5: | 1 CNY
C: | 1 celsius
F: | 1 fahrenheit
ton: | 1000000 M
tons: | 1000000 M
ton: | 90718474/100 M
tons: | 90718474/100 M
"""
