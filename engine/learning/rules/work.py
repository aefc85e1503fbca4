"""Work and study."""

from __future__ import annotations

from engine.learning.rules.rule import Rule

_JOBS = (
    r"(?:nurse|doctor|gp|teacher|engineer|developer|programmer|designer|chemist|pharmacist|lawyer|solicitor|accountant|"
    r"plumber|electrician|carpenter|chef|cook|waiter|waitress|barista|driver|pilot|"
    r"farmer|gardener|architect|surveyor|journalist|writer|author|editor|translator|interpreter|artist|musician|actor|"
    r"actress|photographer|student|professor|lecturer|researcher|scientist|biologist|"
    r"physicist|psychologist|therapist|physio|midwife|paramedic|firefighter|police officer|soldier|sailor|tailor|baker|"
    r"butcher|hairdresser|barber|mechanic|builder|cleaner|receptionist|secretary|"
    r"manager|director|consultant|analyst|administrator|librarian|social worker|carer|nanny|vet|dentist|optician|salesman|"
    r"saleswoman|estate agent|banker|civil servant|postman|mime|coach|instructor|"
    r"freelancer|contractor|apprentice|intern|trainee|treasurer|chair|chairman|chairwoman|secretary|president|captain|"
    r"volunteer|technician|operator|officer|assistant|specialist|clerk|owner|founder|ceo|cto|"
    r"head of \w+|welder|joiner|potter|weaver|beekeeper|conductor|organist|guide|ranger|lifeguard|bouncer|bartender|buyer|"
    r"planner|producer|engineer|machinist|curator|archivist|geologist|economist|supervisor|(?:deputy "
    r"|assistant )?head(?:teacher|master|mistress)?(?= of\b| at\b|$)|"
    r"deputy head|principal|dean|superintendent|foreman|forewoman|team leader|lead|trainer|tutor|childminder|caretaker"
    r"|janitor|porter|courier|registrar|"
    r"surgeon|radiographer|counsellor|recruiter|auditor|fitter|roofer|plasterer|decorator|miner|warehouse operative"
    r"|delivery driver|concierge|matron|sister)"
)
#: Taught for pleasure or beside the job.
_CLASSES = (
    r"(?:yoga|pilates|zumba|swimming|sunday school|dance|salsa|ballet|karate|judo|tai chi|aerobics|pottery|knitting|spin"
    r"|first aid|evening class(?:es)?)"
)

RULES = (
    Rule(
        name="works_at",
        category="work",
        predicate="works_at",
        kind="semantic",
        importance=0.8,
        object_kind="organisation",
        pattern=r"(?:also |now |still |currently )?(?:works?|is working|are working|has worked|has been working|is employed)(?: now| "
        r"currently| part[- ]time| full[- ]time| nights| shifts| remotely)*(?: as (?P<job>[^,.;]+?))? (?:at|for|in|with|from) "
        r"(?P<o>(?!the (?:moment|morning|evening)|my own|it\b|this\b)[^,.;]+?)(?P<more>(?:,? (?:as|since|and|on|because|until|"
        r"but|near|every|from|now)\b.*)?)$",
        examples=(
            ("I work at the port", "The user works at the port."),
            ("My wife Ewa works for the Wrocław water company", "The user's wife Ewa works for the Wrocław water company."),
            ("i work for IKEA since 2 years", "The user works for IKEA for 2 years."),
        ),
    ),
    Rule(
        name="teaches_at",
        category="work",
        predicate="works_at",
        kind="semantic",
        importance=0.8,
        object_kind="organisation",
        pattern=rf"(?:also |now |still |currently )*(?:teaches|is teaching|lectures|is lecturing|nurses|is nursing|tutors)\b(?! {_CLASSES})"
        r"(?: (?!at\b|for\b)[\w'&-]+){0,5}? (?:at|for) (?P<o>(?!the moment|home\b|night|weekends?|least|a living|fun|free|my own"
        r"|it\b|this\b)[^,.;]+?)"
        r"(?P<more>(?:,? (?:as|since|and|on|because|until|but|near|every|from|now)\b.*)?)$",
        examples=(
            ("I teach chemistry at Hazelbrook High", "The user teaches chemistry at Hazelbrook High."),
            ("My wife lectures in law at Exeter uni", "The user's wife lectures in law at Exeter uni."),
        ),
    ),
    Rule(
        name="works_as",
        category="work",
        predicate="job",
        kind="semantic",
        importance=0.8,
        pattern=r"(?:works?|is working|has worked|freelances?|trained|is "
        r"training|qualified|volunteers?) as (?:an? |the "
        r")?(?P<o>[^,.;]+).*$",
        examples=(
            ("I work as a nurse", "The user works as a nurse."),
            ("my brother works as a welder in Gdynia", "The user's brother works as a welder in Gdynia."),
        ),
    ),
    Rule(
        name="job_is",
        category="work",
        predicate="job",
        kind="semantic",
        importance=0.8,
        pattern=rf"(?:is|became|has become)(?: now| currently| also| actually| "
        rf"still)? (?:an?|the|our|their)? ?(?P<o>(?:[\w-]+ "
        rf"){{0,3}}?{_JOBS}\b.*)$",
        examples=(
            ("I'm a paediatric nurse", "The user is a paediatric nurse."),
            ("I'm a shift supervisor at Nero", "The user is a shift supervisor at Nero."),
            ("fyi i'm the treasurer of the choir now", "The user is the treasurer of the choir now."),
        ),
        never=("I'm an idiot",),
    ),
    Rule(
        name="role_thing",
        category="work",
        predicate="job",
        who="thing",
        subject=r"^The user's (?:job|profession|occupation|day job)$",
        kind="semantic",
        importance=0.8,
        pattern=r"is (?P<o>.+)$",
        examples=(("my job is driving trams", "The user's job is driving trams."),),
    ),
    Rule(
        name="job_change",
        category="work",
        predicate="job_change",
        kind="episodic",
        importance=0.75,
        pattern=r"(?:has |just |recently |finally )*(?:got|started|starts|is starting|will start|quit|is quitting|left|is leaving|lost|"
        r"resigned|retired|is retiring|was made redundant|was promoted|got promoted|got fired|was fired|accepted|is accepting|"
        r"took|joined|is joining|stepped down)\b(?P<o>.*\b(?:job|role|position|work|company|team|firm|school|promotion|promoted|"
        r"redundant|retired|retiring|resigned|fired|down|freelanc\w+|council|agency|startup|start-up|contract|apprenticeship|"
        r"internship)\b.*|\s*)$",
        examples=(("I just quit my job at the bakery", "The user just quit their job at the bakery."), ("my dad retired", "The user's dad retired.")),
    ),
    Rule(
        name="runs_business",
        category="work",
        predicate="runs",
        kind="semantic",
        importance=0.7,
        pattern=r"(?:runs|owns|manages|is running|ran|started|founded|set up) "
        r"(?P<o>(?:an?|the|their|our|her|his) (?:[\w' -]+ )?(?:shop|"
        r"business|company|bakery|café|cafe|restaurant|pub|bar|studio|"
        r"agency|farm|salon|store|firm|practice|startup|start-up|"
        r"bookshop|charity|stall|nursery|garage|clinic|hotel|"
        r"b&b)\b.*)$",
        examples=(("my gran Ottilie ran a chip shop in Worthing", "The user's gran Ottilie ran a chip shop in Worthing."),),
    ),
    Rule(
        name="studies",
        category="study",
        predicate="studies",
        kind="semantic",
        importance=0.75,
        pattern=r"(?:is studying|studies|is doing (?:an?|my|their|her|his) "
        r"(?:phd|masters?|ma|msc|ba|bsc|degree|mba|a-levels|gcses|"
        r"course|apprenticeship)|is taking|is enrolled (?:in|at)|"
        r"majors in|goes to|attends|is at)\b(?= .*(?:university|uni\b|"
        r"college|school|course|degree|master|phd|in [A-Z]|studies|"
        r"law|medicine|nursery|\w+ology|\w+ics\b|engineering|history|"
        r"art|business|languages?|literature|maths?|nursing)) "
        r"(?P<o>.+)$",
        examples=(("I'm studying architecture at the university of Porto", "The user is studying architecture at the university of Porto."),),
    ),
    Rule(
        name="studying_plain",
        category="study",
        predicate="studies",
        kind="semantic",
        importance=0.7,
        pattern=r"(?:is studying|studies) (?!now\b)(?P<o>(?!for (?:my|the)|"
        r"hard|all|this|that|it)[^,.]+).*$",
        examples=(("my cousin studies law", "The user's cousin studies law."),),
    ),
    Rule(
        name="studied",
        category="study",
        predicate="studied",
        importance=0.6,
        pattern=r"(?:studied|graduated|dropped out|got (?:an?|my|their|her|"
        r"his) (?:degree|phd|masters?|diploma)|passed (?:my|their|the|"
        r"her|his) (?:exam|test|driving test|bar)|failed (?:my|their|"
        r"the|her|his))\b(?P<o>.*)$",
        examples=(("I studied law in Leiden", "The user studied law in Leiden."),),
    ),
    Rule(
        name="learning",
        category="skills",
        predicate="learns",
        kind="semantic",
        importance=0.55,
        pattern=r"(?:is (?:currently |now )?(?:learning|training|practising|"
        r"practicing|teaching themselves)|never learned|learned|"
        r"taught themselves) (?P<o>(?:to |the |for |how |about |"
        r"[a-z]).+)$",
        examples=(("I'm learning to sail", "The user is learning to sail."), ("never learned to drive", "The user never learned to drive.")),
    ),
)
