"""Messages to sort into spam and ham: what criminals write, and what colleagues, shops, friends and machines write."""

from __future__ import annotations

import random

from lab_training.shared.core import Example, is_held_out
from lab_training.shared.english import polish, table

LABELS = ("ham", "spam")
SLOTS = {
    "name": """Alice Omar Maria Tom Nadia Kenji Priya Lukas Elena Ivan Grace Ahmed Chloe Diego Ingrid Samuel Sofia
 Peter Ruth Felix Nora David Leila Hugo Clara Marco Emma Simon Anna Victor""",
    "prize": """prize phone laptop voucher holiday cruise car television tablet jackpot lottery bonus reward gift
 watch scooter""",
    "money": "500 dollars|1000 euros|one million dollars|5000 dollars|9000 euros|250 pounds|two million euros|100 "
    "dollars|750 pounds",
    "bank": "bank account card wallet mailbox profile subscription parcel password payment",
    "shop": "pills watches loans supplements medicines creams handbags perfumes casinos tokens followers diets "
    "crystals",
    "percent": "50% 60% 70% 80% 90% 95% 99%",
    "wait": "today|within 24 hours|right now|in the next hour|before midnight|immediately|at once|this minute|within "
    "two days",
    "lure": "free|guaranteed|exclusive|secret|limited|risk-free|incredible|unbelievable|instant|amazing",
    "coin": "bitcoin crypto shares stocks gold forex",
    "link": "this link|the link below|the button|our page|this secure page|the attachment|the form below|the blue "
    "button",
    "service": """payments checkout search billing login gateway catalogue inventory mailer dashboard scheduler proxy
 cache registry database queue frontend backend ingest metrics""",
    "node": "node-1 node-2 node-3 node-4 node-7 node-9 gpu-1 gpu-2 gpu-5 gpu-8 host-3 host-6",
    "job": "backup migration rollout upgrade benchmark export import reindex restart cleanup training evaluation",
    "state": "finished|started|failed|is paused|was cancelled|is waiting|was retried|passed|timed out|is done",
    "number": "two three four five six seven eight nine ten twelve fifteen twenty thirty forty",
    "day": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday tomorrow tonight",
    "time": "8:00 9:15 10:00 10:30 11:45 12:00 13:30 14:00 15:15 16:00 17:30 18:45",
    "topic": """budget roadmap incident postmortem release outage hiring capacity latency tickets design review
 onboarding deploy runbook schedule contract alerts""",
    "person": "mother father sister brother aunt uncle neighbour teacher doctor dentist grandmother cousin",
    "food": "soup bread milk apples cake eggs cheese pizza coffee rice pears potatoes honey lemons",
    "event": "birthday dinner concert picnic wedding match lesson party play trip appointment meeting",
    "place": "station library park cafe office school museum airport garden canteen",
    "item": "keys umbrella jacket charger notebook glasses bag scarf bicycle camera book ladder",
    "document": "report invoice contract slides minutes notes summary agenda proposal spreadsheet receipt",
    "question": "check it|have a look|review it|sign it|read it|comment on it|approve it",
}
FRAMES = {
    "spam": """Congratulations! You have won a {lure} {prize}. Click {link} {wait}.|You are our lucky winner! Claim
 your {prize} {wait}.|URGENT: your {bank} has been suspended. Confirm your password at {link} {wait}.|Your {bank} will
 be closed {wait} unless you verify your details.|Earn {money} a week from home, no experience needed. Click
 {link}.|Make {money} {wait} with {coin}, {lure} profit!|Cheap {shop} with {percent} off, order {wait}!|Buy {shop}
 online, no prescription, {percent} discount.|Dear friend, I am a prince and need your help to move {money}.|I
 inherited {money} and want to share it with you. Send your bank details.|Final notice: pay {money} {wait} or your
 {bank} is blocked.|Your parcel is held at customs. Pay a small fee at {link} {wait}.|You have been selected for a
 {lure} {prize}. Reply {wait} with your card number.|Double your {coin} {wait}, {lure} returns guaranteed.|Hello
 {name}, your {bank} shows unusual activity. Log in at {link} {wait}.|Lose weight {wait} with our {lure} {shop}.|Act
 {wait}: {lure} offer, {percent} off all {shop}.|Get a loan of {money} {wait}, no credit check.|We noticed a problem
 with your {bank}. Send us your password {wait}.|Free {prize} for the first {number} visitors of our page!|Invest in
 {coin} {wait} and retire rich.|Your computer has {number} viruses! Download our cleaner at {link} {wait}.|{name},
 someone sent you {money}. Open {link} to collect it {wait}.|Hot {shop}, {lure} deal, only {wait}!!!|Your mailbox is
 full. Enter your password at {link} {wait}.|The tax office owes you {money}. Click {link} to get the refund.|This is
 not a joke: a {lure} {prize} is waiting for you, {name}.|IT support here: send your login and password {wait} to keep
 your {bank}.|Win a {prize} {wait}! Text WIN to {number} {number}.|Secret method of the banks: {money} a day with
 {coin}.|{name}, buy {number} gift cards {wait} and send me the codes.|Unlock {lure} {shop} now, {percent}
 cheaper.|{name}, your {prize} is ready. Claim it at {link} {wait}.|Only {wait}: {shop} for half the price, click
 {link}.|Dear customer, your {bank} expires {wait}. Renew it at {link}.|My late uncle left {money}. Help me to move it
 and get half.|You can earn {money} {wait}. Reply with your {bank} number.|Last chance! Order {shop} {wait} and get a
 {lure} {prize}.|Send {money} in {coin} {wait} or we publish your password.|Our doctors hate this: {lure} {shop} for
 {percent} less.|Your {prize} could not be delivered. Enter your card number at {link}.|We pay {money} for your
 opinion. Fill in {link} {wait}.|{lure} {coin} tips: turn 100 dollars into {money} {wait}!|Hi {name}, I found {money}
 in your name. Click {link} {wait}.""",
    "ham": """Hi {name}, can we move the {topic} meeting to {day} at {time}?|The {job} on {node} {state}.|The
 {service} service is slow, {name} is looking at it.|{name} approved the {document} about the {topic}.|Please find the
 {document} for {day} attached, could you {question}?|Reminder: {topic} review on {day} at {time}.|Happy birthday,
 {name}! See you at the {event} on {day}.|Your {person} called, please call back on {day}.|Could you buy {food} and
 {food2} on your way home?|Alert: {service} latency above {number} seconds on {node}.|Deploy of {service} to {node}
 {state} at {time}.|Thanks for the {document}, {name}. I will {question} on {day}.|The {event} begins at {time} at the
 {place}.|I left my {item} at the {place}, did you see it?|Ticket {number}: the {service} page does not load for
 {name}.|Dinner is ready at {time}, we are having {food}.|{name} is on call from {day}, please hand over the {topic}
 notes.|We won the quiz at the {place}! The prize was a {item}.|The bank on the corner closes at {time} on {day}.|Your
 password was changed at {time} as you asked, {name}.|The free seats in the {place} are next to {name}.|Can you send
 me the {document} before {day}, please?|The {job} needs {number} more gigabytes on {node}.|My {person} and I are
 going to the {place} on {day}.|Your parcel with the {item} arrived at the {place}.|The team lunch costs {number}
 euros, pay {name} on {day}.|{service} alert resolved by {name} at {time}.|Who took the {item} from the {place}?|The
 {topic} call is at {time}, the link is in the calendar.|{name} restarted {node} after the {job} {state}.|Sorry, I am
 late for the {event}, I will be there at {time}.|The {document} says that the account of {service} has {number}
 users.|New comment from {name} on the {topic} {document}.|{name} wants to buy {food} and {food2} for the {event}.|I
 will buy {food} on the way to the {place}.|Please buy {food} before the {event} on {day}.|We need a new {item}, can
 we order one on {day}?|The page of the {service} service loads slowly on {day}.|The {topic} page is empty, {name},
 can you {question}?|Click the button to restart the {job} on {node}.|{name} paid {number} euros for the {item}.|Is
 your account for the {service} dashboard ready, {name}?|The {document} costs {number} euros to print.|You are home
 early, shall we cook {food}?|My {person} won the {event} at the {place}!|Tell your {person} that the {event} is on
 {day}.|{number} users cannot open the {service} page since {time}.|The ticket about the {service} page is open since
 {day}.|Your {item} is at the {place}, come and get it before {time}.|The offer for the new {node} is in the
 {document}.|Open the {document} and {question} before {day}, please.""",
}


def example(rng: random.Random, held: bool = False, label: str | None = None) -> Example:
    """One message and its label; held-out frames are for evaluation only."""
    label = label or rng.choice(LABELS)
    frame = rng.choice([f for f in table(FRAMES[label]) if is_held_out("spam-frame", f) == held])
    fill = {}
    for slot, text in SLOTS.items():
        first, second = rng.sample(table(text), 2)
        fill |= {slot: first, slot + "2": second}
    return Example("spam", polish(frame.format(**fill)), label, (("spam-frame", frame),))
