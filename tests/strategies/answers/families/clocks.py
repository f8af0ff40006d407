"""Pairs of dates and times of day in digits alone, as they are said, and of periods."""


# ruff: noqa: RUF001  (texts as they are written)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "When was the treaty signed?": (
        ("7-Sep-1903", "September 7, 1903"),
        ("Sep-07-1903", "7 September 1903"),
        ("7/Sep/1903", "7 Sept. 1903"),
        ("07SEP1903", "7 September 1903"),
        ("19030907", "1903-09-07"),
        ("nineteen oh three", "1903"),
        ("eighteen forty-eight", "1848"),
        ("the eighteen-nineties", "1890s"),
        ("Oct. '87", "October 1987"),
        ("twenty eleven", "2011"),
        ("1830-1839", "the 1830s"),
        ("1830 to 1839", "the 1830s"),
        ("1701-1800", "the 18th century"),
        ("3° giugno 1903", "3 June 1903"),
        ("31/12", "December 31"),
        ("12/31", "31 December"),
    ),
    "When is the fair?": (
        ("May 4-6, 2019", "4–6 May 2019"),
        ("from 4 May to 6 May 2019", "May 4 - May 6, 2019"),
        ("4 to 6 May 2019", "May 4-6, 2019"),
        ("2019-05-04 to 2019-05-06", "May 4-6, 2019"),
        ("1920s to 1930s", "1920s-1930s"),
        ("October 2018 to March 2019", "Oct 2018 - Mar 2019"),
    ),
    "What are the opening hours?": (
        ("8am-4pm", "8:00 to 16:00"),
        ("from 8 am to 4:30 pm", "08:00-16:30"),
        ("between 1 and 4 pm", "1-4 pm"),
    ),
    "When does it start?": (
        ("18:30 h", "6:30 pm"),
        ("0730 hours", "7:30 am"),
        ("1845 hrs", "6:45 pm"),
        ("1845", "18:45"),
        ("0730", "7:30"),
        ("18.45", "6:45 pm"),
        ("quarter after seven", "7:15"),
        ("a quarter of seven", "6:45"),
        ("7 p.m. at the latest", "by 7 pm"),
        ("seven fifteen", "7:15"),
        ("seven oh five", "7:05"),
        ("eleven forty-five pm", "23:45"),
        ("9 Uhr abends", "21:00"),
        ("19 heures", "7 pm"),
        ("7 heures du soir", "19:00"),
        ("18 h", "6 pm"),
        ("It's 7:15.", "a quarter past seven"),
    ),
    "How many hours did it take?": (
        ("1700 h", "1700"),
        ("2 h", "120 minutes"),
        ("3 heures", "3 hours"),
    ),
}

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "What is the phone number?": (("20200102", "January 2, 2020"),),
    "What is its colour?": (("none", "no solution"),),
    "When was the treaty signed?": (
        ("7-Sep-1903", "7-Oct-1903"),
        ("19030907", "1903-07-09"),
        ("nineteen oh three", "1930"),
        ("eighteen forty-eight", "1884"),
        ("1830-1839", "the 1840s"),
        ("1830-1840", "the 1830s"),
        ("30/12", "December 31"),
        ("2019-21", "spring 2019"),
    ),
    "When is the fair?": (
        ("May 4-6, 2019", "May 4-7, 2019"),
        ("May 4-6, 2019", "May 4, 2019"),
        ("4 May to 6 May 2019", "4 May to 6 May 2018"),
    ),
    "What are the opening hours?": (
        ("8am-4pm", "8am-5pm"),
        ("from 8 am to 4 pm", "from 8 pm to 4 am"),
        ("8am-4pm", "8 am"),
    ),
    "When does it start?": (
        ("18:30 h", "8:30 pm"),
        ("0730 hours", "7:30 pm"),
        ("1845", "18:54"),
        ("a quarter of seven", "7:15"),
        ("seven fifteen", "7:50"),
        ("9 Uhr abends", "9:00 am"),
        ("6:30:15 pm", "18:30:45"),
    ),
    "How many hours did it take?": (("1 h", "13 h"), ("3 heures", "15 heures")),
}
