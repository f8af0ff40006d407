"""Times, bounds, labels and numbers as they are said: eight in the evening, type I, no more than."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

from collections.abc import Mapping, Sequence

SAME: Mapping[str, Sequence[tuple[str, str]]] = {
    "¿A qué hora sale el tren?": (
        ("a las siete de la tarde", "a las 19:00"),
        ("a las siete de la mañana", "El tren sale a las 7:00 de la mañana"),
        ("a las siete y cuarto", "a las 7:15"),
        ("a las siete menos cinco", "a las 6:55"),
    ),
    "À quelle heure part le train ?": (
        ("à sept heures du soir", "à 19 h"),
        ("sept heures et quart", "7h15"),
        ("à sept heures moins dix", "à 6 h 50"),
    ),
    "Um wie viel Uhr fährt der Zug?": (
        ("um sieben Uhr abends", "um 19 Uhr"),
        ("um sieben Uhr zwanzig", "7.20 Uhr"),
        ("halb acht", "7:30"),
    ),
    "A che ora parte il treno?": (
        ("alle sette di sera", "alle 19:00"),
        ("alle sette e mezza", "alle 7:30"),
    ),
    "A que horas parte o comboio?": (("às sete da noite", "às 19h"),),
    "火车几点出发?": (("火车下午三点出发", "下午3:00"), ("火车下午三点半出发", "下午3点半")),
    "電車は何時に出ますか。": (("電車は午後七時に出ます", "午後7時"),),
    "When does the call start?": (
        ("at 2 PM Pacific Standard Time", "2 p.m. PST"),
        ("2 pm Eastern time", "2 pm ET"),
        ("14:00 Central European Summer Time", "14:00 CEST"),
    ),
    "How many signatures are needed?": (
        ("At least fifty signatures are needed", "no fewer than 50"),
        ("A minimum of 50 signatures is needed", "at least 50"),
    ),
    "How long may the text be?": (("The text may have no more than 300 words", "up to 300 words"),),
    "How cold was it?": (
        ("12 degrees below zero Celsius", "-12 °C"),
        ("It was 5 degrees below zero Fahrenheit", "-5 °F"),
    ),
    "How fast is the line?": (("It has 250 Mbit/s", "250 megabits per second"),),
    "When is the ticket valid?": (("until 3 May", "You can use it until May 3"),),
    "Um wie viel sanken die Kosten?": (("um sieben Prozent", "um 7 %"), ("um 7 Prozent", "7 %")),
    "What is the mix of sand to cement?": (
        ("4 to 1", "4:1"),
        ("four parts sand to one part cement", "4:1"),
    ),
    "What is the number of the office?": (
        ("555-019-2233", "(555) 019-2233"),
        ("+1 555 019 2233", "(555) 019-2233"),
    ),
    "Which note is it?": (("F#", "F sharp"), ("G♭", "F#"), ("B flat", "A#")),
    "Which isotope is used?": (
        ("Co-60", "cobalt-60"),
        ("^131I", "iodine-131"),
        ("U-235", "uranium-235"),
    ),
    "Which console is it for?": (("PS5", "PlayStation 5"), ("PS3", "Sony PlayStation 3")),
    "Which game was it?": (("GTA 4", "Grand Theft Auto IV"),),
    "Which type of collagen is it?": (("type 2", "Type II"), ("Type II collagen", "type 2")),
    "Which stage is it?": (("stage 3", "Stage III"),),
    "Which release has it?": (("v3.2.10", "Version 3.2.10 has it"),),
}
"""Pairs of which the two say the same, by the question that they answer."""

DIFFERENT: Mapping[str, Sequence[tuple[str, str]]] = {
    "¿A qué hora sale el tren?": (
        ("a las siete de la tarde", "a las siete de la mañana"),
        ("a las siete y cuarto", "a las siete menos cuarto"),
        ("a las siete", "a las seis"),
    ),
    "À quelle heure part le train ?": (
        ("à sept heures du soir", "à sept heures du matin"),
        ("sept heures et quart", "sept heures et demie"),
    ),
    "Um wie viel Uhr fährt der Zug?": (
        ("um sieben Uhr abends", "um sieben Uhr morgens"),
        ("um sieben Uhr zwanzig", "7.10 Uhr"),
    ),
    "A che ora parte il treno?": (("alle sette di sera", "alle sette di mattina"),),
    "火车几点出发?": (("火车下午三点出发", "上午3:00"), ("火车下午三点出发", "下午3:30")),
    "When does the call start?": (
        ("at 2 PM Pacific Standard Time", "2 p.m. EST"),
        ("2 pm Eastern Daylight Time", "2 pm EST"),
    ),
    "How many signatures are needed?": (
        ("At least fifty signatures are needed", "at most 50"),
        ("At least fifty signatures are needed", "at least 15"),
    ),
    "How long may the text be?": (
        ("The text may have no more than 300 words", "at least 300 words"),
    ),
    "How cold was it?": (
        ("12 degrees below zero Celsius", "12 °C"),
        ("5 degrees below zero Fahrenheit", "-5 °C"),
    ),
    "When is the ticket valid?": (("from 3 May", "You can use it until May 3"),),
    "What is the mix of sand to cement?": (("1:4", "four parts sand to one part cement"),),
    "What is the number of the office?": (("555-019-2234", "(555) 019-2233"),),
    "Which note is it?": (("F#", "F flat"), ("G", "G#")),
    "Which isotope is used?": (("Co-60", "cobalt-59"), ("^131I", "iodine-125")),
    "Which console is it for?": (("PS5", "PlayStation 4"), ("PS4", "PlayStation 5")),
    "Which type of collagen is it?": (("type 2", "Type I"),),
    "Which part is it?": (("Henry IV, Part 1", "Henry VI, Part I"), ("Section 5", "Section 5(a)")),
    "Which release has it?": (("v3.2.10", "v3.21.0"), ("It is in v3.2.10", "It is in v3.21.0")),
    "Which pope came after John XXIII and Paul VI?": (("John Paul I", "John Paul II"),),
}
"""Pairs of which the two say different things, by the question that they answer."""
