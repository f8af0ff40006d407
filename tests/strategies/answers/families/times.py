"""Dates, times of day and durations: pairs of answers that say the same, and pairs that do not."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "When did it happen?": (
        ("12 March 1998", "March 12, 1998"), ("12/03/1998", "12 March 1998"), ("1998-03-12", "12 Mar 1998"), ("12th of March, 1998", "12.3.1998"),
        ("On March 12, 1998.", "12 March 1998"), ("Thursday, March 12, 1998", "March 12, 1998"), ("12 mars 1998", "12 March 1998"), ("12. März 1998", "12 March 1998"),
        ("12 de marzo de 1998", "12 March 1998"), ("12 марта 1998 года", "12 March 1998"), ("1998年3月12日", "12 March 1998"), ("the 1980s", "1980s"),
        ("the eighties", "the 1980s"), ("the '90s", "1990s"), ("19th century", "the nineteenth century"), ("19th century", "1800s"), ("300 BC", "300 BCE"),
        ("AD 79", "79 CE"), ("in 1066", "1066"), ("1066 AD", "1066"), ("early 1990s", "the early nineties"), ("Q3 2021", "third quarter of 2021"),
        ("spring 2004", "Spring of 2004"), ("March 1998", "03/1998"), ("5 May", "May 5th"), ("Christmas Day", "December 25"), ("New Year's Eve", "31 December"),
        ("July 4th", "Independence Day (July 4)"), ("8 May 1945 (9 May 1945 in Moscow)", "8 May 1945"), ("1939-1945", "from 1939 to 1945"), ("1939–45", "1939 to 1945"),
        ("circa 1500", "about 1500"), ("c. 1500", "circa 1500"), ("XIX век", "19th century"), ("le 19e siècle", "19th century"),
        ("It was signed in 1848, after two years of war.", "1848"), ("2020年", "2020"),
    ),
    "What time does the train leave?": (
        ("3 pm", "3:00 p.m."), ("15:00", "3 PM"), ("noon", "12:00 PM"), ("midnight", "00:00"), ("half past three", "3:30"), ("quarter to five", "4:45"),
        ("quarter past six", "6:15"), ("9 o'clock", "9:00"), ("15h30", "15:30"), ("15.30 Uhr", "3:30 pm"), ("20:15", "8:15 PM"), ("at 7 in the morning", "7 am"),
        ("ten past two", "2:10"), ("3:05pm", "15:05"), ("twenty to nine", "8:40"),
    ),
    "How long did it take?": (
        ("2 hours", "120 minutes"), ("1 h 30 min", "90 minutes"), ("an hour and a half", "1.5 hours"), ("1:30:00", "1 hour 30 minutes"), ("half an hour", "30 minutes"),
        ("2 weeks", "14 days"), ("a fortnight", "two weeks"), ("3 years", "36 months"), ("90 s", "1 min 30 s"), ("2 days", "48 hours"), ("a decade", "10 years"),
        ("a century", "100 years"), ("five minutes", "5 min"), ("zwei Stunden", "2 hours"), ("deux heures", "2 h"), ("3小时", "3 hours"),
        ("two and a half hours", "150 minutes"), ("500 ms", "0.5 seconds"), ("une demi-heure", "30 minutes"), ("24 hours", "1 day"),
    ),
    "When was the treaty signed?": (
        ("3 October 1990", "October 3, 1990"), ("03.10.1990", "3 October 1990"), ("3rd Oct 1990", "1990-10-03"), ("3. Oktober 1990", "3 October 1990"),
        ("le 3 octobre 1990", "3 October 1990"), ("3 ottobre 1990", "October 3rd, 1990"), ("3 października 1990", "3 October 1990"), ("1990年10月3日", "3 October 1990"),
        ("1990. 10. 3.", "3 October 1990"), ("It was signed on 3 October 1990 in Berlin.", "3 October 1990"), ("Wednesday 3 October 1990", "3 October 1990"),
        ("Fall 1990", "autumn of 1990"), ("the late 1600s", "late 1600s"), ("17th c.", "17th century"), ("the seventeenth century", "17th century"),
        ("siglo XVII", "17th century"), ("XVIIe siècle", "17th century"), ("450 B.C.", "450 BCE"), ("Q1 1999", "first quarter of 1999"), ("October 1990", "10/1990"),
        ("the '60s", "the sixties"), ("2nd century BC", "second century BCE"), ("MCMXC", "1990"), ("New Year's Day 2000", "1 January 2000"),
        ("noon on 3 October 1990", "3 October 1990, 12:00"), ("1914–18", "1914-1918"), ("between 1914 and 1918", "1914 to 1918"),
        ("mid-19th century", "the middle of the 19th century"), ("around 1650", "c. 1650"),
    ),
    "When does the shop close?": (
        ("6 pm", "18:00"), ("6:30 PM", "18:30"), ("half past six", "6:30"), ("halb sieben", "6:30"), ("18h", "18:00"), ("six o'clock", "6:00"),
        ("a quarter to seven", "6:45"), ("18 Uhr", "6 pm"), ("下午6点", "6 pm"), ("6 in the evening", "6 pm"), ("12 midnight", "0:00"), ("12:00 noon", "noon"),
        ("5 to six", "5:55"), ("18:00 CET", "17:00 UTC"),
    ),
    "How long is the flight?": (
        ("3 hours 20 minutes", "200 minutes"), ("3h20", "3 h 20 min"), ("3:20:00", "3 hours 20 minutes"), ("about 3 hours", "approximately three hours"),
        ("one and a half hours", "90 minutes"), ("an hour and a quarter", "75 minutes"), ("45 min", "three quarters of an hour"), ("trois heures", "3 hours"),
        ("eine halbe Stunde", "30 minutes"), ("anderthalb Stunden", "90 min"), ("dos horas y media", "150 minutes"), ("6 weeks", "42 days"), ("1 year", "12 months"),
        ("半小时", "30 minutes"), ("half a day", "12 hours"), ("1 millennium", "1000 years"), ("2 hrs", "2 hours"), ("3 h 20 m", "200 min"),
    ),
    "When was the bridge opened?": (
        ("24 May 1883", "May 24th, 1883"), ("1883-05-24", "24.05.1883"), ("24 mai 1883", "24 May 1883"), ("May 1883", "05/1883"), ("the 1880s", "the eighteen eighties"),
        ("1883 AD", "1883"), ("Q2 1883", "second quarter of 1883"),
    ),
    "How long did the siege last?": (
        ("3 months", "a quarter of a year"), ("90 minutes", "1.5 hours"), ("2 days", "48 hours"), ("zwei Wochen", "2 weeks"), ("10 years", "a decade"),
    ),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "When did it happen?": (
        ("12 March 1998", "21 March 1998"), ("12 March 1998", "12 May 1998"), ("12 March 1998", "12 March 1989"), ("1998-03-12", "1998-12-03"), ("1980s", "1890s"),
        ("19th century", "1900s"), ("300 BC", "300 AD"), ("1066", "1666"), ("early 1990s", "late 1990s"), ("Q3 2021", "Q2 2021"), ("March 1998", "May 1998"),
        ("before 1900", "after 1900"), ("1939-1945", "1939-1944"), ("8 May 1945 (9 May 1945)", "10 May 1945"), ("spring 2004", "autumn 2004"), ("Monday", "Tuesday"),
        ("March", "May"), ("17th century", "18th century"), ("1998", "1997"), ("12 марта 1998", "12 мая 1998"), ("2020年3月", "2020年4月"), ("July", "June"),
        ("1912 (disputed; others say 1915)", "1915"), ("5 May", "6 May"),
    ),
    "What time does the train leave?": (
        ("3 pm", "3 am"), ("3:30", "3:13"), ("noon", "midnight"), ("half past three", "half past two"), ("quarter to five", "quarter past five"), ("15:00", "5:00 PM"),
        ("9:00", "9:30"), ("12:00 AM", "12:00 PM"), ("3 pm EST", "3 pm PST"),
    ),
    "How long did it take?": (
        ("2 hours", "2 minutes"), ("2 hours", "2 days"), ("90 minutes", "90 seconds"), ("3 years", "3 months"), ("a decade", "a century"),
        ("an hour and a half", "half an hour"), ("2 weeks", "2 months"), ("1 h 30 min", "1 h 20 min"), ("5 ms", "5 μs"), ("24 hours", "24 days"),
    ),
    "When was the treaty signed?": (
        ("3 October 1990", "10 March 1990"), ("3 October 1990", "3 October 1991"), ("3 October 1990", "13 October 1990"), ("17th century", "16th century"),
        ("450 BC", "450 AD"), ("late 1600s", "early 1600s"), ("Fall 1990", "Spring 1990"), ("before 1650", "after 1650"), ("Q1 1999", "Q4 1999"),
        ("2nd century BC", "2nd century AD"), ("the '60s", "the '70s"), ("1914-1918", "1914-1919"), ("3 October 1990 (4 October 1990)", "3 October 1990"),
        ("1650 (others say 1652)", "1650"), ("1650", "1560"), ("October 1990", "November 1990"), ("Tuesday", "Thursday"), ("1990年10月3日", "1990年3月10日"),
        ("not 1990", "1990"), ("1990 or 1991", "1990"),
    ),
    "When does the shop close?": (
        ("6 pm", "6 am"), ("6:30", "7:30"), ("18:00", "8:00 PM"), ("quarter to seven", "quarter past seven"), ("noon", "midnight"), ("6 pm EST", "6 pm CST"),
        ("下午6点", "上午6点"), ("six o'clock", "seven o'clock"),
    ),
    "How long is the flight?": (
        ("3 hours", "3 minutes"), ("3 hours 20 minutes", "3 hours 10 minutes"), ("3h20", "2h30"), ("one and a half hours", "half an hour"), ("6 weeks", "6 months"),
        ("1 millennium", "1 century"), ("45 min", "45 s"), ("3:20:00", "3:02:00"), ("30 days", "30 business days"), ("2-3 hours", "3 hours"),
    ),
    "When was the bridge opened?": (
        ("24 May 1883", "24 March 1883"), ("24 May 1883", "25 May 1883"), ("Q2 1883", "Q3 1883"), ("1883 (some say 1885)", "1883"), ("before 1883", "1883"),
        ("1880s", "1890s"),
    ),
    "How long did the siege last?": (
        ("3 months", "3 weeks"), ("2 days", "2 hours"), ("10 years", "100 years"), ("three months or four", "3 months"),
    ),
}  # fmt: skip
