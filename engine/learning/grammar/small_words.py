"""The small words of languages: what tells one from another in a short text."""

from __future__ import annotations

#: Words that tell English from the others. Left out: what they write as well ("in", "was", "an", "so", "me", "die").
ENGLISH = frozenset(
    """
    the and of to i i'm im i've ive i'd i'll my mine we our us you your yours he she it its they their them his her is are were be been being am
    have has had do does did don't dont doesn't didn't can't cant won't isn't not for from at by on off out up down this that these those there
    here what when where which who whom whose why how with without about after before because but or if then than too very just only also again
    never always sometimes today yesterday tomorrow tonight would could should will shall might must get got going go went come came make made
    like love hate live lives work works think know said say want need new old good please thanks thank hello hi hey yes yeah ok okay any some
    every all both each more most other another into over under between since until while during ago now really still yet no nope it's that's he's
    she's there's what's let's who's as let me
    """.split()
)
#: Of other languages in the Latin script.
FOREIGN: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "German": """
            ich ist nicht und der das ein eine einen einem einer mit für auf auch wir sie haben habe hat bin sind meine mein meiner meinem meinen
            zu zum zur dem den des von vom im bei aus nach wie aber oder wenn dass mir mich dich uns euch wird werde wurde kann ihr ihre heiße
            wohne arbeite mag gern sehr schon noch nur jetzt heute gestern morgen hallo danke bitte ja nein seit kein keine doch über
        """,
        "French": """
            je tu il elle nous vous ils elles est suis êtes sont mon ma mes ton ta tes ses les des une dans avec sur pas ne que qui mais où et au
            aux du ce cette ces cet j'ai j'habite c'est qu'il d'un d'une n'est l'ai j'aime j'étais ai avons avez ont chez très bien aussi pour
            plus comme bonjour merci oui moi toi lui leur était été être avoir fait habite travaille sœur frère mère père
        """,
        "Spanish": """
            yo tú él ella nosotros ellos ellas es soy eres somos mi mis tu tus su sus el la los las un una unos unas en con por para que qué y
            pero muy también del al se lo le les está estoy están estaba hay tengo tiene vivo trabajo gusta gustan hola gracias sí porque cuando
            donde dónde cómo como años ayer hoy mañana hermana hermano madre padre llamo llama más
        """,
        "Italian": """
            io tu lui lei noi voi sono sei è siamo siete mio mia miei mie tuo tua suo sua il lo la gli le un uno una di da con per che chi ma e
            non anche del della dei delle nel nella al alla sul sulla ho hai ha abbiamo hanno mi ti ci si vivo abito lavoro piace ciao grazie
            perché quando dove come più molto oggi ieri domani sorella fratello madre padre questo questa
        """,
        "Portuguese": """
            eu você ele ela nós eles elas é sou são meu minha meus minhas seu sua o os as um uma em com por para que quem mas e não também do da
            dos das no na nos nas ao à se lhe está estou tenho tem moro trabalho gosto olá obrigado obrigada sim porque quando onde como mais
            muito hoje ontem amanhã irmã irmão mãe pai
        """,
        "Dutch": """
            ik jij je hij zij wij jullie ben bent zijn was mijn jouw haar het een de van voor met niet ook maar en dat die dit deze naar bij uit
            aan op om te heb hebt heeft hebben woon werk graag hallo dank ja nee omdat wanneer waar hoe meer zeer vandaag gisteren morgen zus
            broer moeder vader geen wel nog er
        """,
        "Polish": """
            ja ty on ona my wy oni jestem jest jesteś są mój moja moje mojej mojego w na z ze do od po za się nie tak ale i oraz że który która
            mam ma mamy mieszkam pracuję lubię bardzo też już dzisiaj wczoraj jutro dziękuję cześć siostra brat mama tata dla przez przy
        """,
        "Swedish": """
            i jag du han hon vi ni de är var min mitt mina din ditt sin ett en och att som på för med av till inte också men från om har hade bor
            jobbar arbetar gillar mycket idag igår hej tack nej när hur mer syster bror mamma pappa det den
        """,
        "Danish": """
            i jeg du han hun vi er var min mit mine din et en og at som på med af til ikke også men fra om har havde bor arbejder kan lide meget
            idag hej tak nej hvor hvordan hvornår mere søster bror mor far det den
        """,
        "Turkish": """
            ben sen biz siz onlar bir ve bu şu için ile de da değil çok ama gibi var yok benim senin ne nasıl nerede evet hayır merhaba
            teşekkürler yaşıyorum çalışıyorum seviyorum kız erkek kardeşim annem babam
        """,
        "Romanian": """
            eu tu el ea noi voi ei ele sunt este ești mea meu mele un o și în cu pe la de din pentru nu că care dar foarte am are locuiesc lucrez
            îmi place mulțumesc bună sora fratele mama tata
        """,
        "Indonesian": """
            saya kamu dia kami kita mereka adalah yang dan di ke dari untuk dengan tidak ini itu ada akan sudah belum tinggal bekerja suka sangat
            juga terima kasih adik kakak ibu ayah rumah
        """,
    }.items()
}
