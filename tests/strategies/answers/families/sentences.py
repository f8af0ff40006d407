"""Sentences that say who did what, and answers that deny, doubt or correct: pairs of answers that say the same, and pairs that do not."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "What happened?": (
        ("The committee approved the budget on Tuesday.", "On Tuesday, the committee approved the budget."),
        ("The dog chased the cat.", "The cat was chased by the dog."), ("Prices rose by 5% in May.", "In May, prices increased by 5 percent."),
        ("Ann sold the car to Ben.", "Ben bought the car from Ann."), ("Ajax beat PSV.", "PSV lost to Ajax."),
        ("It rained all day, so the match was cancelled.", "The match was called off because it rained all day."), ("Sales fell.", "Sales declined."),
        ("The meeting was postponed until Friday.", "They postponed the meeting to Friday."),
    ),
    "What is the capital of France?": (
        ("Paris, I believe.", "Paris"), ("It's Paris, not Lyon.", "Paris"), ("Probably Paris.", "Paris"), ("I'm fairly sure it's Paris.", "Paris"),
        ("Not Lyon but Paris.", "Paris"), ("Lyon? No, Paris.", "Paris"), ("It used to be Lyon; now it is Paris.", "Paris"), ("Lyon... sorry, I meant Paris.", "Paris"),
        ("Scratch that: Paris", "Paris"), ("Definitely Paris.", "Paris"), ("Paris (I double-checked).", "Paris"),
    ),
    "What does the report say?": (
        ("Unemployment fell in June.", "In June, unemployment fell."), ("The court rejected the appeal.", "The appeal was rejected by the court."),
        ("Profits increased by 10%.", "Profits rose 10 percent."), ("Lisa taught Tom.", "Tom was taught by Lisa."),
        ("France defeated Brazil.", "Brazil was defeated by France."), ("France defeated Brazil.", "Brazil lost to France."),
        ("The tower is taller than the bridge.", "The bridge is shorter than the tower."), ("Peter gave the book to Jane.", "Jane received the book from Peter."),
        ("The company bought the start-up.", "The start-up was bought by the company."),
    ),
    "Which planet has the Great Red Spot?": (
        ("Jupiter, of course.", "Jupiter"), ("It must be Jupiter.", "Jupiter"), ("Not Saturn, Jupiter.", "Jupiter"), ("Saturn? No - Jupiter.", "Jupiter"),
        ("Jupiter, if I recall correctly", "Jupiter"), ("I'd say Jupiter", "Jupiter"), ("Jupiter (Gas Giant)", "Jupiter"), ("Jupiter, the largest planet", "Jupiter"),
        ("Actually, it's Jupiter.", "Jupiter"), ("Saturn - sorry, Jupiter", "Jupiter"), ("No doubt Jupiter", "Jupiter"), ("Nothing but Jupiter", "Jupiter"),
    ),
    "What happened in the match?": (
        ("Chelsea beat Arsenal.", "Arsenal were beaten by Chelsea."), ("Chelsea beat Arsenal.", "Arsenal lost to Chelsea."),
        ("The keeper saved the penalty.", "The penalty was saved by the keeper."), ("Attendance rose by 5%.", "Attendance increased by 5 percent."),
    ),
    "What is the currency of Japan?": (
        ("The yen, I think.", "yen"), ("Not the won but the yen.", "yen"), ("Surely the yen.", "the yen"), ("The won - no, the yen", "the yen"),
        ("It was once the mon; now it is the yen.", "yen"),
    ),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "What happened?": (
        ("The dog chased the cat.", "The cat chased the dog."), ("Ajax beat PSV.", "PSV beat Ajax."), ("Ajax beat PSV 3-1.", "Ajax beat PSV 3-2."),
        ("Prices rose by 5% in May.", "Prices fell by 5% in May."), ("Ann sold the car to Ben.", "Ben sold the car to Ann."),
        ("The committee approved the budget.", "The committee rejected the budget."), ("The drug is effective.", "The drug is ineffective."),
        ("The drug was found to work.", "The drug was not found to work."), ("All students passed.", "Not all students passed."),
        ("Some students passed.", "No students passed."), ("He arrived before noon.", "He arrived after noon."),
        ("The meeting is on Friday.", "The meeting is on Thursday."), ("The Senate passed the bill.", "The House passed the bill."),
        ("The company has 300 employees.", "The company has 3,000 employees."), ("Water flows from the lake to the river.", "Water flows from the river to the lake."),
        ("Iraq invaded Kuwait.", "Kuwait invaded Iraq."), ("The export increased.", "The import increased."),
        ("You should take it with food.", "You should not take it with food."), ("Heat causes expansion.", "Expansion causes heat."),
    ),
    "What is the capital of France?": (
        ("Paris. Just kidding, Lyon.", "Paris"), ("It's not Paris.", "Paris"), ("Lyon, not Paris.", "Paris"), ("Paris? No, Lyon.", "Paris"),
        ("Paris... sorry, I meant Lyon.", "Paris"), ("Paris or Lyon", "Paris"), ("Either Paris or Lyon; I can't tell.", "Paris"), ("Anything but Paris.", "Paris"),
        ("Paris is wrong; it's Lyon.", "Paris"), ("Many say Paris, but it is actually Lyon.", "Paris"), ("It isn't Paris, it's Lyon.", "It isn't Lyon, it's Paris."),
        ("I doubt it's Paris.", "Paris"), ("Paris (incorrect)", "Paris"), ("8 legs (10)", "8"), ("I think 400, but it could be 500", "400"),
    ),
    "What does the report say?": (
        ("Unemployment fell in June.", "Unemployment rose in June."), ("The court rejected the appeal.", "The appeal rejected the court."),
        ("The court rejected the appeal.", "The court upheld the appeal."), ("Profits increased by 10%.", "Profits increased by 20%."),
        ("Lisa taught Tom.", "Tom taught Lisa."), ("France defeated Brazil.", "Brazil defeated France."),
        ("Real Madrid beat Manchester City.", "Manchester City beat Real Madrid."), ("The tower is taller than the bridge.", "The bridge is taller than the tower."),
        ("Peter gave the book to Jane.", "Jane gave the book to Peter."), ("The vaccine is effective.", "The vaccine is not effective."),
        ("Most patients recovered.", "Few patients recovered."), ("He never smoked.", "He smoked."), ("The road is open.", "The road is closed."),
        ("The law was passed in 2010.", "The law was repealed in 2010."), ("Exports exceeded imports.", "Imports exceeded exports."),
        ("The minister resigned.", "The minister did not resign."), ("Add the acid to the water.", "Add the water to the acid."),
        ("The temperature must be above 5 °C.", "The temperature must be below 5 °C."), ("The left lane is closed.", "The right lane is closed."),
        ("Smoking causes cancer.", "Cancer causes smoking."),
    ),
    "Which planet has the Great Red Spot?": (
        ("Jupiter or Saturn", "Jupiter"), ("Not Jupiter", "Jupiter"), ("Jupiter? I doubt it.", "Jupiter"), ("I don't believe it's Jupiter.", "Jupiter"),
        ("Jupiter - just joking, Saturn", "Jupiter"), ("Some say Jupiter, others say Saturn", "Jupiter"), ("Jupiter, although it may be Saturn", "Jupiter"),
        ("Jupiter is incorrect.", "Jupiter"), ("It was thought to be Jupiter, but it is Saturn.", "Jupiter"), ("Any planet except Jupiter", "Jupiter"),
        ("Jupiter, no, Saturn", "Jupiter"), ("Saturn rather than Jupiter", "Jupiter"), ("Possibly Jupiter, possibly Saturn", "Jupiter"), ("Jupiter/Saturn", "Jupiter"),
    ),
    "What happened in the match?": (
        ("Chelsea beat Arsenal.", "Arsenal beat Chelsea."), ("Chelsea lost to Arsenal.", "Arsenal lost to Chelsea."),
        ("The keeper saved the penalty.", "The keeper did not save the penalty."), ("Attendance rose.", "Attendance fell."),
        ("The referee sent off the captain.", "The captain sent off the referee."),
    ),
    "What is the currency of Japan?": (
        ("not the yen", "yen"), ("the yen or the won", "yen"), ("I don't think it's the yen.", "yen"), ("the yen, although it could be the won", "yen"),
        ("The yen. Just joking, the won.", "yen"), ("anything but the yen", "yen"),
    ),
}  # fmt: skip
