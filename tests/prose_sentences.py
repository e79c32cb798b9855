"""Sentences in our own words that reserve mining or training, and sentences that only look so."""

from __future__ import annotations

#: Language, statute, sentence: each is a reservation in a comment and on a page.
RESERVATIONS = [
    (
        "de",
        "§ 44b UrhG",
        (
            "Wir behalten uns eine Nutzung unserer Inhalte für kommerzielles Text- und Data-Mining im Sinne von "
            "§ 44b UrhG ausdrücklich vor."
        ),
    ),
    ("de", "", "Die Verwendung der Inhalte dieser Website zum Training von KI-Systemen ist untersagt."),
    ("de", "§ 44b UrhG", "Nutzungsvorbehalt gemäß § 44b Abs. 3 UrhG"),
    ("de", "", "Jede Nutzung für die Entwicklung künstlicher Intelligenz bedarf unserer schriftlichen Einwilligung."),
    ("de", "", "Der Nutzung unserer Werke für das Training generativer KI widersprechen wir hiermit."),
    (
        "de",
        "",
        "Text und Data Mining: Alle Rechte vorbehalten, insbesondere die Nutzung unserer Inhalte für KI-Training.",
    ),
    ("en", "", "You may not use any material on this site to train machine learning models."),
    (
        "en",
        "Directive (EU) 2019/790",
        (
            "All rights in this content, including for text and data mining under Article 4 of Directive (EU) "
            "2019/790, are expressly reserved."
        ),
    ),
    ("en", "", "No part of this website may be used for AI training without our prior written consent."),
    ("en", "", "We opt out of text and data mining."),
    ("en", "", "Do not train AI on my artwork."),
    (
        "en",
        "",
        "All rights are reserved, including those for text and data mining, AI training, and similar technologies.",
    ),
    ("en", "", "Using our articles for developing large language models requires a licence."),
    ("en", "", "No AI training."),
    ("en", "", "The publisher does not consent to the use of its content by artificial intelligence systems."),
    (
        "fr",
        "art. L. 122-5-3 CPI",
        (
            "Conformément à l'article L. 122-5-3 du Code de la propriété intellectuelle, l'éditeur s'oppose à "
            "toute fouille de textes et de données de ce site."
        ),
    ),
    (
        "fr",
        "",
        (
            "L'utilisation de nos contenus pour l'entraînement de modèles d'intelligence artificielle est "
            "interdite sans autorisation."
        ),
    ),
    (
        "it",
        "art. 70-quater l. 633/1941",
        (
            "Ai sensi dell'art. 70-quater della legge 633/1941 ci riserviamo espressamente i diritti di "
            "estrazione di testo e di dati dai contenuti di questo sito."
        ),
    ),
    (
        "it",
        "",
        "È vietato utilizzare i contenuti di questo sito per l'addestramento di sistemi di intelligenza artificiale.",
    ),
    ("it", "", "L'estrazione di testo e dati da questo sito non è consentita senza autorizzazione."),
    (
        "es",
        "art. 67 RDL 24/2021",
        (
            "De acuerdo con el artículo 67 del Real Decreto-ley 24/2021, el editor se reserva expresamente la "
            "minería de textos y datos de los contenidos de este sitio."
        ),
    ),
    (
        "es",
        "",
        "Queda prohibido el uso de nuestros contenidos para el entrenamiento de sistemas de inteligencia artificial.",
    ),
    ("es", "", "No se permite utilizar los textos de esta web para entrenar modelos de lenguaje."),
    ("nl", "", "Tekst- en datamining van onze inhoud is uitdrukkelijk voorbehouden."),
    (
        "nl",
        "",
        (
            "Het is niet toegestaan de inhoud van deze website te gebruiken voor het trainen van kunstmatige "
            "intelligentie."
        ),
    ),
    (
        "nl",
        "art. 15o Auteurswet",
        "Wij maken op grond van artikel 15o Auteurswet een voorbehoud voor tekst- en datamining.",
    ),
    ("pt", "", "É proibida a utilização dos conteúdos deste site para o treino de modelos de inteligência artificial."),
    (
        "pt",
        "",
        "O titular reserva expressamente os direitos de prospeção de textos e dados sobre os conteúdos deste site.",
    ),
    ("pt", "", "Não é permitida a mineração de textos e dados deste site sem autorização."),
    ("pl", "", "Zabrania się wykorzystywania treści tego serwisu do trenowania sztucznej inteligencji."),
    ("pl", "", "Zastrzegamy prawo do eksploracji tekstów i danych zamieszczonych w naszym serwisie."),
    ("pl", "", "Nie wyrażamy zgody na wykorzystanie materiałów do uczenia maszynowego."),
    ("de", "", "Das Auslesen dieser Seiten zum Training von Sprachmodellen ist unerwünscht und nicht statthaft."),
    ("de", "§ 44b UrhG", "Kein Text- und Data-Mining nach § 44b UrhG."),
    ("de", "", "Kein Teil unserer Publikationen darf für das Training von KI verwendet werden."),
    ("en", "", "No part of this essay may be used to train, tune or evaluate any machine learning model."),
    ("en", "", "Not licensed for AI training."),
    ("en", "", "You will not use data mining or similar methods on the service."),
    ("en", "", "This licence does not include the resale of lists, nor any use of data mining or robots."),
    ("en", "", "Drawings on this page are reserved from text and data mining."),
    ("en", "", "We don't allow anybody to train models on our pictures."),
    ("en", "Directive (EU) 2019/790", "We reserve our rights under Article 4 of the EU Copyright Directive."),
    ("fr", "", "Toute fouille de textes et de données est interdite."),
    ("fr", "", "Aucune partie du site ne peut servir à l'apprentissage automatique."),
    ("fr", "", "La maison refuse que ses textes soient repris pour alimenter des modèles de langage."),
    ("it", "", "L'editore vieta l'uso dei propri articoli per istruire modelli linguistici."),
    (
        "it",
        "",
        "L'addestramento di modelli su queste pagine richiede una licenza scritta dell'editore; ogni altro uso è vietato.",
    ),
    ("es", "", "Ningún contenido puede utilizarse para entrenar, ajustar o evaluar sistemas de IA."),
    ("es", "", "El entrenamiento de modelos de IA con estos textos queda reservado."),
    ("nl", "", "Geen tekst- en datamining."),
    ("nl", "", "De redactie verzet zich tegen het gebruik van haar teksten voor het trainen van taalmodellen."),
    ("pt", "", "Nenhuma parte deste portal pode ser usada para aprendizagem automática."),
    ("pt", "", "A recolha automatizada para o treino de modelos é reservada."),
    ("pl", "", "Ta książka nie może być wykorzystywana do trenowania modeli językowych."),
    ("pl", "", "Eksploracja tekstów i danych jest zastrzeżona."),
    ("sv", "", "Text- och datautvinning av vårt innehåll är inte tillåten."),
    ("sv", "", "Innehållet får inte användas för att träna språkmodeller."),
    ("da", "", "Vi tager forbehold for tekst- og datamining af vores artikler."),
    ("da", "", "Det er ikke tilladt at træne kunstig intelligens på indholdet."),
    ("cs", "", "Vytěžování textů a dat z tohoto webu je vyhrazeno."),
    ("cs", "", "Bez našeho souhlasu je zakázáno použít obsah k trénování umělé inteligence."),
    (
        "de",
        "§ 44b UrhG",
        (
            "Ich behalte mir die Nutzung aller von mir gemachten Fotos, Karten, Skizzen und Texte für Text und Data Mining "
            "nach § 44b UrhG vor."
        ),
    ),
    (
        "de",
        "",
        "Die Karten bleiben Eigentum des Verlags, der gegen jede unbefugte Nutzung vorgeht, auch zum KI-Training.",
    ),
    (
        "de",
        "",
        "Der Vorbehalt gilt auch für die Auswertung meiner Bilder zur Feinabstimmung von Systemen künstlicher Intelligenz.",
    ),
    ("de", "", "Die Rechteinhaberin erklärt hiermit den Vorbehalt gegen Text und Data Mining ihrer Inhalte."),
    ("en", "", "Not for use in training any AI system."),
    ("en", "", "No copying, resale, AI training or style imitation allowed."),
    ("en", "", "We reserve all rights, including the right to use our articles for text and data extraction."),
    ("en", "", "You may not use content (whether public or private) to train machine learning systems."),
    ("en", "", "Neither readers nor partners may use the archive to train AI models."),
    ("en", "", "Do not: use the measurements as part of any machine learning."),
    ("en", "", "You will not use this service or user content to train AI systems."),
    ("en", "", "Copying our recipes is prohibited. This includes use for training AI models."),
    ("de", "", "Das Auslesen unserer Seiten ist untersagt. Insbesondere die Einspeisung in KI-Training."),
    (
        "en",
        "",
        "You may not (a) "
        + "; (b) ".join(["copy the layout of our pages, their order and the names that we gave to them, " * 8] * 2)
        + "; or (c) train AI models on our texts.",
    ),
    (
        "fr",
        "",
        "Toute utilisation de nos articles pour l'entraînement d'une IA est conditionnée à la signature d'une licence.",
    ),
    (
        "fr",
        "",
        "L'auteur poursuivra toute utilisation non autorisée de ses textes, y compris à des fins d'entraînement d'IA.",
    ),
    ("es", "", "El entrenamiento de IA con estas obras sin licencia será perseguido."),
    ("pt", "", "O código visível não concede autorização para copiar nem treinar sistemas de inteligência artificial."),
    (
        "pt",
        "",
        "O usuário não pode extrair conteúdo do site nem usá-lo para treinar sistemas de inteligência artificial.",
    ),
    ("cs", "", "Automatizovaná analýza textů tohoto webu je dle autorského zákona zakázána."),
]

#: False friends: none is a reservation, wherever it stands.
FALSE_FRIENDS = [
    "© 2026 Example Verlag. All rights reserved.",
    "Alle Rechte vorbehalten.",
    "© 2026 AI Academy GmbH – All rights reserved",
    "The TDM channel bank is reserved for voice: time-division multiplexing is not permitted on this line.",
    "Our AI training course may not be recorded without the permission of the trainer.",
    "Training courses: all rights reserved.",
    "We do not use your data to train AI models.",
    "Ihre Daten werden nicht zum Training von KI verwendet; die Weitergabe personenbezogener Daten ist untersagt.",
    "Nous n'utilisons pas vos données pour entraîner une intelligence artificielle sans votre autorisation.",
    "Under § 44b UrhG rightholders can reserve text and data mining in machine-readable form.",
    "Rechteinhaber können nach § 44b UrhG einen Nutzungsvorbehalt erklären.",
    "Das Gericht entschied, dass ein Vorbehalt nach § 44b UrhG maschinenlesbar sein muss.",
    "The court ruled that the reservation under Article 4 of Directive (EU) 2019/790 was not machine-readable.",
    "Les titulaires de droits peuvent s'opposer à la fouille de textes et de données.",
    "I titolari possono riservarsi l'estrazione di testo e di dati.",
    "Los titulares pueden reservar la minería de textos y datos.",
    "Rechthebbenden kunnen tekst- en datamining voorbehouden.",
    "Os titulares podem reservar a prospeção de textos e dados.",
    "Uprawnieni mogą zastrzec eksplorację tekstów i danych.",
    "AI training is welcome.",
    "Text and data mining of this website is not prohibited.",
    "Das Training von KI mit unseren Inhalten ist nicht untersagt.",
    "La fouille de textes et de données de ce site n'est pas interdite.",
    "Is AI training on our content prohibited?",
    "Harvesting e-mail addresses from this page is strictly prohibited.",
    "Der Nutzung von Kontaktdaten zur Zusendung von Werbung wird hiermit widersprochen.",
    "Mining of e-mail addresses from this site is prohibited.",
    "Cryptocurrency mining is prohibited on our servers.",
    "Content generated by AI is not allowed on our site.",
    "AI-generated images are not permitted on this platform.",
    "AI systems may not be accurate.",
    "The use of robots or other automated means to access this site without permission is strictly prohibited.",
    "Scraping this website is forbidden.",
    "Ai sensi dell'art. 13 del regolamento, i dati personali sono riservati.",
    "RIPRODUZIONE VIETATA AI SENSI DI LEGGE",
    "How to opt out of AI training: a guide for publishers.",
    "If you want to opt out of data mining you can add a file to your site.",
    "Mitarbeiter dürfen am Training nicht teilnehmen.",
    "The train may not stop at this station; all models are on display in our museum.",
    "Artists sued the company because it trained AI models without permission.",
    "Tickets are reserved. Machine learning talk in room 3.",
    "Block AI crawlers",
    "AI bots",
    "We reserve the right to change this policy. Our team develops machine learning products.",
    "Do not enter patient data into the AI assistant.",
    "Die KI darf keine Entscheidungen treffen.",
    "Students are not permitted to use AI tools in the exam.",
    "Customer texts are never used to train AI models without consent.",
    "Your photographs will not be used to train our models without your permission.",
    "Deine Bilder werden von uns nicht zum Training von KI verwendet.",
    "Nach § 44b UrhG ist ein Vorbehalt zu beachten, wenn Werke für Data Mining vervielfältigt werden.",
    "Text und Data Mining ist erlaubt, solange der Rechteinhaber nicht widerspricht.",
    "Vos textes ne sont pas utilisés pour entraîner des modèles d'intelligence artificielle.",
    "La fouille de textes est permise, sauf si le titulaire s'y est opposé.",
    "I testi caricati non vengono usati per addestrare modelli di IA.",
    "L'eccezione consente l'estrazione di testo e di dati solo se i diritti non sono stati riservati.",
    "Tus textos no se utilizan para entrenar modelos de IA.",
    "Uw teksten worden niet gebruikt voor het trainen van AI-modellen.",
    "Os seus textos não são utilizados para treinar modelos de IA.",
    "Twoje teksty nie są wykorzystywane do trenowania modeli AI.",
    "Dina texter används inte för att träna AI-modeller.",
    "Dine tekster bliver aldrig brugt til at træne AI.",
    "Vaše texty nepoužíváme k trénování AI.",
    "You can opt out of having your chats used for training our models.",
    "Do not use the validation data for training the model.",
    "The newspaper has updated its terms to forbid AI training on its archive.",
    "Separate from the noai flag, which prevents AI training on the work.",
    "Used by Foobot to tell whose pages should not be included in training AI models.",
    "By adding these two lines you ask the search engine: do not use the pages for training AI models.",
    "Do not train any machine learning model before the next exercise.",
    "Opt-out for AI training.",
    "La boutique n'utilise pas les photos envoyées pour entraîner des modèles d'IA sans accord.",
    "Formation à la fouille de données, places réservées aux membres.",
    "L'app non utilizza le foto caricate per addestrare modelli di IA senza consenso.",
    "La tienda no utiliza las fotos para entrenar modelos de IA sin permiso.",
    "A loja não utiliza as fotos para treinar modelos de IA sem consentimento.",
    "Ces mesures, qui ne permettent pas de vous identifier, servent à l'apprentissage automatique.",
    "Apps may not share health and fitness data for data mining.",
    "You agree that the pictures used to improve AI images do not include anybody else.",
    "Nach dem Gesetz erklärt der Rechteinhaber seinen Vorbehalt gegen Data Mining maschinenlesbar.",
]
