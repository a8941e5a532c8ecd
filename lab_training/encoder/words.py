"""Everyday sentences for the encoder's base, so that hidden words have likely guesses: "I love [MASK] learning"."""

from __future__ import annotations

import random

from lab_training.encoder.qa import CAPITALS
from lab_training.shared.english import polish, table

FIELDS = "machine machine machine deep online lifelong"
LOVES = "love like enjoy study teach"
DRINKS = "coffee tea milk water juice"
FRAMES = """I {love} {field} learning.|I {love} {field} learning!|We {love} {field} learning.|{name} and I {love}
 {field} learning.| The cat sat on the mat.|The dog sat on the {seat}.|The cat slept on the {seat}.|{capital} is the
 capital of {country}.| The capital of {country} is {capital}.|I drink {drink} in the morning.|Hello, how are
 you?|Hello {name}, how are you today?| Good morning, {name}.|Once upon a time, there was a brave {hero}.|The brave
 {hero} lived in a {home}.| The sun rises in the east.|The sky is blue and the grass is green.|A {young} is a young
 {old}.|The server is down.| The service is up again.|The node ran out of memory.|The GPU ran out of memory.|The disk
 of the server is full.| The engineer restarted the server.|The engineer closed the ticket.|The alert woke the
 engineer on call.| Please restart the {thing}.|The {thing} is slow today.|We deployed the {thing} on Friday.|The
 {thing} runs on {number} nodes."""
SLOTS = {
    "love": LOVES,
    "field": FIELDS,
    "drink": DRINKS,
    "name": "Alice Tom Maria Omar Nadia Kenji",
    "seat": "mat sofa chair bed floor",
    "hero": "knight princess king queen dragon farmer",
    "home": "castle village forest tower house cave",
    "thing": "server service cluster database cache queue model api website",
    "number": "two three four five six eight",
}
YOUNG = "puppy=dog kitten=cat lamb=sheep calf=cow duckling=duck foal=horse"


def sentence(rng: random.Random) -> str:
    """One sentence."""
    country, capital = rng.choice(CAPITALS.split()).split("=")
    young, old = rng.choice(YOUNG.split()).split("=")
    fill = {slot: rng.choice(table(words)) for slot, words in SLOTS.items()}
    return polish(rng.choice(table(FRAMES)).format(**fill, country=country, capital=capital, young=young, old=old))
