"""Short reports and the one sentence that keeps their facts: incidents, requests, plans, losses, delays, rescues.

A report is one sentence a fact, each in one of many frames, with remarks between that do not matter. Held out are pairs
of facts (a service and its fault, a dog and its trouble) and a fifth of the frames; a held-out report has both.
"""

from __future__ import annotations

import functools
import random
import re

from lab_training.seq2seq import summary_facts as lists
from lab_training.seq2seq import summary_frames as table
from lab_training.shared.core import Example, is_held_out
from lab_training.shared.english import polish
from lab_training.shared.lexicon import english_past

PREFIX = "summarize: "
IRREGULAR = {"roll": "rolled", "set": "set", "rewrite": "rewrote"}


@functools.cache
def options(text: str) -> tuple[str, ...]:
    return tuple(" ".join(entry.split()) for entry in text.split(","))


def pick(rng: random.Random, text: str, apart: tuple = ()) -> str:
    """One entry of a list, other than those in `apart`."""
    entries = options(text)
    return rng.choice([entry for entry in entries if entry not in apart] if apart else entries)


def name(rng: random.Random, apart: tuple = ()) -> str:
    return pick(rng, lists.NAMES, apart)


def actor(rng: random.Random) -> str:
    return name(rng) if rng.random() < 0.5 else pick(rng, lists.TEAMS)


def past(phrase: str) -> str:
    """The past of a phrase that begins with a verb."""
    verb = phrase.split()[0]
    return phrase.replace(verb, IRREGULAR[verb], 1) if verb in IRREGULAR else english_past(phrase)


def incident(rng: random.Random) -> tuple[dict, list]:
    what, state, fixes = (pick(rng, text) for text in rng.choice(lists.CAUSES))
    place = pick(rng, lists.REGIONS)
    if rng.random() < 0.6:
        place = f"on node {rng.randint(2, 99)}" if rng.random() < 0.5 else f"in {pick(rng, lists.CITIES)}"
    facts = {
        "thing": pick(rng, lists.COMPONENTS),
        "fault": pick(rng, lists.FAULTS),
        "place": place,
        "cause": f"{what} {state}",
        "fixed": past(fixes),
        "who": actor(rng),
    }
    return facts, [(facts["thing"], facts["fault"]), (what, state)]


def request(rng: random.Random) -> tuple[dict, list]:
    need, ground = (pick(rng, text) for text in rng.choice(lists.NEEDS))
    department = pick(rng, lists.DEPARTMENTS)
    facts = {"need": need, "ground": ground, "department": department, "name": name(rng), "day": pick(rng, lists.DAYS)}
    return facts, [(need, ground), (department, need)]


def moved(rng: random.Random) -> tuple[dict, list]:
    event, venue = (pick(rng, text) for text in rng.choice(lists.EVENTS))
    obstacle, day = pick(rng, lists.OBSTACLES), pick(rng, lists.DAYS)
    later = pick(rng, lists.DAYS, (day,))
    facts = {"event": event, "venue": venue, "obstacle": obstacle, "day": day, "later": later}
    return facts, [(event, venue), (event, obstacle)]


def lost(rng: random.Random) -> tuple[dict, list]:
    facts = {
        "name": name(rng),
        "look": pick(rng, lists.LOOKS),
        "object": pick(rng, lists.OBJECTS),
        "where": pick(rng, lists.LOST_AT),
        "finder": pick(rng, lists.FINDERS),
        "spot": pick(rng, lists.FOUND_AT),
    }
    return facts, [(facts["look"], facts["object"]), (facts["object"], facts["spot"])]


def delay(rng: random.Random) -> tuple[dict, list]:
    start = pick(rng, lists.CITIES)
    facts = {
        "vehicle": pick(rng, lists.VEHICLES),
        "start": start,
        "goal": pick(rng, lists.CITIES, (start,)),
        "number": str(rng.randint(5, 95)),
        "jam": pick(rng, lists.TRAFFIC),
        "missed": pick(rng, lists.MISSED),
        "name": name(rng),
    }
    return facts, [(facts["vehicle"], facts["jam"]), (facts["start"], facts["goal"])]


def effect(rng: random.Random) -> tuple[dict, list]:
    change, system, metric = (pick(rng, text) for text in rng.choice(lists.CHANGES))
    went, ways = rng.choice([("fell", lists.FALL), ("rose", lists.RISE)])
    facts = {
        "change": change,
        "system": system,
        "metric": metric,
        "who": actor(rng),
        "moved": pick(rng, ways),
        "went": went,
        "percent": str(rng.randint(3, 80)),
        "place": f"in {pick(rng, lists.CITIES)}",
    }
    return facts, [(change, system), (system, metric)]


def decision(rng: random.Random) -> tuple[dict, list]:
    facts = {
        "party": pick(rng, lists.PARTIES),
        "project": pick(rng, lists.PROJECTS),
        "basis": pick(rng, lists.GROUNDS),
        "month": pick(rng, lists.MONTHS),
        "name": name(rng),
    }
    return facts, [(facts["party"], facts["project"]), (facts["project"], facts["basis"])]


def rescue(rng: random.Random) -> tuple[dict, list]:
    facts = {
        "mood": pick(rng, lists.MOODS),
        "animal": pick(rng, lists.ANIMALS),
        "trouble": pick(rng, lists.TROUBLES),
        "helper": pick(rng, lists.HELPERS),
        "rescue": pick(rng, lists.RESCUES),
    }
    return facts, [(facts["animal"], facts["trouble"]), (facts["helper"], facts["rescue"])]


FACTS = {
    "incident": incident,
    "request": request,
    "moved": moved,
    "cancelled": moved,
    "lost": lost,
    "delay": delay,
    "effect": effect,
    "decision": decision,
    "rescue": rescue,
}


def trimmings(rng: random.Random, facts: dict) -> dict:
    """What remarks mention besides the facts, never equal to one."""
    said = tuple(facts.values())
    return {
        "day": pick(rng, lists.DAYS, said),
        "other": name(rng, said),
        "name": name(rng, said),
        "number": str(rng.randint(2, 60)),
        "time": f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}",
        "start": pick(rng, lists.CITIES, said),
    }


def fill(frame: str, facts: dict) -> str:
    """A frame with its facts; a field with a capital letter begins with one."""

    def value(match: re.Match) -> str:
        field = match.group(1)
        text = facts[field.lower()]
        return text[0].upper() + text[1:] if field[0].isupper() else text

    return polish(re.sub(r"\{(\w+)\}", value, frame))


def wording(frame: str) -> str:
    """A frame without its field names: what decides its side, since report kinds share wordings."""
    return re.sub(r"\{\w+\}", "{}", frame).lower()


def report(rng: random.Random, kind: str) -> tuple[str, str, list]:
    """A report, its summary, and what it is made of: the frames of its facts, and pairs of facts."""
    facts, pairs = FACTS[kind](rng)
    frames = [rng.choice(slot) for slot in table.FRAMES[kind]]
    parts = [("summary-frame", wording(frame)) for frame in frames] + [("summary", kind, *pair) for pair in pairs]
    sentences = [fill(frame, {**trimmings(rng, facts), **facts}) for frame in frames]
    if kind in table.OWN_REMARKS:
        remark = fill(rng.choice(table.OWN_REMARKS[kind]), {**trimmings(rng, facts), **facts})
        sentences.insert(rng.randint(1, len(sentences)), remark)
    for _ in range(rng.randint(0, 2)):
        sentences.insert(rng.randint(0, len(sentences)), fill(rng.choice(table.REMARKS), trimmings(rng, facts)))
    text = " ".join(sentences)
    return text, fill(table.SUMMARIES[kind], facts), parts


def summary(rng: random.Random, held: bool = False) -> Example:
    """A report and its summary: in training nothing is reserved; held out are a frame and a pair of facts at least."""
    for _ in range(2000):
        kind = rng.choice(list(FACTS))
        text, short, parts = report(rng, kind)
        kept = tuple(part for part in parts if is_held_out(*part))
        if len({part[0] for part in kept}) == (2 if held else 0):
            return Example("summary", text, short, kept, {"kind": kind})
    raise ValueError("no report on the wanted side of the split in 2000 draws: widen the tables")
