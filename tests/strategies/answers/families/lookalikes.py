"""Answers that look alike by a quotation, a label or a block and say other things, and some that do not."""

# ruff: noqa: E501  (texts of models)

from __future__ import annotations

SAME: dict[str, list[tuple[str, str]]] = {
    "How many soldiers were there?": [
        ("2,000 of the 7,000 soldiers died.", "7,000"),
    ],
    "Which character says 'to be or not to be'?": [
        ("Hamlet", "Hamlet says 'to be or not to be'."),
    ],
    "Which country is it?": [
        ('Japan, known as "the Land of the Rising Sun".', "Japan"),
    ],
    "Which city is it?": [
        ('It is Paris, which is also known as "The City of Light".', "Paris"),
    ],
    "Read the text and answer. Text: The hall was built in 1900 by the mayor. Who opened it?\nA. The king\nB. The mayor\nC. The pope": [
        ("B", "The mayor"),
    ],
    "Which city is the capital of France?\n[1] Paris\n[2] Lyon\n[3] Nice": [
        ("[1]", "Paris"),
    ],
    "Read this. Text: The hall was opened by the mayor in 1900 or so. Was it opened by the mayor? Answer in one sentence.": [
        ("Yes", "It was opened by the mayor."),
    ],
    'Please reply to: "Is it safe to take aspirin with alcohol in one day?"': [
        ("No", "It is not safe to take aspirin with alcohol."),
    ],
    "Is a tomato a fruit or a vegetable?": [
        ("fruit", "Botanically it's a fruit, though used as a vegetable."),
    ],
    "Classify the sentiment as positive, negative or neutral: 'ok'": [
        ("The sentiment is positive.", "This text is clearly positive, with no negative words."),
    ],
}

DIFFERENT: dict[str, list[tuple[str, str]]] = {
    "Find x and y.": [
        ("We get\n$$x = 2, y = 3$$", "We get\n$$x = 5, y = 3$$"),
    ],
    "Which character says 'to be or not to be'?": [
        (
            "In the play, Hamlet says 'to be or not to be'.",
            "In the play, Polonius says 'to be or not to be'.",
        ),
    ],
    "Who painted the work known as 'Guernica'?": [
        (
            'Picasso painted the work known as "Guernica".',
            'Dali painted the work known as "Guernica".',
        ),
    ],
    "How much did the painting sell for?": [
        ('It sold for $5 million as "Untitled".', 'It sold for $8 million as "Untitled".'),
    ],
    "What does the method return for an empty list?": [
        ("It does not return 'None'.", "It returns 'None'."),
    ],
    "What planet is it?": [
        ('Mars, which is known as "the red planet".', 'Venus, which is known as "the red planet".'),
    ],
    "Write a Python program that prints hello.": [
        (
            "```bash\npip install x\n```\n```python\nprint('hello')\n```",
            "```bash\npip install x\n```\n```python\nprint('goodbye')\n```",
        ),
    ],
    "Rate the priority (low, medium, high) and give the number of affected users. Ticket: the server is down": [
        ("high, 40", "high, 4"),
    ],
    "What is the capital of Australia? Also classify the question as easy or hard.": [
        ("Canberra. Easy.", "Sydney. Easy."),
    ],
    "Did sales rise or fall in 2020, and by how many percent?": [
        ("They rose by 5 percent", "They rose by 8 percent"),
    ],
    "What vitamin is in oranges? Is it good or bad?": [
        ("Vitamin C. Good.", "Vitamin D. Good."),
    ],
    "Classify the sentiment (positive/negative) and give the topic. Review: bad battery": [
        ("Sentiment: negative\nTopic: battery", "Sentiment: negative\nTopic: shipping"),
    ],
    "Which planet is the hottest (Mercury, Venus, Earth)? Answer with the temperature.": [
        ("Venus, 464 °C", "Venus, 300 °C"),
    ],
    "Classify as animal, plant or mineral and name it: woof": [
        ("Animal, dog", "Animal, cat"),
    ],
    "What gas is used as fuel or oxidizer in rockets?": [
        ("Methane as fuel", "Liquid hydrogen as fuel"),
    ],
    "What are the options (calls, puts) worth at a strike of 100?": [
        ("The calls are worth 5", "The calls are worth 10"),
    ],
    "Classify the sentiment as positive, negative or neutral: 'ok'": [
        ("It is hard to call this positive.", "Positive"),
        ("It would be positive if the service were fast.", "Positive"),
        ("Some may say positive. I would go with neutral.", "Positive"),
    ],
    "Should I use a list or a tuple in Python?": [
        ("I'd avoid a tuple.", "tuple"),
    ],
    "Why did the project fail?": [
        ("It did not fail due to the weather.", "It failed due to the weather."),
    ],
    "Why was the flight delayed and who was affected?": [
        ("Anna was affected because of fog.", "Boris was affected because of fog."),
    ],
    "What is the next train and platform?": [
        (
            "The next train is the 9:15 to York and the platform is A.",
            "The next train is the 9:45 to Leeds and the platform is A.",
        ),
    ],
    "Which port did the Titanic sail from in 1912?": [
        ("Southampton, on 10 April 1912", "Liverpool, on 10 April 1912"),
    ],
    "What is the speed?": [
        ("60 kilometers in an hour", "60 kilometers in a minute"),
    ],
    "How much is it?": [
        ("5 dollars (US)", "5 dollars (Canadian)"),
    ],
    "How long does it take?": [
        ("2 days or 3 weeks", "2 days"),
    ],
    "What is it?": [
        ("Python 3 (3.8)", "Python 3 (3.9)"),
    ],
    "How many soldiers were there?": [
        ("2,000 of the 7,000 soldiers died.", "2,000"),
    ],
    "Data: Bob has 12 points, Ann has 13, and Al has 9 points.\nRank them.": [
        ("Ann 13, Bob 12, Al 9", "Ann 12, Bob 13, Al 9"),
    ],
    "Who is the capital?\nA) Sydney\nB) Canberra": [
        ("Sydney was right until 1927, then Canberra", "A"),
    ],
}
