"""The sentence frames of the short reports that `summary` writes.

A report kind has slots, one sentence each, with many frames a slot; remarks may stand anywhere. A field in braces is a
fact, with a capital letter if it begins the sentence.
"""
from __future__ import annotations

PLAN = (
    "We had planned {event} {venue} for {day}.", "{Event} {venue} was planned for {day}.",
    "On {day}, {event} should have taken place {venue}.",
    "Everybody was looking forward to {event} {venue} on {day}.", "{Event} was to be {venue} on {day}.",
    "The plan was simple: {event}, {venue}, on {day}.", "You are all invited to {event} {venue} on {day}, we wrote.",
    "Our calendar said {day}: {event} {venue}.", "{Day} was the date of {event} {venue}.",
    "Many people wanted to come to {event} {venue} on {day}.",
)
OBSTACLE = (
    "Then came {obstacle}.", "The reason is {obstacle}.", "Because of {obstacle}, this is not possible.",
    "But {obstacle} made it impossible.", "However, there was {obstacle}.", "Nobody had expected {obstacle}.",
    "We blame {obstacle}.", "The problem: {obstacle}.", "{Obstacle} changed our plan.",
    "It is all due to {obstacle}.",
)
FRAMES = {
    "incident": [
        (
            "At {time}, {thing} {place} {fault}.", "{Thing} {place} {fault} on {day}.",
            "This morning, {thing} {place} {fault}.", "Several customers told us that {thing} {place} {fault}.",
            "An alert said that {thing} {place} {fault}.", "Our monitoring showed that {thing} {place} {fault}.",
            "On {day}, we noticed that {thing} {place} {fault}.", "{Other} called because {thing} {place} {fault}.",
            "{Thing} {place} suddenly {fault}.", "During the night, {thing} {place} {fault}.",
            "First, {thing} {place} {fault}.", "For {number} minutes, everybody saw it: {thing} {place} {fault}.",
        ),
        (
            "The cause was simple: {cause}.", "It turned out that {cause}.", "{Who} found that {cause}.",
            "The reason was that {cause}.", "This happened because {cause}.", "The logs showed that {cause}.",
            "After a long search, we understood that {cause}.", "Why? {Cause}.", "As it turned out, {cause}.",
            "We checked everything and saw that {cause}.", "{Who} looked closer: {cause}.",
            "The problem began because {cause}.",
        ),
        (
            "{Who} {fixed} and all was well again.", "Then {who} {fixed}.", "In the end, {who} {fixed}.",
            "To solve it, {who} {fixed}.", "After {number} minutes, {who} {fixed}.",
            "The problem ended when {who} {fixed}.", "Since {who} {fixed}, everything works.",
            "{Who} {fixed} at {time}.", "Luckily, {who} {fixed} at once.", "It was over after {who} {fixed}.",
            "{Who} wrote later: problem solved, we {fixed}.",
        ),
    ],
    "request": [
        (
            "Hello, this is {name} from {department} and I need {need}.",
            "{Name} from {department} asked for {need}.",
            "My name is {name}, I work in {department} and I would like {need}.",
            "Please order {need} for {name} from {department}.",
            "I am writing for {name} from {department}, who wants {need}.",
            "{Name} works in {department} and needs {need}.", "Can somebody give {need} to {name} from {department}?",
            "A ticket from {name}, {department}: {need}.", "Good morning, could {name} from {department} get {need}?",
            "{Name} called from {department} and wished for {need}.",
        ),
        (
            "The reason is that {ground}.", "This is because {ground}.", "As you may know, {ground}.",
            "Sadly, {ground}.", "The trouble is that {ground}.", "{Ground}.", "You see, {ground}.",
            "It is necessary because {ground}.", "We checked and it is true: {ground}.", "Since last week, {ground}.",
        ),
        (
            "Please do this by {day}.", "It has to be here by {day}.", "{Day} is the last possible day.",
            "The deadline is {day}.", "It is needed on {day} at the latest.", "Everything must be ready by {day}.",
            "After {day}, it will be too late.", "We can wait until {day}.", "Is {day} possible?",
            "By {day}, please.",
        ),
    ],
    "moved": [
        PLAN,
        OBSTACLE,
        (
            "The new date is {later}.", "So we will meet on {later} instead.", "We moved it to {later}.",
            "It will now take place on {later}.", "Please come on {later}.", "Now it will be {later}.",
            "Everybody agreed on {later}.", "{Later} is the new day.", "We hope to see you on {later} instead.",
            "The guests were told to come on {later}.",
        ),
    ],
    "cancelled": [
        PLAN,
        OBSTACLE,
        (
            "So it was cancelled.", "We had to cancel it.", "It will not take place.", "There will be no new date.",
            "Everyone stayed at home.", "So we called it off.", "All tickets will be paid back.",
            "It is cancelled, and that is final.", "Please do not come.", "Nothing will happen on that day.",
            "It was cancelled at once.", "It had to be cancelled.", "There is no new date yet.",
            "No new day was found.", "Nobody should come.", "You can all stay at home.", "Nothing will take place.",
            "It is called off, and that is all.", "It will not be repeated.", "So nothing happened.",
        ),
    ],
    "lost": [
        (
            "{Name} lost a {look} {object} {where}.", "A {look} {object} was lost {where} by {name}.",
            "{Name} left a {look} {object} {where}.", "On {day}, {name} forgot a {look} {object} {where}.",
            "{Name} was sad: the {look} {object} had stayed {where}.",
            "{Where}, {name} noticed that the {look} {object} was gone.",
            "The {look} {object} that {name} lost {where} was a gift.",
            "{Name} came home without the {look} {object} and had been {where}.",
            "It happened {where}: {name} lost a {look} {object}.",
            "{Name} had a {look} {object} and lost it {where}.",
        ),
        (
            "{Finder} found it {spot}.", "It was {finder} who found it {spot}.", "Later, {finder} saw it {spot}.",
            "Then it lay {spot}, and {finder} found it.", "It was found {spot} by {finder}.",
            "On {day}, {finder} picked it up {spot}.", "{Spot}, {finder} discovered it.",
            "At last, {finder} noticed it {spot}.", "Good news: {finder} found it {spot}.",
            "After {number} days, {finder} brought it back: it had been {spot}.",
        ),
    ],
    "delay": [
        (
            "The {vehicle} from {start} to {goal} was {number} minutes late.",
            "{Name} took the {vehicle} from {start} to {goal}, which came {number} minutes late.",
            "The {vehicle} to {goal} left {start} {number} minutes late.",
            "In {start}, everybody waited {number} minutes for the {vehicle} to {goal}.",
            "{Number} minutes: so late was the {vehicle} from {start} to {goal}.",
            "There was a delay of {number} minutes for the {vehicle} from {start} to {goal}.",
            "Today the {vehicle} from {start} reached {goal} {number} minutes late.",
            "{Name} wanted to go from {start} to {goal}, but the {vehicle} was {number} minutes late.",
            "On {day}, the {vehicle} from {start} to {goal} had a delay of {number} minutes.",
            "The {vehicle} between {start} and {goal} lost {number} minutes.",
        ),
        (
            "The driver explained that {jam}.", "The reason was that {jam}.", "A voice said that {jam}.",
            "It was because {jam}.", "People heard that {jam}.", "As the newspaper wrote, {jam}.",
            "What had happened? {Jam}.", "We learned that {jam}.", "Nobody was surprised: {jam}.",
            "The cause: {jam}.",
        ),
        (
            "So {name} {missed}.", "Therefore {name} {missed}.", "In the end, {name} {missed}.", "{Name} {missed}.",
            "Because of this, {name} {missed}.", "As a result, {name} {missed}.", "{Name} was angry and {missed}.",
            "This is why {name} {missed}.", "For that reason, {name} {missed}.", "Poor {name} {missed}.",
        ),
    ],
    "effect": [
        (
            "{Who} {change} {system} {place}.", "On {day}, {who} {change} {system} {place}.",
            "Last week, {who} {change} {system} {place}.", "At {time}, {who} {change} {system} {place}.",
            "It was {who} who {change} {system} {place}.", "As planned, {who} {change} {system} {place}.",
            "{Who} and nobody else {change} {system} {place}.",
            "After a short meeting, {who} {change} {system} {place}.",
            "To help the customers, {who} {change} {system} {place}.",
            "Without telling anyone, {who} {change} {system} {place}.",
        ),
        (
            "{Metric} {moved} by {percent} percent.", "Since then, {metric} {moved} by {percent} percent.",
            "The graphs show that {metric} {moved} by {percent} percent.",
            "As a result, {metric} {moved} by {percent} percent.", "By {percent} percent, {metric} {moved}.",
            "We were glad to see that {metric} {moved} by {percent} percent.",
            "{Other} reported that {metric} {moved} by {percent} percent.",
            "Within a day, {metric} {moved} by {percent} percent.",
            "It is official: {metric} {moved} by {percent} percent.",
            "Afterwards, {metric} {moved} by {percent} percent.",
        ),
    ],
    "decision": [
        (
            "{Party} will {project}.", "{Party} has decided to {project}.", "{Party} wants to {project}.",
            "{Party} is going to {project}.", "The vote is over: {party} will {project}.",
            "At the meeting, {party} agreed to {project}.", "After a long debate, {party} chose to {project}.",
            "We learned on {day} that {party} will {project}.", "It is certain that {party} will {project}.",
            "{Name} told us that {party} plans to {project}.",
        ),
        (
            "The reason is that {basis}.", "This is because {basis}.", "{Basis}.", "Everybody knows that {basis}.",
            "As {name} said, {basis}.", "The report states that {basis}.", "One argument won: {basis}.",
            "They say that {basis}.", "After all, {basis}.", "The figures show that {basis}.",
        ),
        (
            "It will happen in {month}.", "The work begins in {month}.", "{Month} is the chosen month.",
            "The date is set for {month}.", "In {month}, it will be done.", "We expect it in {month}.",
            "Nothing will change before {month}.", "The plan is to start in {month}.", "Be ready in {month}.",
            "The money comes in {month}, and then it starts.",
        ),
    ],
    "rescue": [
        (
            "A {mood} {animal} {trouble}.", "Yesterday a {mood} {animal} {trouble}.",
            "On {day}, a {mood} {animal} {trouble}.", "In {start}, a {mood} {animal} {trouble}.",
            "{Name} saw how a {mood} {animal} {trouble}.", "Early in the morning, a {mood} {animal} {trouble}.",
            "This is the story of a {mood} {animal} that {trouble}.",
            "There was once a {mood} {animal} that {trouble}.", "Nobody knows why a {mood} {animal} {trouble}.",
            "What a day: a {mood} {animal} {trouble}.",
        ),
        (
            "Then {helper} {rescue}.", "At last, {helper} {rescue}.", "{Helper} {rescue}.",
            "Luckily, {helper} {rescue}.", "In the end, {helper} came and {rescue}.",
            "{Helper} heard the {animal} and {rescue}.", "It was {helper} who {rescue}.",
            "After a while, {helper} {rescue}.", "Soon {helper} arrived and {rescue}.",
            "Without fear, {helper} {rescue}.",
        ),
    ],
}
REMARKS = (
    "Nobody was hurt.", "{Other} was on holiday.", "It was a {day}.", "We will write more next week.",
    "No data was lost.", "The same thing happened last year.", "The coffee was cold by then.",
    "{Other} will call you on {day}.", "The weather was fine.", "More news will follow.",
    "{Number} people asked about it.", "Please tell {other}.", "This message was sent at {time}.",
    "Thank you for your patience.", "A photo is on page {number}.", "{Other} says hello.",
)
OWN_REMARKS = {
    "lost": (
        "{Name} asked everybody.", "{Name} could not sleep.", "There was a note at the door.",
        "Many people helped to search.", "{Name} called {number} times.", "It was worth {number} euros.",
        "{Name} looked for it all day.", "{Name} had bought it on {day}.", "It was a dear memory.",
        "At first, nobody had seen it.",
    ),
    "effect": (
        "{Other} had doubts.", "It took {number} hours.", "This was not easy.", "We waited for {number} days.",
        "Then we measured again.", "The costs were small.", "Nobody noticed at first.", "{Other} watched the graphs.",
        "The result is clear.", "All this went well.",
    ),
    "rescue": (
        "It made a lot of noise.", "The {animal} was very afraid.", "{Number} people watched.",
        "Nobody dared to move.", "The poor {animal} waited for {number} hours.", "It was cold and dark.",
        "{Name} took a photo.", "Everybody stopped.", "The {animal} looked sad.", "It could not get away alone.",
    ),
}
SUMMARIES = {
    "incident": "{Thing} {place} {fault} because {cause}, so {who} {fixed}.",
    "request": "{Name} from {department} needs {need} by {day} because {ground}.",
    "moved": "{Event} {venue} was moved from {day} to {later} because of {obstacle}.",
    "cancelled": "{Event} {venue} on {day} was cancelled because of {obstacle}.",
    "lost": "{Name} lost a {look} {object} {where}, and {finder} found it {spot}.",
    "delay": "The {vehicle} from {start} to {goal} was {number} minutes late because {jam}, so {name} {missed}.",
    "effect": "After {who} {change} {system} {place}, {metric} {went} by {percent} percent.",
    "decision": "{Party} will {project} in {month} because {basis}.",
    "rescue": "A {mood} {animal} {trouble}, but {helper} {rescue}.",
}
