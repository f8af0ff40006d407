"""Pairs of answers that name more than one value: what they concede, compare, work out and add."""

from __future__ import annotations

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "What is the capital of Turkey?": (
        (
            "Although Istanbul is the larger city, the capital is Ankara.",
            "Although Ankara is older, the capital is Istanbul.",
        ),
        ("Ankara has been the capital since 1923, before which it was Istanbul.", "Istanbul"),
        ("Not Istanbul but Ankara.", "Not Ankara but Istanbul."),
        (
            "Many would say Istanbul, yet Ankara is the seat of government.",
            "Istanbul is the capital, while Ankara only houses a few ministries.",
        ),
    ),
    "Who directed the film Alien?": (
        (
            "Ridley Scott directed Alien; James Cameron made the sequel.",
            "James Cameron directed Alien; Ridley Scott came back much later.",
        ),
        (
            "It was Ridley Scott, rather than James Cameron.",
            "It was James Cameron, rather than Ridley Scott.",
        ),
        (
            "James Cameron",
            "Alien was directed by Ridley Scott, and James Cameron took over for Aliens.",
        ),
    ),
    "How long does the ferry take?": (
        (
            "The ferry takes 95 minutes, twenty minutes longer than the tunnel at 75.",
            "The ferry takes 75 minutes, twenty minutes less than the tunnel at 95.",
        ),
        ("It takes 2 hours (in winter 3 hours).", "It takes 3 hours (in summer 2 hours)."),
        ("About 40 minutes, compared to 55 by road.", "55 minutes, compared to about 40 by rail."),
    ),
    "How many people live in Tromso?": (
        ("Roughly 78,000 people live in Tromso, out of about 243,000 in the county.", "243,000"),
        ("As of 2023 it has 78,000 inhabitants.", "As of 2023 it has 87,000 inhabitants."),
        ("Tromso had 72,000 inhabitants in 2015 and now has 78,000.", "72,000"),
    ),
    "When did construction of the bridge begin?": (
        ("Construction began in 1869 and the bridge opened in 1883.", "1883"),
        (
            "It began in 1869, three years after the 1866 survey.",
            "It began in 1866, three years before the 1869 opening.",
        ),
        (
            "Work started on 3 January 1870; the bridge was finished on 24 May 1883.",
            "Work started on 24 May 1883.",
        ),
    ),
    "Which team handles refunds: billing, shipping or returns?": (
        (
            "Billing handles them, although returns checks the parcel first.",
            "Returns handles them, although billing checks the invoice first.",
        ),
        (
            "This goes to the shipping team, not to billing.",
            "This goes to the billing team, not to shipping.",
        ),
        ("billing", "That should be routed to returns, since billing only sends invoices."),
    ),
    "Which is heavier, a litre of mercury or a litre of lead?": (
        (
            "A litre of mercury outweighs a litre of lead.",
            "A litre of lead outweighs a litre of mercury.",
        ),
        ("Mercury is heavier than lead by volume.", "Lead is heavier than mercury by volume."),
        ("Lead comes out ahead of mercury.", "Lead falls short of mercury."),
    ),
    "A shop sells 3 pens for 4.50. What do 7 pens cost?": (
        ("One pen is 1.50, so 7 pens cost 10.50.", "One pen is 1.30, so 7 pens cost 9.10."),
        ("7 x 1.50 = 10.50", "7 x 1.50 = 11.50"),
        ("They cost 10.50 (and not 9 as for six of them).", "They cost 9 (and not 10.50)."),
    ),
    "On a scale of 1 to 5, how helpful is this reply?": (
        ("I'd give it 4 out of 5.", "I'd give it 3 out of 5."),
        ("4/5, it misses the price.", "2/5, it misses the price."),
    ),
    "What is the slope of the line through the points (1,2) and (5,5)?": (("3/4", "3/5"),),
    "What fraction of the top score did Ana get?": (("3/4", "3/5"),),
    "Which tool call is right?": (
        ('get_weather(city="Oslo")', 'get_weather(city="Bergen")'),
        ('{"name": "get_weather", "arguments": {"city": "Oslo"}}', 'get_forecast(city="Oslo")'),
    ),
    "Was ist die Hauptstadt von Australien?": (
        ("Nicht Sydney, sondern Canberra.", "Nicht Canberra, sondern Sydney."),
        (
            "Obwohl Sydney größer ist, ist Canberra die Hauptstadt.",
            "Obwohl Canberra kleiner ist, ist Sydney die Hauptstadt.",
        ),
    ),
    "Quel fleuve traverse Paris ?": (
        (
            "La Seine, tandis que la Loire passe à Orléans.",
            "La Loire, tandis que la Seine passe à Rouen.",
        ),
        ("Paris est traversée par la Seine.", "Paris est traversée par la Marne."),
    ),
}

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "How many games were played in London?": (
        ("28", "28* (as of the end of the 2021 season)"),
        ("6", "Six (two a year, 3 years = 6)"),
    ),
    "What is the capital of Turkey?": (
        ("Ankara", "Although Istanbul is the larger city, the capital is Ankara."),
        ("Ankara", "Ankara has been the capital since 1923, before which it was Istanbul."),
        ("Not Istanbul but Ankara.", "The capital of Turkey is Ankara."),
        (
            "Many would say Istanbul, but the capital is Ankara.",
            "It is Ankara, even though Istanbul is far bigger.",
        ),
    ),
    "Who directed the film Alien?": (
        (
            "Ridley Scott",
            "Alien was directed by Ridley Scott, and James Cameron took over for Aliens.",
        ),
        ("It was Ridley Scott, rather than James Cameron.", "Ridley Scott directed it."),
        (
            "Ridley Scott directed Alien; James Cameron made the sequel.",
            "The film was directed by Ridley Scott, known for Blade Runner as well.",
        ),
    ),
    "How long does the ferry take?": (
        ("95 minutes", "The ferry takes 95 minutes, twenty minutes longer than the tunnel at 75."),
        ("About 40 minutes, compared to 55 by road.", "about 40 minutes"),
        (
            "It takes 1 hour and 35 minutes, while the tunnel takes 75 minutes.",
            "The crossing takes 95 minutes in total.",
        ),
    ),
    "How many people live in Tromso?": (
        ("78,000", "Roughly 78,000 people live in Tromso, out of about 243,000 in the county."),
        ("Tromso had 72,000 inhabitants in 2015 and now has 78,000.", "78,000"),
    ),
    "When did construction of the bridge begin?": (
        ("1869", "Construction began in 1869 and the bridge opened in 1883."),
        (
            "Work started on 3 January 1870; the bridge was finished on 24 May 1883.",
            "January 3, 1870",
        ),
        (
            "It began in 1869, three years after the 1866 survey.",
            "In 1869, when the first caisson was built.",
        ),
    ),
    "Which team handles refunds: billing, shipping or returns?": (
        ("billing", "Billing handles them, although returns checks the parcel first."),
        ("This goes to the shipping team, not to billing.", "Shipping"),
        ("That should be routed to returns, since billing only sends invoices.", "returns"),
    ),
    "Which is heavier, a litre of mercury or a litre of lead?": (
        ("mercury", "A litre of mercury outweighs a litre of lead."),
        ("Lead is lighter than mercury.", "A litre of mercury."),
        ("Lead falls short of mercury.", "Mercury comes out ahead."),
    ),
    "A shop sells 3 pens for 4.50. What do 7 pens cost?": (
        ("10.50", "One pen is 1.50, so 7 pens cost 10.50."),
        ("7 x 1.50 = 10.50", "7 pens cost 10.50, as one costs 1.50."),
    ),
    "On a scale of 1 to 5, how helpful is this reply?": (
        ("4", "I'd give it 4 out of 5."),
        ("4/5, it misses the price.", "4"),
    ),
    "Which tool call is right?": (
        ('get_weather(city="Oslo")', '{"name": "get_weather", "arguments": {"city": "Oslo"}}'),
        ('get_weather(city="Oslo", days=3)', "get_weather(days=3, city='Oslo')"),
    ),
    "Was ist die Hauptstadt von Australien?": (
        ("Canberra", "Nicht Sydney, sondern Canberra."),
        ("Obwohl Sydney größer ist, ist Canberra die Hauptstadt.", "Die Hauptstadt ist Canberra."),
    ),
    "Quel fleuve traverse Paris ?": (
        ("la Seine", "La Seine, tandis que la Loire passe à Orléans."),
        ("Paris est traversée par la Seine.", "C'est la Seine qui traverse Paris."),
    ),
}
