"""Opinions and plain facts with their sentiment: POSITIVE, NEGATIVE or NEUTRAL."""
from __future__ import annotations

import random

from lab_models.text.core import Example, is_held_out
from lab_models.text.english import polish, table

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
# "{s}" is the subject, "{good}" / "{bad}" an adjective of praise or blame. A frame's label is that of its list.
FRAMES = {
    "POSITIVE": """The {s} has never been {bad}.|I never found the {s} {bad}.|The {s} never was a {bad} one.|The {s}
 is never {bad}.|A {s} that is never {bad}.|It is a {good} {s}.|The {s} seems {good}.| The {s} has always been
 {good}.|A very {good} {s}.|That {s} is so {good}.|How {good} the {s} is!|Nobody calls the {s} {bad}.| I am happy with
 my {s}.|The {s} was not {bad}.|The {s} works well.|My new {s} is {good}.| Thanks, the {s} is {good}!|The {s} was
 {good}.|The {s} is really {good}.|I love this {s}, it is {good}!|What a {good} {s}!|I found the {s} {good}.| My
 friends and I thought the {s} was {good}.|I would recommend this {good} {s} to everyone.|Thank you for such a {good}
 {s}.| The {s} is {good} and I am happy with it.|I am very pleased: the {s} turned out {good}.|We enjoyed the {good}
 {s}.| The {s} was not {bad} at all.|The {s} was never {bad}.|Honestly, the {s} is {good}.|This is a {good} {s}.|I
 really like the {s}.| Such a {good} {s}, five stars.|Everyone says the {s} is {good}, and I agree.|The {s} was {good}
 from start to finish.| We had a {good} {s} this time.|I expected a {bad} {s}, but it was {good}.|The {s} used to be
 {bad}, now it is {good}.| I love this {s}!|I love the {good} {s}.|So far the {s} has been {good}.|The {s} looks
 {good} to me.|Best {s} ever, simply {good}.| I have never seen such a {good} {s}.|The {s} made my day, it was
 {good}.|There is nothing {bad} about the {s}.""",
    "NEGATIVE": """The {s} has never been {good}.|I never found the {s} {good}.|The {s} never was a {good} one.|The
 {s} is never {good}.|A {s} that is never {good}.|It is a {bad} {s}.|The {s} seems {bad}.| The {s} has always been
 {bad}.|A very {bad} {s}.|That {s} is so {bad}.|How {bad} the {s} is!|Nobody calls the {s} {good}.| I am not happy
 with my {s}.|The {s} was not {good}.|The {s} does not work.|My new {s} is {bad}.| Sorry, the {s} is {bad}!|The {s}
 was {bad}.|The {s} is really {bad}.|I hate this {s}, it is {bad}!|What a {bad} {s}!|I found the {s} {bad}.| My
 friends and I thought the {s} was {bad}.|I would not recommend this {bad} {s} to anyone.|I want a refund for this
 {bad} {s}.| The {s} is {bad} and I am angry about it.|I am very upset: the {s} turned out {bad}.|We suffered from the
 {bad} {s}.| The {s} was not {good} at all.|The {s} was never {good}.|Honestly, the {s} is {bad}.|This is a {bad}
 {s}.|I really dislike the {s}.| Such a {bad} {s}, one star.|Everyone says the {s} is {bad}, and I agree.|The {s} was
 {bad} from start to finish.| We had a {bad} {s} this time.|I expected a {good} {s}, but it was {bad}.|The {s} used to
 be {good}, now it is {bad}.| I hate this {s}!|I do not like the {bad} {s}.|So far the {s} has been {bad}.|The {s}
 looks {bad} to me.|Worst {s} ever, simply {bad}.| I have never seen such a {bad} {s}.|The {s} ruined my day, it was
 {bad}.|There is nothing {good} about the {s}.""",
    "NEUTRAL": """This is a {s} that {fact}.|It is the {s} that {fact}.|That {s} {fact}.|I saw that the {s} {fact}.|
 We have a {s} that {fact}.|The {s} {fact}.|This {s} {fact}.|As far as I know, the {s} {fact}.|The {s} {fact}, and the
 {s2} {fact2}.| According to the notes, the {s} {fact}.|Please note that the {s} {fact}.|The sign says that the {s}
 {fact}.| The {s} in the list {fact}.|Our {s} {fact}.|The other {s} {fact}.|Today the {s} {fact}.|Each {s} {fact}.|The
 new {s} {fact}.| For the record, the {s} {fact}.|The page says the {s} {fact}.|The {s} {fact} as planned.|The {s}
 {fact}. The {s2} {fact2}.| My {s} {fact}.|In this case the {s} {fact}.|The second {s} {fact}.""",
}
# They say nothing, and stand before texts of any label.
OPENINGS = """Honestly,|In my opinion,|To be fair,|As we said,|My friends and I agree:|We all say it:|I think|I
 thought| My boss wrote:|She told me:|He said:|Note:|For what it is worth,|After a week,|This time,|In the
 end,|Yesterday we saw that| It turned out that|My neighbour says|Everyone knows that|So far,|I must say,|I am sure
 that|Hi all,|Hello,|To sum up,|I am told that"""
WORLDS = {"everyday": ("product", "place", "show", "meal", "helper"), "work": ("system",)}


def words_for(kind: str, side: dict[str, str]) -> list[str]:
    return side["any"].split() + side[kind].split()


def frame_key(frame: str) -> str:
    """What decides a frame's side: "It was {good}" and "It was {bad}" go together, or the frame would tell the "
                                                                     "label."""
    return frame.replace("{good}", "{word}").replace("{bad}", "{word}")


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


def example(rng: random.Random, held: bool = False, label: str | None = None) -> Example:
    """One text and its label; its frame and its noun-predicate pairs are from one side of the split."""
    label = label or rng.choice(LABELS)
    frame = rng.choice([f for f in table(FRAMES[label]) if is_held_out("sentiment-frame", frame_key(f)) == held])
    parts, pairs = fill(rng, frame, WORLDS[rng.choice(sorted(WORLDS))], held)
    text = frame.format(**parts)
    if rng.random() < 0.5:
        text = f"{rng.choice(table(OPENINGS))} {text if text.startswith('I ') else text[0].lower() + text[1:]}"
    text = polish(text.rstrip(".!") if rng.random() < 0.15 else text)
    return Example("sentiment", text, label, (("sentiment-frame", frame_key(frame)), *pairs))
