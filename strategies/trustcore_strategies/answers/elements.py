"""The chemical elements by symbol, and by name in several languages."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (letters of many scripts)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

from trustcore_strategies.answers.folding import fold

_SYMBOLS = (
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu"
    " Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og"
).split()
_NAMES = (
    "hydrogen helium lithium beryllium boron carbon nitrogen oxygen fluorine neon sodium magnesium aluminium silicon phosphorus sulfur chlorine argon potassium calcium scandium titanium vanadium chromium manganese iron cobalt nickel copper zinc"
    " gallium germanium arsenic selenium bromine krypton rubidium strontium yttrium zirconium niobium molybdenum technetium ruthenium rhodium palladium silver cadmium indium tin antimony tellurium iodine xenon caesium barium lanthanum cerium"
    " praseodymium neodymium promethium samarium europium gadolinium terbium dysprosium holmium erbium thulium ytterbium lutetium hafnium tantalum tungsten rhenium osmium iridium platinum gold mercury thallium lead bismuth polonium astatine radon"
    " francium radium actinium thorium protactinium uranium neptunium plutonium americium curium berkelium californium einsteinium fermium mendelevium nobelium lawrencium rutherfordium dubnium seaborgium bohrium hassium meitnerium darmstadtium"
    " roentgenium copernicium nihonium flerovium moscovium livermorium tennessine oganesson"
).split()
_ALSO = """
H wasserstoff hydrogene hidrogeno idrogeno водород|C kohlenstoff carbone carbono carbonio углерод|N stickstoff azote nitrogeno azoto азот|O sauerstoff oxygene oxigeno ossigeno кислород|Na natrium sodio натрий|Al aluminum aluminio alluminio алюминий|Si silizium silicio кремний
S sulphur schwefel soufre azufre zolfo сера|Cl chlor chlore cloro хлор|K kalium potasio potassio калий|Ca kalzium calcio кальций|Fe eisen fer hierro ferro железо|Cu kupfer cuivre cobre rame медь|Zn zink cinc zinco цинк|Ag silber argent plata argento серебро|Sn zinn etain estano stagno олово|W wolfram вольфрам
Au or oro золото|Hg quecksilber mercure mercurio ртуть|Pb blei plomb plomo piombo свинец|Pt platin platine platino платина|U uran uranio уран|I jod iode yodo iodio иод йод|Cs cesium|He helio elio гелий|P phosphor phosphore fosforo фосфор|Ni nickel niquel никель|Mg magnesio магний
"""
_BY_SYMBOL = {symbol: number for number, symbol in enumerate(_SYMBOLS, start=1)}
_BY_NAME = {name: number for number, name in enumerate(_NAMES, start=1)} | {
    fold(name): _BY_SYMBOL[symbol]
    for symbol, *names in (group.split() for line in _ALSO.strip().splitlines() for group in line.split("|"))
    for name in names
}  # fmt: skip


def element(text: str) -> int | None:
    """The atomic number of the element that a text is: Fe, iron, Iron (Fe); None for any other."""
    head, _, behind = text.strip(" .!\"'").partition(" (")
    bare = head.strip()
    known = _BY_SYMBOL.get(bare) or _BY_NAME.get(fold(bare))
    inner = behind.strip(" .)")
    again = _BY_SYMBOL.get(inner) or _BY_NAME.get(fold(inner)) if inner else known
    return known if known == again or inner.isdecimal() else None
