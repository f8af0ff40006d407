"""Numbers, ordinals, percentages and ranges: pairs of answers that say the same, and pairs that do not."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "How many visitors came?": (
        ("1500", "1,500"), ("1.5 thousand", "1500"), ("fifteen hundred", "1500"), ("one thousand five hundred", "1,500"),
        ("1500 visitors", "There were 1,500 visitors in total."), ("2.5 million", "2,500,000"), ("2.5M", "2.5 million"), ("3k", "3000"), ("a dozen", "12"),
        ("two dozen", "24"), ("half a million", "500,000"), ("1.2 × 10^6", "1.2 million"), ("1.2e6", "1,200,000"), ("4·10³", "4000"), ("sieben", "7"),
        ("vingt et un", "21"), ("quatre-vingt-dix", "90"), ("treinta y dos", "32"), ("двадцать пять", "25"), ("三百", "300"), ("1.500 Besucher", "1500"),
        ("2'500", "2,500"), ("12 lakh", "1.2 million"), ("3 crore", "30 million"), ("XIV", "14"), ("about 1500", "approximately 1,500"), ("+7", "7"), ("7.0", "7"),
        ("0.50", "1/2"), ("½", "0.5"), ("2½", "2.5"), ("1 3/4", "1.75"), ("-3", "−3"), ("minus three", "-3"), ("(1,500)", "1500"), ("百二十", "120"),
        ("einundzwanzig", "21"), ("1,5 Millionen", "1.5 million"), ("1.234,56", "1,234.56"), ("one hundred and five", "105"), ("twenty-one", "21"), ("3/8", "0.375"),
        ("٤٢", "42"), ("４２", "42"), ("zero", "0"), ("none", "0"), ("no visitors", "0"),
    ),
    "In which place did the team finish?": (
        ("3rd", "third"), ("third place", "3rd place"), ("21st", "twenty-first"), ("last", "in last place"), ("dritter", "3."),
    ),
    "What share of voters agreed?": (
        ("45%", "45 percent"), ("45 %", "45 per cent"), ("0.45", "45%"), ("45 pct", "45%"), ("half", "50%"), ("three quarters", "75%"), ("a third", "1/3"),
        ("45 Prozent", "45%"), ("12.5%", "12.50 %"), ("1 in 4", "25%"), ("two out of five", "40%"), ("百分之四十五", "45%"), ("nearly 45%", "about 45%"),
        ("45 por ciento", "45%"),
    ),
    "How long does the effect last, in hours?": (
        ("4-6", "4 to 6"), ("4–6 hours", "between 4 and 6 hours"), ("from 4 to 6 hours", "4 - 6 h"), ("four to six", "4-6"), ("at least 4", "≥ 4"),
        ("at most 6 hours", "no more than 6 hours"), ("up to 6", "≤ 6"), ("over 4 hours", "more than 4 hours"), ("5 ± 1", "5 +/- 1"),
    ),
    "How many seats does the theatre have?": (
        ("2,400", "2400"), ("2 400", "2400"), ("2.400", "2,400 seats"), ("2.4k", "2400"), ("twenty-four hundred", "2400"), ("two thousand four hundred", "2400"),
        ("zweitausendvierhundert", "2400"), ("deux mille quatre cents", "2400"), ("dos mil cuatrocientos", "2400"), ("две тысячи четыреста", "2400"), ("二千四百", "2400"),
        ("2400席", "2400"), ("It seats 2,400 people.", "2400"), ("2400 (two thousand four hundred)", "2400"), ("roughly 2,400", "around 2400"),
        ("a quarter of a million", "250,000"), ("three and a half thousand", "3500"), ("ein Dutzend", "12"), ("six hundred and ten", "610"), ("MCM", "1900"),
        ("~2400", "about 2,400"), ("exactly 2400", "2400"), ("a hundred", "100"), ("ninety-nine", "99"), ("dreiundzwanzig", "23"), ("soixante-quinze", "75"),
        ("ottantotto", "88"), ("quarenta e dois", "42"), ("tolv", "12"), ("dwanaście", "12"), ("十二", "12"), ("१२", "12"), ("no seats", "none"), ("2400.00", "2400"),
        ("24 hundred", "2400"), ("7/4", "1.75"), ("1¾", "1.75"), ("0,25", "1/4"), ("5 × 10⁻²", "0.05"), ("1.5e3", "1500"), ("-0.5", "−1/2"), ("negative five", "-5"),
    ),
    "What is the probability of rain?": (
        ("30%", "0.3"), ("30 %", "thirty percent"), ("3/10", "30%"), ("3 in 10", "30%"), ("30 percent chance", "30%"), ("30 vH", "30 %"), ("0,3", "30%"),
        ("30 процентов", "30%"), ("approximately 30%", "about 30 percent"), ("one third", "1/3"), ("33.3%", "1/3"),
    ),
    "What is the normal range of the value?": (
        ("70-100", "70 to 100"), ("70–100 mg/dL", "between 70 and 100 mg/dL"), ("from 70 to 100", "70...100"), ("70 bis 100", "70-100"), ("de 70 à 100", "70 - 100"),
        ("70〜100", "70-100"), ("≤ 5", "at most 5"), ("less than 5", "< 5"), ("5 or less", "≤5"), ("above 7", "greater than 7"), ("100 ± 5", "100 plus or minus 5"),
    ),
    "How many moons does Mars have?": (
        ("2", "two moons"), ("Two", "2"), ("Mars has 2 moons.", "two"), ("zwei", "2"), ("deux lunes", "2"), ("二", "2"), ("2 (Phobos and Deimos)", "2"), ("два", "2"),
        ("It has two: Phobos and Deimos.", "2"),
    ),
    "What fraction of the vote did she win?": (
        ("62%", "0.62"), ("62 percent", "62 %"), ("three fifths", "60%"), ("3/5", "0.6"), ("nearly 62%", "about 62%"),
    ),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "How many visitors came?": (
        ("1500", "15000"), ("1,500", "1.5"), ("1500", "1501"), ("-3", "3"), ("minus three", "3"), ("2.5 million", "2.5 billion"), ("3k", "3M"), ("fifteen", "fifty"),
        ("thirteen", "thirty"), ("1/2", "2/1"), ("2½", "2.25"), ("twenty-one", "twelve"), ("three hundred", "three thousand"), ("1e6", "1e-6"),
        ("at least 20", "20 at most"), ("more than 100", "100"), ("fewer than 50", "50"), ("over 9000", "under 9000"), ("0.5", "5"), ("vingt", "trente"), ("三百", "三千"),
        ("XIV", "XVI"), ("1.2 × 10^6", "1.2 × 10^5"), ("half a million", "a million"), ("about 1500", "about 1800"), ("neither", "both"), ("0.1", "0.01"), ("12", "21"),
        ("3 crore", "3 lakh"),
    ),
    "In which place did the team finish?": (
        ("3rd", "13th"), ("second", "third"), ("first", "last"), ("1st", "21st"),
    ),
    "What share of voters agreed?": (
        ("45%", "45 percentage points"), ("45%", "54%"), ("45%", "4.5%"), ("0.45%", "45%"), ("45%", "55%"), ("1 in 4", "1 in 5"), ("three quarters", "two thirds"),
        ("45%", "-45%"), ("a third", "33 people"), ("more than 45%", "less than 45%"),
    ),
    "How long does the effect last, in hours?": (
        ("4-6", "4-8"), ("4-6", "6-8"), ("4 to 6", "46"), ("4-6", "5"), ("at least 4", "at most 4"), ("> 4", "< 4"), ("4-6 hours", "4-6 days"),
        ("up to 6 hours", "6 hours or more"), ("5 ± 1", "5 ± 2"), ("4–6", "4"),
    ),
    "How many seats does the theatre have?": (
        ("2400", "24000"), ("2400", "2040"), ("2,400", "2.4"), ("forty", "fourteen"), ("sixty-two", "twenty-six"), ("2400", "4200"), ("two hundred", "two thousand"),
        ("three and a half thousand", "three thousand"), ("7/4", "4/7"), ("5 × 10⁻²", "5 × 10²"), ("-5", "5"), ("at least 2400", "at most 2400"),
        ("2400", "more than 2400"), ("dreiundzwanzig", "zweiunddreißig"), ("a dozen", "a score"), ("1.5e3", "1.5e4"), ("0.05", "0.005"), ("ninety-nine", "ninety"),
        ("2400 seats", "240 seats"), ("between 2000 and 2500", "2400"), ("a quarter of a million", "a quarter of a billion"), ("1¾", "1¼"), ("二千四百", "二千五百"),
        ("2400, or maybe 2600", "2400"), ("2400 (2600)", "2400"), ("2400; others say 2600", "2400"),
    ),
    "What is the probability of rain?": (
        ("30%", "3%"), ("30%", "70%"), ("0.3", "0.03"), ("3 in 10", "3 in 100"), ("at least 30%", "at most 30%"), ("30%", "20-40%"), ("one third", "one fourth"),
    ),
    "What is the normal range of the value?": (
        ("70-100", "70-110"), ("70-100", "60-100"), ("70-100 mg", "70-100 g"), ("≤ 5", "≥ 5"), ("less than 5", "5"), ("above 7", "below 7"), ("70 to 100", "100"),
        ("100 ± 5", "100 ± 10"),
    ),
    "How many moons does Mars have?": (
        ("2", "3"), ("two", "twelve"), ("2 (3)", "2"), ("2 or 3", "2"), ("at least 2", "2"), ("2", "20"), ("not 2", "2"), ("I believe 2, but it might be 3", "2"),
    ),
    "What fraction of the vote did she win?": (
        ("62%", "26%"), ("three fifths", "three quarters"), ("62%", "6.2%"), ("over 62%", "under 62%"),
    ),
}  # fmt: skip
