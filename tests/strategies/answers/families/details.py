"""Pairs that differ in one small word or sign, and pairs that say one thing in two such words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

DIFFERENT: Mapping[str, Sequence[tuple[str, str]]] = {
    "Whose umbrella is that?": (
        ("It's my umbrella", "It's your umbrella"),
        ("his", "hers"),
        ("That is her umbrella", "It is his"),
        ("Their umbrella", "our umbrella"),
        ("his sister's", "her sister's"),
    ),
    "Who locked the door?": (
        ("He locked it", "She locked it"),
        ("They locked it", "I did"),
        ("her uncle", "his uncle"),
    ),
    "Who did the work?": (
        ("everybody but Ines", "everybody but Ines and Otto"),
        ("everybody", "everybody but Ines"),
        ("everybody except Ines", "everybody except Otto"),
        ("all of them", "all of them but one"),
        ("nobody but Ines", "everybody but Ines"),
    ),
    "Translate to French: some cats": (("des chats", "les chats"), ("des chats", "un chat")),
    "Translate to Spanish: the white house": (
        ("la casa blanca", "las casas blancas"),
        ("la casa blanca", "una casa blanca"),
    ),
    "Translate to English: Sie kauft ein Auto.": (
        ("She buys a car", "He buys a car"),
        ("She buys a car", "She bought a car"),
        ("She buys a car", "They buy a car"),
    ),
    "How do you say 'my friends' in Italian?": (
        ("i miei amici", "le mie amiche"),
        ("i miei amici", "il mio amico"),
    ),
    "Where does the bus go?": (
        ("to Dresden", "from Dresden"),
        ("The bus goes to Dresden", "The bus goes from Dresden"),
    ),
    "Where is the cat?": (
        ("under the sofa", "on the sofa"),
        ("The cat is in the basket", "The cat is on the basket"),
        ("behind the door", "in front of the door"),
        ("near the house", "in the house"),
    ),
    "Wo liegt der Schlüssel?": (("auf dem Tisch", "unter dem Tisch"),),
    "¿Dónde está el gato?": (("debajo de la mesa", "encima de la mesa"),),
    "When do I take it?": (
        ("before breakfast", "after breakfast"),
        ("until Friday", "from Friday"),
    ),
    "How do you drink your tea?": (
        ("with milk", "without milk"),
        ("I drink tea with milk", "I drink tea without milk"),
    ),
    "Comment prenez-vous le café ?": (("avec du lait", "sans lait"), ("avec lait", "sans lait")),
    "What are the rules for cyclists here?": (
        ("Cyclists must use the path", "Cyclists may use the path"),
        ("Cyclists can use the path", "Cyclists have to use the path"),
    ),
    "What will the weather be?": (("It will rain", "It might rain"),),
    "What do we know of the students?": (
        ("Most students passed", "All students passed"),
        ("No students passed", "Some students passed"),
        ("Few students passed", "Most students passed"),
    ),
    "How did sales change?": (("They rose by 7%", "They rose to 7%"),),
    "Wie hat sich der Preis geändert?": (
        ("Er ist auf 9 Euro gesunken", "Er ist um 9 Euro gesunken"),
    ),
    "How do I list files with details?": (("ls -l", "ls -L"), ("Use ls -l dir", "ls -L dir")),
    "How do I unpack it into a folder?": (("tar -xf a.tar -C out", "tar -xf a.tar -c out"),),
    "How do I store the output in a file?": (
        ("ls > out.txt", "ls >> out.txt"),
        ("make & make test", "make && make test"),
    ),
    "How do I stop the container?": (
        ("docker stop web", "docker rm web"),
        ("sudo docker kill web", "sudo docker stop web"),
    ),
    "Which pattern matches capitals?": (("[A-Z]", "[a-z]"), ("[^A-Z]+", "[^a-z]+")),
    "What is the type of the argument?": (("&str", "&String"), ("It is &mut", "It is &self")),
    "Which form is right: 'The cat licked ___ paw'?": (
        ("its", "it's"),
        ('The right form is "its"', "it's"),
    ),
    "Which is the possessive of 'dogs'?": (("dogs'", "dog's"), ("dogs", "dogs'")),
    "Who pays the premium?": (
        ("the employer", "the employee"),
        ("The lessor pays", "The lessee pays"),
    ),
    "Who is trained?": (("the trainer", "the trainee"),),
    "Which film is it?": (("Gremlin", "Gremlins"),),
    "Where does she live?": (
        ("12 Elm Street", "12 Elm Avenue"),
        ("12 Elm St.", "12 Elm Ave."),
        ("12 Elm Street", "14 Elm Street"),
        ("Gartenstr. 3", "Gartenweg 3"),
        ("5 rue Hugo", "5 avenue Hugo"),
    ),
    "Which graphics card is it?": (("RTX 3060", "RTX 3060 Ti"), ("the RX 7900 XT", "the RX 7900")),
    "Which phone is it?": (
        ("Pixel 7", "Pixel 7 Pro"),
        ("iPhone 12 Mini", "iPhone 12"),
        ("iPhone 12 Mini", "iPhone 12 Pro"),
    ),
    "Which university offers it?": (("Miami University", "University of Miami"),),
    "Who won the match between Lazio and Roma?": (("Lazio beat Roma", "Roma beat Lazio"),),
    "How are Otto and Emil related?": (
        ("Otto is Emil's uncle", "Emil is Otto's uncle"),
        ("Otto is the uncle of Emil", "Emil is Otto's uncle"),
    ),
}
"""Pairs of which the two say different things, by the question that they answer."""

SAME: Mapping[str, Sequence[tuple[str, str]]] = {
    "Whose umbrella is that?": (
        ("hers", "It is her umbrella"),
        ("mine", "It's my umbrella"),
        ("It's theirs", "their umbrella"),
    ),
    "Who locked the door?": (("He locked it", "He did"), ("She did it", "It was her")),
    "Where was she born?": (
        ("She was born in Peru", "He was born in Peru"),
        ("in Peru", "in the Peru"),
    ),
    "Where is the hotel?": (
        ("on the coast", "in the coast"),
        ("on Elm Street", "in Elm Street"),
        ("at the station", "by the station"),
    ),
    "Who did the work?": (
        ("everybody except Ines", "everybody but Ines"),
        ("All students but Ines", "everybody but Ines"),
        ("everybody apart from Ines", "Everybody did the work except for Ines"),
    ),
    "Do all cats swim?": (("Most cats swim", "Some cats swim"),),
    "How many brothers does she have?": (("She has no brothers, but one sister.", "none"),),
    "How does it differ?": (("It is different from tin", "It is different to tin"),),
    "Where does she live?": (
        ("12 Elm St.", "12 Elm Street"),
        ("12 Elm Ave", "12 Elm Avenue"),
        ("Gartenstr. 3", "Gartenstraße 3"),
        ("5 av. Hugo", "5 avenue Hugo"),
        ("She lives at 12 Elm Rd", "12 Elm Road"),
    ),
    "Which university is it?": (("Oxford University", "University of Oxford"),),
    "How are Otto and Emil related?": (
        ("Otto is Emil's uncle", "Otto is the uncle of Emil"),
        ("Emil's uncle is Otto", "Otto is Emil's uncle"),
        ("Otto is Emil's cousin", "Emil is Otto's cousin"),
    ),
    "How do I list files with details?": (("ls -l", "Use ls -l"),),
    "What is the plural of cat?": (("'cats'", "cats"), ("Cats!", "cats")),
    "Translate to English: Farbe": (("colour", "color"),),
    "Translate to English: Er wohnt hier.": (
        ("He lives here", "He lives here."),
        ("He lives here", "he lives here"),
    ),
    "Which form is right: 'The cat licked ___ paw'?": (
        ("its", 'The right form is "its", without an apostrophe'),
    ),
}
"""Pairs of which the two say the same, by the question that they answer."""
