"""The bilingual word tables, written for people; `lexicon` reads them.

`english=french/gender`, an irregular plural after a colon (`mouse:mice=souris/f`), an irregular feminine after a slash
(`white=blanc/blanche`), `<` before an adjective that precedes its noun, `~` before the stem of a verb's silent endings,
`+` before what follows a verb, and seven irregular forms (je, il, nous, vous, ils, participle, future stem).
"""

from __future__ import annotations

NOUN_TABLE = {
    "machine": """
        server=serveur/m, node=nœud/m, router=routeur/m, computer=ordinateur/m, laptop=portable/m,
        printer=imprimante/f, phone=téléphone/m, robot=robot/m, machine=machine/f, sensor=capteur/m,
        camera=caméra/f, switch=commutateur/m, GPU=GPU:GPU/m, processor=processeur/m, cluster=cluster/m,
        terminal=terminal/m, tablet=tablette/f, gateway=passerelle/f, antenna=antenne/f""",
    "soft": """
        service=service/m, program=programme/m, script=script/m, model=modèle/m, application=application/f,
        database=base de données:bases de données/f, website=site/m, cache=cache/m, network=réseau/m,
        container=conteneur/m, process=processus/m, algorithm=algorithme/m, index=index/m, pipeline=pipeline/m,
        interface=interface/f, firewall=pare-feu:pare-feu/m, module=module/m""",
    "event": """
        deploy=déploiement/m, incident=incident/m, test=test/m, outage=panne/f, migration=migration/f,
        launch=lancement/m, delay=retard/m, meeting=réunion/f, lesson=leçon/f, exam=examen/m, party=fête/f,
        trip=voyage/m, game=jeu:jeux/m, story=histoire/f, concert=concert/m""",
    "mail": """
        ticket=ticket/m, alert=alerte/f, message=message/m, request=requête/f, question=question/f,
        letter=lettre/f, comment=commentaire/m""",
    "record": """
        report=rapport/m, file=fichier/m, error=erreur/f, list=liste/f, log=journal/m, document=document/m,
        password=mot de passe:mots de passe/m, answer=réponse/f, page=page/f, plan=plan/m, invoice=facture/f,
        contract=contrat/m, note=note/f, photo=photo/f, certificate=certificat/m, rule=règle/f, task=tâche/f,
        version=version/f, result=résultat/m, graph=graphique/m, code=code/m, setting=réglage/m,
        patch=correctif/m, address=adresse/f, backup=sauvegarde/f""",
    "part": """
        disk=disque/m, cable=câble/m, battery=batterie/f, screen=écran/m, keyboard=clavier/m, fan=ventilateur/m,
        button=bouton/m, port=port/m, memory=mémoire/f, chip=puce/f, lamp=lampe/f, door=porte/f, window=fenêtre/f,
        wall=mur/m, roof=toit/m, wheel=roue/f, engine=moteur/m""",
    "person": """
        engineer=ingénieur/m, technician=technicien/m, developer=développeur/m, operator=opérateur/m,
        customer=client/m, user=utilisateur/m, director=directeur/m, analyst=analyste/m, doctor=médecin/m,
        teacher=professeur/m, student=étudiant/m, child:children=enfant/m, boy=garçon/m, girl=fille/f,
        man:men=homme/m, woman:women=femme/f, friend=ami/m, neighbour=voisin/m, king=roi/m, queen=reine/f,
        baker=boulanger/m, driver=chauffeur/m, farmer=fermier/m, nurse=infirmière/f, brother=frère/m,
        sister=sœur/f, mother=mère/f, father=père/m, grandmother=grand-mère:grands-mères/f, uncle=oncle/m,
        aunt=tante/f, colleague=collègue/m, expert=expert/m, guest=invité/m, team=équipe/f, baby=bébé/m,
        princess=princesse/f, pilot=pilote/m, visitor=visiteur/m, singer=chanteur/m""",
    "animal": """
        cat=chat/m, dog=chien/m, horse=cheval/m, bird=oiseau/m, mouse:mice=souris/f, cow=vache/f,
        sheep:sheep=mouton/m, rabbit=lapin/m, fox=renard/m, wolf:wolves=loup/m, bear=ours/m, lion=lion/m,
        monkey=singe/m, duck=canard/m, hen=poule/f, pig=cochon/m, frog=grenouille/f, turtle=tortue/f,
        bee=abeille/f, elephant=éléphant/m, butterfly=papillon/m, spider=araignée/f, goat=chèvre/f,
        animal=animal/m, snake=serpent/m""",
    "place": """
        house=maison/f, garden=jardin/m, kitchen=cuisine/f, station=gare/f, street=rue/f, office=bureau/m,
        school=école/f, hotel=hôtel/m, room=salle/f, city=ville/f, village=village/m, park=parc/m, forest=forêt/f,
        river=rivière/f, beach=plage/f, church=église/f, hospital=hôpital/m, shop=magasin/m, market=marché/m,
        library=bibliothèque/f, museum=musée/m, factory=usine/f, airport=aéroport/m, restaurant=restaurant/m,
        farm=ferme/f, castle=château/m, laboratory=laboratoire/m, workshop=atelier/m, cellar=cave/f,
        corridor=couloir/m, bedroom=chambre/f, lake=lac/m, field=champ/m, bank=banque/f, data centre:data
        centres=centre de données:centres de données/m""",
    "thing": """
        table=table/f, chair=chaise/f, bag=sac/m, box=boîte/f, key=clé/f, book=livre/m, umbrella=parapluie/m,
        knife:knives=couteau/m, plate=assiette/f, cup=tasse/f, glass=verre/m, bottle=bouteille/f, hat=chapeau/m,
        coat=manteau/m, shoe=chaussure/f, shirt=chemise/f, dress=robe/f, bed=lit/m, clock=horloge/f,
        mirror=miroir/m, ball=ballon/m, toy=jouet/m, pen=stylo/m, pencil=crayon/m, guitar=guitare/f,
        piano=piano/m, basket=panier/m, gift=cadeau/m, flag=drapeau/m, candle=bougie/f, carpet=tapis/m,
        pillow=oreiller/m, suitcase=valise/f, drawer=tiroir/m, spoon=cuillère/f, fork=fourchette/f,
        painting=tableau/m, stamp=timbre/m, tool=outil/m, hammer=marteau/m, ladder=échelle/f, rope=corde/f""",
    "vehicle": """
        car=voiture/f, train=train/m, bus=bus/m, bicycle=vélo/m, boat=bateau/m, plane=avion/m, truck=camion/m,
        motorbike=moto/f, taxi=taxi/m, ship=navire/m""",
    "food": """
        apple=pomme/f, pear=poire/f, cake=gâteau/m, egg=œuf/m, orange=orange/f, banana=banane/f,
        potato:potatoes=pomme de terre:pommes de terre/f, carrot=carotte/f, tomato:tomatoes=tomate/f,
        cherry=cerise/f, lemon=citron/m, strawberry=fraise/f, mushroom=champignon/m, onion=oignon/m,
        peach=pêche/f, nut=noix/f, soup=soupe/f, salad=salade/f, pizza=pizza/f, meal=repas/m""",
    "mass": """
        bread=pain/m, water=eau/f, milk=lait/m, coffee=café/m, tea=thé/m, cheese=fromage/m, rice=riz/m,
        meat=viande/f, butter=beurre/m, sugar=sucre/m, salt=sel/m, honey=miel/m, oil=huile/f, flour=farine/f,
        chocolate=chocolat/m, jam=confiture/f""",
    "nature": """
        tree=arbre/m, flower=fleur/f, leaf:leaves=feuille/f, stone=pierre/f, star=étoile/f, cloud=nuage/m""",
}

ADJECTIVE_TABLE = [  # the kinds of noun they fit
    (
        "machine soft part vehicle",
        """
        slow=lent, fast=rapide, reliable=fiable, noisy=bruyant/bruyante, powerful=puissant""",
    ),
    (
        "machine soft record",
        """
        available=disponible, active=actif, idle=inactif, remote=distant, local=local, secure=sécurisé,
        blocked=bloqué, stable=stable, unstable=instable, automatic=automatique, manual=manuel,
        compatible=compatible, obsolete=obsolète""",
    ),
    (
        "machine soft",
        """
        overloaded=surchargé, saturated=saturé""",
    ),
    (
        "soft record event",
        """
        public=public/publique, private=privé, recent=récent, complex=complexe, simple=simple, critical=critique,
        temporary=temporaire""",
    ),
    (
        "record event",
        """
        daily=quotidien, urgent=urgent, difficult=difficile, easy=facile, useful=utile, useless=inutile,
        different=différent, necessary=nécessaire, important=important, perfect=parfait""",
    ),
    (
        "soft record",
        """
        incomplete=incomplet/incomplète, correct=correct, encrypted=chiffré, corrupted=corrompu, expired=expiré,
        visible=visible, missing=manquant""",
    ),
    (
        "machine soft record part vehicle thing",
        """
        modern=moderne, new=<nouveau/nouvelle/nouvel""",
    ),
    (
        "machine part vehicle place thing",
        """
        broken=cassé, clean=propre, dirty=sale, fragile=fragile, red=rouge, blue=bleu, green=vert,
        white=blanc/blanche, black=noir, yellow=jaune, grey=gris, expensive=cher/chère, heavy=lourd""",
    ),
    (
        "place thing vehicle",
        """
        empty=vide, full=plein, dry=sec/sèche""",
    ),
    (
        "part thing",
        """
        round=rond, square=carré""",
    ),
    (
        "record thing",
        """
        hidden=caché""",
    ),
    (
        "place",
        """
        open=ouvert, closed=fermé, dark=sombre, bright=lumineux, narrow=étroit, wide=large, deep=profond""",
    ),
    (
        "person animal",
        """
        tired=fatigué, sad=triste, busy=occupé, calm=calme, nervous=nerveux, curious=curieux, strong=fort,
        weak=faible, sick=malade, clever=intelligent, dangerous=dangereux, patient=patient, young=<jeune,
        silent=silencieux""",
    ),
    (
        "person",
        """
        happy=heureux, ready=prêt, kind=gentil/gentille, angry=fâché, funny=drôle, famous=célèbre, rich=riche,
        poor=pauvre, lazy=paresseux, polite=poli, shy=timide, brave=courageux, serious=sérieux, honest=honnête""",
    ),
    (
        "machine part person animal place thing vehicle food nature",
        """
        small=<petit, big=<grand""",
    ),
    (
        "machine record person animal place thing vehicle nature event",
        """
        strange=étrange, rare=rare""",
    ),
    (
        "machine record person animal place thing vehicle",
        """
        old=<vieux/vieille/vieil""",
    ),
    (
        "person animal place thing nature event food",
        """
        beautiful=<beau/belle/bel, pretty=<joli""",
    ),
    (
        "event",
        """
        long=<long/longue, short=court, boring=ennuyeux, planned=prévu, unexpected=inattendu""",
    ),
    (
        "record person food mass thing",
        """
        good=<bon/bonne, bad=<mauvais""",
    ),
    (
        "food mass",
        """
        hot=chaud, cold=froid, fresh=frais/fraîche, delicious=délicieux, sweet=sucré""",
    ),
]

VERB_TABLE = [  # subjects, objects (none: intransitive), French preposition
    (
        "person",
        "machine soft",
        "",
        """
        restart=redémarrer, monitor=surveiller, configure=configurer, test=tester, update=mettre(mets met mettons
        mettez mettent mis mettr)+à jour, secure=sécuriser, stop:stopped=arrêter, start=démarrer, isolate=isoler""",
    ),
    (
        "person",
        "soft",
        "",
        """
        deploy=déployer~déploi, program:programmed=programmer""",
    ),
    (
        "person",
        "soft record",
        "",
        """
        improve=améliorer, delete=supprimer, copy=copier, publish=publier, create=créer, share=partager,
        understand:understood=comprendre(comprends comprend comprenons comprenez comprennent compris comprendr),
        save=enregistrer""",
    ),
    (
        "person",
        "soft record event",
        "",
        """
        approve=approuver, explain=expliquer, analyse=analyser""",
    ),
    (
        "person",
        "event",
        "",
        """
        plan:planned=planifier, postpone=reporter, cancel:cancelled=annuler, prepare=préparer""",
    ),
    (
        "person",
        "record",
        "",
        """
        write:wrote=écrire(écris écrit écrivons écrivez écrivent écrit écrir), read:read=lire(lis lit lisons lisez
        lisent lu lir), send:sent=envoyer(envoie envoie envoyons envoyez envoient envoyé enverr),
        receive=recevoir(reçois reçoit recevons recevez reçoivent reçu recevr), print=imprimer, sign=signer,
        correct=corriger, accept=accepter, refuse=refuser, close=fermer, translate=traduire(traduis traduit
        traduisons traduisez traduisent traduit traduir)""",
    ),
    (
        "person",
        "machine soft part",
        "",
        """
        check=vérifier, install=installer, disconnect=débrancher""",
    ),
    (
        "person",
        "machine part vehicle thing",
        "",
        """
        repair=réparer, replace=remplacer, clean=nettoyer~nettoi, buy:bought=acheter~achèt, sell:sold=vendre,
        use=utiliser, move=déplacer, break:broke=casser, wash=laver, paint=peindre(peins peint peignons peignez
        peignent peint peindr), measure=mesurer, carry=porter, hide:hid=cacher, lose:lost=perdre,
        forget:forgot=oublier, choose:chose=choisir, bring:brought=apporter, keep:kept=garder, borrow=emprunter,
        protect=protéger(protège protège protégeons protégez protègent protégé protéger)""",
    ),
    (
        "person",
        "machine record part vehicle thing",
        "",
        """
        look for=chercher, find:found=trouver, show=montrer, lend:lent=prêter""",
    ),
    (
        "person animal",
        "person animal vehicle nature",
        "",
        """
        see:saw=voir(vois voit voyons voyez voient vu verr), watch=regarder, hear:heard=entendre""",
    ),
    (
        "person animal",
        "person animal",
        "",
        """
        follow=suivre(suis suit suivons suivez suivent suivi suivr), wait for=attendre, listen to=écouter,
        surprise=surprendre(surprends surprend surprenons surprenez surprennent surpris surprendr)""",
    ),
    (
        "person",
        "person",
        "",
        """
        help=aider, thank=remercier, invite=inviter, greet=saluer, call=appeler~appell""",
    ),
    (
        "person",
        "animal place person nature",
        "",
        """
        draw:drew=dessiner, photograph=photographier""",
    ),
    (
        "person",
        "place",
        "",
        """
        visit=visiter""",
    ),
    (
        "person",
        "record event place",
        "",
        """
        describe=décrire(décris décrit décrivons décrivez décrivent décrit décrir)""",
    ),
    (
        "person",
        "food",
        "",
        """
        cook=préparer, taste=goûter, cut:cut=couper, peel=éplucher""",
    ),
    (
        "person animal",
        "food mass",
        "",
        """
        eat:ate=manger""",
    ),
    (
        "person",
        "place",
        "",
        """
        leave:left=quitter, cross=traverser, open=ouvrir(ouvre ouvre ouvrons ouvrez ouvrent ouvert ouvrir)""",
    ),
    (
        "machine soft",
        "record",
        "",
        """
        block=bloquer, display=afficher, produce=produire(produis produit produisons produisez produisent produit
        produir), reject=rejeter~rejett""",
    ),
    (
        "person machine soft",
        "mail",
        "à",
        """
        answer=répondre""",
    ),
    (
        "person",
        "person",
        "à",
        """
        write to:wrote to=écrire(écris écrit écrivons écrivez écrivent écrit écrir), speak to:spoke to=parler""",
    ),
    (
        "person",
        "person animal event",
        "à",
        """
        think about:thought about=penser""",
    ),
    (
        "person",
        "soft event place animal",
        "de",
        """
        talk about=parler""",
    ),
    (
        "soft",
        "machine soft",
        "de",
        """
        depend on=dépendre""",
    ),
    (
        "person",
        "machine record part vehicle thing",
        "de",
        """
        need=avoir(ai a avons avez ont eu aur)+besoin""",
    ),
    (
        "person",
        "person animal place thing",
        "",
        """
        love=aimer, hate=détester, know:knew=connaître(connais connaît connaissons connaissez connaissent connu
        connaîtr)""",
    ),
    (
        "person animal",
        "",
        "",
        """
        sleep:slept=dormir(dors dort dormons dormez dorment dormi dormir), run:ran=courir(cours court courons
        courez courent couru courr), swim:swam=nager, jump=sauter, arrive=arriver, fall:fell=tomber, stay=rester,
        come back:came back=revenir(reviens revient revenons revenez reviennent revenu reviendr), breathe=respirer""",
    ),
    (
        "person",
        "",
        "",
        """
        laugh=rire(ris rit rions riez rient ri rir), sing:sang=chanter, dance=danser, cry=pleurer,
        smile=sourire(souris sourit sourions souriez sourient souri sourir), travel:travelled=voyager,
        work=travailler, cough=tousser, play=jouer, hesitate=hésiter""",
    ),
    (
        "machine soft",
        "",
        "",
        """
        work=fonctionner, crash=planter, restart=redémarrer, answer=répondre, fail=échouer""",
    ),
    (
        "event",
        "",
        "",
        """
        begin:began=commencer, end=finir, fail=échouer, continue=continuer""",
    ),
    (
        "vehicle",
        "",
        "",
        """
        arrive=arriver, leave:left=partir(pars part partons partez partent parti partir), come back:came
        back=revenir(reviens revient revenons revenez reviennent revenu reviendr), turn=tourner, brake=freiner""",
    ),
]
WITH_ETRE = {"arriver", "tomber", "rester", "revenir", "partir"}
STATES = {"need", "love", "hate", "know", "depend on"}  # present only: their French past would be another tense

PERCEIVED = {"see", "hear", "understand"}  # nor said in the progressive
DOUBLED = {"begin", "run", "swim", "stop", "program", "plan", "cut", "forget", "travel", "cancel"}  # running, swimming

SURFACES = ("table", "chair", "bed", "carpet", "box", "roof", "tree")
ON_SURFACES = {"on": "sur", "under": "sous"}
PREPOSITIONS = {
    "in": "dans",
    "in front of": "devant",
    "behind": "derrière",
    "near": "près de",
    "beside": "à côté de",
}
ADVERBS = {
    "present": {"today": "aujourd'hui", "now": "maintenant", "every day": "tous les jours", "here": "ici"},
    "past": {"yesterday": "hier", "this morning": "ce matin", "last week": "la semaine dernière", "on Monday": "lundi"},
    "future": {"tomorrow": "demain", "tonight": "ce soir", "next week": "la semaine prochaine", "soon": "bientôt"},
}
NUMBERS = {
    "two": "deux",
    "three": "trois",
    "four": "quatre",
    "five": "cinq",
    "six": "six",
    "seven": "sept",
    "nine": "neuf",
    "ten": "dix",
    "twelve": "douze",
    "twenty": "vingt",
}
NAMES = {
    "Anna": "f",
    "Paul": "m",
    "Marie": "f",
    "Omar": "m",
    "Lena": "f",
    "Tom": "m",
    "Alice": "f",
    "Karim": "m",
    "Sofia": "f",
    "David": "m",
    "Nina": "f",
    "Victor": "m",
}
PHRASES = {
    "Hello, how are you?": "Bonjour, comment allez-vous ?",
    "How are you?": "Comment allez-vous ?",
    "Hello!": "Bonjour !",
    "Hello": "Bonjour",
    "Good morning": "Bonjour",
    "Good evening": "Bonsoir",
    "Goodbye": "Au revoir",
    "Thank you": "Merci",
    "Thank you very much!": "Merci beaucoup !",
    "Good morning!": "Bonjour !",
    "Good evening!": "Bonsoir !",
    "Good night!": "Bonne nuit !",
    "Goodbye!": "Au revoir !",
    "Thank you!": "Merci !",
    "Please": "S'il vous plaît",
    "Yes": "Oui",
    "No": "Non",
    "Yes, thank you.": "Oui, merci.",
    "No, thank you.": "Non, merci.",
    "Welcome!": "Bienvenue !",
    "See you soon!": "À bientôt !",
    "See you tomorrow!": "À demain !",
    "Have a good day!": "Bonne journée !",
    "I am very well, thank you.": "Je vais très bien, merci.",
    "I do not know.": "Je ne sais pas.",
    "What is your name?": "Comment vous appelez-vous ?",
    "What time is it?": "Quelle heure est-il ?",
    "Excuse me.": "Excusez-moi.",
    "I do not understand.": "Je ne comprends pas.",
    "Where are you?": "Où êtes-vous ?",
    "Happy birthday!": "Joyeux anniversaire !",
    "Enjoy your meal!": "Bon appétit !",
    "Good luck!": "Bonne chance !",
    "Of course!": "Bien sûr !",
    "It is raining.": "Il pleut.",
    "It is late.": "Il est tard.",
    "Well done!": "Bravo !",
}
