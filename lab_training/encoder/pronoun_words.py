"""Words of the pronoun sentences: kinds of nouns, what fits each kind, and who does not do what to whom.

An ending that fits both kinds of a sentence would leave the pronoun open; `pronouns.py` leaves such endings out, so a
word may stand under several kinds ("full" under a queue, "heavy" under a crate and under a truck).
"""

from __future__ import annotations

# Beings whose pronoun the word itself tells. Professions stand in the plural only: one nurse is neither he nor she.
WOMEN = """woman girl mother aunt grandmother queen princess sister niece daughter waitress actress duchess heroine
 bride widow stepmother granddaughter godmother schoolgirl countess nun landlady empress Alice Maria Nadia Priya
 Ingrid Fatima Chloe Yuki Elena Grace Amara Lucia Sofia Hannah Olga Zara Emma Ruth Leila Nora Clara Julia Sarah Anna
 Mei Rosa Irene Tara Diana Astrid"""
MEN = """man boy father uncle grandfather king prince brother nephew son waiter actor duke hero groom widower
 stepfather grandson godfather schoolboy count monk landlord emperor Tom Omar Paulo Kenji Ivan Samuel Ahmed Lukas
 Diego Henry Raj Pierre Mateo Felix Oscar Hugo Victor Boris Jonas Carlos Peter David Ali Marco Simon Leo Erik Tariq
 Walter Bruno"""
GROUPS = """children students engineers developers operators neighbours soldiers tourists nurses doctors pilots
 teachers customers managers analysts testers farmers sailors players dancers visitors guards workers miners singers
 interns clerks drivers cooks bakers painters hikers twins parents cousins guests pupils writers lawyers dentists
 gardeners plumbers mechanics administrators designers researchers architects volunteers colleagues responders
 reviewers auditors"""
ANIMALS = """animal dog cat horse cow pig goat donkey rabbit fox wolf bear lion tiger elephant monkey squirrel
  camel mouse rat duck goose hen owl crow eagle parrot pigeon turtle lizard frog snake hedgehog badger otter
 beaver hamster kitten puppy lamb calf pony zebra giraffe leopard panda koala llama buffalo antelope ferret raccoon
 """
THINGS = {
    "way": """street road river bridge avenue highway stream canal railway path lane alley square field meadow valley
 creek ditch swamp marsh runway driveway boulevard crossing track trail tunnel yard plaza motorway lawn glacier desert
 plain canyon ravine lake pond channel park market courtyard pavement harbour""",
    "load": """crate box trunk barrel suitcase sack basket stone log bucket parcel carton chest bag cupboard sofa
 mattress wardrobe safe piano bench table statue anvil pot cabinet backpack toolbox bundle tank carpet beam pumpkin
 tub plank""",
    "food": """soup bread apple cake pie stew sandwich cheese sausage salad pizza pancake omelette biscuit curry
 pudding pear plum burger muffin cookie steak potato carrot porridge tart lemon peach waffle dumpling noodle
 mango onion""",
    "climb": """tree ladder mountain fence cliff hill tower rock roof pole gate hedge slope staircase rope scaffold
 dune volcano chimney mast pillar pyramid balcony lighthouse""",
    "text": """book article letter novel poem manual essay story magazine chapter contract diary thesis newspaper
 leaflet document tutorial guide handbook textbook proposal transcript specification postmortem runbook""",
    "cloth": """coat shirt dress jacket sweater hat scarf skirt blouse suit cap uniform cloak glove sock boot shoe
 sandal helmet mask costume apron raincoat vest necktie belt robe""",
    "vehicle": """truck bus van tractor lorry tram wagon cart caravan trailer minibus ambulance crane bulldozer
 limousine excavator taxi coach pickup jeep tanker train scooter""",
    "goods": """lamp chair phone camera bicycle guitar mirror clock watch vase necklace radio painting blanket kettle
 toaster umbrella desk armchair violin television drum oven ring tent tablet headset keyboard monitor""",
    "missile": "ball snowball pebble arrow dart brick marble balloon pillow hammer coin bullet spear acorn",
    "barrier": "window windscreen pane shield door wall shell plate screen board visor lid panel shutter barricade",
    "light": "candle torch lantern bulb fire headlight match flame spotlight lightbulb fireplace campfire",
    "room": "room hall cave cellar kitchen garage barn corridor church stable attic basement warehouse hangar "
    "theatre library",
    "tool": "knife saw axe blade sword chisel razor sickle cutter drill shovel machete cleaver scalpel",
    "stuff": "cable branch bone pipe hose chain root cord wire coconut timber leather hide trunk nail icicle bar",
    "machine": """server node host router switch gpu laptop workstation instance disk rack sensor printer mainframe
 controller drive processor accelerator modem worker replica firewall appliance""",
    "workload": """job batch query model container pod process task build pipeline notebook workflow backup import
 export simulation benchmark crawler dataset transformer classifier embedding checkpoint adapter""",
    "service": """service cache queue api database proxy cluster dashboard website broker registry scheduler backend
 frontend endpoint system platform app gateway chatbot tokenizer cronjob""",
    "message": """alert ticket email message notification warning request reminder invoice comment question complaint
 memo announcement report summary prompt apology explanation tweet""",
    "change": """deploy release patch rollback upgrade migration hotfix update experiment rollout refactor cutover
 commit redesign plan change merge reboot""",
    "incident": """outage incident failure crash bug glitch delay leak breach spike error timeout fault slowdown
 regression alarm overflow""",
    "file": """file packet upload attachment archive payload image video dump snapshot trace photo logfile spreadsheet
 recording certificate""",
    "guard": "filter limit validator policy rule scanner quota checker whitelist linter limiter throttle parser",
}
IRREGULAR = {
    "mouse": "mice",
    "goose": "geese",
    "wolf": "wolves",
    "calf": "calves",
    "knife": "knives",
    "scarf": "scarves",
    "potato": "potatoes",
    "volcano": "volcanoes",
    "thesis": "theses",
    "buffalo": "buffaloes",
    "mango": "mangoes",
}
ONE_ONLY = {"leather", "timber", "bread", "porridge"}  # no natural plural

BEING = """tired sleepy exhausted hungry thirsty scared nervous lazy shy weary drowsy frightened timid anxious dizzy
 ill stubborn bored impatient cautious grumpy worried fearful clumsy distracted jealous restless breathless lonely sad
 upset angry confused suspicious hesitant weak afraid proud old young sick unwell careful startled stressed sleepless
 miserable cold wet dirty terrified puzzled bewildered gloomy fussy excited"""
PERSON = (
    BEING
    + """ polite embarrassed forgetful busy inexperienced modest superstitious honest unsure strict homesick
 pessimistic sceptical overworked absent-minded ashamed tipsy sentimental optimistic"""
)
PERSON_WORLD = " experienced calm wise relaxed sensible attentive"
FITS = {
    "being": BEING,
    "person": PERSON,
    "seasoned": PERSON + PERSON_WORLD,
    "way": """wide busy steep icy muddy slippery crowded flooded noisy dark rocky exposed wet dangerous dusty windy
 foggy narrow broad unsafe frozen remote rough uneven cold treacherous stony snowy long dirty sunny smoky perilous
 hazardous old""",
    "load": """heavy bulky large slippery hot wet sharp fragile dirty dusty awkward wide big greasy cumbersome massive
 huge sticky valuable delicate cold old unwieldy enormous precious breakable gigantic hefty""",
    "food": """salty spicy sour sweet bitter cold hot stale greasy burnt dry rotten bland mouldy sticky oily peppery
 soggy tasteless frozen hard fatty sugary rich smelly old overcooked undercooked flavourless rancid""",
    "climb": """tall high steep slippery smooth icy shaky rotten wobbly loose unstable wet old dangerous crumbly
 exposed frozen unsafe cold dirty lofty sheer vertical rickety""",
    "text": """boring long dull technical complicated short vague sad wordy academic dense abstract outdated expensive
 confusing repetitive illegible incomplete obscure lengthy faded childish old dry tedious incoherent unreadable
 thick""",
    "cloth": """tight loose dirty torn wet old expensive thin itchy formal colourful shabby baggy wrinkled faded
 stained short long thick scratchy unfashionable cold bright frayed gaudy creased threadbare""",
    "vehicle": """heavy tall overloaded bulky unreliable rusty underpowered damaged big large wide long old slow dirty
 wet fast loud noisy cold massive huge battered""",
    "goods": """expensive ugly old large cheap flimsy overpriced worn scratched costly noisy outdated dusty plain
 dirty cold heavy fragile impractical old-fashioned defective shoddy unattractive""",
    "missile": "soft light slow small weak blunt hollow tiny lightweight squishy wet old cold gentle",
    "barrier": "thick strong solid sturdy tough hard heavy rigid robust reinforced massive stout bulletproof wet old "
    "cold armoured",
    "light": "dim weak faint small feeble old flickering pale wet distant smoky dying",
    "room": "large big long vast wide deep dark old wet cold huge enormous spacious immense cavernous windowless",
    "tool": "blunt dull rusty old worn small dirty bent flimsy wet notched cheap",
    "stuff": "hard thick tough strong dense old wet frozen stiff dirty fibrous solid knotty sturdy rigid",
    "machine": """slow hot old unstable overloaded full outdated unreachable faulty critical fragile noisy expensive
 remote dusty unresponsive overheated crowded obsolete saturated busy cold dirty oversubscribed underpowered throttled
 idle""",
    "workload": """large greedy long demanding complex urgent inefficient massive ambitious bloated wasteful
 complicated intensive buggy slow expensive old big critical enormous unoptimised parallel experimental""",
    "service": """unstable fragile insecure overloaded complex outdated unreliable opaque buggy slow brittle flaky
 critical busy undocumented untested laggy vulnerable old unresponsive leaky complicated expensive misconfigured
 obsolete congested""",
    "message": """vague quiet late short cryptic unclear wordy generic brief long trivial minor confusing technical
 repetitive garbled faint dull ambiguous impolite boring incomplete routine terse misleading illegible""",
    "change": """risky late large expensive untested complex hasty big controversial costly disruptive incomplete slow
 ambitious experimental sweeping dangerous premature unpopular irreversible drastic""",
    "incident": """brief minor common harmless small rare short frequent predictable familiar trivial mild quick
 insignificant unimportant commonplace ordinary""",
    "file": """large corrupt big malformed bulky damaged old incomplete huge suspicious enormous long unreadable
 garbled massive oversized truncated bloated""",
    "guard": "strict cautious rigid aggressive sensitive suspicious severe inflexible restrictive picky conservative "
    "harsh",
}

# (world, kind of A, kind of B, verb phrases). "*" is any being, "p" a person, "g" a person with the third list.
FAMILIES = [
    (
        "everyday",
        "*",
        "way",
        "cross|enter|leave|walk along|run across|step onto|explore|go past|follow|visit|wander across",
    ),
    ("everyday", "p", "load", "lift|carry|move|push|pull|pick up|drag|hold|load|raise|turn over"),
    ("everyday", "*", "food", "eat|taste|finish|touch|want|swallow|chew|choose|try|enjoy"),
    ("everyday", "*", "climb", "climb|go up|jump over|scale|get over|climb onto|come down from|approach"),
    ("everyday", "p", "text", "read|finish|open|enjoy|translate|copy|understand|review|quote"),
    ("everyday", "p", "cloth", "wear|put on|buy|borrow|try on|choose|pack|keep"),
    ("everyday", "*", "vehicle", "chase|follow|board|stop|catch|overtake|notice|get into"),
    ("everyday", "p", "goods", "buy|repair|choose|sell|use|clean|keep|borrow|collect"),
    ("everyday", "vehicle", "way", "cross|use|enter|pass along|reach|leave|block|get through"),
    ("everyday", "missile", "barrier", "break|damage|smash|pierce|crack|go through|dent|shatter"),
    ("everyday", "light", "room", "light|fill|brighten|illuminate|warm|light up"),
    ("everyday", "tool", "stuff", "cut|split|go through|slice|sever|scratch"),
    ("everyday", "missile", "vehicle", "stop|reach|hit|damage|dent"),
    ("everyday", "light", "way", "light|brighten|illuminate|light up|reach"),
    ("everyday", "tool", "food", "cut|slice|split|go through"),
    ("everyday", "vehicle", "climb", "go up|get over|reach|approach"),
    ("everyday", "load", "way", "block|fall on|reach|roll across"),
    ("everyday", "text", "p", "interest|frighten|help|please|bore|amuse|convince"),
    ("everyday", "food", "*", "satisfy|tempt|attract|please|fill"),
    ("everyday", "light", "*", "wake|guide|attract|reach|bother"),
    ("everyday", "vehicle", "*", "scare|reach|wake|bother|follow"),
    ("everyday", "cloth", "p", "fit|suit|please|warm"),
    ("work", "p", "machine", "restart|inspect|upgrade|replace|touch|reboot|drain|debug|move|unplug|clean"),
    ("work", "p", "service", "restart|trust|deploy|fix|monitor|scale|touch|rewrite|test|launch|maintain"),
    ("work", "p", "change", "approve|review|announce|postpone|finish|start|support|test|accept"),
    ("work", "p", "workload", "run|start|schedule|resume|profile|submit|debug|cancel|finish"),
    ("work", "message", "p", "wake|convince|help|reach|interest|bother|alarm|amuse|disturb|impress"),
    ("work", "incident", "g", "surprise|worry|alarm|scare|disturb|bother|upset|trouble|shock"),
    ("work", "workload", "machine", "start on|run on|finish on|stay on|land on|boot on|fit on"),
    ("work", "file", "guard", "pass|get past|reach|trigger|get through|satisfy|clear"),
    ("work", "file", "service", "reach|crash|slow down|stop|overload"),
    ("work", "message", "service", "reach|stop|mention|leave"),
    ("work", "change", "service", "fix|help|reach|break|improve"),
    ("work", "workload", "service", "reach|use|query|join|overload"),
    ("work", "file", "machine", "fit on|reach|fill|load on|leave"),
    ("work", "change", "machine", "reach|fix|help|break|improve"),
    ("work", "change", "p", "convince|help|please|worry|surprise"),
    ("work", "service", "p", "help|please|impress|convince"),
    ("work", "p", "message", "answer|write|send|close|read|finish|post|share|open"),
    ("work", "p", "file", "download|open|share|upload|delete|send|convert|copy"),
]
REFUSALS = ["didn't", "did not", "could not", "couldn't", "would not", "wouldn't", "failed to", "might not"]
OPENINGS = """Yesterday|Last night|In the end|This morning|On Monday|At first|That day|Before lunch|After the storm|At
 noon |During the night|This time|As expected|Last week|That evening"""
