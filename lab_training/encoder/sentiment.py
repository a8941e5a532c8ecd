"""Opinions and plain facts with their sentiment: POSITIVE, NEGATIVE or NEUTRAL."""

from __future__ import annotations

import random
import re
from functools import cache

from lab_training.shared.core import Example, is_held_out
from lab_training.shared.english import polish, table

LABELS = ("NEGATIVE", "NEUTRAL", "POSITIVE")
# Kinds of subjects, and the words of praise and blame that fit each kind (besides those that fit all).
SUBJECTS = {
    "product": """phone laptop camera keyboard headset monitor tablet printer bicycle watch lamp sofa mattress kettle
 toaster oven backpack jacket tent guitar vacuum speaker charger chair desk blender umbrella toy helmet scooter
 product item gadget""",
    "place": """hotel restaurant room museum park beach city garden airport station cafe campsite gym library
 apartment shop village market theatre pool office cinema hostel bakery bar castle zoo""",
    "show": """film book concert play story song novel album lecture course talk game movie series episode exhibition
 podcast article speech tutorial workshop documentary musical ending soundtrack comic""",
    "meal": """soup pizza breakfast dinner coffee cake bread salad curry lunch dessert steak sandwich sauce tea meal
 pasta rice burger wine omelette pancake chocolate cheese fish""",
    "helper": """waiter teacher driver guide nurse doctor receptionist plumber manager instructor salesman dentist
 coach barber technician chef engineer support team staff crew mentor host lawyer speaker""",
    "system": """service dashboard api deploy rollout server cluster database release pipeline website app search
 alert system documentation migration upgrade cache chatbot model update backup interface installer editor library
 runbook queue network login gateway scheduler node patch tool""",
}
PRAISE = {
    "any": """wonderful excellent fantastic great superb amazing perfect brilliant outstanding lovely terrific
 marvellous delightful impressive good splendid awesome magnificent remarkable first-class flawless pleasing""",
    "product": "sturdy reliable handy comfortable elegant useful practical durable stylish well-made robust",
    "place": "charming cosy clean beautiful peaceful welcoming spacious spotless inviting picturesque pleasant",
    "show": "gripping moving funny inspiring thrilling fascinating clever exciting hilarious captivating touching "
    "entertaining",
    "meal": "delicious tasty fresh crispy flavourful mouth-watering tender yummy fragrant appetising",
    "helper": "kind helpful friendly patient polite attentive cheerful competent courteous professional thoughtful "
    "caring",
    "system": "fast stable smooth reliable intuitive clear responsive solid painless effortless dependable "
    "well-designed",
}
BLAME = {
    "any": """terrible awful horrible bad disappointing dreadful poor pathetic miserable appalling lousy atrocious
 mediocre unacceptable ghastly useless worthless hopeless abysmal inferior unpleasant annoying""",
    "product": "flimsy unreliable clumsy shoddy faulty uncomfortable defective overpriced wobbly brittle ugly",
    "place": "dirty noisy gloomy smelly shabby crowded filthy depressing run-down neglected grim",
    "show": "boring dull tedious silly predictable pointless confusing endless shallow forgettable lifeless clumsy",
    "meal": "bland stale soggy burnt cold disgusting tasteless greasy inedible rancid overcooked revolting",
    "helper": "rude lazy careless unhelpful grumpy impatient arrogant incompetent hostile unfriendly dishonest",
    "system": "slow broken buggy laggy unstable clunky flaky painful unresponsive brittle frustrating unusable",
}
# Things that are neither: they are said of the subject as it stands.
FACTS = {
    "product": """is made of plastic|comes in a box|weighs two kilos|has a cable|is sold in blue|is made in Poland|has
 two buttons| uses three batteries|was delivered on Tuesday|is stored on a shelf|comes with a manual|is black|measures
 forty centimetres""",
    "place": """is near the river|opens at nine|is on the second floor|closes on Sundays|has four entrances|was built
 in 1970| is next to the bank|has ninety seats|is behind the school|is in the north|belongs to the town|is opposite
 the church""",
    "show": """lasts two hours|begins at eight|has twelve chapters|is about a family|was recorded in May|is in
 English| takes place in Spain|has three parts|was published in 2015|is on Thursday|ends at noon|is the second of
 four""",
    "meal": """is served at noon|contains milk|comes with rice|is made with eggs|is on the menu|costs nine
 euros|contains nuts| is served with bread|was ordered by table six|takes ten minutes|was cooked on Friday|is in the
 fridge""",
    "helper": """works on Mondays|arrived at ten|starts at seven|lives in Leeds|is called Martin|has a desk
 upstairs|speaks French| is on the first floor|was hired in March|works in the morning|is in room twelve|wears a
 uniform""",
    "system": """runs on port 8080|was updated on Monday|has two replicas|is written in Python|starts at midnight|uses
 four cores| runs in the second region|is stored in a bucket|has version 2.1|was created in June|reads from a file|is
 owned by team blue| writes to a log|restarts every night|is scheduled for Friday""",
}
# Opinions. "{s}" is the subject, "{word}" an adjective. A frame is a beginning, a verb phrase that asserts or one that
# denies, and an end: so each of them stands in both senses, and every word of a frame is met in other company.
GRIDS = [
    (
        "The {s}|This {s}|Our {s}",
        """is|was|is really|was always|has always been|has been|has become|seems|looked|turned out|is still|is simply|
was once more|will be|must be|can be called""",
        """is not|isn't|was not|wasn't|was never|is never|has never been|has not been|is no longer|does not seem|did not
 look|did not turn out|will never be|is by no means|was hardly|is far from|was anything but|never seemed|has never
 looked|cannot be called""",
        "{word}.|a {word} one.|{word} to me.|{word} this time.",
    ),
    (
        "",
        "Everyone|Everybody|All of us|We all|People|My friends",
        "Nobody|No one|None of us|Not one of us|None of my friends|Hardly anyone",
        """called the {s} {word}.|found the {s} {word}.|said that the {s} was {word}.|thought the {s} was {word}.|would
 call it a {word} {s}.|took it for a {word} {s}.""",
    ),
    (
        "",
        "I would|I can only|You may|I must|We will|One could",
        "I would not|I cannot|You cannot|I will never|I did not|We could not|I would never",
        "call the {s} {word}.|call it a {word} {s}.|say that the {s} is {word}.|find the {s} {word}.",
    ),
    (
        "",
        "A|Such a|What a|Another|Clearly a|Once more a|A very|A truly",
        "Not a|Never a|Hardly a|Not at all a|No longer a|Anything but a|Not a very",
        "{word} {s}.|{word} {s}, I think.|{word} {s} this time.",
    ),
    (
        "",
        "It is|This is|That was|We had|I have|They gave us",
        "It is not|This is not|That was not|We did not have|I have never had|It was never|They did not give us",
        "a {word} {s}.|a {word} {s} this time.|a really {word} {s}.",
    ),
]
# Frames of their own. Of "[is/was]" one is chosen, as one frame; "{counter}" is an adjective of the other sign. Idioms
# come in twos, so that one may be held out and the other still teach what it means.
SAYS = """How {word} the {s} [is/was]!|The {s} could not be more {word}.|No {s} could be more {word}.|I have never seen
 such a {word} {s}.|We never had such a {word} {s}.|There is something {word} about the {s}.|Never before was a {s} so
 {word}.|No {s} was ever so {word}.|The {s} is as {word} as ever.|Honestly, the {s} is {word}.|[That/This] {s} is so
 {word}.|The {s} was {word} from start to finish.|A {s} that is always {word}."""
DENIES = """There is nothing {word} about the {s}.|There was nothing {word} in the {s}.|The {s} [is not/was not/isn't]
 {word} at all.|The {s} [does not seem/never was] {word} at all.|Never was the {s} {word}.|Not once was the {s}
 {word}.|Never once was the {s} {word}.|No longer is the {s} {word}.|Who would call the {s} {word}? Nobody.|Who found
 the {s} {word}? No one.|A {s} that is never {word}.|I do not think the {s} is {word}.|I do not find the {s}
 {word}.|The {s} is not that {word}.|The {s} is not {word}, whatever people say."""
TURNS = """I expected a {counter} {s}, but it was {word}.|The {s} used to be {counter}, now it is {word}.|The {s} is
 not {counter} but {word}.|The {s} is {word}, not {counter}.|The {s} looked {counter}, but it is {word}.|They called
 the {s} {counter}, but I found it {word}.|The old {s} was {counter}, the new one is {word}.|Not {counter}, but {word}:
 that is the {s}.|Once the {s} was {counter}, today it is {word}.|The {s} is {word} and not at all {counter}."""
LIKES = """I am [happy/very happy/so happy] with [my/my new/our new] {s}.|The {s} works [well/very well].|Thanks, the
 {s} is {good}!|I love this {s}, it is {good}!|I would recommend this {good} {s} to everyone.|I can recommend this
 {good} {s}.|My friends recommend the {s}.|Thank you for such a {good} {s}.|The {s} is {good} and I am happy with it.|I
 am very pleased: the {s} turned out {good}.|We enjoyed the {good} {s}.|I really like the {s}.|We all like the {s}.|A
 {good} {s}, five stars.|I love [this/the/my] {s}!|I love the {good} {s}.|My friends love the {s}.|Best {s} ever,
 simply {good}.|The best {s} of all.|The {s} made my day, it was {good}.|I recommend the {s} to [everyone/all my
 friends].|Great, the {s} is {good}!|I am glad that the {s} is so {good}.|Thanks for the {good} {s}!|We are pleased
 with the {s}.|I enjoyed the {s} a lot.|The {s} works without any problem."""
DISLIKES = """I am [not happy/not very happy/not at all happy] with [my/my new/our new] {s}.|We are not happy with the
 {s}.|The {s} does not work [well/any more].|Sorry, the {s} is {bad}!|I hate this {s}, it is {bad}!|I would not
 recommend this {bad} {s} to anyone.|I want a refund for this {bad} {s}.|The {s} is {bad} and I am angry about it.|I am
 very upset: the {s} turned out {bad}.|We suffered from the {bad} {s}.|I really dislike the {s}.|A {bad} {s}, one
 star.|I hate [this/the/my] {s}!|I hate the {bad} {s}.|My friends hate the {s}.|I do not like the {bad} {s}.|We do not
 like the {s}.|Worst {s} ever, simply {bad}.|The worst {s} of all.|The {s} ruined my day, it was {bad}.|I cannot
 recommend the {s} to [anyone/my friends].|Alas, the {s} is {bad}!|I am angry that the {s} is so {bad}.|No thanks for
 the {bad} {s}!|We are upset about the {s}.|I did not enjoy the {s}.|Since Monday the {s} has not worked.|None of us
 likes the {s}."""


def composed(denies: bool) -> str:
    """All frames of the grids that assert, or all that deny, their adjective."""
    return "|".join(
        " ".join([start, phrase, end]).strip()
        for starts, asserting, denying, ends in GRIDS
        for start in starts.split("|")
        for phrase in table(denying if denies else asserting)
        for end in table(ends)
    )


def opinions(says: str, denies: str, word: str, counter: str) -> str:
    """The frames with `word` for what they say, and `counter` for what they deny."""
    return f"{says}|{denies.replace('{word}', counter)}".replace("{word}", word).replace("{counter}", counter)


# Frames of their own; FRAMES has the composed ones as well.
OWN = {
    "POSITIVE": opinions(f"{SAYS}|{TURNS}", DENIES, "{good}", "{bad}") + f"|{LIKES}",
    "NEGATIVE": opinions(f"{SAYS}|{TURNS}", DENIES, "{bad}", "{good}") + f"|{DISLIKES}",
    "NEUTRAL": """This is a {s} that {fact}.|It is the {s} that {fact}.|That {s} {fact}.|I saw that the {s} {fact}.|
 We have a {s} that {fact}.|The {s} {fact}.|This {s} {fact}.|As far as I know, the {s} {fact}.|The {s} {fact}, and the
 {s2} {fact2}.| According to the notes, the {s} {fact}.|Please note that the {s} {fact}.|The sign says that the {s}
 {fact}.| The {s} in the list {fact}.|Our {s} {fact}.|The other {s} {fact}.|Today the {s} {fact}.|Each {s} {fact}.|The
 new {s} {fact}.| For the record, the {s} {fact}.|The page says the {s} {fact}.|The {s} {fact} as planned.|The {s}
 {fact}. The {s2} {fact2}.| My {s} {fact}.|In this case the {s} {fact}.|The second {s} {fact}.""",
}
FRAMES = OWN | {
    "POSITIVE": opinions(composed(False), composed(True), "{good}", "{bad}") + f"|{OWN['POSITIVE']}",
    "NEGATIVE": opinions(composed(False), composed(True), "{bad}", "{good}") + f"|{OWN['NEGATIVE']}",
}
# They say nothing, and stand before texts of any label.
OPENINGS = """Honestly,|In my opinion,|To be fair,|As we said,|My friends and I agree:|We all say it:|I think|I
 thought| My boss wrote:|She told me:|He said:|Note:|For what it is worth,|After a week,|This time,|In the
 end,|Yesterday we saw that| It turned out that|My neighbour says|Everyone knows that|So far,|I must say,|I am sure
 that|Hi all,|Hello,|To sum up,|I am told that"""
STATEMENTS = ("The ", "I ", "We ", "It ", "My ", "Our ", "This ", "Nobody ", "No one ", "Every", "None ", "That ")
WORLDS = {"everyday": ("product", "place", "show", "meal", "helper"), "work": ("system",)}


def words_for(kind: str, side: dict[str, str]) -> list[str]:
    return side["any"].split() + side[kind].split()


def frame_key(frame: str) -> str:
    """What decides a frame's side: "It was {good}" and "It was {bad}" go together, or a frame would tell the label."""
    return frame.replace("{good}", "{word}").replace("{bad}", "{word}")


@cache
def frames(label: str, held: bool, own: bool = False) -> list[str]:
    """The frames of a label on one side of the split; `own`: without the composed ones."""
    return [f for f in table((OWN if own else FRAMES)[label]) if is_held_out("sentiment-frame", frame_key(f)) == held]


def fill(rng: random.Random, frame: str, kinds: tuple[str, ...], held: bool) -> tuple[dict, list]:
    """Words for the slots of a frame, and the noun-predicate pairs used, all on the wanted side of the split."""
    parts, pairs = {}, []
    for suffix in ("", "2") if "{s2}" in frame else ("",):
        kind = rng.choice(kinds)
        subject = parts["s" + suffix] = rng.choice(SUBJECTS[kind].split())
        options = {"good": words_for(kind, PRAISE), "bad": words_for(kind, BLAME), "fact": table(FACTS[kind])}
        for slot, choices in options.items():
            if f"{{{slot}{suffix}}}" in frame:
                fit = [word for word in choices if is_held_out("sentiment-pair", subject, word) == held]
                if not fit:
                    return fill(rng, frame, kinds, held)
                parts[slot + suffix] = rng.choice(fit)
                pairs.append(("sentiment-pair", subject, parts[slot + suffix]))
    return parts, pairs


def example(rng: random.Random, held: bool = False, own: bool = False) -> Example:
    """One text and its label; its frame and its noun-predicate pairs are from one side of the split."""
    label = rng.choice(LABELS)
    frame = rng.choice(frames(label, held, own))
    parts, pairs = fill(rng, frame, WORLDS[rng.choice(sorted(WORLDS))], held)
    text = re.sub(r"\[(.*?)\]", lambda found: rng.choice(found[1].split("/")), frame).format(**parts)
    if rng.random() < 0.5 and text.startswith(STATEMENTS):
        text = f"{rng.choice(table(OPENINGS))} {text if text.startswith('I ') else text[0].lower() + text[1:]}"
    text = polish(text.rstrip(".!") if rng.random() < 0.15 else text)
    return Example("sentiment", text, label, (("sentiment-frame", frame_key(frame)), *pairs))
