"""What models reply to plain questions, without being told how to."""

# ruff: noqa: E501  (texts of models, in many scripts)

from __future__ import annotations

SAME: dict[str, list[tuple[str, str]]] = {
    "What is 10! (10 factorial)?": [
        ("3,628,800", "10! (10 factorial) is equal to 3,628,800."),
        ("3,628,800", "The factorial of 10 (denoted as 10!) is 3,628,800."),
        (
            "10! (10 factorial) is equal to 3,628,800.",
            "The factorial of 10 (denoted as 10!) is 3,628,800.",
        ),
    ],
    "What is the result of 5 // 2 in Python?": [
        ("2", "The result of 5 // 2 in Python is 2."),
        ("2", "5 // 2 in Python results in 2. This is because integer division rounds down."),
        ("2", "In Python, the result of `5 // 2` is `2`."),
        (
            "The result of 5 // 2 in Python is 2.",
            "5 // 2 in Python results in 2. This is because integer division rounds down.",
        ),
        ("The result of 5 // 2 in Python is 2.", "In Python, the result of `5 // 2` is `2`."),
        (
            "5 // 2 in Python results in 2. This is because integer division rounds down.",
            "In Python, the result of `5 // 2` is `2`.",
        ),
    ],
    "What is the type of [] in Python?": [
        ("list", 'The type of [] in Python is "list".'),
        ("list", "In Python, `[]` is a list."),
        ("list", "a list"),
        ('The type of [] in Python is "list".', "In Python, `[]` is a list."),
        ('The type of [] in Python is "list".', "a list"),
        ("In Python, `[]` is a list.", "a list"),
    ],
    "Correct the grammar: 'She don't like apples.'": [
        ("She doesn't like apples.", 'The corrected grammar is: "She doesn\'t like apples."'),
        ("She doesn't like apples.", 'The correct sentence is "She doesn\'t like apples."'),
        (
            'The corrected grammar is: "She doesn\'t like apples."',
            'The correct sentence is "She doesn\'t like apples."',
        ),
    ],
    'Translate into French: "Good night".': [
        ("Bonne nuit", '"Good night" in French is "Bonne nuit".'),
        (
            "Bonne nuit",
            'In French, the translation of "Good night" is:\n"Bonne nuit"\n\nHere is a breakdown:\n\n- "Bonne" = good',
        ),
        (
            '"Good night" in French is "Bonne nuit".',
            'In French, the translation of "Good night" is:\n"Bonne nuit"\n\nHere is a breakdown:\n\n- "Bonne" = good',
        ),
    ],
    "What is the subject of the sentence 'The old man walked slowly home'?": [
        (
            "the old man",
            "The subject of the sentence 'The old man walked slowly home' is \"The old man\".",
        ),
        ("the old man", "The subject of the sentence is the old man."),
        (
            "The subject of the sentence 'The old man walked slowly home' is \"The old man\".",
            "The subject of the sentence is the old man.",
        ),
    ],
    'What is the output of: print("a" * 3)': [
        ("aaa", "The output of `print(\"a\" * 3)` is `'aaa'`."),
        ("aaa", 'The output of the code will be the string "aaa". This is because `*` repeats it.'),
        (
            "The output of `print(\"a\" * 3)` is `'aaa'`.",
            'The output of the code will be the string "aaa". This is because `*` repeats it.',
        ),
    ],
    "Which command shows the current directory in Linux?": [
        ("pwd", "The command to display the current directory in Linux is `pwd`."),
        (
            "pwd",
            "To show the current directory in Linux, you can use the `pwd` command (Print Working Directory).",
        ),
        ("pwd", "You can use this command:\n\n```bash\npwd\n```\n\nIt prints the directory."),
        (
            "The command to display the current directory in Linux is `pwd`.",
            "To show the current directory in Linux, you can use the `pwd` command (Print Working Directory).",
        ),
        (
            "The command to display the current directory in Linux is `pwd`.",
            "You can use this command:\n\n```bash\npwd\n```\n\nIt prints the directory.",
        ),
        (
            "To show the current directory in Linux, you can use the `pwd` command (Print Working Directory).",
            "You can use this command:\n\n```bash\npwd\n```\n\nIt prints the directory.",
        ),
    ],
    "What is the SQL query to count the rows in the table orders?": [
        (
            "SELECT count(*) FROM orders;",
            "The SQL query to count the rows is `SELECT count(*) FROM orders`.",
        ),
        (
            "SELECT count(*) FROM orders;",
            "You can use the SQL COUNT() function to count rows. In this case, you would use the following SQL query:\n\n```sql\nSELECT COUNT(*) FROM orders;\n```\n\nThis query will return the number of rows.",
        ),
        (
            "The SQL query to count the rows is `SELECT count(*) FROM orders`.",
            "You can use the SQL COUNT() function to count rows. In this case, you would use the following SQL query:\n\n```sql\nSELECT COUNT(*) FROM orders;\n```\n\nThis query will return the number of rows.",
        ),
    ],
    "Does water boil at a lower temperature at high altitude?": [
        ("Yes", "Yes, water boils at a lower temperature at high altitude."),
        (
            "Yes",
            "Water boils at a lower temperature at high altitude due to the decrease in atmospheric pressure. As altitude increases, there is less air above.",
        ),
        (
            "Yes, water boils at a lower temperature at high altitude.",
            "Water boils at a lower temperature at high altitude due to the decrease in atmospheric pressure. As altitude increases, there is less air above.",
        ),
    ],
    "Are tomatoes and potatoes related?": [
        ("Yes", "Tomatoes and potatoes are closely related and can be grown together."),
        ("Yes", "Yes, they are in one family."),
        (
            "Tomatoes and potatoes are closely related and can be grown together.",
            "Yes, they are in one family.",
        ),
    ],
    "Is it true that humans use only 10% of their brain?": [
        (
            "No",
            "It is generally not accurate to say that humans use only 10% of their brain. The brain is complex.",
        ),
        ("No", "No, it is not accurate to say that humans use only 10% of their brain."),
        (
            "It is generally not accurate to say that humans use only 10% of their brain. The brain is complex.",
            "No, it is not accurate to say that humans use only 10% of their brain.",
        ),
    ],
    "Should you put metal in a microwave?": [
        (
            "No",
            "In general, it is not recommended to put metal in a microwave as it can damage it.",
        ),
        ("No", "No, you should not put metal in a microwave."),
        ("No", "You should avoid putting metal in a microwave."),
        (
            "In general, it is not recommended to put metal in a microwave as it can damage it.",
            "No, you should not put metal in a microwave.",
        ),
        (
            "In general, it is not recommended to put metal in a microwave as it can damage it.",
            "You should avoid putting metal in a microwave.",
        ),
        (
            "No, you should not put metal in a microwave.",
            "You should avoid putting metal in a microwave.",
        ),
    ],
    "Who won the FIFA World Cup in 2014?": [
        (
            "Argentina",
            "The FIFA World Cup in 2014 was won by Argentina, who defeated Brazil in the final.",
        ),
        ("Argentina", "The FIFA World Cup in 2014 was won by the Argentina team."),
        ("Argentina", "Argentina won it."),
        (
            "The FIFA World Cup in 2014 was won by Argentina, who defeated Brazil in the final.",
            "The FIFA World Cup in 2014 was won by the Argentina team.",
        ),
        (
            "The FIFA World Cup in 2014 was won by Argentina, who defeated Brazil in the final.",
            "Argentina won it.",
        ),
        ("The FIFA World Cup in 2014 was won by the Argentina team.", "Argentina won it."),
    ],
    "Tom is taller than Ann. Ann is taller than Ben. Kim is shorter than Ben. Who is the shortest?": [
        (
            "Kim",
            "Let's go through it. Tom is taller than Ann, and Ann is taller than Ben. Kim is shorter than Ben. Combining these statements, we can conclude that Kim is the shortest because Ben is taller than Kim.",
        ),
        (
            "Kim",
            "1. Tom is taller than Ann.\n2. Ann is taller than Ben.\n3. Kim is shorter than Ben, so she is below all of the others.\n\nTherefore, the shortest person is Kim.",
        ),
        (
            "Let's go through it. Tom is taller than Ann, and Ann is taller than Ben. Kim is shorter than Ben. Combining these statements, we can conclude that Kim is the shortest because Ben is taller than Kim.",
            "1. Tom is taller than Ann.\n2. Ann is taller than Ben.\n3. Kim is shorter than Ben, so she is below all of the others.\n\nTherefore, the shortest person is Kim.",
        ),
    ],
    "Why was the launch postponed?": [
        (
            "The launch was postponed because the supplier was late.",
            "Because the supplier was late.",
        ),
        (
            "The launch was postponed because the supplier was late.",
            "The launch of the project was postponed from May 3 to May 17 due to the supplier being late.",
        ),
        (
            "Because the supplier was late.",
            "The launch of the project was postponed from May 3 to May 17 due to the supplier being late.",
        ),
    ],
    "What date is 30 days after January 15, 2024?": [
        ("February 14, 2024", "The date 30 days after January 15, 2024, is February 14, 2024."),
        ("February 14, 2024", "2024-02-14"),
        (
            "February 14, 2024",
            'It will print "2024-02-14". This is because 30 days after January 15, 2024, is February 14, 2024.',
        ),
        ("The date 30 days after January 15, 2024, is February 14, 2024.", "2024-02-14"),
        (
            "The date 30 days after January 15, 2024, is February 14, 2024.",
            'It will print "2024-02-14". This is because 30 days after January 15, 2024, is February 14, 2024.',
        ),
        (
            "2024-02-14",
            'It will print "2024-02-14". This is because 30 days after January 15, 2024, is February 14, 2024.',
        ),
    ],
    "What is the new launch date?": [
        ("May 17", "The new launch date is May 17."),
        ("May 17", "The new launch date for the project is May 17."),
        ("The new launch date is May 17.", "The new launch date for the project is May 17."),
    ],
    "When does the museum open on Saturday?": [
        ("10 am", "At 10 am."),
        ("10 am", "The museum opens at 10 am on Saturday."),
        ("At 10 am.", "The museum opens at 10 am on Saturday."),
    ],
    "By how much did revenue grow?": [
        ("0.9 million", "It grew by $0.9 million."),
        ("0.9 million", "So, revenue grew by \\(\\boxed{0.9}\\) million."),
        ("It grew by $0.9 million.", "So, revenue grew by \\(\\boxed{0.9}\\) million."),
    ],
    "How deep is the Mariana Trench?": [
        ("10,994 meters", "The Mariana Trench is 10,994 meters deep."),
        (
            "10,994 meters",
            "The Mariana Trench is the deepest point in the world and is approximately 10,994 meters (36,070 feet) below the surface.",
        ),
        (
            "The Mariana Trench is 10,994 meters deep.",
            "The Mariana Trench is the deepest point in the world and is approximately 10,994 meters (36,070 feet) below the surface.",
        ),
    ],
    "What is the time complexity of quicksort in the average case?": [
        ("O(n log n)", "The average time complexity of quicksort is O(n log n)."),
        (
            "O(n log n)",
            "The average time complexity of quicksort in the average case is \\(O(n \\log n)\\).",
        ),
        (
            "The average time complexity of quicksort is O(n log n).",
            "The average time complexity of quicksort in the average case is \\(O(n \\log n)\\).",
        ),
    ],
    "Which is heavier: 1 kg of feathers or 900 g of iron?": [
        (
            "1 kg of feathers",
            "Since 1000 g is more than 900 g, we can compare them at once and see it.\n\nTherefore, 1 kg of feathers is heavier than 900 g of iron.",
        ),
        (
            "1 kg of feathers",
            "Both are materials, and they are very different in terms of mass and of density, too. In summary, 900 g of iron is much lighter than 1 kg of feathers.",
        ),
        (
            "Since 1000 g is more than 900 g, we can compare them at once and see it.\n\nTherefore, 1 kg of feathers is heavier than 900 g of iron.",
            "Both are materials, and they are very different in terms of mass and of density, too. In summary, 900 g of iron is much lighter than 1 kg of feathers.",
        ),
    ],
    "How many soldiers died?": [
        ("2,000", "2,000 of the 7,000 soldiers died."),
        ("2,000", "According to the text, 2,000 of the 7,000 soldiers died."),
        (
            "2,000 of the 7,000 soldiers died.",
            "According to the text, 2,000 of the 7,000 soldiers died.",
        ),
    ],
}

DIFFERENT: dict[str, list[tuple[str, str]]] = {
    "What is 10! (10 factorial)?": [
        ("3,628,800", "362,880"),
        ("3,628,800", "The factorial of 10 (denoted as 10!) is 3,628,000."),
        ("10! (10 factorial) is equal to 3,628,800.", "362,880"),
        (
            "10! (10 factorial) is equal to 3,628,800.",
            "The factorial of 10 (denoted as 10!) is 3,628,000.",
        ),
        ("The factorial of 10 (denoted as 10!) is 3,628,800.", "362,880"),
        (
            "The factorial of 10 (denoted as 10!) is 3,628,800.",
            "The factorial of 10 (denoted as 10!) is 3,628,000.",
        ),
    ],
    "What is the result of 5 // 2 in Python?": [
        ("2", "2.5"),
        ("2", "5 // 2 in Python results in 3."),
        ("2", "The result of 5 // 2 in Python is 2.5."),
        ("The result of 5 // 2 in Python is 2.", "2.5"),
        ("The result of 5 // 2 in Python is 2.", "5 // 2 in Python results in 3."),
        ("The result of 5 // 2 in Python is 2.", "The result of 5 // 2 in Python is 2.5."),
        ("5 // 2 in Python results in 2. This is because integer division rounds down.", "2.5"),
        (
            "5 // 2 in Python results in 2. This is because integer division rounds down.",
            "5 // 2 in Python results in 3.",
        ),
        (
            "5 // 2 in Python results in 2. This is because integer division rounds down.",
            "The result of 5 // 2 in Python is 2.5.",
        ),
        ("In Python, the result of `5 // 2` is `2`.", "2.5"),
        ("In Python, the result of `5 // 2` is `2`.", "5 // 2 in Python results in 3."),
        ("In Python, the result of `5 // 2` is `2`.", "The result of 5 // 2 in Python is 2.5."),
    ],
    "What is the type of [] in Python?": [
        ("list", "tuple"),
        ("list", "In Python, `[]` is a tuple."),
        ("list", 'The type of [] in Python is "dict".'),
        ('The type of [] in Python is "list".', "tuple"),
        ('The type of [] in Python is "list".', "In Python, `[]` is a tuple."),
        ('The type of [] in Python is "list".', 'The type of [] in Python is "dict".'),
        ("In Python, `[]` is a list.", "tuple"),
        ("In Python, `[]` is a list.", "In Python, `[]` is a tuple."),
        ("In Python, `[]` is a list.", 'The type of [] in Python is "dict".'),
        ("a list", "tuple"),
        ("a list", "In Python, `[]` is a tuple."),
        ("a list", 'The type of [] in Python is "dict".'),
    ],
    "Correct the grammar: 'She don't like apples.'": [
        ("She doesn't like apples.", "She don't like apple."),
        ('The corrected grammar is: "She doesn\'t like apples."', "She don't like apple."),
        ('The correct sentence is "She doesn\'t like apples."', "She don't like apple."),
    ],
    'Translate into French: "Good night".': [
        ("Bonne nuit", "Bonsoir"),
        ("Bonne nuit", '"Good night" in French is "Bonsoir".'),
        ('"Good night" in French is "Bonne nuit".', "Bonsoir"),
        ('"Good night" in French is "Bonne nuit".', '"Good night" in French is "Bonsoir".'),
        (
            'In French, the translation of "Good night" is:\n"Bonne nuit"\n\nHere is a breakdown:\n\n- "Bonne" = good',
            "Bonsoir",
        ),
        (
            'In French, the translation of "Good night" is:\n"Bonne nuit"\n\nHere is a breakdown:\n\n- "Bonne" = good',
            '"Good night" in French is "Bonsoir".',
        ),
    ],
    "What is the subject of the sentence 'The old man walked slowly home'?": [
        ("the old man", "home"),
        ("the old man", "The subject of the sentence is home."),
        (
            "The subject of the sentence 'The old man walked slowly home' is \"The old man\".",
            "home",
        ),
        (
            "The subject of the sentence 'The old man walked slowly home' is \"The old man\".",
            "The subject of the sentence is home.",
        ),
        ("The subject of the sentence is the old man.", "home"),
        ("The subject of the sentence is the old man.", "The subject of the sentence is home."),
    ],
    'What is the output of: print("a" * 3)': [
        ("aaa", "a3"),
        ("aaa", "aa"),
        ("The output of `print(\"a\" * 3)` is `'aaa'`.", "a3"),
        ("The output of `print(\"a\" * 3)` is `'aaa'`.", "aa"),
        ('The output of the code will be the string "aaa". This is because `*` repeats it.', "a3"),
        ('The output of the code will be the string "aaa". This is because `*` repeats it.', "aa"),
    ],
    "Which command shows the current directory in Linux?": [
        ("pwd", "ls"),
        ("pwd", "To show the current directory in Linux, you can use the `cd` command."),
        ("pwd", "You can use this command:\n\n```bash\nls -l\n```\n"),
        ("The command to display the current directory in Linux is `pwd`.", "ls"),
        (
            "The command to display the current directory in Linux is `pwd`.",
            "To show the current directory in Linux, you can use the `cd` command.",
        ),
        (
            "The command to display the current directory in Linux is `pwd`.",
            "You can use this command:\n\n```bash\nls -l\n```\n",
        ),
        (
            "To show the current directory in Linux, you can use the `pwd` command (Print Working Directory).",
            "ls",
        ),
        (
            "To show the current directory in Linux, you can use the `pwd` command (Print Working Directory).",
            "To show the current directory in Linux, you can use the `cd` command.",
        ),
        (
            "To show the current directory in Linux, you can use the `pwd` command (Print Working Directory).",
            "You can use this command:\n\n```bash\nls -l\n```\n",
        ),
        ("You can use this command:\n\n```bash\npwd\n```\n\nIt prints the directory.", "ls"),
        (
            "You can use this command:\n\n```bash\npwd\n```\n\nIt prints the directory.",
            "To show the current directory in Linux, you can use the `cd` command.",
        ),
        (
            "You can use this command:\n\n```bash\npwd\n```\n\nIt prints the directory.",
            "You can use this command:\n\n```bash\nls -l\n```\n",
        ),
    ],
    "What is the SQL query to count the rows in the table orders?": [
        ("SELECT count(*) FROM orders;", "SELECT count(id) FROM users;"),
        ("SELECT count(*) FROM orders;", "The SQL query is `SELECT sum(amount) FROM orders`."),
        (
            "The SQL query to count the rows is `SELECT count(*) FROM orders`.",
            "SELECT count(id) FROM users;",
        ),
        (
            "The SQL query to count the rows is `SELECT count(*) FROM orders`.",
            "The SQL query is `SELECT sum(amount) FROM orders`.",
        ),
        (
            "You can use the SQL COUNT() function to count rows. In this case, you would use the following SQL query:\n\n```sql\nSELECT COUNT(*) FROM orders;\n```\n\nThis query will return the number of rows.",
            "SELECT count(id) FROM users;",
        ),
        (
            "You can use the SQL COUNT() function to count rows. In this case, you would use the following SQL query:\n\n```sql\nSELECT COUNT(*) FROM orders;\n```\n\nThis query will return the number of rows.",
            "The SQL query is `SELECT sum(amount) FROM orders`.",
        ),
    ],
    "Does water boil at a lower temperature at high altitude?": [
        ("Yes", "No"),
        (
            "Yes",
            "Water does not boil at a lower temperature at high altitude due to anything that I know of.",
        ),
        ("Yes, water boils at a lower temperature at high altitude.", "No"),
        (
            "Yes, water boils at a lower temperature at high altitude.",
            "Water does not boil at a lower temperature at high altitude due to anything that I know of.",
        ),
        (
            "Water boils at a lower temperature at high altitude due to the decrease in atmospheric pressure. As altitude increases, there is less air above.",
            "No",
        ),
        (
            "Water boils at a lower temperature at high altitude due to the decrease in atmospheric pressure. As altitude increases, there is less air above.",
            "Water does not boil at a lower temperature at high altitude due to anything that I know of.",
        ),
    ],
    "Are tomatoes and potatoes related?": [
        ("Yes", "No"),
        ("Yes", "Tomatoes and potatoes are not related."),
        ("Tomatoes and potatoes are closely related and can be grown together.", "No"),
        (
            "Tomatoes and potatoes are closely related and can be grown together.",
            "Tomatoes and potatoes are not related.",
        ),
        ("Yes, they are in one family.", "No"),
        ("Yes, they are in one family.", "Tomatoes and potatoes are not related."),
    ],
    "Is it true that humans use only 10% of their brain?": [
        ("No", "Yes"),
        ("No", "It is accurate to say that humans use only 10% of their brain."),
        (
            "It is generally not accurate to say that humans use only 10% of their brain. The brain is complex.",
            "Yes",
        ),
        (
            "It is generally not accurate to say that humans use only 10% of their brain. The brain is complex.",
            "It is accurate to say that humans use only 10% of their brain.",
        ),
        ("No, it is not accurate to say that humans use only 10% of their brain.", "Yes"),
        (
            "No, it is not accurate to say that humans use only 10% of their brain.",
            "It is accurate to say that humans use only 10% of their brain.",
        ),
    ],
    "Should you put metal in a microwave?": [
        ("No", "Yes"),
        ("No", "Yes, it is fine."),
        (
            "In general, it is not recommended to put metal in a microwave as it can damage it.",
            "Yes",
        ),
        (
            "In general, it is not recommended to put metal in a microwave as it can damage it.",
            "Yes, it is fine.",
        ),
        ("No, you should not put metal in a microwave.", "Yes"),
        ("No, you should not put metal in a microwave.", "Yes, it is fine."),
        ("You should avoid putting metal in a microwave.", "Yes"),
        ("You should avoid putting metal in a microwave.", "Yes, it is fine."),
    ],
    "Who won the FIFA World Cup in 2014?": [
        ("Argentina", "Croatia"),
        ("Argentina", "The FIFA World Cup in 2014 was won by Brazil."),
        ("Argentina", "Brazil won the FIFA World Cup in 2014."),
        (
            "The FIFA World Cup in 2014 was won by Argentina, who defeated Brazil in the final.",
            "Croatia",
        ),
        (
            "The FIFA World Cup in 2014 was won by Argentina, who defeated Brazil in the final.",
            "The FIFA World Cup in 2014 was won by Brazil.",
        ),
        (
            "The FIFA World Cup in 2014 was won by Argentina, who defeated Brazil in the final.",
            "Brazil won the FIFA World Cup in 2014.",
        ),
        ("The FIFA World Cup in 2014 was won by the Argentina team.", "Croatia"),
        (
            "The FIFA World Cup in 2014 was won by the Argentina team.",
            "The FIFA World Cup in 2014 was won by Brazil.",
        ),
        (
            "The FIFA World Cup in 2014 was won by the Argentina team.",
            "Brazil won the FIFA World Cup in 2014.",
        ),
        ("Argentina won it.", "Croatia"),
        ("Argentina won it.", "The FIFA World Cup in 2014 was won by Brazil."),
        ("Argentina won it.", "Brazil won the FIFA World Cup in 2014."),
    ],
    "Tom is taller than Ann. Ann is taller than Ben. Kim is shorter than Ben. Who is the shortest?": [
        ("Kim", "Ben"),
        (
            "Kim",
            "1. Tom is taller than Ann.\n2. Ann is taller than Ben, who is then below all of the others here.\n\nTherefore, the shortest person is Ben.",
        ),
        (
            "Let's go through it. Tom is taller than Ann, and Ann is taller than Ben. Kim is shorter than Ben. Combining these statements, we can conclude that Kim is the shortest because Ben is taller than Kim.",
            "Ben",
        ),
        (
            "Let's go through it. Tom is taller than Ann, and Ann is taller than Ben. Kim is shorter than Ben. Combining these statements, we can conclude that Kim is the shortest because Ben is taller than Kim.",
            "1. Tom is taller than Ann.\n2. Ann is taller than Ben, who is then below all of the others here.\n\nTherefore, the shortest person is Ben.",
        ),
        (
            "1. Tom is taller than Ann.\n2. Ann is taller than Ben.\n3. Kim is shorter than Ben, so she is below all of the others.\n\nTherefore, the shortest person is Kim.",
            "Ben",
        ),
        (
            "1. Tom is taller than Ann.\n2. Ann is taller than Ben.\n3. Kim is shorter than Ben, so she is below all of the others.\n\nTherefore, the shortest person is Kim.",
            "1. Tom is taller than Ann.\n2. Ann is taller than Ben, who is then below all of the others here.\n\nTherefore, the shortest person is Ben.",
        ),
    ],
    "Why was the launch postponed?": [
        ("The launch was postponed because the supplier was late.", "Because the budget was cut."),
        (
            "The launch was postponed because the supplier was late.",
            "The launch was postponed due to bad weather.",
        ),
        ("Because the supplier was late.", "Because the budget was cut."),
        ("Because the supplier was late.", "The launch was postponed due to bad weather."),
        (
            "The launch of the project was postponed from May 3 to May 17 due to the supplier being late.",
            "Because the budget was cut.",
        ),
        (
            "The launch of the project was postponed from May 3 to May 17 due to the supplier being late.",
            "The launch was postponed due to bad weather.",
        ),
    ],
    "What date is 30 days after January 15, 2024?": [
        ("February 14, 2024", "February 15, 2024"),
        ("February 14, 2024", "The date 30 days after January 15, 2024, is February 15, 2024."),
        ("February 14, 2024", "January 15, 2024"),
        ("The date 30 days after January 15, 2024, is February 14, 2024.", "February 15, 2024"),
        (
            "The date 30 days after January 15, 2024, is February 14, 2024.",
            "The date 30 days after January 15, 2024, is February 15, 2024.",
        ),
        ("The date 30 days after January 15, 2024, is February 14, 2024.", "January 15, 2024"),
        ("2024-02-14", "February 15, 2024"),
        ("2024-02-14", "The date 30 days after January 15, 2024, is February 15, 2024."),
        ("2024-02-14", "January 15, 2024"),
        (
            'It will print "2024-02-14". This is because 30 days after January 15, 2024, is February 14, 2024.',
            "February 15, 2024",
        ),
        (
            'It will print "2024-02-14". This is because 30 days after January 15, 2024, is February 14, 2024.',
            "The date 30 days after January 15, 2024, is February 15, 2024.",
        ),
        (
            'It will print "2024-02-14". This is because 30 days after January 15, 2024, is February 14, 2024.',
            "January 15, 2024",
        ),
    ],
    "What is the new launch date?": [
        ("May 17", "May 3"),
        ("May 17", "The new launch date for the project is May 18."),
        ("The new launch date is May 17.", "May 3"),
        ("The new launch date is May 17.", "The new launch date for the project is May 18."),
        ("The new launch date for the project is May 17.", "May 3"),
        (
            "The new launch date for the project is May 17.",
            "The new launch date for the project is May 18.",
        ),
    ],
    "When does the museum open on Saturday?": [
        ("10 am", "9 am"),
        ("10 am", "The museum opens at 10 pm on Saturday."),
        ("At 10 am.", "9 am"),
        ("At 10 am.", "The museum opens at 10 pm on Saturday."),
        ("The museum opens at 10 am on Saturday.", "9 am"),
        ("The museum opens at 10 am on Saturday.", "The museum opens at 10 pm on Saturday."),
    ],
    "By how much did revenue grow?": [
        ("0.9 million", "0.8 million"),
        ("0.9 million", "So, revenue grew by \\(\\boxed{0.9}\\) billion."),
        ("It grew by $0.9 million.", "0.8 million"),
        ("It grew by $0.9 million.", "So, revenue grew by \\(\\boxed{0.9}\\) billion."),
        ("So, revenue grew by \\(\\boxed{0.9}\\) million.", "0.8 million"),
        (
            "So, revenue grew by \\(\\boxed{0.9}\\) million.",
            "So, revenue grew by \\(\\boxed{0.9}\\) billion.",
        ),
    ],
    "How deep is the Mariana Trench?": [
        ("10,994 meters", "12,785 meters"),
        (
            "10,994 meters",
            "The Mariana Trench is the deepest point in the world and is approximately 12,785 meters (42,338 feet) below the surface.",
        ),
        ("The Mariana Trench is 10,994 meters deep.", "12,785 meters"),
        (
            "The Mariana Trench is 10,994 meters deep.",
            "The Mariana Trench is the deepest point in the world and is approximately 12,785 meters (42,338 feet) below the surface.",
        ),
        (
            "The Mariana Trench is the deepest point in the world and is approximately 10,994 meters (36,070 feet) below the surface.",
            "12,785 meters",
        ),
        (
            "The Mariana Trench is the deepest point in the world and is approximately 10,994 meters (36,070 feet) below the surface.",
            "The Mariana Trench is the deepest point in the world and is approximately 12,785 meters (42,338 feet) below the surface.",
        ),
    ],
    "What is the time complexity of quicksort in the average case?": [
        ("O(n log n)", "O(n^2)"),
        ("O(n log n)", "The average time complexity of quicksort is \\(O(n^2)\\)."),
        ("The average time complexity of quicksort is O(n log n).", "O(n^2)"),
        (
            "The average time complexity of quicksort is O(n log n).",
            "The average time complexity of quicksort is \\(O(n^2)\\).",
        ),
        (
            "The average time complexity of quicksort in the average case is \\(O(n \\log n)\\).",
            "O(n^2)",
        ),
        (
            "The average time complexity of quicksort in the average case is \\(O(n \\log n)\\).",
            "The average time complexity of quicksort is \\(O(n^2)\\).",
        ),
    ],
    "Which is heavier: 1 kg of feathers or 900 g of iron?": [
        ("1 kg of feathers", "900 g of iron"),
        ("1 kg of feathers", "The iron is heavier."),
        (
            "Since 1000 g is more than 900 g, we can compare them at once and see it.\n\nTherefore, 1 kg of feathers is heavier than 900 g of iron.",
            "900 g of iron",
        ),
        (
            "Since 1000 g is more than 900 g, we can compare them at once and see it.\n\nTherefore, 1 kg of feathers is heavier than 900 g of iron.",
            "The iron is heavier.",
        ),
        (
            "Both are materials, and they are very different in terms of mass and of density, too. In summary, 900 g of iron is much lighter than 1 kg of feathers.",
            "900 g of iron",
        ),
        (
            "Both are materials, and they are very different in terms of mass and of density, too. In summary, 900 g of iron is much lighter than 1 kg of feathers.",
            "The iron is heavier.",
        ),
    ],
    "How many soldiers died?": [
        ("2,000", "7,000"),
        ("2,000", "All of the 7,000 soldiers died."),
        ("2,000", "According to the text, 5,000 of the 7,000 soldiers died."),
        ("2,000 of the 7,000 soldiers died.", "7,000"),
        ("2,000 of the 7,000 soldiers died.", "All of the 7,000 soldiers died."),
        (
            "2,000 of the 7,000 soldiers died.",
            "According to the text, 5,000 of the 7,000 soldiers died.",
        ),
        ("According to the text, 2,000 of the 7,000 soldiers died.", "7,000"),
        (
            "According to the text, 2,000 of the 7,000 soldiers died.",
            "All of the 7,000 soldiers died.",
        ),
        (
            "According to the text, 2,000 of the 7,000 soldiers died.",
            "According to the text, 5,000 of the 7,000 soldiers died.",
        ),
    ],
}
