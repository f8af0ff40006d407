"""Words of British English beside those of American English, and a few other words for one thing.

They are compared as whole answers, so that a word of two meanings has the one that both can have.
"""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

VARIETIES = """
apartment;flat|elevator;lift|truck;lorry|cookie;biscuit|cookies;biscuits|candy;sweets|diaper;nappy|diapers;nappies|sidewalk;pavement|vacation;holiday|flashlight;torch|gas station;petrol station;filling station|trunk;boot|hood;bonnet|windshield;windscreen
license plate;number plate;registration plate|parking lot;car park|freeway;motorway|railroad;railway|subway;underground|trash;garbage;rubbish|trash can;garbage can;dustbin;rubbish bin|mailman;postman;mail carrier|mailbox;postbox;letterbox
cell phone;cellphone;mobile phone;mobile|pants;trousers|sweater;jumper;pullover|sneakers;trainers|bathrobe;dressing gown|pacifier;dummy|stroller;pushchair|crib;cot|french fries;chips|potato chips;crisps|popsicle;ice lolly|cotton candy;candyfloss;candy floss
oatmeal;porridge|rutabaga;swede|beet;beetroot|beets;beetroots|scallion;spring onion;green onion|scallions;spring onions;green onions|powdered sugar;icing sugar;confectioners sugar|heavy cream;double cream|cornstarch;cornflour|ground beef;minced beef
garbanzo beans;chickpeas|fava beans;broad beans|snow peas;mangetout|lima beans;butter beans|attorney;lawyer|pharmacy;drugstore;chemists|movie theater;movie theatre;cinema|movie;film|movies;films|faucet;tap|couch;sofa;settee|comforter;duvet
pitcher;jug|eraser;rubber|thumbtack;drawing pin|band aid;sticking plaster;plaster|math;maths;mathematics|principal;headmaster;head teacher;headteacher|checkers;draughts|tic tac toe;noughts and crosses|airplane;aeroplane;plane|antenna;aerial|wrench;spanner
ladybug;ladybird|turn signal;indicator|overpass;flyover|crosswalk;pedestrian crossing;zebra crossing|fire department;fire brigade|vest;waistcoat|suspenders;braces|bangs;fringe|zipper;zip|counterclockwise;anticlockwise;counter clockwise;anti clockwise
closed;shut|rarely;seldom;hardly ever|perhaps;maybe;possibly|cheap;inexpensive|big;large|belly;abdomen;tummy|bicycle;bike|refrigerator;fridge|photograph;photo|automobile;car|physician;doctor|sick;ill|quick;fast
positive;greater than zero;above zero|negative;less than zero|right;to the right;on the right;a droite;droite;rechts;nach rechts;a la derecha;derecha;a destra;destra|left;to the left;on the left;a gauche;gauche;links;nach links;a la izquierda;izquierda;a sinistra;sinistra|straight ahead;straight on;tout droit;geradeaus;todo recto;dritto;sempre dritto
"""
