"""Formal names of countries beside their short ones, and wars by all of their names.

The first name of each group is the one by which others know it already.
"""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

COUNTRIES = """
slovakia;slovak republic|north korea;democratic peoples republic of korea|germany;federal republic of germany;frg;brd|east germany;german democratic republic;gdr;ddr|russia;russian federation|france;french republic|italy;italian republic|spain;kingdom of spain|portugal;portuguese republic
greece;hellenic republic|ireland;republic of ireland;eire|poland;republic of poland|austria;republic of austria|switzerland;swiss confederation|netherlands;kingdom of the netherlands|belgium;kingdom of belgium|denmark;kingdom of denmark|sweden;kingdom of sweden|norway;kingdom of norway
finland;republic of finland|turkey;republic of turkey;republic of turkiye|iran;islamic republic of iran|syria;syrian arab republic|egypt;arab republic of egypt|laos;lao pdr;lao peoples democratic republic|vietnam;viet nam;socialist republic of vietnam|venezuela;bolivarian republic of venezuela
bolivia;plurinational state of bolivia|mexico;united mexican states|brazil;federative republic of brazil|argentina;argentine republic|libya;state of libya|tanzania;united republic of tanzania|moldova;republic of moldova|pakistan;islamic republic of pakistan|india;republic of india
indonesia;republic of indonesia|philippines;republic of the philippines|taiwan;republic of china;roc|congo brazzaville;republic of the congo|micronesia;federated states of micronesia|south africa;republic of south africa;rsa|uruguay;oriental republic of uruguay|jordan;hashemite kingdom of jordan
kyrgyzstan;kyrgyz republic|brunei;brunei darussalam|burkina faso;upper volta|benin;dahomey|luxembourg;grand duchy of luxembourg|monaco;principality of monaco|lebanon;lebanese republic|sri lanka;democratic socialist republic of sri lanka|algeria;peoples democratic republic of algeria
ukraine;the ukraine|croatia;republic of croatia|serbia;republic of serbia|slovenia;republic of slovenia|bulgaria;republic of bulgaria|cyprus;republic of cyprus|malta;republic of malta|cuba;republic of cuba|morocco;kingdom of morocco|thailand;kingdom of thailand|cambodia;kingdom of cambodia;kampuchea
"""
WARS = """
american civil war;us civil war;war between the states|american revolutionary war;american revolution;american war of independence;us war of independence;revolutionary war|gulf war;first gulf war;persian gulf war|iraq war;second gulf war|falklands war;malvinas war
boer war;second boer war;south african war|yom kippur war;october war;ramadan war|six day war;june war;third arab israeli war|winter war;first soviet finnish war|peninsular war;spanish war of independence|vietnam war;second indochina war|great northern war;third northern war
"""
