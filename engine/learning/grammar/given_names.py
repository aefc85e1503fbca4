"""Given names common enough to be known in lower case, and whom "he" and "she" may mean."""

from __future__ import annotations

WOMEN = frozenset(
    """
aaliyah abigail ada adaeze adele adriana agata agnes agnieszka aicha aida aiko ailsa aisha aisling akiko alejandra aleksandra alessia alexandra
alice alicia alina alison amaka amal amalia amanda amara amelia amina amira amy ana anastasia andrea angela angelica angharad anika anita anja ann
anna annabel anne annette annie annika antonia anya aoife apinya arabella ariana arwa asha ashley astrid asuka audrey aurora ava ayesha aylin ayumi
barbara bea beata beatrice beatriz becky belinda bella bernadette bertha beth bethan bethany betty beverley bianca brenda bridget bronwyn bukola
camila camille candice carla carmen carol carolina caroline catalina catherine cathy catriona cecilia celeste celia chantal charlotte chiara
chidinma chioma chiyo chloe christina christine ciara claire clara clarissa claudia clementine colette corinne cristina cynthia dagmar dalia dana
danielle daria debbie deborah deirdre delia denise diana dolores dominika donna dora doreen dorothy ebony edith edna eileen eilidh elaine eleanor
elena eleni elif elina elisa elisabeth eliza elizabeth ella ellen ellie eloise elsa elsie emilia emily emine emma enid erika erin esi esme esperanza
esther eszter ethel eugenia eva evelyn ewa fatima fatma fatoumata federica felicity fiona fionnuala flora florence folasade frances francesca freya
frida gabriela gabrielle gemma genevieve georgia georgina gertrude gillian gina giovanna gisela gita gladys glenda gloria greta gulsum gwen gwyneth
habiba hana hanna hannah harriet heba heidi helen helena helga henrietta hilary hilda hiromi huda ida ifeoma ilaria ilse imani imogen ines ingrid
ioana irena irene irina isabel isabella isabelle isla isobel ivana jackie jacqueline jana jane janet janice janine jasmin jean jeanette jemima
jennifer jenny jess jessica jill jo joan joanna joanne jocelyn johanna josephine joyce juanita judith judy julia juliana julie juliet justyna kamala
karen karin karina karolina kasia katarina katarzyna kate katerina katherine kathleen kathryn kathy katie katja katya kavita kayla keiko kelly kerry
kim kimberly kinga kirsten kirsty komal kristin kristina lakshmi lara latifa latoya laura lauren layla lea leah leanne leila lena leticia lidia
liesl lila liliana lina linda lindsay linh lisa liz lola lorena lorna lorraine louisa louise lucia lucinda lucy luisa lydia lynn mabel maddie
madeleine madison magda magdalena maggie mai maisie malgorzata mandy manon marcela margaret margarita margot marguerite maria mariam mariana marie
marina marion marisa marjorie marlene marta martha martina mary maryam matilda maud maureen mavis maya mei melanie melissa mercedes mia michelle
michiko mildred mimi mina mira miranda mirela miriam moira mollie molly mona monica monika muriel myra nadia nadine nancy naomi narges natalia
natalie natasha nayeli neema nell nerys ngozi niamh nicky nicola nicole nina nira nisha nkechi nneka noelia noemi noor nora norah norma nuala oana
odile oksana olena olga olivia oluchi oona orla ottilie paloma pamela patricia patrycja paula paulina pauline peggy petra philippa phoebe phyllis
pilar pippa polly priscilla priya rachel rana rania rebecca regina renata renate rhiannon rhona rita roberta rocio roisin romina rosalind rosamund
rosemary rosie rowena roxana ruth saanvi sabine sabrina sade safiya sakura sally salma samantha samira sandra sangeeta saoirse sara sarah sasha
selma seren serena shabnam shanice sharon sheila shelly shirin shirley shreya sian sienna sigrid silvia simone sinead siobhan siobhán sofia sofie
soledad solveig sonia sophia sophie soraya stacey stella stephanie sunita susan susana susanna suzanne svetlana swati sylvia tabitha tamara tamsin
tania tanya tara tatiana teresa tereza tessa thandi thandiwe thea theresa thi thuy tiffany tilda tina tomoko tracey trish trudy ursula valentina
valeria valerie vanessa vera verity veronica verónica vicky victoria viktoria violeta virginia wambui wanda wanjiru wendy wilhelmina winifred
xiomara yara yasmin yetunde yoko yolanda yuki yuliya yvette yvonne zahra zainab zara zeynep zoe zofia zsofia zuzanna
""".split()
)
MEN = frozenset(
    """
aaron abdul abdullah abel abu achim adam adebayo adeola aditya adrian ahmad ahmed aidan akash akira alan alastair albert alberto alec aled alejandro
aleksander alessandro alex alexander alexei alf alfie alfonso alfred ali alistair allan alvaro amir anand anders andre andreas andrei andres andrew
andriy andy angelo angus anil ansel anthony anton antonio arash archie arjun arkadiusz arnold arthur artur arturo arun asif austin ayodele aziz
babajide balazs barnaby barry bartek bashir ben benedict benjamin benny bernard bernd bhavesh bilal björn bogdan bongani boris boyd bradley brendan
brian bruno bryan callum calvin cameron carl carlos carsten casimir cedric charles charlie chidi chike chinedu chris christof christoph christopher
chukwu ciaran cillian claudio clive clyde colin colm connor conor craig cristian curtis cyril damian damien dan daniel danny dariusz darragh darren
dave david declan demetrius denis dennis derek dermot desmond dev devon dewi diarmuid diego dieter dimitri dinesh dirk dmitri dominic donald donncha
douglas duncan dwayne dwight dylan eamon edgar edmund eduardo edward edwin efe egor eirik eli elias elijah elliot emeka emil emmanuel emre enrique
enzo erik ernest errol esteban ethan eugene evan ewan ezra fabian fabio farid farouk felipe felix femi ferdinand fergus fernando filip finlay finn
fintan florian francis francisco francois franz fred freddie frederick friedrich gabor gareth gary gavin geoff geoffrey george gerald gerard gerhard
ghassan gianluca gianni gilbert giles giorgio giovanni giuseppe glen glenn gordon graham greg gregor gregory grzegorz guillermo gunther gustavo
gwilym gwyn hakan hakim hamid hamish hamza hans hari harish harold harry haruto harvey hassan hector heinz helmut hendrik henrik henry herbert
hernan hideo hiroshi horace horst howard hubert hugh hugo hussein iain ian ibrahim idris igor ikenna imran ingo ioan isaac ismail istvan ivan ivo
jack jackson jacob jacques jaime jake jakub jamal james jamie jan janek jared jarek jason javier jay jayden jeff jeffrey jens jeremy jerome jesse
jim jimmy joachim joao joaquin joe joel johan johannes john johnny jonas jonathan jordan jorge jose josef joseph josh joshua josé juan jude julian
jürgen kai kamal kamil kareem karim karl karol karthik kasper kaz keiran keith kelvin ken kenji kenneth kevin khaled khalid kieran kiran klaus kofi
kojo konrad krishna kristof krzysiek krzysztof kumar kurt kwabena kwame kyle lachlan lamar lamin lars laszlo laurence lawrence lee leif leo leon
leonard leroy leszek levi lewis li liam lionel lloyd logan lorenzo louis luca lucas luis lukas lukasz luke maciej maciek magnus mahmoud malcolm
malik manfred manish manoj manuel marcel marcin marco marcos marcus marek mario marius marko markus marlon martin marvin masaru mateo mateusz
mathieu matt matteo matthew matthias maurice mauricio maxim maximilian mehmet melvin michael michal michel miguel mike mikhail mikkel milan milo
minh miroslav mitchell mo mohamed mohammad mohammed mohan morgan moses muhammad murat mustafa nabil nasser nathan nathaniel naveen neil nelson
nicholas nick nico nicolas nigel nikhil nikolai nils nnamdi noah noel obinna odhiambo oisin oisín ola olaf oleg oleksandr oliver ollie olu omar
omari ondrej oscar osman otis otto owen pablo paddy padraig pascal patrick paul pavel pawel paweł pedro per percy peter petr phil philip philipp
pierre piers piet piotr prakash pranav quentin quincy radek rafael raheem rahul raj rajesh rakesh ralph ramesh ramon raphael rashid raul ravi
raymond reggie reginald reuben rhys ricardo richard rick ricky robbie robert roberto rod roddy roderick rodney rodrigo roger rohan roland roman
romeo ronald ronan ronnie rory ross roy ruben rubén rudi rudolf rufus rupert russell ryan sahil said salim salman salvatore sam sami samuel sandro
sanjay santiago sean sebastian sergei sergio seth seun seung seán shane shaun shawn sheldon shinji siddharth sigurd silas simon sipho sizwe slawek
solomon soren stan stanley stefan stelian stephen steve steven stewart stuart sunil sven syed tadeusz takeshi tariq ted temitope teodor terence
terry thabo theo theodore thiago thierry thomas thulani tim timo timothy tobi tobias toby todd tom tomas tomasz tomek tommy tony torsten travis
trevor tristan tunde tyler tyrone umar uwe valentin vasile vernon victor vijay vikram viktor vincent vinod vishal vivek vlad vladimir volker walter
wayne wei werner wesley wilfred wilhelm willem william winston witold wojciech wojtek wolfgang xavier yannick yash yaw yosef youssef yuri yusuf zac
zach zachary zaki zayd zdenek zoltan zubair
""".split()
)
GIVEN = (
    WOMEN
    | MEN
    | frozenset(
        """
ade akin alexis alin ariel bao bev billie brett casey chi chidera chinonso cleo corey dale dani dara eden ekene evren fran frankie gabi ife ifeanyi
jaya jody jules kaya kelechi kelsey kemi kit kris lesley lou lupe manu marley mel micah nikita noa oluwaseun padma parker quinn reese remi riley
robyn rowan sacha sandy shannon sidney sydney tal taylor temi toni tosin tran uche val viv xin yan yun
""".split()
    )
)
#: Of these, the ones that are places or everyday words in lower case: names only when written with a capital, or known from before.
WORDS_TOO = frozenset(
    """
bella carol chi dale flora florence francisco georgia jo jordan kit lee li lou mia milan mo ola per rod roman rosemary rowan said santiago sydney
tiffany victoria
""".split()
)


def gender_of(name: str) -> str:
    """ "f", "m" or "" of a name, any capitals; the first of several names counts."""
    first = name.lower().split()[0] if name.split() else ""
    return "f" if first in WOMEN else "m" if first in MEN else ""
