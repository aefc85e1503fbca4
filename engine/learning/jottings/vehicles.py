"""Cars, vans and bikes put down by make and plate: "Skoda Fabia, 59 plate, answers to Gertrude"."""

from __future__ import annotations

from engine.learning.jottings.jot import Jot

_MAKE = (
    r"(?-i:Alfa Romeo|Audi|BMW|Bedford|Citroën|Citroen|Cupra|Dacia|Daihatsu|Fiat|Ford|Genesis|Harley(?:-Davidson)?|Honda|Hyundai|Isuzu|Jaguar|Jeep|"
    r"Kawasaki|Kia|Lada|Land Rover|"
    r"Lexus|MG|Mazda|Mercedes|Mini|Mitsubishi|Morris|Nissan|Opel|Peugeot|Piaggio|Polestar|Porsche|Renault|Rover|SEAT|Saab|Seat|Skoda|Škoda|Smart|"
    r"Subaru|Suzuki|Tesla|Toyota|"
    r"Triumph|VW|Vauxhall|Vespa|Volkswagen|Volvo|Yamaha)"
)
_CAR = (
    rf"(?:(?:an?|old|my|our|the|\d{{4}}|red|blue|green|white|black|silver|grey|yellow|battered|beat[- ]up|ancient|trusty|second[- ]hand) "
    rf")*(?P<o>{_MAKE}(?: (?-i:[A-Z\d])[\w-]*){{0,2}})"
)
_PLATE = r"(?:,? (?P<plate>\d{2} (?:plate|reg))|,? (?P<year>(?:19|20)\d{2}))"
_MILES = r"(?:,? (?P<miles>\d[\d.,]*k?(?: miles| on the clock)?))?"
_CALLED = r",? (?:(?:and )?(?:answers to|known as|called|named|goes by|aka|we call (?:her|him|it)|name of)) (?:the )?(?P<name>(?-i:[A-Z])[\w'-]+)"

JOTS = (
    Jot(rf"{_CAR}{_PLATE}{_MILES}(?:{_CALLED})?", "has a {o} ({plate}{year})", example=("Skoda Fabia, 59 plate", "has a Skoda Fabia (59 plate)")),
    Jot(rf"{_CAR}{_MILES}{_CALLED}", "has a {o} called {name}", example=("Volvo V50 called Brunhilda", "has a Volvo V50 called Brunhilda")),
)
