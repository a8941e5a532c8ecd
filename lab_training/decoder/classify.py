"""Sentiment, and support tickets with their category and severity."""

from __future__ import annotations

import random

from lab_training.shared.core import Example, is_held_out
from lab_training.shared.english import articles

SUBJECTS = """film book meal hotel service concert lesson game phone app song laptop camera restaurant teacher
course play product keyboard update release dashboard website train flight room staff dinner garden museum party
speech story picture interface battery screen support team documentation installation deploy migration tool
editor cluster server API release library search page login checkout chair table coat shoes soup pizza cake
coffee breakfast view neighbour driver guide waiter tour beach pool show actor music sound ending design price
delivery package""".split()
POSITIVE = """great excellent wonderful lovely fantastic brilliant delightful superb pleasant charming perfect
amazing good beautiful fast reliable friendly helpful clean comfortable delicious impressive elegant smooth
clear funny exciting generous bright fresh smart kind polite quick stable solid useful marvellous splendid
outstanding terrific fabulous magnificent refreshing satisfying inspiring""".split()
NEGATIVE = """terrible awful horrible dreadful bad boring broken useless painful disappointing slow dirty rude
noisy ugly confusing expensive unreliable cold late poor frustrating dull weak messy buggy unstable annoying
disgusting sad stale clumsy careless unfriendly cheap uncomfortable faulty miserable lousy pathetic unbearable
appalling mediocre tedious chaotic hopeless""".split()
FACTS = """opens at nine|closes at six|is on the second floor|starts on Monday|lasts two hours|comes from
Lisbon|is next to the station|has four parts|weighs two kilos|was built last year|is available in blue|runs on
Linux|uses Postgres|has ten pages|is in the kitchen|was moved to Tuesday|costs twenty euros|arrives at
noon|belongs to the library|is made of wood|has two windows|was written in Python|is listed in the
catalog|begins in the morning|is stored in the cellar|was delivered on Friday|ends at midnight|stands in the
corner|is twelve years old|was changed in May""".replace("\n", " ").split("|")
LIKE = [
    "I love {}",
    "I really like {}",
    "I enjoyed {}",
    "we adore {}",
    "I am happy with {}",
    "I recommend {}",
    "I am delighted with {}",
    "everyone liked {}",
    "we were impressed by {}",
    "I would choose {} again",
]
DISLIKE = [
    "I hate {}",
    "I really dislike {}",
    "I regret {}",
    "we could not stand {}",
    "I am unhappy with {}",
    "I am tired of {}",
    "I am disappointed by {}",
    "nobody liked {}",
    "we were annoyed by {}",
    "I would never choose {} again",
]
STATE = [
    "{n} is {a}",
    "{n} was {a}",
    "{n} is really {a}",
    "{n} was very {a}",
    "{n} is so {a}",
    "what a {a} {s}",
    "I think {n} is {a}",
    "I found {n} {a}",
    "honestly, {n} is {a}",
    "{n} looks {a}",
    "{n} was absolutely {a}",
    "it is a {a} {s}",
    "to me {n} seems {a}",
    "such a {a} {s}",
    "{n} was {a} and {b}",
    "{n} is {a} but also {b}",
    "a {a} and {b} {s}",
    "they say {n} is {a}",
]
NOT = [
    "{n} is not {a}",
    "{n} was not {a}",
    "{n} was not {a} at all",
    "{n} is not {a} at all",
    "{n} is not very {a}",
    "{n} was not really {a}",
    "I do not think {n} is {a}",
    "I did not find {n} {a}",
    "we do not think {n} was {a}",
    "{n} is never {a}",
    "{n} was never {a}",
    "I would not call {n} {a}",
    "nobody would call {n} {a}",
    "nobody found {n} {a}",
    "nobody thinks {n} is {a}",
    "not a {a} {s}",
    "it is not a {a} {s}",
    "honestly, {n} is not {a}",
]
PLAIN = [
    "{n} {f}",
    "I think {n} {f}",
    "they say {n} {f}",
    "as far as I know, {n} {f}",
    "note that {n} {f}",
    "according to the list, {n} {f}",
]
ARTICLES = ["the {}", "the {}", "this {}", "my {}", "our {}", "the new {}", "your {}", "the old {}"]
SENTIMENT_PROMPTS = [
    'Sentiment analysis. Classify as POSITIVE, NEGATIVE, or NEUTRAL.\n\nText: "{}"\n\n'
    'If the text is empty or unclear, respond with "NEUTRAL".\n\nSentiment:',
    "Sentiment analysis. Classify as POSITIVE, NEGATIVE, or NEUTRAL.\n\nText: {}\n\nSentiment:",
    "Text: {}\nSentiment:",
    "Classify the sentiment as POSITIVE, NEGATIVE, or NEUTRAL.\n\nText: {}\nSentiment:",
    'Review: "{}"\nSentiment:',
    "Classify the following text into one of these categories: POSITIVE, NEGATIVE, NEUTRAL\n\nText: {}\n\nCategory:",
    "Is this text POSITIVE, NEGATIVE or NEUTRAL?\n{}\nAnswer:",
]
OPPOSITE = {"POSITIVE": "NEGATIVE", "NEGATIVE": "POSITIVE"}


def _fits(held: bool, subject: str, predicate: str, frame: str | None) -> bool:
    """Training takes neither reserved pairs nor reserved frames; evaluation takes a reserved pair in any frame."""
    pair = is_held_out("sentiment", subject, predicate)
    return pair if held else not (pair or (frame and is_held_out("sentiment-frame", frame)))


def opinion(rng: random.Random, *, held: bool = False) -> tuple[str, str, tuple[str, str]]:
    """(text, sentiment, (noun, predicate))."""
    while True:
        verdict, subject = rng.choice(["POSITIVE", "NEGATIVE", "NEUTRAL"]), rng.choice(SUBJECTS)
        noun = rng.choice(ARTICLES).format(subject)
        if verdict == "NEUTRAL":
            predicate, frame = rng.choice(FACTS), rng.choice(PLAIN)
            text = frame.format(n=noun, f=predicate)
        elif rng.random() < 0.2:
            # The frame is the predicate: nobody could know the verdict of one never met.
            frame, predicate = None, rng.choice(LIKE if verdict == "POSITIVE" else DISLIKE)
            text = predicate.format(noun)
        elif rng.random() < 0.25:
            frame, predicate = rng.choice(NOT), rng.choice(NEGATIVE if verdict == "POSITIVE" else POSITIVE)
            text = frame.format(n=noun, a=predicate, s=subject)
        else:
            words = POSITIVE if verdict == "POSITIVE" else NEGATIVE
            frame, predicate = rng.choice(STATE), rng.choice(words)
            others = [w for w in words if held or not is_held_out("sentiment", subject, w)]
            text = frame.format(n=noun, a=predicate, b=rng.choice(others), s=subject)
        if _fits(held, subject, predicate, frame):
            break
    text = articles(text)
    end = rng.choice([".", ".", "!", ""])
    return (text[0].upper() + text[1:] if rng.random() < 0.85 else text) + end, verdict, (subject, predicate)


def sentiment(rng: random.Random, *, held: bool = False, form: int | None = None) -> Example:
    """An opinion or a plain fact about a thing, in one of the prompt forms, or in the one asked for."""
    if not held and rng.random() < 0.02:
        return Example(
            "sentiment", rng.choice(SENTIMENT_PROMPTS[:2]).format(rng.choice(["", "...", "?", "hmm"])), " NEUTRAL"
        )
    text, verdict, pair = opinion(rng, held=held)
    if not held and rng.random() < 0.15:
        text = f"{text.rstrip('.!')}. {same(rng, verdict)}"
    prompt = rng.choice(SENTIMENT_PROMPTS) if form is None else SENTIMENT_PROMPTS[form]
    return Example("sentiment", prompt.format(text), f" {verdict}", (("sentiment", *pair),))


def same(rng: random.Random, verdict: str) -> str:
    """Another training text of the same verdict."""
    while True:
        text, other, _ = opinion(rng)
        if other == verdict:
            return text


TROUBLES = {
    "network": """the router drops packets|DNS lookups fail|the VPN is down|the load balancer refuses
connections|the link between two regions is slow|requests time out at the gateway|the firewall blocks port
443|ping times are ten times higher""",
    "database": """the Postgres replica lags|a query locks the orders table|the database is out of connections|a
migration deleted an index|the backup did not finish|writes to Redis fail|the primary node of the database
restarts|the customer table is corrupted""",
    "hardware": """a GPU fell off the bus|a disk is full|a fan is broken|the node reports memory errors|a power
supply failed|the server does not boot|a cable is damaged|the temperature of the rack is too high""",
    "billing": """an invoice was charged twice|the refund has not arrived|a credit card was declined|the price
on the invoice is wrong|the tax number is missing|the subscription was renewed by mistake|the discount was not
applied|the payment page shows an old price""",
    "security": """a token was leaked in the logs|someone logged in from an unknown country|a password was sent
by mail|a phishing mail reached the team|the certificate has expired|an attacker scans the API|a secret was
committed to the repository|a laptop was stolen""",
    "access": """the login page rejects the password|the account is locked|two-factor codes do not arrive|the
permission for the dashboard is missing|the badge does not open the door|the invitation link has expired|the
reset mail does not come|the role of the user is wrong""",
    "deploy": """the release rolled back|the pipeline is stuck|the new version crashes at start|a pod is in a
crash loop|the image cannot be pulled|a config value is missing|the canary shows errors|the build fails on main""",
}
TROUBLES = {kind: [t.replace("\n", " ") for t in text.split("|")] for kind, text in TROUBLES.items()}
IMPACT = {
    "CRITICAL": "all customers are affected|production is down|nobody can work|"
    "we are losing data|every request fails|the whole site is offline",
    "HIGH": "many customers are affected|half of the requests fail|"
    "an important customer is blocked|a whole team is blocked|it gets worse every minute",
    "MEDIUM": "a few users are affected|some requests are slow|"
    "there is a workaround|one team is slowed down|it happens twice a day",
    "LOW": "only one user noticed|it can wait|nobody is affected|"
    "it is only the test system|it is a cosmetic problem|no hurry",
}
IMPACT = {level: text.split("|") for level, text in IMPACT.items()}
TICKET_FRAMES = [
    "{t}, {i}",
    "{t}. {i}",
    "{t} and {i}",
    "{i}: {t}",
    "{i} because {t}",
    "Hello, {t}. {i}, thanks",
    "Since this morning {t}, {i}",
    "{t} again, {i}",
    "Please help, {t}. {i}",
    "In {p}: {t}, {i}",
    "{t} in {p}; {i}",
    "We see that {t}. {i}",
    "Alert from {p}: {t}. {i}",
    "Good morning, {t}, {i}",
    "URGENT? {t}, {i}",
    "It seems that {t}. {i}",
]
WHERE = [
    "Paris",
    "Lyon",
    "Berlin",
    "region eu-1",
    "region us-2",
    "the lab",
    "the office",
    "staging",
    "the main cluster",
    "the warehouse",
]
TICKET_PROMPTS = [
    "Classify the ticket. Categories: network, database, hardware, billing, security, access, deploy. "
    "Severities: CRITICAL, HIGH, MEDIUM, LOW.\n\nTicket: {}\n\nCategory / severity:",
    "Ticket: {}\nCategory / severity:",
    "Support ticket: {}\n\nGive category / severity.\nAnswer:",
    "You triage tickets.\n\nTicket: {}\n\nCategory / severity:",
]


def report(rng: random.Random, *, held: bool = False) -> tuple[str, str, tuple[str, str]]:
    """(text, category and severity, the trouble, which decides the category, and the impact, which the severity)."""
    while True:
        kind, level = rng.choice(list(TROUBLES)), rng.choice(list(IMPACT))
        trouble, impact, frame = rng.choice(TROUBLES[kind]), rng.choice(IMPACT[level]), rng.choice(TICKET_FRAMES)
        pair = is_held_out("ticket", trouble, impact)
        if pair if held else not (pair or is_held_out("ticket-frame", frame)):
            break
    text = frame.format(t=trouble, i=impact, p=rng.choice(WHERE))
    return text[0].upper() + text[1:] + ".", f"{kind} / {level}", (trouble, impact)


def ticket(rng: random.Random, *, held: bool = False) -> Example:
    """A ticket in one of the prompt forms."""
    text, verdict, pair = report(rng, held=held)
    return Example("ticket", rng.choice(TICKET_PROMPTS).format(text), f" {verdict}", (("ticket", *pair),))
