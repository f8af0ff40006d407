"""Regions that are named behind a place to say in which of them it lies: Paris, France."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

from trustcore_strategies.answers.folding import fold

_COUNTRIES = """
Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan Bahamas Bahrain Bangladesh Barbados Belarus Belgium Belize Benin Bhutan
Bolivia Botswana Brazil Brunei Bulgaria Burundi Cambodia Cameroon Canada Chad Chile China Colombia Congo Croatia Cuba Cyprus Czechia Denmark Djibouti Dominica
Ecuador Egypt England Eritrea Estonia Eswatini Ethiopia Fiji Finland France Gabon Gambia Georgia Germany Ghana Greece Greenland Grenada Guatemala Guinea Guyana Haiti
Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan Kenya Kiribati Kosovo Kuwait Kyrgyzstan Laos Latvia Lebanon
Lesotho Liberia Libya Liechtenstein Lithuania Luxembourg Madagascar Malawi Malaysia Maldives Mali Malta Mauritania Mauritius Mexico Micronesia Moldova Monaco
Mongolia Montenegro Morocco Mozambique Myanmar Burma Namibia Nauru Nepal Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan Palau Palestine Panama Paraguay
Peru Philippines Poland Portugal Qatar Romania Russia Rwanda Samoa Scotland Senegal Serbia Seychelles Singapore Slovakia Slovenia Somalia Spain Sudan Suriname
Sweden Switzerland Syria Taiwan Tajikistan Tanzania Thailand Togo Tonga Tunisia Turkey Turkmenistan Tuvalu Uganda Ukraine Uruguay Uzbekistan Vanuatu Venezuela
Vietnam Wales Yemen Zambia Zimbabwe Prussia USSR UK USA US UAE DRC Frankreich Deutschland Italien Spanien Allemagne Italie Espagne Francia Alemania Italia Inglaterra
"""
_STATES = """
Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland
Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Washington
Wisconsin Wyoming Ontario Quebec Alberta Manitoba Saskatchewan Newfoundland Yukon Nunavut Queensland Victoria Tasmania Bavaria Saxony Hesse Thuringia Brandenburg
Tuscany Lombardy Sicily Sardinia Piedmont Veneto Lazio Liguria Umbria Apulia Calabria Campania Catalonia Andalusia Galicia Valencia Aragon Castile Asturias Navarre
Normandy Brittany Provence Occitanie Alsace Burgundy Aquitaine Corsica Picardy Lorraine Champagne Kent Surrey Sussex Essex Devon Cornwall Yorkshire Lancashire
Norfolk Suffolk Oxfordshire Cambridgeshire Hampshire Maharashtra Gujarat Kerala Karnataka Punjab Rajasthan Telangana Bihar Odisha Assam Goa Haryana Sichuan Guangdong
Hunan Hubei Yunnan Fujian Zhejiang Jiangsu Shandong Tibet Xinjiang Honshu Hokkaido Kyushu Shikoku Okinawa Jalisco Yucatan Oaxaca Chiapas Bahia Parana Siberia
Crimea Java Sumatra Bali Borneo Luzon Mindanao Flanders Wallonia Holland Zeeland Friesland Utrecht Tyrol Styria Carinthia Bohemia Moravia Silesia Transylvania
"""
_LONGER = """
United States|United States of America|United Kingdom|Great Britain|Northern Ireland|South Africa|South Korea|North Korea|New Zealand|Saudi Arabia|Sri Lanka|Costa Rica
El Salvador|Puerto Rico|Dominican Republic|Czech Republic|Ivory Coast|Burkina Faso|Sierra Leone|Cape Verde|Papua New Guinea|San Marino|Vatican City|East Timor|Hong Kong
United Arab Emirates|Soviet Union|Ottoman Empire|Roman Empire|Russian Empire|Holy Roman Empire|British Empire|Equatorial Guinea|South Sudan|North Macedonia
New York|New Jersey|New Mexico|New Hampshire|North Carolina|South Carolina|North Dakota|South Dakota|West Virginia|Rhode Island|Washington State|New South Wales
British Columbia|Nova Scotia|New Brunswick|South Australia|Western Australia|Northern Territory|Lower Saxony|West Bengal|Tamil Nadu|Uttar Pradesh|Andhra Pradesh
Madhya Pradesh|Basque Country|Isle of Wight|Inner Mongolia|Minas Gerais|Lower Austria|Upper Austria
Europe|Asia|Africa|North America|South America|Central America|Antarctica|Oceania|Scandinavia|Middle East|Caribbean|Earth|Solar System|Milky Way
"""

REGIONS = frozenset(
    fold(name)
    for name in (
        *_COUNTRIES.split(),
        *_STATES.split(),
        *(name for line in _LONGER.strip().splitlines() for name in line.split("|")),
    )
)
"""Folded names of countries, states, provinces and continents."""
