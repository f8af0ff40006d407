"""Quantities with their units, and money: pairs of answers that say the same, and pairs that do not."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "How far is it?": (
        ("5 km", "5 kilometres"), ("5km", "5 kilometers"), ("5000 m", "5 km"), ("5 mi", "5 miles"), ("1 mile", "1.609 km"), ("12 in", "1 foot"), ('12"', "12 inches"),
        ("6'2\"", "6 feet 2 inches"), ("6 ft 2 in", "74 inches"), ("100 cm", "1 m"), ("10 yards", "30 feet"), ("3 light-years", "3 ly"), ("7.5 miles (12 km)", "12 km"),
        ("7.5 miles (12 km)", "7.5 miles"), ("26.2 miles (42.2 km)", "42.2 km"), ("5 Kilometer", "5 km"), ("cinq kilomètres", "5 km"), ("5 км", "5 km"), ("5公里", "5 km"),
        ("3 nm", "3 nanometers"), ("2 × 10^3 m", "2 km"), ("five kilometers", "5 km"),
    ),
    "How much does it weigh?": (
        ("2 kg", "2000 g"), ("1 lb", "16 oz"), ("2 pounds", "2 lbs"), ("500 mg", "0.5 g"), ("1 tonne", "1000 kg"), ("1 lb", "0.4536 kg"), ("70 kg (154 lb)", "154 lb"),
        ("3 oz", "3 ounces"), ("1 metric ton", "1,000 kilograms"), ("5 µg", "5 micrograms"), ("5 mcg", "5 µg"),
    ),
    "What is the reading?": (
        ("25 °C", "25 degrees Celsius"), ("25°C", "77°F"), ("0 °C", "273.15 K"), ("60 mph", "60 miles per hour"), ("100 km/h", "100 kph"), ("36 km/h", "10 m/s"),
        ("9.8 m/s²", "9.8 m/s^2"), ("1 atm", "101.325 kPa"), ("3 kWh", "3 kilowatt-hours"), ("2 GHz", "2000 MHz"), ("220 V", "220 volts"), ("1.5 L", "1500 mL"),
        ("1 gallon", "3.785 liters"), ("5 m²", "5 square meters"), ("5 sq ft", "5 ft²"), ("10 cm³", "10 cc"), ("1 GB", "1000 MB"), ("1 GiB", "1024 MiB"),
        ("60 Hz", "60 hertz"), ("90°", "90 degrees"), ("1 hp", "745.7 W"), ("3 mol", "3 moles"), ("1 ha", "10,000 m²"), ("5 N·m", "5 newton metres"),
        ("8 bits", "1 byte"), ("10 Ω", "10 ohms"), ("20 dB", "20 decibels"),
    ),
    "How much did it cost?": (
        ("$5", "5 dollars"), ("$5", "5 USD"), ("$5 (USD)", "$5"), ("US$5", "$5.00"), ("€20", "20 euros"), ("20 EUR", "€ 20"), ("£3.50", "3.50 pounds"),
        ("¥1000", "1,000 yen"), ("50 cents", "$0.50"), ("$1.2M", "1.2 million dollars"), ("$3 billion", "3 billion US dollars"), ("£1,250", "GBP 1250"),
        ("20,50 €", "€20.50"), ("5 Dollar", "$5"), ("₹500", "500 rupees"), ("25 pence", "£0.25"), ("five dollars and fifty cents", "$5.50"), ("about $40", "$40"),
        ("CHF 30", "30 Swiss francs"), ("100元", "100 yuan"), ("$12.50 each", "$12.50"),
    ),
    "How deep is the lake?": (
        ("1,642 m", "1.642 km"), ("1642 metres", "1,642 meters"), ("5,387 ft", "5,387 feet"), ("5,387 ft (1,642 m)", "1642 m"), ("1,642 m (5,387 ft)", "5,387 feet"),
        ("about 1642 m", "approximately 1,642 metres"), ("1642 Meter", "1642 m"), ("1642 метра", "1642 m"), ("1642米", "1642 m"), ("It's 1,642 metres deep.", "1642 m"),
        ("one and a half kilometres", "1.5 km"), ("10 fathoms", "60 feet"), ("3 m 50 cm", "3.5 m"), ("3.5 m", "350 cm"), ("100 km", "62 miles"), ("6 feet", "1.83 m"),
    ),
    "What is the capacity?": (
        ("2 L", "2000 mL"), ("2 litres", "2 liters"), ("8 fl oz", "1 cup"), ("500 ml", "half a litre"), ("64 GB", "64 gigabytes"), ("1 TB", "1000 GB"),
        ("100 Mbps", "100 megabits per second"), ("5 kWh", "5 kilowatt hours"), ("12 V", "12 volts"), ("3 A", "3 amperes"), ("2.5 kΩ", "2500 ohms"),
        ("4 pints", "2 quarts"), ("1 m³", "1000 L"), ("5 gal", "5 gallons"), ("2 dl", "200 ml"), ("9 V (volts)", "9 V"), ("20 psi", "138 kPa"), ("1000 hPa", "1 bar"),
        ("50 μF", "50 microfarads"), ("3 hectares", "30,000 m²"), ("4 Gbit", "4 gigabits"), ("15 N", "15 newtons"), ("0 K", "-273.15 °C"), ("212 °F", "100 °C"),
    ),
    "How much is the fee?": (
        ("€15", "15 Euro"), ("15 €", "EUR 15"), ("£20", "20 GBP"), ("twenty pounds", "£20"), ("$1,500", "1500 dollars"), ("$1.5k", "$1,500"), ("75¢", "$0.75"),
        ("75 cents", "$0.75"), ("two dollars and ten cents", "$2.10"), ("¥500", "500 yen"), ("500円", "¥500"), ("₩10,000", "10,000 won"), ("10 francs", "10 francs"),
        ("$3 million", "US$3,000,000"), ("15,99 €", "€15.99"), ("Rs. 200", "₹200"), ("$20 (USD)", "20 US dollars"), ("€15 (15 euros)", "€15"),
        ("15 euros", "quinze euros"), ("CAD 30", "30 Canadian dollars"), ("approximately $20", "about 20 dollars"), ("free", "$0"),
    ),
    "How heavy is the stone?": (
        ("3 kg", "3000 grams"), ("3 kilos", "3 kg"), ("6.6 lb (3 kg)", "3 kg"), ("6.6 lb (3 kg)", "6.6 pounds"), ("3 Kilogramm", "3 kg"), ("3 кг", "3 kg"),
        ("2.5 stone", "35 pounds"), ("half a kilogram", "500 g"), ("3 kg (kilograms)", "3 kg"),
    ),
    "What does a ticket cost?": (
        ("£12", "12 pounds"), ("12.50 EUR", "€12.50"), ("$7 (US dollars)", "$7"), ("7 bucks", "$7"), ("1,200 yen", "¥1200"), ("eight dollars and five cents", "$8.05"),
    ),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "How far is it?": (
        ("5 km", "5 miles"), ("5 km", "5 m"), ("5 m", "5 mm"), ("5 m", "5 min"), ("5 ft", "5 in"), ("5 km", "5 km/h"), ("5 km", "50 km"),
        ("7.5 miles (12 km)", "12 miles"), ("7.5 miles (12 km)", "7.5 km"), ("5 nm", "5 μm"), ("5 kilometers", "5 kilograms"), ("1 mile", "1 km"), ("5", "5,5 km"),
        ("3 light-years", "3 years"), ("6'2\"", "6'4\""),
    ),
    "How much does it weigh?": (
        ("2 kg", "2 lb"), ("3 oz", "3 fl oz"), ("500 mg", "500 mcg"), ("500 mg", "5 g"), ("2 kg", "2 g"), ("1 ton", "1 kg"), ("16 oz", "16 lb"),
        ("70 kg (154 lb)", "154 kg"), ("5 grams", "5 grains"),
    ),
    "What is the reading?": (
        ("25 °C", "25 °F"), ("25 °C", "-25 °C"), ("25 K", "25 °C"), ("60 mph", "60 km/h"), ("9.8 m/s", "9.8 m/s²"), ("1 Mb", "1 MB"), ("1 GB", "1 MB"), ("5 m²", "5 m³"),
        ("220 V", "220 W"), ("3 kW", "3 kWh"), ("3 mW", "3 MW"), ("90°", "90 rad"), ("1 GHz", "1 MHz"), ("1.5 L", "1.5 mL"), ("5 m/s", "5 km/s"), ("5 J", "5 kJ"),
        ("20 dB", "20 dBm"), ("10 Ω", "10 A"), ("3 mol", "3 mmol"),
    ),
    "How much did it cost?": (
        ("$5", "€5"), ("$5", "£5"), ("$5", "$50"), ("5 dollars", "5 cents"), ("$5", "5%"), ("A$5", "US$5"), ("C$20", "$20 US"), ("$1.2M", "$1.2B"), ("$1.2M", "$1.2"),
        ("20 euros", "20 pounds"), ("¥1000", "₩1000"), ("£3.50", "£3.05"), ("-$5", "$5"), ("$12.50", "$1,250"), ("$5 per hour", "$5 per day"),
    ),
    "How deep is the lake?": (
        ("1642 m", "1642 ft"), ("1642 m", "1642 km"), ("1,642 m (5,387 ft)", "1642 ft"), ("1642 m", "1624 m"), ("3 m 50 cm", "3 m 5 cm"), ("6 feet", "6 m"),
        ("10 fathoms", "10 feet"), ("100 km", "100 miles"), ("1642 m (1700 m)", "1642 m"), ("5 dm", "5 cm"), ("100 km", "70 miles"),
    ),
    "What is the capacity?": (
        ("2 L", "2 gal"), ("8 oz", "8 fl oz"), ("64 GB", "64 Gb"), ("64 GB", "64 MB"), ("5 kWh", "5 kW"), ("12 V", "12 A"), ("2.5 kΩ", "2.5 MΩ"), ("1 m³", "1 m²"),
        ("100 Mbps", "100 MBps"), ("9 V", "9 W"), ("40 mph", "40 km/h"), ("20 psi", "20 kPa"), ("15 N", "15 kN"), ("0 K", "0 °C"), ("3 tsp", "3 tbsp"),
        ("4 pints", "4 quarts"), ("50 μF", "50 nF"), ("212 °F", "212 °C"), ("5 g/cm³", "5 kg/cm³"),
    ),
    "How much is the fee?": (
        ("€15", "$15"), ("£20", "€20"), ("$1,500", "$1.50"), ("75¢", "75 dollars"), ("$3 million", "$3 billion"), ("15,99 €", "€15.95"), ("-$20", "$20"),
        ("$20 CAD", "$20 USD"), ("€15", "€50"), ("$20 (30)", "$20"), ("20 pesos", "20 dollars"), ("$5/hour", "$5/day"), ("two dollars and ten cents", "two dollars"),
    ),
    "How heavy is the stone?": (
        ("3 kg", "3 g"), ("3 kg", "3 lb"), ("6.6 lb (3 kg)", "6.6 kg"), ("3 kg", "30 kg"), ("3 kg (5 kg)", "3 kg"), ("3 mg", "3 kg"),
    ),
    "What does a ticket cost?": (
        ("£12", "$12"), ("€12.50", "€12.05"), ("$7", "$70"), ("$7 (8)", "$7"), ("7 cents", "7 dollars"),
    ),
}  # fmt: skip
