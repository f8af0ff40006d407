"""Names of people and things, and other names of them: pairs of answers that say the same, and pairs that do not."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "Who discovered it?": (
        ("Marie Curie", "Curie"), ("Dr. Marie Curie", "Marie Curie"), ("M. Curie", "Marie Curie"), ("Curie, Marie", "Marie Curie"), ("Ludwig van Beethoven", "Beethoven"),
        ("J. S. Bach", "Johann Sebastian Bach"), ("J.K. Rowling", "JK Rowling"), ("Sir Isaac Newton", "Isaac Newton"), ("Professor Higgs", "Peter Higgs"),
        ("It was discovered by Alexander Fleming in 1928.", "Fleming"), ("William Shakespeare", "Shakespeare, William"), ("Queen Elizabeth II", "Elizabeth II"),
        ("Pope John Paul II", "John Paul II"), ("Martin Luther King", "Martin Luther King Jr."), ("Gabriel García Márquez", "Gabriel Garcia Marquez"),
        ("Dostoevsky", "Dostoyevsky"), ("Mao Zedong", "Mao Tse-tung"), ("the United States", "USA"), ("U.S.", "United States of America"), ("UK", "the United Kingdom"),
        ("The Beatles", "Beatles"), ("New York City", "NYC"), ("Beyoncé", "Beyonce"), ("Saint Petersburg", "St. Petersburg"), ("Mount Everest", "Mt. Everest"),
        ("Muhammad Ali (Cassius Clay)", "Muhammad Ali"), ("World Health Organization (WHO)", "WHO"), ("EU", "European Union"), ("Дмитрий Менделеев", "Менделеев"),
        ("MÜNCHEN", "München"), ("Strasse", "Straße"),
    ),
    "Which moon is it?": (
        ("Titan (Saturn VI)", "Titan"), ("Titan, also known as Saturn VI", "Titan"), ("Jupiter (the gas giant)", "Jupiter"), ("Jupiter (Gas Giant)", "Jupiter"),
        ("Mumbai (formerly Bombay)", "Mumbai"), ("Titan, the largest moon of Saturn", "Titan"), ("Iron (Fe)", "Iron"), ("Carbon dioxide (CO2)", "CO2"),
        ("NASA (National Aeronautics and Space Administration)", "NASA"), ("Luna (the Moon)", "the Moon"),
    ),
    "Who painted it?": (
        ("Vincent van Gogh", "Van Gogh"), ("V. van Gogh", "Vincent van Gogh"), ("Pablo Picasso", "Picasso, Pablo"), ("Claude Monet painted it in 1872.", "Monet"),
        ("Sir Joshua Reynolds", "Joshua Reynolds"), ("Frida Kahlo", "Kahlo"), ("Albrecht Dürer", "Albrecht Duerer"), ("Albrecht Dürer", "Durer"), ("El Greco", "Greco"),
        ("Georgia O'Keeffe", "Georgia O’Keeffe"), ("JMW Turner", "J. M. W. Turner"), ("William Turner", "Bill Turner"), ("Tchaikovsky", "Tchaikovski"),
        ("Kandinsky", "Wassily Kandinsky"), ("Илья Репин", "Репин"), ("Katsushika Hokusai", "Hokusai"), ("Prof. John Ruskin", "John Ruskin"),
    ),
    "What is it called?": (
        ("the UK", "United Kingdom"), ("USA", "the United States"), ("Mt. Fuji", "Mount Fuji"), ("St. Lawrence River", "Saint Lawrence River"),
        ("UNESCO", "United Nations Educational, Scientific and Cultural Organization"), ("Göteborg", "Goteborg"), ("The Hague", "the Hague"), ("Bombay", "Mumbai"),
        ("colour", "color"), ("Ludwig van Beethoven's Fifth", "Beethoven's Fifth"), ("Apollo 11", "Apollo XI"), ("World War II", "World War 2"), ("WWII", "World War II"),
        ("vitamin C", "Vitamin C"), ("DNA", "deoxyribonucleic acid"), ("H2SO4", "H₂SO₄"), ("The Lord of the Rings", "Lord of the Rings"), ("Mercury (planet)", "Mercury"),
        ("Europa (Jupiter II)", "Europa"), ("Europa or Jupiter II", "Europa"), ("Au or gold", "gold"), ("Sirius (Brightest Star)", "Sirius"),
        ("K2 (Mount Godwin-Austen)", "K2"),
    ),
    "Who wrote the symphony?": (
        ("Gustav Mahler", "Mahler"), ("G. Mahler", "Gustav Mahler"), ("Mahler, Gustav", "Gustav Mahler"), ("Antonín Dvořák", "Dvorak"), ("Rachmaninoff", "Rachmaninov"),
        ("Dmitri Shostakovich", "Shostakovich"),
    ),
    "What is the place called?": (
        ("Mt. Kenya", "Mount Kenya"), ("Mumbai (Bombay)", "Mumbai"), ("the Netherlands", "Holland"), ("WHO", "World Health Organization"),
        ("Ganymede or Jupiter III", "Ganymede"), ("Peking", "Beijing"), ("Denali (Highest Peak)", "Denali"),
    ),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "Who discovered it?": (
        ("Marie Curie", "Pierre Curie"), ("Henry VIII", "Henry VII"), ("John Adams", "John Quincy Adams"), ("Martin Luther", "Martin Luther King"),
        ("J. S. Bach", "C. P. E. Bach"), ("Marie Curie", "Marie Antoinette"), ("Alexander Fleming", "Ian Fleming"), ("Pope John Paul II", "Pope John Paul I"),
        ("North Korea", "South Korea"), ("Austria", "Australia"), ("Niger", "Nigeria"), ("Virginia", "West Virginia"), ("Vitamin B6", "Vitamin B12"),
        ("Apollo 11", "Apollo 13"), ("Georgia", "Georgia Tech"), ("Paris, France", "Paris, Texas"), ("Windows 10", "Windows 11"), ("Slovakia", "Slovenia"),
        ("Дмитрий Менделеев", "Иван Павлов"), ("Mrs. Dalloway", "Mr. Dalloway"), ("Charles I", "Charles II"), ("Washington", "George Washington Carver"),
        ("Jupiter", "Juno"),
    ),
    "Which moon is it?": (
        ("Titan or Rhea", "Titan"), ("Titan (not Rhea)", "Rhea"), ("Titan and Rhea", "Titan"), ("either Titan or Rhea", "Rhea"), ("Titan", "Triton"),
        ("Iron (Fe)", "Gold"), ("Titan, not Triton", "Triton"),
    ),
    "Who painted it?": (
        ("Claude Monet", "Édouard Manet"), ("Monet", "Manet"), ("Jan Brueghel", "Pieter Brueghel"), ("Pieter Bruegel the Elder", "Pieter Bruegel the Younger"),
        ("Van Gogh", "Van Eyck"), ("Francis Bacon", "Roger Bacon"), ("Paul Klee", "Paul Cézanne"), ("Rembrandt", "Rubens"), ("Mr. Turner", "Mrs. Turner"),
        ("Илья Репин", "Иван Шишкин"), ("John Singer Sargent", "John Constable"), ("Holbein the Elder", "Holbein the Younger"), ("齐白石", "张大千"),
    ),
    "What is it called?": (
        ("World War I", "World War II"), ("Apollo 11", "Apollo 12"), ("Route 66", "Route 61"), ("Vitamin C", "Vitamin D"), ("Boeing 747", "Boeing 737"),
        ("H2SO4", "H2SO3"), ("Guinea", "Guinea-Bissau"), ("Congo", "Chad"), ("Europa or Io", "Europa"), ("Europa (Io)", "Europa"), ("New York", "York"), ("Iran", "Iraq"),
        ("South Africa", "Africa"), ("iPhone 12", "iPhone 13"), ("USB 2.0", "USB 3.0"), ("Dominica", "Dominican Republic"), ("Sodium", "Potassium"),
        ("left ventricle", "right ventricle"), ("Upper Egypt", "Lower Egypt"), ("Mali", "Malawi"),
    ),
    "Who wrote the symphony?": (
        ("Gustav Mahler", "Alma Mahler"), ("Joseph Haydn", "Michael Haydn"), ("Dvořák", "Smetana"), ("Mahler or Bruckner", "Mahler"),
        ("Johann Strauss I", "Johann Strauss II"),
    ),
    "What is the place called?": (
        ("Ganymede or Callisto", "Ganymede"), ("North Sea", "Baltic Sea"), ("Niger", "Nigeria"), ("Ganymede (Callisto)", "Ganymede"), ("East Timor", "West Timor"),
        ("Apollo 8", "Apollo 9"),
    ),
}  # fmt: skip
