"""Which way something went, how often it is, who won, and which of two things is chosen."""

SAME = {
    "What happened to the number of visitors?": [
        ("It climbed.", "It went up."),
        ("It was reduced.", "The number fell."),
        ("It did not change.", "It stayed the same."),
        ("It went up by 30%.", "an increase of 30%"),
        ("-30%", "It dropped by 30 percent."),
        ("It halved.", "It fell by 50%."),
    ],
    "How often does the committee meet?": [
        ("monthly", "once a month"),
        ("every two weeks", "fortnightly"),
        ("twice a year", "every six months"),
        ("every other day", "every two days"),
        ("three times per week", "3 times a week"),
    ],
    "Who won the final?": [
        ("Ajax beat Porto 2-1.", "Ajax"),
        ("Porto lost to Ajax.", "Ajax won."),
        ("Porto were beaten by Ajax", "Ajax"),
        ("Ajax 2, Porto 1", "Ajax"),
        ("It ended in a draw.", "Nobody won."),
        ("The club that won the final in Lisbon was Ajax.", "Ajax won it."),
        ("Neither Ajax nor Porto won.", "It ended in a draw."),
        ("Ajax, who beat Porto, took the title.", "Ajax won."),
    ],
    "Which is longer, the Seine or the Loire?": [
        ("the Loire", "The Loire is longer than the Seine."),
        ("The Seine is shorter.", "the Loire"),
        ("the second", "Loire"),
        ("Loire > Seine", "the Loire"),
    ],
    "Which is heavier, a kilo of iron or a kilo of feathers?": [
        ("They weigh the same.", "Neither is heavier."),
        ("They are equally heavy.", "Neither; both weigh a kilo."),
        ("There is no difference.", "no difference"),
    ],
    "Do people use only a tenth of their brains?": [
        ("That's a myth.", "No."),
        ("It is a common misconception.", "No, they don't."),
        ("The claim is untrue because all of it is active.", "no"),
    ],
    "Is the story of Atlantis a myth?": [("It's a myth.", "Yes"), ("It is not a myth.", "No")],
    "Can one divide by zero?": [("It is impossible.", "No, one can't.")],
    "Is it impossible to divide by zero?": [("It is impossible.", "Yes")],
    "Who is older, Tom or Jim?": [
        ("They are the same age.", "Neither."),
        ("They were born on the same day, so neither is older.", "Same age"),
    ],
    "Which of these are metals: iron, sulfur, zinc, iodine?": [
        ("iron and zinc", "Only zinc and iron are metals."),
        ("zinc, iron", "iron & zinc; sulfur and iodine are not"),
    ],
    "Which of the numbers 6, 9, 14, 21 are even?": [
        ("6 and 14", "14, 6"),
        ("6, 14", "The even ones are 6 and 14."),
    ],
    "Anna has 4 times as many cards as Ole, who has 9. How many has Anna?": [
        ("Ole has 9, so Anna has 36.", "36"),
        ("9 * 4 = 36, therefore 36 cards", "36"),
    ],
    "How is the new engine compared with the old one?": [("quieter", "It is quieter.")],
    "Who was it that wrote Emma?": [
        ("Jane Austen wrote Emma in 1815.", "Jane Austen"),
        ("Jane Austen wrote Emma.", "Emma was written by Jane Austen."),
    ],
}
DIFFERENT = {
    "Do people use only a tenth of their brains?": [("That's a myth.", "Yes.")],
    "Is the story of Atlantis a myth?": [("It's a myth.", "No")],
    "Can one divide by zero?": [("It is impossible.", "Yes")],
    "Which is heavier, a kilo of iron or a kilo of feathers?": [
        ("They weigh the same.", "The iron."),
        ("Neither is heavier.", "feathers"),
    ],
    "Who is older, Tom or Jim?": [
        ("They are the same age.", "Tom"),
        ("They are the same age.", "Neither age is known."),
    ],
    "Which club won the final?": [
        ("The club that won the final was Ajax.", "Porto won it."),
        ("Neither Ajax nor Porto won.", "Porto won."),
    ],
    "What happened to the number of visitors?": [
        ("It climbed by 30%.", "It fell by 30%."),
        ("It rose to 30%.", "It rose by 30%."),
        ("It did not change.", "It changed."),
        ("It doubled.", "It halved."),
    ],
    "How often does the committee meet?": [
        ("twice a week", "every two weeks"),
        ("every other day", "every day"),
        ("monthly", "yearly"),
    ],
    "Who won the final?": [
        ("Ajax beat Porto.", "Porto"),
        ("Ajax lost.", "Ajax"),
        ("Porto lost to Ajax", "Porto"),
        ("Ajax beat Porto 2-1.", "Ajax beat Porto 3-1."),
        ("It ended in a draw.", "Ajax"),
    ],
    "Which is longer, the Seine or the Loire?": [
        ("The Loire is longer.", "The Seine is longer."),
        ("The Loire is shorter.", "The Loire"),
        ("the first", "the second"),
    ],
    "Which of these are metals: iron, sulfur, zinc, iodine?": [
        ("iron", "iron and zinc"),
        ("iron and zinc", "sulfur and iodine"),
    ],
    "Which of the numbers 6, 9, 14, 21 are even?": [
        ("6 and 14", "6, 9 and 14"),
        ("14", "6 and 14"),
    ],
    "Anna has 4 times as many cards as Ole, who has 9. How many has Anna?": [
        ("Ole has 9, so Anna has 36.", "9")
    ],
    "How is the new engine compared with the old one?": [
        ("The old one is quieter.", "The new one is quieter.")
    ],
    "Who was it that wrote Emma?": [
        ("Emma was written by Jane Austen.", "Emma was written by Charlotte Brontë."),
        ("Jane Austen wrote Emma in 1815.", "Anne Brontë wrote Emma in 1815."),
    ],
    "Who did the Lions beat?": [("The Lions beat the Bears.", "The Lions beat the Wolves.")],
    "How many protons has hydrogen? Give the number and how sure you are.": [("1\n0.9", "2\n0.9")],
}
