"""Words that the decoder must be able to copy or look up: one token each, drilled from the first minute."""

from __future__ import annotations

OCCUPATIONS = """engineer nurse teacher baker pilot farmer doctor painter lawyer driver writer singer cook
sailor plumber analyst architect designer developer chemist dentist gardener librarian manager mechanic musician
operator photographer scientist translator consultant accountant""".split()
CITIES = """Paris London Berlin Madrid Rome Vienna Oslo Dublin Lisbon Prague Athens Boston Chicago Toronto Tokyo
Cairo Geneva Lyon Zurich Austin""".split()
COLOURS = "red blue green yellow black white purple orange brown grey pink golden".split()
ANIMALS = "dog cat horse rabbit parrot turtle sheep goat mouse fox owl bear duck frog lion tiger hamster snake".split()
FOODS = "pizza soup bread cheese rice pasta salad cake honey apples grapes cherries noodles pancakes".split()
PLACES = """kitchen garden garage office library station market bakery museum harbour forest park school attic
cellar warehouse""".split()
OBJECTS = """key book lamp letter phone wallet umbrella camera guitar ticket basket bottle laptop cable router
notebook helmet ladder hammer blanket""".split()
SERVICES = """billing search login checkout payments gateway scheduler inventory catalog profile messaging
analytics recommender storage metrics auth""".split()
CAUSES = "timeout overload leak typo outage deadlock overflow misconfiguration throttling expiry".split()
TOOLS = "Redis Kafka Postgres Docker Grafana Nginx Python Linux".split()
LEVELS = "POSITIVE NEGATIVE NEUTRAL HIGH MEDIUM LOW CRITICAL".split()
SIGNS = ["Ġ+", "Ġ-", "Ġ=", "Ġ*"]
COPIED = list(
    dict.fromkeys([*OCCUPATIONS, *CITIES, *COLOURS, *ANIMALS, *FOODS, *PLACES, *OBJECTS, *SERVICES, *CAUSES, *TOOLS])
)
FIRST_NAMES = """Anna Ben Clara David Emma Frank Grace Henry Jack John Julia Laura Leo Maria Mark Mary Nina Paul
Peter Sara Sophie Tom Alice Bob""".split()
SURNAMES = "Doe Smith Martin Miller Klein Rossi Dubois Lopez".split()
COMPANIES = "Acme TechCorp Initech Globex".split()
FAMILIAR = [*FIRST_NAMES, *SURNAMES, *COMPANIES, *[n.lower() for n in FIRST_NAMES + COMPANIES]]
SOLID = [*SIGNS, *COPIED, *LEVELS, *FAMILIAR]
