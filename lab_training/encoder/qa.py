"""Short texts with a question whose answer is a span of the text."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from lab_training.encoder.pronoun_words import ANIMALS, MEN, THINGS, WOMEN
from lab_training.encoder.spam import SLOTS
from lab_training.shared.core import Example, draw, is_held_out
from lab_training.shared.english import polish, table

FIRST = " ".join(name for name in f"{WOMEN} {MEN}".split() if name[0].isupper())
LAST = """Moreau Tanaka Silva Novak Larsen Haddad Okafor Rossi Weber Nguyen Patel Fischer Costa Ivanov Dubois Keller
 Mendes Sato Lindqvist Romero Schmidt Bauer Kowalski Jansen Murphy Petrov Andersson Ortega Fontaine Khan Walker Baker
 Stone Hill Field Brook Reed Fox Marsh Dale Ford Cole Lane Banks Wood Park King Page Young Green Archer
 Barton Becker Bennett Blanc Bosch Brandt Carter Chavez Cohen Collins Dawson Diaz Eriksen Farrell Ferrari Foster Garcia
 Gomez Gupta Hansen Harris Hoffmann Hughes Ibrahim Jensen Johnson Kaplan Klein Kumar Lambert Laurent Lopez Marino Martin
 Meyer Miller Moretti Morgan Nielsen Olsen Parker Pereira Popov Ramos Richter Rivera Robinson Santos Schneider Shah
 Singh Sullivan Suzuki Taylor Thomas Turner Vargas Wagner Watson Wilson Wright Yamada Zhang Zimmermann"""
CAPITALS = """France=Paris Italy=Rome Spain=Madrid Germany=Berlin Japan=Tokyo Egypt=Cairo Peru=Lima Kenya=Nairobi
 Norway=Oslo Poland=Warsaw Greece=Athens Austria=Vienna Portugal=Lisbon Ireland=Dublin Sweden=Stockholm
 Finland=Helsinki Denmark=Copenhagen Hungary=Budapest Canada=Ottawa Cuba=Havana China=Beijing India=Delhi Iran=Tehran
 Iraq=Baghdad Chile=Santiago Ghana=Accra Nepal=Kathmandu Vietnam=Hanoi Morocco=Rabat Belgium=Brussels"""
VALUES = {
    "city": """Paris Rome Madrid Berlin Tokyo Cairo Lima Nairobi Oslo Warsaw Athens Vienna Lisbon Dublin Stockholm
 Helsinki Copenhagen Budapest Ottawa Havana Beijing Delhi Tehran Hanoi Rabat Brussels Lyon Leeds Milan Porto Munich
 Geneva Boston Denver""",
    "job": """baker nurse teacher pilot gardener plumber lawyer dentist painter farmer driver cook librarian carpenter
 tailor writer photographer engineer architect translator butcher sailor florist musician chemist welder postman
 waiter barber""",
    "pet": ANIMALS,
    "thing": f"{THINGS['goods']} {THINGS['cloth']} {THINGS['tool']} {THINGS['load']} book letter ball",
    "place": """kitchen garden cellar garage attic library station park museum market office school cafe hotel barn bank
 church harbour bakery theatre hall stable basement warehouse castle airport gym cinema pool bar shop zoo village tower
 lighthouse courtyard cave canteen hostel""",
    "sight": f"{THINGS['way']} {THINGS['climb']} library museum castle station church theatre",
    "colour": "red blue green yellow black white brown grey orange purple pink",
    "number": "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty "
    "ninety",
    "day": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "time": " ".join(f"{h:02}:{m:02}" for h in range(24) for m in range(0, 60, 5)),
    "year": " ".join(map(str, range(1900, 2026))),
    "million": " ".join(f"{n / 10}" for n in range(3, 300)),
    "service": f"{SLOTS['service']} {THINGS['service']}".replace(" service ", " "),
    "job_name": SLOTS["job"],
    "node": " ".join(f"{kind}-{n}" for kind in ("node", "gpu", "host", "db") for n in range(1, 30)),
    "cause": """full disk|bad deploy|memory leak|expired certificate|broken cable|slow query|power cut|wrong
 password|network fault|missing file|typo in the config|cold cache|dead fan|failed disk|DNS error|traffic spike|stuck
 job|race condition|bad index""",
    "team": "platform payments data search mobile security network storage billing research support infrastructure",
    "severity": "minor major critical severe serious small large short",
    "count": " ".join(map(str, range(2, 200))),
    "port": " ".join(map(str, range(3000, 9000, 7))),
    "language": "Python Go Rust Java Ruby Kotlin Scala Erlang Swift Perl",
    "fruit": """apples pears plums lemons oranges peaches cherries grapes onions carrots potatoes eggs muffins
 cookies pies cakes sandwiches sausages biscuits burgers pancakes dumplings waffles tarts mangoes omelettes pizzas""",
    "drink": "tea coffee milk water juice lemonade cocoa cider soda",
}


@dataclass(frozen=True, eq=False)
class Fact:
    """Ways to state a fact, and for each answer slot ways to ask; a question names the slots that pick the fact out."""

    world: str
    states: str
    asks: dict[str, str]


FACTS = [
    Fact(
        "everyday",
        """{capital} is the capital of {country}.|The capital of {country} is {capital}.|{country} has
 {capital} as its capital.|In {country}, the capital is {capital}.|{capital} has long been the capital of
 {country}.|The capital city of {country} is called {capital}.|Everyone in {country} knows its capital,
 {capital}.|{capital}, the capital of {country}, is an old city.|The government of {country} sits in {capital}, the
 capital.|We went to {capital}, the capital of {country}.|{country} chose {capital} as its capital.|{capital} is the
 capital city in {country}.|As a capital, {country} has {capital}.""",
        {
            "capital": "What is the capital of {country}?|Which city is the capital of {country}?|What city is the "
            "capital of {country}?",
            "country": "Which country has {capital} as its capital?|{capital} is the capital of which country?|Of "
            "which country is {capital} the capital?",
        },
    ),
    Fact(
        "everyday",
        """{country} has a population of {million} million.|The population of {country} is {million}
 million.|About {million} million people live in {country}.|{million} million people live in {country}.|{country} is
 home to {million} million people.|In {country} there are {million} million people.|There are {million} million people
 in {country}.|{country} counts {million} million inhabitants.|The people of {country} number {million} million.|With
 {million} million people, {country} is a busy place.|The number of people in {country} is {million}
 million.|{million} million is the population of {country}.""",
        {
            "million": """What is the population of {country}?|How many million people live in {country}?|How big is the
 population of {country}?"""
        },
    ),
    Fact(
        "everyday",
        """{person} works as a {job} in {city}.|{person} is a {job} in {city}.|In {city}, {person} works
 as a {job}.|{person}, a {job}, lives in {city}.|{person} lives in {city} and works as a {job}.|{person} found a job
 as a {job} in {city}.|{person} moved to {city} and became a {job}.|{city} is where {person} works as a {job}.|As a
 {job}, {person} works in {city}.|{person}, who lives in {city}, is a {job}.|{person} is the best {job} in {city}.|The
 job of {person} in {city} is that of a {job}.|In {city}, {person} became a {job}.|{person} went to {city} to work as
 a {job}.|{person} is now a {job} in the city of {city}.""",
        {
            "city": "Where does {person} work?|In which city does {person} work?|Where does {person} live?",
            "job": "What is the job of {person}?|What does {person} do for a living?|What does {person} work as?",
            "person": "Who works as a {job}?|Who is a {job}?|Who works in {city}?|Who lives in {city}?",
        },
    ),
    Fact(
        "everyday",
        """{person} has a {colour} {pet}.|{person} owns a {colour} {pet}.|The {colour} {pet} belongs to
 {person}.|{person} keeps a {colour} {pet} at home.|A {colour} {pet} lives with {person}.|{person} came with a
 {colour} {pet}.|The {pet} of {person} is {colour}.|{person} feeds a {colour} {pet}.|A {colour} {pet} follows {person}
 everywhere.|{person} bought a {colour} {pet}.|The {colour} {pet} is the pet of {person}.|The pet of {person} is a
 {colour} {pet}.|{person} takes care of a {colour} {pet}.|{person} likes the {colour} {pet}.""",
        {
            "pet": "What pet does {person} have?|Which animal does {person} own?|What animal does {person} have?",
            "colour": "What colour is the {pet}?|Which colour does the {pet} have?",
            "person": "Who has a {pet}?|Who owns the {pet}?|Who does the {pet} belong to?",
        },
    ),
    Fact(
        "everyday",
        """{person} left the {thing} in the {place}.|The {thing} of {person} is in the {place}.|{person}
 put the {thing} in the {place}.|In the {place}, {person} found a {thing}.|{person} forgot the {thing} in the
 {place}.|{person} hid the {thing} in the {place}.|The {thing} that {person} lost is in the {place}.|The {place} is
 where {person} put the {thing}.|{person} keeps the {thing} in the {place}.|The {thing} lies in the {place}, where
 {person} left it.|The place of the {thing} of {person} is the {place}.|{person} lost the {thing} in the {place}.|In
 the {place} is the {thing} of {person}.""",
        {
            "place": "Where is the {thing}?|Where is the {thing} of {person}?|In which place is the {thing}?",
            "thing": "What is in the {place}?|Which thing is in the {place}?",
            "person": "Whose {thing} is in the {place}?|Who had the {thing}?",
        },
    ),
    Fact(
        "everyday",
        """{person} bought {number} {fruit} on {day}.|On {day}, {person} bought {number}
 {fruit}.|{person} picked {number} {fruit} on {day}.|{person} ate {number} {fruit} on {day}.|On {day}, {number}
 {fruit} were sold to {person}.|{person} got {number} {fruit} on {day}.|On {day}, {person} picked {number}
 {fruit}.|{day} was the day when {person} ate {number} {fruit}.|{person} came home with {number} {fruit} on
 {day}.|{number} {fruit} went to {person} on {day}.|On {day}, {person} had {number} {fruit}.|{person} found {number}
 {fruit} on {day}.|{number} {fruit} were for {person} on {day}.|On {day}, {person} got {number} {fruit}.""",
        {
            "number": "How many {fruit} did {person} get?|How many {fruit} were there?|How many {fruit} did {person} "
            "have?",
            "day": "On which day did {person} get the {fruit}?|When did {person} get {fruit}?",
            "person": "Who got the {fruit}?|Who had {number} {fruit}?",
            "fruit": "What did {person} get on {day}?|What did {person} have?",
        },
    ),
    Fact(
        "everyday",
        """The {place} opens at {time} on {day}.|On {day}, the {place} opens at {time}.|The {place} is
 open from {time} on {day}.|At {time} on {day}, the doors of the {place} open.|Visitors may enter the {place} at
 {time} on {day}.|The {place} is closed until {time} on {day}.|On {day} the {place} does not open before {time}.|From
 {time} on {day}, the {place} is open.|The {place} lets people in at {time} on {day}.|{day} is the day when the
 {place} opens at {time}.|The time when the {place} opens on {day} is {time}.|On {day}, the {place} is open from
 {time}.|People can enter the {place} from {time} on {day}.""",
        {"time": "When does the {place} open?|At what time does the {place} open?|What time does the {place} open?"},
    ),
    Fact(
        "everyday",
        """The {sight} was built in {year}.|In {year}, the {sight} was built.|The {sight} dates from
 {year}.|Workers finished the {sight} in {year}.|The {sight} was founded in {year}.|The {sight} was finished in
 {year}.|They built the {sight} in {year}.|{year} is the year when the {sight} was built.|People opened the {sight} in
 {year}.|The {sight} is from {year}.|The year of the {sight} is {year}.|{year} was the year of the {sight}.""",
        {"year": "When was the {sight} built?|In which year was the {sight} built?|What year is the {sight} from?"},
    ),
    Fact(
        "everyday",
        """{person} drinks {drink} in the morning.|In the morning, {person} drinks {drink}.|{person}
 likes {drink} best.|{person} ordered {drink}.|{drink} is what {person} drinks.|A cup of {drink} was served to
 {person}.|{person} takes {drink} with every meal.|Every day, {person} has a glass of {drink}.|{person} never drinks
 anything but {drink}.|The {drink} is for {person}.|For {person}, a cup of {drink} was ordered.|{person} poured a
 glass of {drink}.|The drink of {person} is {drink}.|{person} drinks nothing but {drink}.|{person} always drinks
 {drink}.|In the evening, {person} drinks {drink}.|{person} has {drink} in the morning.""",
        {
            "drink": "What does {person} drink?|Which drink does {person} take?",
            "person": "Who drinks {drink}?|Who takes {drink}?",
        },
    ),
    Fact(
        "work",
        """The {service} service failed at {time} because of a {cause}.|At {time}, the {service} service
 failed because of a {cause}.|A {cause} took down the {service} service at {time}.|The {service} service went down at
 {time}: the reason was a {cause}.|Because of a {cause}, the {service} service stopped at {time}.|A {cause} stopped
 the {service} service at {time}.|The {service} service has been down since {time} because of a {cause}.|{service}
 failed at {time}, and the cause was a {cause}.|At {time}, a {cause} made the {service} service fail.|The reason why
 {service} failed at {time} was a {cause}.|The cause that made the {service} service fail at {time} is a {cause}.|At
 {time}, a {cause} took the {service} service down.|A {cause} made the {service} service stop at {time}.|At {time},
 {service} went down because of a {cause}.""",
        {
            "time": "When did the {service} service fail?|At what time did the {service} service fail?|When did "
            "{service} go down?",
            "cause": "Why did the {service} service fail?|What made the {service} service fail?|What took down "
            "{service}?",
            "service": "Which service failed at {time}?|Which service failed because of a {cause}?",
        },
    ),
    Fact(
        "work",
        """{person} restarted {node} at {time}.|At {time}, {person} restarted {node}.|{node} was restarted by
 {person} at {time}.|{person} rebooted {node} at {time}.|{person} logged in at {time} and restarted {node}.|{node}
 came back at {time} after {person} restarted it.|{node} needed a restart, and {person} did it at {time}.|It was
 {person} who restarted {node} at {time}.|{time} was when {person} restarted {node}.|{person} turned {node} off and on
 again at {time}.|At {time}, {node} was rebooted by {person}.|The person who restarted {node} at {time} is
 {person}.|{node} was rebooted at {time} by {person}.|{person} did a restart of {node} at {time}.|After a restart by
 {person}, {node} came back at {time}.""",
        {
            "person": "Who restarted {node}?|Who rebooted {node}?|By whom was {node} restarted?",
            "node": "Which node did {person} restart?|What did {person} restart?|Which machine did {person} restart?",
            "time": "When did {person} restart {node}?|When was {node} restarted?|At what time was {node} restarted?",
        },
    ),
    Fact(
        "work",
        """The {team} team owns the {service} service.|The {service} service is owned by the {team} team.|The
 {service} service belongs to the {team} team.|The {team} team looks after the {service} service.|The {team} team runs
 the {service} service.|{service} is a service of the {team} team.|The owner of the {service} service is the {team}
 team.|The {team} team is responsible for the {service} service.|The {team} team built the {service} service and runs
 it.|Ask the {team} team about the {service} service.|The team of the {service} service is {team}.|The service of the
 {team} team is {service}.|{service} belongs to the {team} team.|The {team} team has the {service} service.""",
        {
            "team": "Which team owns the {service} service?|Who owns the {service} service?|Which team runs {service}?",
            "service": "Which service does the {team} team own?|What does the {team} team run?",
        },
    ),
    Fact(
        "work",
        """{person} is on call on {day}.|On {day}, {person} is on call.|{person} has the pager on {day}.|The
 pager is with {person} on {day}.|{person} takes the on-call shift on {day}.|On {day}, alerts go to {person}.|{day} is
 the day when {person} is on call.|{person} will be on call on {day}.|On {day}, the pager goes to {person}.|{person}
 answers the alerts on {day}.|The on-call engineer on {day} is {person}.|The engineer on call on {day} is {person}.|On
 {day}, {person} will have the pager.|{person} has to answer alerts on {day}.|The pager of {day} is with {person}.""",
        {
            "person": "Who is on call on {day}?|Who has the pager on {day}?|Who takes the alerts on {day}?",
            "day": "When is {person} on call?|On which day is {person} on call?|On which day does {person} have the "
            "pager?",
        },
    ),
    Fact(
        "work",
        """Ticket {count} about {service} was closed by {person}.|{person} closed ticket {count} about
 {service}.|{person} worked on ticket {count} about {service}.|Ticket {count} about {service} went to {person}.|Ticket
 {count}, about {service}, was solved by {person}.|{person} took ticket {count}, which is about {service}.|{person}
 handled ticket {count} about {service}.|Ticket {count} is about {service} and belongs to {person}.|The {service}
 ticket, number {count}, was closed by {person}.|{person} solved ticket {count} about {service}.|The number of the
 ticket about {service} is {count}, and {person} has it.|Ticket {count} about {service} is with {person}.|{person} got
 ticket {count}, about {service}.|Ticket {count} belongs to {person} and is about {service}.""",
        {
            "person": "Who took ticket {count}?|Who worked on the ticket about {service}?|Who handled ticket {count}?",
            "count": "Which ticket did {person} handle?|Which ticket was about {service}?",
            "service": "What was ticket {count} about?|Which service was ticket {count} about?",
        },
    ),
    Fact(
        "work",
        """The {service} service runs on port {port}.|The {service} service listens on port {port}.|Port
 {port} is used by the {service} service.|On port {port}, the {service} service answers.|The port of the {service}
 service is {port}.|You reach the {service} service on port {port}.|Port {port} belongs to the {service}
 service.|{service} has port {port}.|The {service} service uses port {port}.|The {service} service opened port
 {port}.|{port} is the port of the {service} service.|The {service} service is on port {port}.|For the {service}
 service, the port is {port}.|The port that the {service} service uses is {port}.""",
        {
            "port": "On which port does the {service} service run?|Which port does {service} use?|What is the port of "
            "{service}?",
            "service": "Which service uses port {port}?|What runs on port {port}?",
        },
    ),
    Fact(
        "work",
        """The {job_name} job on {node} used {count} gigabytes.|On {node}, the {job_name} job used {count}
 gigabytes.|The {job_name} job took {count} gigabytes on {node}.|{count} gigabytes were used by the {job_name} job on
 {node}.|{node} gave {count} gigabytes to the {job_name} job.|The {job_name} job ran on {node} and used {count}
 gigabytes.|The {job_name} job needed {count} gigabytes on {node}.|With {count} gigabytes, the {job_name} job ran on
 {node}.|{node} ran the {job_name} job with {count} gigabytes.|On {node}, {count} gigabytes went to the {job_name}
 job.|The memory of the {job_name} job on {node} is {count} gigabytes.|{node} needed {count} gigabytes for the
 {job_name} job.|The {job_name} job on {node} took {count} gigabytes.""",
        {
            "count": "How many gigabytes did the {job_name} job use?|How much memory did the {job_name} job use?|How "
            "many gigabytes did {job_name} take?",
            "node": "Where did the {job_name} job run?|On which node did the {job_name} job run?",
            "job_name": "Which job ran on {node}?|Which job used {count} gigabytes?",
        },
    ),
    Fact(
        "work",
        """The {severity} incident in {service} lasted {number} minutes.|The incident in {service} was
 {severity} and lasted {number} minutes.|In {service}, a {severity} incident lasted {number} minutes.|For {number}
 minutes there was a {severity} incident in {service}.|A {severity} incident stopped {service} for {number}
 minutes.|{service} had a {severity} incident of {number} minutes.|There was a {severity} incident in {service}, and
 it lasted {number} minutes.|The incident in {service} took {number} minutes and was {severity}.|After {number}
 minutes the {severity} incident in {service} was over.|The {severity} incident of {number} minutes was in
 {service}.|For {number} minutes, a {severity} incident stopped {service}.|A {severity} incident took down {service}
 for {number} minutes.|A {severity} incident in {service} took {number} minutes.""",
        {
            "number": "How long did the incident in {service} last?"
            "|How many minutes did the incident in {service} last?",
            "severity": "What kind of incident was it in {service}?|How bad was the incident in {service}?",
            "service": "Where was the {severity} incident?|Which service had the {severity} incident?",
        },
    ),
    Fact(
        "work",
        """The {service} service is written in {language}.|{person} wrote the {service} service in
 {language}.|The code of the {service} service is in {language}.|The {service} service was rewritten in
 {language}.|{language} is the language of the {service} service.|The developers of {service} write
 {language}.|{service} was written in {language} by {person}.|For the {service} service, {person} chose
 {language}.|The {service} service uses {language}.|In {service}, all code is {language}.|The language of the
 {service} service is {language}.|{person} writes the {service} service in {language}.|In {language}, {person} wrote
 the {service} service.|The {service} service was written again in {language}.""",
        {
            "language": "In which language is the {service} service written?|What language is {service} written in?|"
            "Which language does {service} use?"
        },
    ),
]
# They stand before some statements, so that nothing has a fixed place.
OPENINGS = """As we know,|In short,|We read that|It is known that|They say that|The report says that|Note that|By the
 way,|As far as I know,|It seems that"""
SLOTS_OF_FACTS = ("country", "capital", "person", *VALUES)


def value(rng: random.Random, slot: str, held: bool) -> str:
    """A filling; full names are from one side of the split."""
    if slot == "person":
        if rng.random() < 0.4:
            return rng.choice(FIRST.split())
        return " ".join(draw(rng, lambda r: (r.choice(FIRST.split()), r.choice(LAST.split())), "qa-name", held=held))
    return rng.choice(table(VALUES[slot]))


def filling(rng: random.Random, held: bool) -> dict[str, str]:
    """One value for every slot."""
    country, capital = rng.choice(CAPITALS.split()).split("=")
    return {"country": country, "capital": capital} | {slot: value(rng, slot, held) for slot in SLOTS_OF_FACTS[2:]}


@cache
def states(fact: Fact, held: bool) -> list[str]:
    return [state for state in table(fact.states) if is_held_out("qa-frame", state) == held]


def bare(frame: str) -> str:
    """A frame without its opening: what decides its side of the split."""
    for opening in table(OPENINGS):
        if frame.startswith(f"{opening} "):
            frame = frame.removeprefix(f"{opening} ")
            return frame if frame[0] == "{" else frame[0].upper() + frame[1:]
    return frame


def statement(rng: random.Random, fact: Fact, held: bool) -> str:
    """A frame of the fact from one side of the split, after some opening or none."""
    state = rng.choice(states(fact, held) or states(fact, False))
    if rng.random() > 0.25:
        return state
    return f"{rng.choice(table(OPENINGS))} {state if state[0] == '{' else state[0].lower() + state[1:]}"


def draw_lines(
    rng: random.Random, main: Fact, slot: str, held: bool, twins: bool
) -> tuple[str, list[tuple[str, dict]]]:
    """A question, and statements with their fillings of which the first answers it, and no other could."""
    facts = [fact for fact in FACTS if fact.world == main.world and fact is not main]
    while True:
        chosen = [main, *([main] if twins else rng.sample(facts, rng.randint(1, 3)))]
        lines = [(statement(rng, fact, held), filling(rng, held)) for fact in chosen]
        ask, fills = rng.choice(table(main.asks[slot])), lines[0][1]
        named = [fills[name] for name in SLOTS_OF_FACTS if f"{{{name}}}" in ask] + [fills[slot]]
        rest = " ".join(state.format(**other) for state, other in lines[1:])
        if not any(word in rest for word in named) and lines[0][0].format(**fills).count(fills[slot]) == 1:
            return ask.format(**fills), lines


def example(rng: random.Random, held: bool = False, twins: bool = False) -> Example:
    """A question about one fact of two to four kinds, or (`twins`) of two of one kind that only the names tell apart.

    `meta` has the context and the place of the answer in it.
    """
    world = rng.choice(["everyday", "work"])
    main = rng.choice([fact for fact in FACTS if fact.world == world and states(fact, held)])
    slot = rng.choice(sorted(main.asks))
    ask, lines = draw_lines(rng, main, slot, held, twins)
    frame, fills = lines[0]
    before = len(polish(frame[: frame.index(f"{{{slot}}}")].format(**fills) + fills[slot])) - len(fills[slot])
    rng.shuffle(lines)
    texts = [polish(state.format(**other)) for state, other in lines]
    at = [other is fills for _, other in lines].index(True)
    start = sum(len(text) + 1 for text in texts[:at]) + before
    context = " ".join(texts)
    return Example(
        "span",
        ask,
        context[start : start + len(fills[slot])],
        (("qa-frame", bare(frame)),),
        {"context": context, "start": start},
    )
