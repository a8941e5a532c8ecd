"""The facts of the short reports that `summary` writes: lists separated by commas; what goes together in one row."""

from __future__ import annotations

TEAMS = """
    the night shift, the platform team, the storage team, the network team, the on-call engineer, a technician, an
    operator, the support team, a contractor, the security team"""
CITIES = """
    Paris, Berlin, Lyon, Oslo, Madrid, Vienna, Dublin, Rome, Geneva, Lisbon, Prague, Warsaw, Milan, Turin, Nice,
    Bonn"""
REGIONS = """
    in the north region, in the south region, in the east zone, in the west zone, in the test cluster, in the main
    data centre, in the second data centre, in the staging cluster"""
DAYS = "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday"
MONTHS = "January, February, March, April, May, June, July, August, September, October, November, December"
NAMES = """
    Anna, Marie, Lena, Alice, Sofia, Nina, Clara, Emma, Julia, Ines, Petra, Rosa, Sara, Yuki, Paul, Omar, Tom,
    Karim, David, Victor, Ivan, Jonas, Liam, Max, Noah, Pavel, Samir, Theo"""
COMPONENTS = """
    the payment service, the search service, the login page, the mail server, the backup job, the web shop, the
    chat application, the booking system, the order database, the print server, the file server, the load
    balancer, the message queue, the video platform, the billing service, the user database, the image cache, the
    training cluster, the inference server, the model registry, the ticket system, the dashboard, the password
    manager, the news site, the map service, the phone system, the scheduler, the data pipeline, the shipping
    portal, the metrics store"""
FAULTS = """
    stopped answering, crashed, became very slow, lost its connections, returned errors, ran out of memory,
    rejected every login, lost messages, restarted every minute, refused new requests, showed old data, sent every
    mail twice, froze, failed the health check, dropped half of the traffic, produced empty reports, blocked all
    uploads, charged customers twice, answered in the wrong language, timed out"""
CAUSES = [  # what, its state, and what repairs it
    (
        "the disk, the log partition, the queue, the mailbox, the connection pool, the temporary folder",
        "was full, was almost full, had no space left",
        "delete old files, free some space, extend the volume, move the archive",
    ),
    (
        "the certificate, the licence, the access token, the service password",
        "had expired, was missing, was invalid, had been revoked",
        "renew it, issue a new one, restore the old one, rotate the keys",
    ),
    (
        "a cable, a fan, the power supply, a memory module, the switch, a hard disk, the cooling pump",
        "was broken, had failed, was loose, had burned out",
        "replace the part, install a spare, move the load to another rack, tighten the screws",
    ),
    (
        "the new release, the last deploy, the driver, a library, the firmware, the scheduler update",
        "had a bug, had a memory leak, was incompatible, was incomplete",
        "roll back the change, patch the code, install the previous version, disable the new feature",
    ),
    (
        "the timeout, the memory limit, the rate limit, the batch size, the retry delay",
        "was too low, was too high, was set to zero",
        "correct the value, reload the settings, restore the default",
    ),
    (
        "the config file, the firewall rule, the name server entry, the routing table, the backup plan",
        "was wrong, had a typo, was out of date, was empty",
        "correct the entry, restore a copy, rewrite the file, reload the settings",
    ),
]
DEPARTMENTS = """
    accounting, sales, support, marketing, research, logistics, the library, the kitchen,
    the workshop, reception, operations, design, the archive, the laboratory, human resources,
    security"""
NEEDS = [  # what is asked for, and why
    (
        "a new laptop, a new monitor, a new phone, a new keyboard, a new printer, a new headset, a new camera",
        "the old one is broken, the old one is too slow, the old one was stolen, the screen is cracked, the battery "
        "is dead",
    ),
    (
        "a new password, a new badge, a new key, a new account, a parking permit, a new access card",
        "the old one has expired, the old one is lost, the old one no longer works, the name on it is wrong",
    ),
    (
        "more disk space, a bigger server, a second database, a faster network, two more GPUs, a larger cluster",
        "the project is growing, the current one is full, the tests take too long, a big customer is coming",
    ),
    (
        "a desk near the window, a larger room, a quiet office, a room upstairs, a bigger desk",
        "the present one is too dark, the present one is too noisy, the present one is too small, the team is "
        "growing, the roof is leaking",
    ),
]
EVENTS = [  # what, and where
    (
        "the picnic, the concert, the football match, the wedding, the flea market, the book club, the birthday party, "
        "the piano lesson, the school trip, the art class, the race, the barbecue, the chess evening",
        "in the park, at the lake, in the old theatre, at school, in the garden, on the beach, in the town square, "
        "in the museum, in the library, in the sports centre, in the castle, on the roof",
    ),
    (
        "the deploy, the migration, the fire drill, the demo, the team meeting, the job interview, the restore test, "
        "the maintenance window, the training course, the product launch",
        "at the office, in the main hall, in the data centre, on the second floor, in the test cluster, "
        "in the canteen, at the head office, in the laboratory",
    ),
]
OBSTACLES = """
    heavy rain, a storm, a strike, a power cut, an illness, a broken heater, a lack of staff, the snow, a flood, a
    fire alarm, the heat, a water leak, a late delivery, a traffic jam, a security problem, strong wind"""
OBJECTS = """
    umbrella, wallet, hat, bag, phone, scarf, ring, book, camera, suitcase, watch, key, jacket, violin, notebook,
    glove"""
LOOKS = "red, blue, black, green, white, old, new, small, expensive, leather, yellow, grey, silver, brown"
LOST_AT = """
    on the bus, on the train, in the park, at the market, in a taxi, at school, in the cinema, on the beach, in
    the museum, at the airport, in the forest, at work"""
FINDERS = """
    the driver, a child, a guard, a cleaner, a teacher, a tourist, the cook, a neighbour, an old man, a student, a
    gardener, a police officer"""
FOUND_AT = """
    under a seat, behind a door, on a bench, near the exit, in a drawer, in the snow, under a tree, on the stairs,
    next to the ticket machine, in a bin, behind a curtain, under a table"""
VEHICLES = "train, bus, plane, ferry, coach, night train, express train, shuttle"
TRAFFIC = """
    a signal had failed, a tree had fallen on the road, the brakes were frozen, the crew was missing, a door was
    stuck, fog covered the airport, an engine was too hot, a cow stood on the track, the bridge was closed, a
    wheel was damaged"""
MISSED = """
    missed the exam, missed the concert, came late to work, lost a customer, missed the wedding, took a taxi,
    stayed in a hotel, cancelled the trip, missed the last lecture, went home on foot, slept at the station"""
CHANGES = [  # what was done, to what, and what was measured afterwards
    (
        "added an index to, upgraded, doubled the memory of, tuned, rewrote, compressed, moved, restarted, simplified",
        "the order table, the search cluster, the image store, the web server, the job queue, the build system, the "
        "recommendation model, the checkout page, the event log, the report generator",
        "the error rate, the response time, the number of complaints, the memory use, the traffic, the load, the "
        "queue length, the number of orders",
    ),
    (
        "repaired, cleaned, enlarged, reorganised, modernised, painted, renovated, reopened",
        "the heating system, the warehouse, the call centre, the ticket office, the canteen, the parking garage, the "
        "swimming pool, the waiting room, the playground, the bakery",
        "the energy bill, the waiting time, the number of visitors, the noise level, the cost, the number of "
        "accidents, the number of customers",
    ),
]
FALL = "fell, dropped, went down, decreased, shrank"
RISE = "rose, climbed, went up, increased, grew"
PARTIES = """
    the council, the board, the family, the school, the storage team, the club, the company, the hospital, the
    city, the research group, the village, the platform team"""
PROJECTS = """
    buy a second truck, close the old office, hire two nurses, replace the printers, plant fifty trees, move to
    the cloud, open a new kitchen, sell the boat, paint the classrooms, retire the old cluster, build a bicycle
    path, change the supplier, renovate the bathroom, train a smaller model, switch to solar power, rent a bigger
    hall"""
GROUNDS = """
    the present one costs too much, there is not enough space, the rules have changed, the demand is rising, many
    people have asked for it, the contract is ending, the building is too old, it saves energy, the winter was
    hard, the budget has grown"""
ANIMALS = """
    dog, cat, horse, duck, fox, owl, goat, rabbit, donkey, hedgehog, turtle, swan, monkey, deer, squirrel, puppy"""
MOODS = "young, hungry, tired, curious, frightened, small, old, thirsty, sleepy, stray, wet, clumsy"
TROUBLES = """
    fell into the river, climbed onto a roof, ran into the school, got stuck in a fence, slept on the motorway,
    hid under a car, fell into a well, walked into the bakery, got lost in the fog, was trapped in a cellar, swam
    too far out, jumped into a truck"""
HELPERS = """
    a farmer, a fisherman, the fire brigade, a girl, two boys, a baker, a hiker, the neighbours, a nurse, a bus
    driver, a carpenter, an old woman"""
RESCUES = """
    pulled it out, carried it home, caught it with a net, called its owner, brought it to safety, fed it and let
    it go, took it to a vet, led it back to the forest, wrapped it in a blanket, drove it to a shelter"""
