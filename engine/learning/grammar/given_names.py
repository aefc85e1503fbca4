"""Given names common enough to be known in lower case, and whom "he" and "she" may mean."""

from __future__ import annotations

WOMEN = frozenset(
    """
aaliyah aarav abena abigail achieng ada adaeze adalyn adele aditi adriana adwoa agata agnes agnieszka agus aicha aida aiden aiko ailsa ainhoa aisha
aisling aisyah ajay akiko akinyi akosua alasdair alejandra aleksandra alessia alexandra alice alicia alina alison alyona amaia amaka amal amalia
amanda amara amelia amina amira amy ana ananya anastasia anatoly anca andrea angela angelica angharad anika anita anja anjali anke ann anna annabel
anne annette annie annika antonia anya aoife apinya arabella ariana arlene arvind arwa asha asher ashley astrid asuka attila audrey aurora ava
ayesha aylin ayse ayumi azadeh baljit bambang barbara bea beata beatrice beatriz becky behrouz belinda bella benicio bernadette bertha beth bethan
bethany betty beverley bianca biljana birgit bjorn boglarka bojan brandon branko brenda bridget brielle brittany bronwyn budi bukola burak burcu
caleb camila camille camryn candice caoimhe carla carmen carol carolina caroline carys catalina catherine cathy catriona cecilia celeste celia cem
chantal charlene charlotte chiara chidinma chioma chipo chiyo chloe christina christine cian ciara cindy ciprian claire clara clarissa claudia
clementine colette corinne cormac cristina cynthia dafydd dagmar dalal dalia dana danielle daria darlene darnell debbie deborah deepa deirdre delia
denise deshawn diana dianne divya dolores dominika donal donna dora doreen dorothy dorottya dragan dragana duc ebba ebony edith edna efua eileen
eilidh eimear elaine eleanor elena eleni elif elifnur elina elisa elisabeth eliza elizabeth ella ellen ellie eloise elsa elsie emese emilia emiliano
emily emine emma emrys eneko enid eoghan erika erin esi esme esperanza esther eszter ethel eugenia eva evelyn evie ewa faisal farah farhad fatima
fatma fatoumata federica felicity ferenc fernanda fiona fionn fionnuala flora florence folasade frances francesca freja freya frida frieda gabriela
gabrielle galina ganesh geeta gemma genevieve gennady georgia georgina gertrude gethin gillian gina giovanna gisela gita giulia gladys glenda gloria
goran gorka grainne greta guadalupe gulsum gurdeep gurpreet gwen gwyneth habiba hafsa hana hanan hanna hannah harjit haroon harpreet harriet hatice
hayley heba heidi heike helen helena helga hendra henrietta hilary hilda hiro hiromi hisham hoa huda huong hywel ida ifeoma iker ilaria ilona ilse
imani imogen indah ines ingrid ioana iolo irena irene irina isabel isabella isabelle isha ishaan isla isobel itziar ivana ivona jackie jacqueline
jana jane janet janice janine jasmin jaspreet jean jeanette jelena jemima jennifer jenny jess jessica jiahao jill jimena jo joan joanna joanne
jocelyn johanna joko jolene josephine joyce juanita judith judy julia juliana julie juliet julita justin justyna kabir kacper kagiso kaitlyn kamala
kamau karen karin karina karolina kasia katarina katarzyna kate katerina katherine kathleen kathryn kathy katie katja katka katya kaveh kavita kayla
kayleigh keiko kelly kemal kerry khadija kim kimberly kinga kiprono kirsten kirsty komal kristin kristina krisztina krystal lakshmi lan lara larisa
latifa latoya laura lauren layla lea leah leanne leila leire lena lenka lerato leticia leyla lidia liesl lila liliana lina linda lindsay linh lisa
liz lola lorena lorna lorraine louisa louise lucia lucinda lucy ludmila luisa lupita lydia lynn lynne mabel maddie madeleine madison maeve magda
magdalena maggie mahesh mahsa mai maisie maja makena malgorzata mandla mandy manon manpreet mara marcela margaret margarita margot marguerite maria
mariam mariana marie marija marina marion marisa marisol marjorie marketa marlene marta martha martina mary maryam matej matilda maud maureen mavis
maxine maya meera megan mehreen mei melanie melissa mercedes mia michelle michiko mihaela mihai mikel mila mildred milena millie milos mimi mina
mindy mira miranda mirela miriam moira mollie molly mona monica monika montserrat muriel mykola myra nadia nadine nadiya naledi nancy naomi narges
nasrin natalia natalie natasha naveed nayeli nazia nazli neema neha nell nenad nerys ngoc ngozi nguyen niamh nicky nicola nicole nina nira nisha
njoroge nkechi nneka noelia noemi nomvula noor nora norah norma nour nuala nuria nurul nyasha oana ochieng odile oksana olena olga olivia oluchi
oona orhan orla oskar otieno ottilie ozlem palesa paloma pamela paolo parisa patricia patrycja paula paulina pauline peggy petra peyton philippa
phoebe phyllis pia pilar pippa polly pooja priscilla priya przemek putri quang rachel radha raluca rana rania rashad ratna rebecca reem regina reka
renata renate reza rhiannon rhona rita roberta rocio roisin romina rosalind rosamund rosemary rosie rowena roxana roxanne ruairi rudo ruqayya ruth
saanvi sabine sabrina sade safiya sakura sally salma samantha samir samira sandra sangeeta santino saoirse sara sarah sarita sasha seamus selma
seren serena serkan sevgi shabana shabnam shahid shanice sharon sheila shelly shirin shirley shreya siamak sian sienna signe sigrid silvia simona
simone simran sinead siobhan siobhán siti sofia sofie soledad solveig sonia sophia sophie soraya sorin stacey stella stephanie struan sumaya sunita
suresh susan susana susanna suzanne svetlana swati sylvia szymon tabitha tadhg tafara tamara tamas tammy tamsin tania tanvi tanya tara taras tatiana
tendai teresa tereza terrell tessa tetiana thabiso thandi thandiwe thea themba theresa thi thuy tiffani tiffany tilda tina tomoko tomos tracey tracy
trang trish trudy tuan tyrell unai ursula usha usman vaclav vadim valentina valeria valerie vanessa vasyl vera verity veronica verónica vesna vicky
victoria vidya viktoria violeta virginia vivaan wahyu waleed wambui wanda wanjiru wendy wiktor wilhelmina winifred wulan xabier xiaomei ximena
xiomara yara yasmin yasmine yetunde yoko yolanda yuki yulia yuliya yuting yvette yvonne zahra zain zainab zanele zara zbigniew zdenko zeynep zihan
zlatko zoe zoey zofia zoran zsofia zsuzsanna zuzanna zuzka
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
