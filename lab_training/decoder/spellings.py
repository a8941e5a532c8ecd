"""An open vocabulary: words of any spelling, so that what a learner types is copied as well as what we invented.

A spelling is an ordinary word, a made-up one of many kinds of syllables, or a code of letters and digits. A fifth of
all spellings, chosen by hash, is used for evaluation only.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import lru_cache

from lab_training.decoder.names import SYLLABIC
from lab_training.shared.core import draw, is_held_out

FIRST = """
Olivia Noah Liam Ava Isabella Mia Charlotte Amelia Harper Evelyn Ethan Lucas Mason Logan Oliver Elijah James William
Benjamin Theodore Alexander Daniel Michael Matthew Samuel Joseph Carter Owen Wyatt Dylan Luke Gabriel Anthony Isaac
Lincoln Thomas Charles Christopher Joshua Andrew Ezra Hudson Caleb Nathan Ryan Adrian Aaron Eli Nolan Jeremy Connor
Ian Robert Jordan Nicholas Dominic Austin Everett Brooks Xavier Kai Jason Wesley Eleanor Hannah Lily Addison Aubrey
Ellie Stella Natalie Zoe Leah Hazel Violet Aurora Savannah Audrey Brooklyn Bella Claire Skylar Lucy Paisley Everly
Caroline Nova Genesis Emilia Kennedy Maya Willow Naomi Aaliyah Elena Ariana Allison Gabriella Madelyn Cora Ruby Eva
Serenity Autumn Adeline Hailey Gianna Valentina Isla Eliana Quinn Ivy Sadie Piper Lydia Alexa Josephine Emery Julian
Jan Piotr Kasia Marek Lukas Felix Jonas Greta Ingrid Sven Lars Bjorn Astrid Freya Pierre Camille Juliette Luc Antoine
Chloe Manon Giulia Marco Luca Francesca Matteo Diego Carlos Lucia Javier Carmen Pablo Sofia Ana Miguel Joao Ravi Priya
Arjun Anjali Deepak Sunita Vikram Neha Kenji Yuki Hiroshi Sakura Wei Li Mei Jun Chen Ming Fatima Omar Ali Leila Hassan
Aisha Ibrahim Yusuf Kwame Amara Chidi Zuri Tariq Nadia Igor Olga Dmitri Svetlana Anton Vera Boris Steve Susan Karen
Linda Barbara Jennifer Patricia Kevin Brian Gary Eric Scott Brandon Gregory Helen Donna Ruth Sharon
""".split()
LAST = """
Johnson Williams Brown Jones Garcia Davis Rodriguez Martinez Hernandez Gonzalez Wilson Anderson Taylor Moore Jackson
Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres
Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Patel Kim Chen Wang Schmidt
Schneider Fischer Weber Meyer Wagner Becker Hoffmann Bauer Novak Kowalski Larsen Hansen Petrov Ivanov Tanaka Suzuki
Sato Okafor Mensah Haddad Khan Singh Sharma Gupta Costa Silva Santos Ferrari Romano Moreau Laurent Lefevre Bernard
""".split()
FIRMS = """
Northwind Contoso Fabrikam Umbrella Hooli Stark Wayne Vandelay Cyberdyne Wonka Oceanic Tyrell Aperture Bluebird
Redwood Silverline Evergreen Sunrise Granite Harbor Beacon Summit Horizon Pioneer Atlas Orion Nimbus Vertex Quantum
Polaris Zenith Apex Lumen Helix Cobalt Falcon Maple Cedar Willow River Bridge Keystone Lighthouse Compass Anchor
DataWorks CloudNine NetForge ByteMe CodeHaus SoftServe InfraCo OpenGrid MegaCorp WebShop MediaLab FinTrust AgriTech
""".split()
ENDINGS = ["", "", "", "", " Inc", " Ltd", " GmbH", " Corp", " Labs", " Systems", " Bank", " Energy", " Air", " Foods"]
WORDS = """
account address advice airport alarm album answer apron arch armchair arrow article autumn axle bag balcony ball
banana band bank barn barrel basin battery beach bean beard bed bell belt bench berry bike bill bird biscuit blade
block board boat bolt bone boot border bowl box branch brass brick bridge broom brush bucket bulb bull bundle butter
button cabin cabinet cafe cage calendar camel camp canal candle canvas captain card carpet carrot castle cave ceiling
cellar chain chalk channel chapter cherry chess chest chicken chimney church circle circus clay cliff clock cloth
cloud coal coast coin collar column comb comet copper coral cord corn corner cotton couch counter court cousin crab
cradle crane cream creek crown crystal cup cupboard curtain cushion cycle daisy dance dawn deck deer desert desk
diamond dish dock doll dolphin donkey door dragon drawer dream dress drum dune dust eagle earring echo edge egg elbow
elephant emerald engine envelope evening factory falcon fan farm feather fence ferry field finger fire fish flag flame
flask flood floor flower flute fog folder fork fountain frame freezer fridge friend fruit fuel funnel fur galaxy
gallery garlic gate gear gem giant ginger giraffe glacier glass globe glove glue gold goose grain granite grape grass
gravel grill ground guest gulf gym hail hall hammock hand harp hat hawk hay heart hedge helmet hen herb hill hinge
hole hood hook horn hose hospital hotel hour hut ice igloo ink insect iron island ivory jacket jail jam jar jelly
jewel joke journey judge juice jungle kettle keyboard king kite kitten knee knife knot ladle lake land lane lantern
laser leaf leather lemon lens lentil level lever lid light lily lime line linen lip list lizard loaf lobby lock log
lunch lung magnet mail map marble mask mast mat match meadow medal melon mill mine minute mirror mist monkey month
moon moss moth motor mountain mud mug mushroom nail napkin neck needle nest net night noise nose nurse nut oak oar
oasis ocean olive onion orange orchard oven owner oxygen paint pan panda panel panther paper parade park path peach
peak pear pearl pebble pelican pen pencil penguin pepper piano picnic pier pig pillow pin pine pipe pirate plain
planet plant plate plum pocket pole pond pony porch postcard pot potato powder prism puddle pump pumpkin puppet purse
puzzle quarry queen quilt quiz radar radio raft rail rain rake ramp raven razor ribbon rice ring river road robe
rocket roof root rope rose rug ruler saddle sail salmon salt sand sandal sauce saw scarf scooter screen seal seat seed
shadow shark shed shelf shell shield ship shirt shoe shop shore shovel shower sign silk silver sink skate skirt sky
slope smoke snail snow soap sock sofa soil spade spark spice spider spoon spring square squirrel stage stair stamp
star statue steam steel stem stick stone stool storm stove straw stream street string sugar suit summer sun swan
sweater swing sword table tail tank tape tea tent theater thread thumb thunder tide tie tile toast toe tomato tooth
torch towel tower toy tractor trail tray treasure tree trench tribe trunk trumpet tube tulip tunnel turkey tutor twig
valley van vase vault velvet vest village vine violin voice volcano wagon waist wall walnut walrus watch water wave
wax web well whale wheat wheel whistle wick wind window wing winter wire wolf wood wool worm wrist yard yarn year
yogurt zebra zipper zone
""".split()
TASKS = """
refund complaint question praise urgent spam ham yes no true false good bad new old open closed high low left right up
down hot cold north south east west first second alpha beta gamma delta sales support legal finance human machine
public private safe unsafe fruit vegetable bird fish metal tool drink sport animal food place person thing city
country color number weather vehicle job feeling plant body time happy sad angry calm positive negative neutral mixed
accept reject pass fail keep drop hardware software frontend backend infra data security noise signal bug feature task
incident request change approve deny easy hard fast slow big small old young day night love hate fun dull work home
toy book film music sports politics business science health travel
""".split()
PAIRS = """
A/B yes/no Yes/No YES/NO spam/ham POSITIVE/NEGATIVE positive/negative Positive/Negative good/bad true/false True/False
0/1 1/2 X/Y a/b P/N pos/neg GOOD/BAD up/down left/right SPAM/HAM SPAM/OK urgent/normal HIGH/LOW red/green happy/sad
cat/dog one/two +/- class1/class2 L1/L2 Q1/Q2
""".split()
ONSETS = """
b bl br c ch cl cr d dr f fl fr g gl gr h j k kl kn l m n p ph pl pr qu r s sh sk sl sm sn sp st str t th tr v w x y z
""".split()
VOWELS = "a e i o u a e i o u ai au ea ee ei ie oa oi oo ou ui y".split()
CODAS = ["", "", "", *"b ck d f g l ll m n nd ng nk nt p r rd rk rm rn rt s ss st t th x z".split()]


def invented(rng: random.Random) -> str:
    """A made-up word of one to three syllables of any kind, such as "straunk"."""
    count = rng.choice([1, 2, 2, 2, 3])
    return "".join(rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(count))


def code(rng: random.Random) -> str:
    """Letters with digits, such as "node-17", "k9" or "v2"."""
    stem = rng.choice([rng.choice("abcdefghijklmnopqrstuvwxyz"), rng.choice(WORDS), invented(rng)])
    return f"{stem}{rng.choice(['', '', '-', '_', '.'])}{rng.randint(0, 99)}"


def spliced(rng: random.Random, words: list[str]) -> str:
    """The beginning of one word and the end of another, such as "Arigory": looks familiar, and was never met."""
    left, right = rng.choice(words), rng.choice(words).lower()
    return left[: rng.randint(1, max(1, len(left) - 1))] + right[rng.randint(0, max(0, len(right) - 2)) :]


def _any(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.25:
        return rng.choice(WORDS)
    if kind < 0.55:
        return spliced(rng, WORDS)
    return invented(rng) if kind < 0.92 else code(rng)


def styled(rng: random.Random, word: str) -> str:
    """The word as it is, capitalized or in capitals."""
    return rng.choice([word, word, word, word.capitalize(), word.capitalize(), word.upper()])


def _drawn(rng: random.Random, make: Callable[[random.Random], str], held: bool) -> str:
    """A spelling from the side of the split that our syllables do not spell: those have a split of their own."""
    while True:
        made = draw(rng, lambda r: (make(r),), "spelling", held=held)[0]
        if not SYLLABIC.fullmatch(made):
            return made


def word(rng: random.Random, *, held: bool = False) -> str:
    """One word in small letters."""
    return _drawn(rng, _any, held)


def ordinary(rng: random.Random, words: list[str], *, held: bool = False) -> str:
    """One of a list of ordinary names, from the side of the split."""
    return rng.choice(_sided(tuple(words), held))


@lru_cache(maxsize=64)
def _sided(words: tuple[str, ...], held: bool) -> list[str]:
    return [w for w in words if is_held_out("spelling", w.lower()) == held and not SYLLABIC.fullmatch(w)]


def _name(rng: random.Random, names: list[str], held: bool) -> str:
    """One of the names; in training mostly a made-up one, or the names of the list would be learned by heart."""
    if held or rng.random() < 0.25:
        return ordinary(rng, names, held=held)
    return _drawn(rng, lambda r: _made(r, names), False).capitalize()


def _made(rng: random.Random, names: list[str]) -> str:
    return (spliced(rng, names) if rng.random() < 0.6 else invented(rng)).lower()


def person(rng: random.Random, *, held: bool = False) -> str:
    """A first name: ordinary ones, in training mostly made-up ones."""
    return _name(rng, FIRST, held)


def surname(rng: random.Random, *, held: bool = False) -> str:
    """A surname, likewise."""
    return _name(rng, LAST, held)


def company(rng: random.Random, *, held: bool = False) -> str:
    """A company of one or two words."""
    kind = rng.random()
    if held or kind < 0.4:
        name = _name(rng, FIRMS, held)
    else:
        name = word(rng).capitalize()
        name = name + word(rng).capitalize() if kind > 0.9 else name.upper() if kind > 0.8 else name
    return name + rng.choice(ENDINGS)


def label(rng: random.Random, *, held: bool = False) -> str:
    """A label: a task's word, a letter, a number, or any spelling, in any style."""
    kind = rng.random()
    if held:
        return styled(rng, ordinary(rng, TASKS, held=True))
    if kind < 0.35:
        return styled(rng, ordinary(rng, TASKS, held=False))
    return styled(rng, word(rng)) if kind < 0.85 else rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
