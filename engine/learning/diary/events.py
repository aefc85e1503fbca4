"""What stands in a diary: appointments, exams, journeys, parties, people who come, things that fall due."""

from __future__ import annotations

import re

#: Seen by appointment: "dentist thurs" is an appointment with them.
_SEEN = (
    "dentist doctor doctors gp vet vets optician opticians optometrist orthodontist chiropodist podiatrist chiropractor physio osteopath "
    "hygienist consultant "
    "oncologist oncology cardiologist cardiology dermatologist dermatology neurologist neurology urology gynae orthopaedics rheumatology "
    "psychiatrist psychologist "
    "therapist counsellor midwife nurse solicitor lawyer accountant notary barber barbers hairdresser hairdressers groomer farrier hospital "
    "clinic eye-clinic "
    "audiologist dietitian nutritionist endocrinologist paediatrician health-visitor registrar mechanic advisor jobcentre embassy consulate"
).split()
#: Come to the house.
_COMING = (
    r"(?:plumber|electrician|builders?|boiler (?:man|guy|engineer)|gas (?:man|engineer)|engineer|window cleaner|cleaner|carpet fitter|fitter|"
    r"decorator|painter|roofer|"
    r"gardener|locksmith|surveyor|inspector|piano tuner|chimney sweep|removal(?:s| van| men)?|movers|delivery|sofa|fridge|washing machine|"
    r"babysitter|nanny|carer|"
    r"estate agent|landlord|meter reader|plasterer|joiner|tiler|handyman|pest control|social worker|health visitor|sky (?:man|guy)|"
    r"broadband (?:man|guy|engineer))"
)
#: Happen on a day; with "a" before them.
_SINGLE = (
    r"appointment|appt|consultation|check-?up|checkup|scan|mri(?: scan)?|ct(?: scan)?|x-?ray|ultrasound|blood test|smear(?: test)?|biopsy|jab|"
    r"vaccine|vaccination|booster|"
    r"colonoscopy|endoscopy|mammogram|ecg|surgery|operation|op|procedure|transplant|hip replacement|root canal|filling|extraction|eye test|"
    r"hearing test|sight test|pre-?op|"
    r"(?:phone |telephone |video |zoom |job |work |panel |final |second )?interview|exam|exams|finals|mock|mocks|resit|gcse|a-level|quiz|"
    r"(?:driving |theory |citizenship |maths |spelling |"
    r"english |fitness )?test|viva|defence|audition|presentation|deadline|assessment|appraisal|review|meeting|mtg|zoom|call|standup|conference|"
    r"workshop|seminar|webinar|"
    r"induction|training day|course|hearing|tribunal|court(?: date)?|trial|viewing|inspection|survey|completion|handover|exchange|house move|move|"
    r"moving day|parents'? ?evening|"
    r"parent[- ]teacher (?:meeting|conference|evening)|sports day|school play|nativity|open day|open evening|inset day|field trip|school trip|"
    r"playdate|play date|sleepover|"
    r"swimming gala|gala|recital|rehearsal|concert|gig|show|matinee|play|panto|match|game|final|semi-?final|tournament|race|half marathon|"
    r"marathon|10k|5k|regatta|triathlon|"
    r"party|bash|do|barbecue|bbq|picnic|date night|night out|reunion|get-?together|wedding|hen(?: do| party|"
    r" night)?|stag(?: do| party| night)?|"
    r"baby shower|christening|baptism|naming ceremony|funeral|wake|memorial|scattering|bar mitzvah|bat mitzvah|communion|confirmation|ordination|"
    r"graduation|prom|prizegiving|"
    r"flight|train|ferry|coach|bus|cruise|crossing|transfer|trip|holiday|city break|weekend away|staycation|hotel|airbnb|festival|retreat|"
    r"pilgrimage|camp|haircut|cut and colour|"
    r"massage|facial|pedicure|manicure|wax|tattoo|mot|service|car service|boiler service|lesson|class|practice|session|audit|stock ?take|shift|"
    r"night shift|day shift|double shift|on-?call|"
    r"agm|egm|book club|pta(?: meeting)?|fair|fete|fayre|auction|market stall|market|car boot(?: sale)?|jumble sale|bake sale|iftar|visit|stream|"
    r"launch|release|premiere|"
    r"phone call|delivery slot|table|reservation|booking|anniversary|birthday|bday|b'day|due date|launch date|start date|scan date|court date|"
    r"follow-?up|blood pressure check|mot test|tryouts?|trials"
)
#: Without an article.
_UNCOUNTED = (
    r"physio(?:therapy)?|chemo(?:therapy)?|radiotherapy|dialysis|infusion|therapy|counselling|rehab|bloods|blood tests|choir|band practice|"
    r"choir practice|orchestra|training|swimming|football|"
    r"rugby|cricket|netball|hockey|judo|karate|ballet|gymnastics|brownies|guides|cubs|scouts|beavers|yoga|pilates|zumba|jury (?:duty|service)|"
    r"dinner|lunch|brunch|breakfast|half term|half-term|hols|holidays|"
    r"vacation|annual leave|leave|camping|drinks|dinner plans|lunch plans|nails|church|mass|jumuah|jumu'ah|mosque|temple|shiva|school|nursery|uni|"
    r"work drinks|work do|"
    r"(?:coffee|tea|beers|pizza|tapas|cocktails)(?= with\b)|gym(?! (?:membership|bag|kit|shoes?|card|pass|teacher|buddy|partner))|"
    r"rehearsals|lessons|classes|sessions|meetings|exams|finals|mocks|interviews|shifts|(?<!\d )nights|night shifts|tickets|flights|matches|"
    r"viewings|appointments|tests|results|"
    r"first day|last day|day off|days off|moving house|house viewings|bin day|pay ?day|rent day|pe|swimming lessons|games|clubs?|inr clinic|"
    r"warfarin clinic|diabetes clinic|"
    r"parkrun|interrail(?:ing)?|backpacking|antenatal(?: class(?:es)?)?|baby group|toddler group|slimming world|weight watchers|aa|na meeting|"
    r"aa meeting|bible study|prayers|shul|diwali|eid|term|court"
)
#: Run out or fall due.
_DUE = (
    r"(?:passport|visa|licence|license|contract|lease|tenancy|insurance|car insurance|home insurance|mot|road tax|tax|tax return|tv licence|rent|"
    r"mortgage|deposit|subscription|"
    r"membership|warranty|phone contract|gym membership|prescription|essay|coursework|assignment|dissertation|thesis|homework|report|project|"
    r"invoice|bill|council tax|"
    r"library books?|payment|balance|fees?|tuition|baby|twins|calf|foal|litter|boiler service|service|smear|booster|rabies jab|application|"
    r"abstract|submission|proposal|green card|"
    r"(?:new )?job|course|apprenticeship|internship|placement|(?:maternity |paternity |annual |sick )?leave|school|college|uni|university|term|"
    r"treatment|chemo|lambing|calving|harvest|shearing|silage|work permit|biometric card|railcard|bus pass|season ticket|probation|notice|"
    r"sick note|fit note|parole)"
)
_SEEN_PATTERN = "|".join(sorted((word.replace("-", "[- ]") for word in _SEEN), key=len, reverse=True))
EVENT = re.compile(
    rf"\b(?:(?P<seen>{_SEEN_PATTERN})|(?P<coming>{_COMING})|(?P<uncounted>{_UNCOUNTED})|(?P<single>(?:{_SINGLE})s?))\b(?!['’]s\b)",
    re.IGNORECASE,
)
DUE = re.compile(
    rf"^(?:(?:my|our|the)\s+)?(?P<what>(?:[\w'-]+\s+){{0,3}}?{_DUE})\s+(?:is\s+|are\s+|'s\s+)?(?P<how>due(?: (?:in|back|on|by|to (?:start|finish|"
    rf"end|begin)))?|up|"
    rf"up for renewal|ends?|out|expires?|expiry|runs? out|starts?|begins?|finish(?:es)?)(?: (?:on|in))?\s*$",
    re.IGNORECASE,
)
#: "nan's 90th", "hubbys bday", "our 25th anniversary".
CELEBRATED = re.compile(
    r"^(?:(?P<mine>my|our)\s+)?(?:(?P<who>(?!his\b|hers?\b|its\b|this\b|is\b|was\b|thats?\b)[\w-]+(?: [\w-]+){0,3}?)(?:'s|s'|"
    r"(?<![s'])s)\s+)?(?P<what>(?:\d{1,3}(?:st|nd|rd|th)\s+)?(?:birthday|bday|b-?day|b'day|anniversary|wedding anniversary)|\d{2,3}(?:st|nd|rd|"
    r"th))"
    r"(?P<more>\s+(?:party|do|bash|meal|dinner|celebrations?))?$",
    re.IGNORECASE,
)


def with_article(event: str, *, often: bool = False) -> str:
    """ "driving test" -> "a driving test", "dentist" -> "a dentist appointment"; what comes often has no article: "physio on Tuesdays"."""
    found = list(EVENT.finditer(event))
    match = found[-1] if found else None
    low = event.lower()
    if often and match is not None and match["seen"]:
        return event
    if match is not None and match["seen"] and match.end() == len(event) and not low.startswith(("the ", "my ", "our ", "their ")):
        event += " appointment"
    elif match is not None and match["seen"] and re.match(r" (?:for|with) ", event[match.end() :]):  # "vet for Rex"
        event = f"{event[: match.end()]} appointment{event[match.end() :]}"
    bare = (
        re.match(r"(?:the|my|our|their|an?|two|three|four|both|another|some|no|first|last|\d)\b|[\w ]+?(?:'s|s')\s", event, re.IGNORECASE) is not None
    )
    plural = (
        match is not None
        and match["single"] is not None
        and match["single"].lower().endswith("s")
        and not match["single"].lower().endswith(("ss", "as"))
    )
    if bare or plural or (match is not None and match["uncounted"]):
        return event
    vowel = low[0] in "aeiou" and not low.startswith(("uni", "eu", "us", "one", "uk"))
    spelt = (
        re.match(r"(?:MRI|X-?ray|MOT|AGM|EGM|HR|NHS|ECG|AA|eu\b|F|L|M|N|R|S)\b", event) is not None
        or low.startswith(("mri", "x-ray", "xray", "mot ", "hour", "nhs", "hr "))
        or low == "mot"
    )
    return ("an " if vowel or spelt else "a ") + event
