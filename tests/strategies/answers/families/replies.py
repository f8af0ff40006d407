"""Pairs of replies in sentences: with a lead-in, in brackets, with explanations, with what says when."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "How many hours are there in a week?": (("There are 168 hours in a week (24 × 7).", "168"),),
    "How many minutes are in a day?": (("1,440 minutes in a day (60 × 24)", "1440"),),
    "What is the distance from the Earth to the Moon?": (("The average distance is 384,400 km.", "238,855 miles"),
        ("The average distance is 384,400 km.", "384400 km")),
    "When did World War II end in Europe?": (("It ended on the 8th of May in 1945.", "1945-05-08"),),
    "Who was the first in space?": (("Cosmonaut Yuri Gagarin", "Yuri Gagarin"),),
    "Who wrote the play?": (("Playwright Arthur Miller", "Arthur Miller"), ("Irish playwright Oscar Wilde", "Oscar Wilde")),
    "What are the three states of matter?": (("1. **Solid** – keeps its shape\n2. **Liquid** – flows\n3. **Gas** – fills its container", "solid, liquid and gas"),),
    "Which tools are needed?": (("- Hammer: used for driving nails\n- Saw: used for cutting wood", "saw, hammer"),),
    "Which two countries share the longest border?": (("Canada and the USA", "the US and Canada"),
        ("Canada and the United States share the longest international border, at 8,891 km.", "USA, Canada")),
    "Which languages are official?": (("German, French, Italian", "French, Italian and German"),),
    "Is a tomato a fruit?": (("Botanically speaking, yes.", "Yes."), ("A tomato is botanically a fruit.", "Yes")),
    "Is Bern the capital of Switzerland?": (("Officially, no.", "No"), ("Bern is effectively the capital of Switzerland.", "Yes")),
    "Which of these is a renewable energy source?\nA. Coal\nB. Natural gas\nC. Wind\nD. Oil": (("Option A (coal) is a fossil fuel, B (natural gas) too, and D (oil) as well. Only C is renewable.", "C"),),
    "Wie viele Beine hat eine Spinne?": (("Eine Spinne hat acht Beine.", "8"),),
    "Combien de pattes a une araignée ?": (("Une araignée a huit pattes.", "8"),),
    "What is the derivative of x^3?": (("\\frac{d}{dx} x^3 = 3x^2", "3x^2"), ("By the power rule, the derivative is 3x^2.", "3 x^2")),
    "What is the square root of 144?": (("The square root of 144 is **12**.", "12"),),
    "Who founded the company?": (("According to the article, the company was founded by Ann Lee.", "Ann Lee"),),
    "What is the main export?": (("Based on the passage, the main export is coffee.", "coffee"),),
    "Which city hosted the games?": (("In 1992, Barcelona hosted the games.", "Barcelona"),),
    "How many students are enrolled?": (("There are 1,847 students enrolled this year.", "1847"), ("close to 2,000", "about 2000")),
    "How many books were sold?": (("5,300 copies sold last month", "5300"),),
    "¿Cuántos días tiene un año bisiesto?": (("366", "Un año bisiesto tiene 366 días."),),
    "Combien de jours a une semaine ?": (("Une semaine a 7 jours.", "sept"),),
    "Which ingredients does the sauce need?": (("tomatoes, garlic, basil", "basil, tomatoes, garlic"),),
    "What time does the store close?": (("at nine in the evening", "9 PM"),),
    "When does it start?": (("eight at night", "20:00"),),
    "Who wrote the novel?": (("E. M. Forster", "Edward Morgan Forster"), ("E. B. White", "Elwyn Brooks White")),
    "Which gas do humans exhale?": (("Carbon dioxide, mostly", "carbon dioxide"), ("carbon dioxide, of course", "Carbon dioxide")),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "How many minutes are in a day?": (("1,440 minutes in a day (60 × 24)", "24"),),
    "What is the distance from the Earth to the Moon?": (("The average distance is 384,400 km.", "384 km"),),
    "When did World War II end in Europe?": (("It ended on the 8th of May in 1945.", "1945-05-09"),),
    "Which tools are needed?": (("- Hammer: used for driving nails\n- Saw: used for cutting wood", "saw, pliers"),),
    "List name and age.": (("- Ann: 30\n- Bob: 40", "- Ann: 40\n- Bob: 30"),),
    "Which two countries share the longest border?": (("Canada and the USA", "Canada and the UK"),),
    "Is a tomato a fruit?": (("Botanically speaking, yes.", "No"),),
    "Is Bern the capital of Switzerland?": (("Bern is not officially the capital of Switzerland.", "Yes"),),
    "Which of these is a renewable energy source?\nA. Coal\nB. Natural gas\nC. Wind\nD. Oil": (("Only B is renewable.", "C"),),
    "Wie viele Beine hat eine Spinne?": (("Eine Spinne hat acht Beine.", "1"),),
    "What is the derivative of x^3?": (("By the power rule, the derivative is 3x^2.", "x^2"),),
    "What is the square root of 144?": (("The square root of 144 is **12**.", "144"),),
    "What is the main export?": (("Based on the passage, the main export is coffee.", "tea"),),
    "Which city hosted the games?": (("In 1992, Barcelona hosted the games.", "Madrid"),),
    "How many books were sold?": (("5,300 copies sold last month", "5200"),),
    "¿Cuántos días tiene un año bisiesto?": (("365", "Un año bisiesto tiene 366 días."),),
    "Which ingredients does the sauce need?": (("tomatoes, garlic, basil", "tomatoes, garlic"),),
    "What time does the store close?": (("at nine in the morning", "9 PM"),),
    "Who wrote the novel?": (("E. M. Forster", "Edward Albert Forster"),),
    "Which gas do humans exhale?": (("Carbon dioxide, mostly", "oxygen"),),
}  # fmt: skip
