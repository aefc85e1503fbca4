"""States and places that are told with "is", and what is done to somebody: the words after a subject whose verb was shortened or left out."""

from __future__ import annotations

#: States that last, or that matter: said of somebody without "is" they still tell something.
STATES = frozenset(
    "allergic vegetarian vegan pescatarian veggie pregnant expecting diabetic coeliac celiac asthmatic epileptic autistic dyslexic dyspraxic "
    "disabled "
    "deaf blind colour-blind colorblind left-handed right-handed married divorced widowed engaged single separated retired unemployed self-employed "
    "teetotal sober intolerant lactose gluten fluent bilingual afraid scared terrified petrified frightened obsessed addicted hooked qualified based "
    "born originally anaemic anemic arthritic housebound bedbound wheelchair nonverbal non-verbal halal kosher jewish muslim hindu sikh christian "
    "catholic buddhist trans gay lesbian bisexual nonbinary non-binary queer aged intolerant immunocompromised hypertensive overweight "
    "adopted fostered".split()
)
#: Of people or things, for some time: they need a subject of their own ("mum due out friday").
CONDITIONS = frozenset(
    "due ill sick poorly unwell better worse mad crazy keen good bad great rubbish hopeless useless brilliant brill ok okay fine free busy "
    "available away "
    "home abroad back pissed broken dead closed open full empty available ready late early stuck able unable responsible desperate worried "
    "sure happy "
    "unhappy proud homeless redundant newly recently still currently now no longer not half nearly almost only not".split()
)
PLACED = frozenset("in on at from with off into under near next up away out over against behind between since until till past abroad".split())
#: Done to somebody or something by others.
PASSIVE = frozenset(
    "diagnosed admitted booked serviced delivered cancelled canceled fitted installed repaired fixed sold rushed hospitalised hospitalized "
    "promoted sacked "
    "fired laid offered accepted referred discharged stolen nicked robbed broken built rebuilt painted approved rejected refused renewed paid "
    "postponed confirmed ordered posted written written-off scrapped signed completed prescribed vaccinated neutered spayed chipped microchipped "
    "burgled flooded damaged hit bitten stung knocked elected chosen selected invited nominated transferred posted evicted deported arrested jailed "
    "released rescheduled shortlisted made done removed pulled finished scheduled registered licensed insured grounded suspended expelled "
    "banned".split()
)
#: Of these the state goes on: "is booked", not "was booked".
GOES_ON = frozenset(
    "booked registered licensed insured called named based confirmed scheduled neutered spayed chipped microchipped banned grounded suspended".split()
)
NOT_GERUND = frozenset(
    "wedding meeting building training evening morning thing something nothing anything everything being ceiling king ring spring string wing "
    "clothing housing heating plumbing parking christening greeting feeling painting earring dumpling sibling pudding during including "
    "according".split()
)
