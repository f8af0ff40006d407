"""Pairs of one field's notation, and of sentences that say more than what was asked for."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "In which key is the sonata?": (("A minor", "a-Moll"), ("It is in E-flat major.", "E♭ major (Op. 7)"), ("B minor", "h-Moll"), ("B-flat major", "B-Dur")),
    "What was the score?": (("4-2", "4:2"), ("two to one", "2-1"), ("1-1 after extra time", "1–1")),
    "Which time zone is it in?": (("UTC+5:30", "GMT+05:30"), ("EST (UTC-5)", "UTC-05:00")),
    "Balance the equation for burning propane.": (("C3H8 + 5O2 → 3CO2 + 4H2O", "5 O₂ + C₃H₈ -> 4 H₂O + 3 CO₂"),),
    "What are the prime factors of 84?": (("2, 2, 3, 7", "2 × 2 × 3 × 7"), ("84 = 2^2·3·7", "2·2·3·7")),
    "Which element is it?": (("Copper", "Cu"), ("Kupfer", "copper (Cu)"), ("sulphur", "Sulfur")),
    # a year of which a day is told
    "In which year did it open?": (("3 May 1931", "1931"), ("It opened on May 3, 1931.", "1931"), ("The hall, planned in 1925, opened in 1931.", "1931")),
    "¿En qué año se fundó?": (("Se fundó el 4 de mayo de 1810.", "1810"),),
    "When did the law take effect?": (("It took effect on 2 March 2015, after being passed in June 2014.", "2015-03-02"),),
    # what is claimed with other small words
    "Is it safe in winter?": (("Generally yes, it's considered safe.", "Yes"), ("It is considered safe during winter.", "Yes."), ("In principle, yes.", "yes")),
    "Can I reheat the soup?": (("Sure, it reheats well.", "Yes"), ("In most cases, no.", "No")),
    "Did the price go up?": (("It rose by 4%.", "Yes"), ("It fell slightly.", "No"), ("It climbed to $20.", "It did.")),
    # rates with a name of their own, and ranges in sentences
    "What is the usual pulse?": (("60-80 bpm", "60 to 80 beats per minute"), ("A usual pulse ranges from 60 to 80 beats per minute.", "60-80 beats/min")),
    "How fast does it turn?": (("33 rpm", "33 revolutions per minute"),),
    "What was the finishing time?": (("3:26.5", "3 min 26.5 s"), ("4 minutes 5", "4 minutes and 5 seconds")),
    # what is ranked by its place
    "Rank the runners from first to third.": (("1st: Ann, 2nd: Bea, 3rd: Cleo", "Ann, Bea, Cleo"), ("Gold: Ann; Silver: Bea; Bronze: Cleo", "1. Ann 2. Bea 3. Cleo"), ("First Ann, then Bea, and finally Cleo.", "Ann, Bea, Cleo")),
    "How many strings does a cello have?": (("A cello has four strings: C, G, D and A.", "4"),),
    "Integrate 3x^2 dx.": (("∫ 3x² dx = x³ + C", "x^3 + C"), ("The antiderivative is x^3 + C, where C is a constant.", "x^3 + C")),
    "How much interest is earned?": (("The interest earned is $60, for a total balance of $1,260.", "$60"), ("It comes to $60, up 20% from last year.", "$60")),
    "Which club plays there?": (("Leeds United F.C.", "Leeds United"), ("Leeds United FC", "Leeds United")),
    "Who won the race?": (("Ann Lee of Jamaica won it in 10.7 seconds.", "Lee"),),
    "Qui a écrit ce roman ?": (("Ce roman a été écrit par Victor Hugo en 1862.", "Hugo"),),
    "Wer malte das Bild?": (("Das Bild wurde von Paul Klee gemalt.", "Klee"),),
    # which option is false, and what is beside the things that are counted
    "Which statement is false?\n(1) Ice floats.\n(2) Iron floats.\n(3) Cork floats.": (("Statement 2 is false.", "(2)"), ("1 and 3 are true, so 2 is the false statement.", "2"), ("Iron floats.", "2")),
    "How many islands are there?": (("There are 12 islands and one reef.", "12"), ("12 islands", "twelve")),
    "How many legs has a beetle?": (('{"legs": 6}', "6"),),
    # sentences that do what was asked, or advise it
    "Has the lease ended?": (("It ended on 3 June.", "Yes"), ("It has not ended yet.", "No")),
    "Should I water it daily?": (("It's not recommended.", "No"), ("It is advisable.", "Yes")),
    "Is zero a natural number?": (("Zero is considered a natural number.", "Yes"),),
    # units with names in several words, times of the Earth, several signs in one number
    "What is the capacity of the battery?": (("3000 mAh", "3 Ah"), ("3,000 mAh", "3000 milliamp hours"), ("at least 3 Ah", "3 Ah minimum")),
    "What is the resistance?": (("2.2 kilohms", "2200 Ω"), ("R = V/I = 10/5 = 2 Ω", "2 ohms")),
    "How old is the rock?": (("3.2 billion years", "3.2 Gyr"),),
    "この国の人口は？": (("約1億2500万人", "125,000,000人"), ("3億5000万", "3.5億")),
    # all numbers but some, parts of a mixture, a point with its letter
    "What is the domain of f?": (("x ≠ 3", "all real numbers except 3"), ("(-∞, 3) ∪ (3, ∞)", "x ≠ 3"), ("all reals except x = -1 and x = 1", "x ≠ ±1")),
    "In what ratio are they mixed?": (("1 part glue, 3 parts water", "1:3"),),
    "What is the midpoint?": (("The midpoint is M(1, 5).", "(1, 5)"),),
    "Name the four.": (("All four of them: Ann, Bea, Cleo and Dot.", "Ann, Bea, Cleo, Dot"),),
    "What is the electron configuration?": (("1s2 2s2 2p4", "1s² 2s² 2p⁴"), ("[Ne] 3s1", "1s2 2s2 2p6 3s1")),
    "What exception does it raise?": (("It raises a KeyError.", "KeyError: 'a'"),),
    "Which HTTP status is sent?": (("HTTP 201", "The status is 201 Created."),),
    "Wer schrieb das Buch?": (("Das Buch wurde von Kafka geschrieben.", "Franz Kafka"), ("J. W. v. Goethe", "Goethe")),
    "Combien de joueurs y a-t-il par équipe ?": (("Onze joueurs par équipe", "11 joueurs"),),
    "What is 4 divided by 0?": (("not defined", "undefined"),),
    "Who drew it?": (("Ah, a classic! That would be Albrecht Dürer.", "Albrecht Dürer"),),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "In which key is the sonata?": (("A minor", "A major"), ("C-sharp minor", "C minor"), ("B minor", "B-Moll")),
    "What was the score?": (("4-2", "2-4"), ("3-1", "3-0")),
    "Which time zone is it in?": (("UTC+5", "UTC-5"), ("GMT+5", "UTC+5:30")),
    "Balance the equation for burning propane.": (("C3H8 + 5O2 → 3CO2 + 4H2O", "C3H8 + O2 → CO2 + H2O"), ("CO2 + H2O -> H2CO3", "H2CO3 -> CO2 + H2O")),
    "What are the prime factors of 84?": (("2 * 3 * 7", "2^2 * 3 * 7"),),
    "Which element is it?": (("Cu", "Co"), ("Kupfer", "Cobalt"), ("Tin", "Ti")),
    "In which year did it open?": (("3 May 1931", "1932"), ("The hall, planned in 1925, opened in 1931.", "1925")),
    "Did the price go up?": (("It rose by 4%.", "No"), ("It fell.", "It did.")),
    "What is the usual pulse?": (("60-80 bpm", "70-90 bpm"), ("60-80 bpm", "60-80 per hour")),
    "What was the finishing time?": (("3:26.5", "3:25.6"),),
    "What does the lease say?": (("Only the owner may end it early.", "Only the lodger may end it early."), ("The owner pays for repairs.", "The lodger pays for repairs.")),
    "Rank the runners from first to third.": (("1st: Ann, 2nd: Bea, 3rd: Cleo", "Ann, Cleo, Bea"),),
    "How many strings does a cello have?": (("A cello has four strings: C, G, D and A.", "5"),),
    "Which statement is false?\n(1) Ice floats.\n(2) Iron floats.\n(3) Cork floats.": (("Statement 2 is false.", "(3)"),),
    "How many islands are there?": (("There are 12 islands and one reef.", "13"),),
    "Has the lease ended?": (("It ended on 3 June.", "No"),),
    "Are they fruits?": (("Botanically, yes; culinarily, no.", "Yes"),),
    "What is the capacity of the battery?": (("3000 mAh", "4000 mAh"), ("at least 3 Ah", "3 Ah maximum")),
    "What is the domain of f?": (("x ≠ 3", "x > 3"), ("all real numbers", "all real numbers except 3"), ("x ≠ 3", "x ≠ -3")),
    "In what ratio are they mixed?": (("1 part glue, 3 parts water", "3:1"),),
    "What is the electron configuration?": (("1s2 2s2 2p4", "1s2 2s2 2p5"),),
    "What does it print?": (("(3, 1)", "3 1"),),
    "What exception does it raise?": (("KeyError", "It raises an IndexError."),),
    "この国の人口は？": (("1億2500万", "1億5200万"),),
}  # fmt: skip
