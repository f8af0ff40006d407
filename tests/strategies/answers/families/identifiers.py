"""Addresses, paths, numbers of books and telephones, codes and places by coordinates."""

SAME = {
    "What is the hotline's phone number?": [
        ("(030) 901820", "030 901820"),
        ("+49 30 901820", "0049 30 901820"),
        ("+1-212-555-0143", "(212) 555-0143"),
        ("Call 212.555.0143.", "212 555 0143"),
    ],
    "Which address do they write from?": [
        ("info@museum.example", "INFO@museum.example"),
        ("They write from info@museum.example.", "<info@museum.example>"),
    ],
    "What is the link to the docs?": [
        ("https://docs.tool.example/start/", "docs.tool.example/start"),
        ("[docs](https://docs.tool.example)", "https://www.docs.tool.example"),
    ],
    "Which file has the keys?": [
        ("./etc/keys.toml", "etc/keys.toml"),
        ("It is `keys.toml`.", "keys.toml"),
        ("/etc/app/", "/etc/app"),
    ],
    "What is the ISBN of the book?": [
        ("0-201-03801-3", "978-0-201-03801-9"),
        ("ISBN 978 0201038019", "978-0-201-03801-9"),
    ],
    "What hex colour is it?": [("#0af", "#00AAFF"), ("rgb(0, 170, 255)", "00aaff")],
    "What are the GPS coordinates?": [
        ("48.8584 N, 2.2945 E", "48°51\u203230.2\u2033N 2°17\u203240.2\u2033E"),
        ("-33.8568, 151.2153", "33.8568° S, 151.2153° E"),
    ],
    "What is the tracking code?": [("RX 4471-9", "rx44719"), ("Code: RX4471", "RX-4471")],
    "What is the MAC address of the printer?": [("0A-1B-2C-3D-4E-5F", "0a:1b:2c:3d:4e:5f")],
    "Which version fixed it?": [("4.2 RC1", "v4.2.0-rc1")],
}
DIFFERENT = {
    "What is the hotline's phone number?": [
        ("030 901820", "030 901280"),
        ("+49 30 901820", "+43 30 901820"),
    ],
    "Which address do they write from?": [
        ("a.b@museum.example", "a_b@museum.example"),
        ("info@museum.example", "infos@museum.example"),
    ],
    "What is the link to the docs?": [
        ("https://tool.example/v1", "https://tool.example/v2"),
        ("docs.tool.example", "tool.example"),
        ("tool.example", "tools.example"),
    ],
    "Which file has the keys?": [
        ("/etc/keys.toml", "/etc/Keys.toml"),
        ("~/keys.toml", "/keys.toml"),
        ("a/keys.toml", "b/keys.toml"),
        ("/etc/keys.toml", "/etc/keys.toml.bak"),
    ],
    "What is the ISBN of the book?": [("0-201-03801-3", "0-201-03803-X")],
    "What hex colour is it?": [("#0af", "#0fa"), ("rgb(0, 170, 255)", "rgb(255, 170, 0)")],
    "What are the GPS coordinates?": [
        ("48.8584 N, 2.2945 E", "48.8584 N, 2.2945 W"),
        ("48.8584, 2.2945", "2.2945, 48.8584"),
    ],
    "What is the tracking code?": [("RX4471", "RX4417"), ("00912", "912")],
    "What is the MAC address of the printer?": [("0A:1B:2C:3D:4E:5F", "0A:1B:2C:3D:4E:50")],
    "Which version fixed it?": [("4.2-rc1", "4.2"), ("4.2-rc1", "4.2-rc2")],
}
