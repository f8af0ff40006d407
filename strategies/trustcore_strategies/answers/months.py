"""Months and seasons by their names in several languages."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

from trustcore_strategies.answers.folding import fold

_MONTHS = (
    "january jan | januar janvier janv enero ene gennaio gen janeiro januari января январь stycznia يناير जनवरी",
    "february feb | febr februar fevrier fevr febrero febbraio fevereiro fev februari февраля февраль lutego فبراير फरवरी",
    "march mar | marz maerz mars marzo marco maart mrz марта март marca مارس मार्च",
    "april apr | avril avr abril abr aprile апреля апрель kwietnia ابريل अप्रैल",
    "may | mai mayo maggio mag maio mei мая май maja مايو मई",
    "june jun | juni juin junio giugno giu junho июня июнь czerwca يونيو जून",
    "july jul | juli juillet juil julio luglio lug julho июля июль lipca يوليو जुलाई",
    "august aug | aout agosto ago augustus августа август sierpnia اغسطس अगस्त",
    "september sept sep | septembre septiembre settembre set setembro сентября сентябрь wrzesnia سبتمبر सितंबर",
    "october oct | oktober okt octobre octubre ottobre ott outubro out октября октябрь pazdziernika اكتوبر अक्टूबर",
    "november nov | novembre noviembre novembro ноября ноябрь listopada نوفمبر नवंबर",
    "december dec | dezember dez decembre diciembre dicembre dic dezembro декабря декабрь grudnia ديسمبر दिसंबर",
)
"""The names of each month, those in English in front of the bar."""

_SEASONS = (
    "spring | fruhling fruhjahr printemps primavera",
    "summer | sommer ete verano estate",
    "autumn fall | herbst automne otono",
    "winter | hiver invierno",
)
_LINES = (*enumerate(_SEASONS, start=21), *enumerate(_MONTHS, start=1))
MONTH = {fold(name): number for number, line in _LINES for name in line.replace("|", " ").split()}
"""The number of each month by its names, folded; a season is one beyond the twelve."""

MONTH_NAMES = "|".join(sorted(MONTH, key=len, reverse=True))
_ENGLISH = " ".join([line.partition("|")[0] for _, line in _LINES]).split()
ENGLISH_MONTH_NAMES = "|".join(sorted(_ENGLISH, key=len, reverse=True))
"""Branches of a pattern, a longer name in front of one that it begins with."""
