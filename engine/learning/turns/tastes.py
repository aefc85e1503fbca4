"""What somebody always or never wants, said without a verb: "window seat always, never aisle", "tea not coffee", "no sugar"."""

from __future__ import annotations

from engine.learning.turns.turn import Turn

_SINGLE = (
    r"(?:(?:window|aisle|middle|front|back|exit[- ]row) )?(?:seat|berth|bunk)|(?:ground floor|quiet|twin|double|single|top floor|non-smoking) "
    r"room|(?:lower|top|bottom) bunk|(?:hard|soft|firm|feather) pillow|(?:firm|soft|hard) mattress|paperback|hardback|crust|thin crust|deep pan"
)
_MASS = (
    r"(?:black |white |green |oat |soy |soya |almond |skimmed |semi-skimmed |full[- ]fat |whole |decaf |filter |instant |real |strong |weak |"
    r"herbal |mint |builder'?s |earl grey |still |sparkling |tap |salted |unsalted |"
    r"brown |rye |sourdough |wholemeal |red |dry |sweet |dark |milk |plain |crunchy |smooth |paper |physical |fresh |frozen |cold |hot |diet "
    r"|full[- ]sugar |thin )*"
    r"(?:coffee|tea|milk|sugar|bread|rice|pasta|butter|marge|margarine|wine|beer|lager|ale|cider|water|chocolate|peanut butter|jam|marmite|"
    r"ketchup|mayo|brown sauce|mustard|salad|decaf|espresso|lattes?|cappuccinos?|"
    r"americanos?|flat whites?|trains?|planes?|buses|ferries|coaches|flights|cash|cards?|contactless|books?|ebooks?|kindle|audiobooks?|"
    r"podcasts|cats|dogs|baths?|showers?|stairs|lifts?|hotels?|hostels?|airbnbs?|"
    r"mornings?|evenings?|texts?|calls?|phone calls|emails?|voice notes|trainers|heels|flats|steaks?|eggs|fish|meat|pizza|crusts?|subtitles|"
    r"dubbing|aisle|window|oat|pen|pencil|ink|vinyl|streaming)"
)
_EVER = r"always|every time|only|any day|all day(?: long)?|for me(?: always| every time| please)?|please,? always|over everything"
_NEVER = r"(?:never|not|no) (?P<not>[\w' -]{2,30}?)"
_END = r"(?: in (?:this|our|my) (?:house|home|flat|family))?(?=\s*(?:[,.;!(]|$|\s-))"

TURNS: tuple[Turn, ...] = (
    Turn(
        rf"^\W*(?:i'm |im )?(?:a )?(?P<what>{_SINGLE}),? (?:{_EVER}),? {_NEVER}(?:,? (?:please|pls))?{_END}",
        ("I prefer {a_low_what} to {not}",),
        example=("window seat always, never the aisle", "The user prefers a window seat to the aisle."),
    ),
    Turn(
        rf"^\W*(?P<what>{_MASS}),? (?:{_EVER}),? {_NEVER}(?:,? (?:please|pls))?{_END}",
        ("I prefer {low_what} to {not}",),
        example=("filter coffee always, never instant", "The user prefers filter coffee to instant."),
    ),
    Turn(
        rf"^\W*(?:i'm |im )?(?:a )?(?P<what>{_SINGLE}),? (?:{_EVER})(?:,? (?:please|pls))?{_END}",
        ("I prefer {a_low_what}",),
        example=("Aisle seat every time, bad knee", "The user prefers an aisle seat."),
    ),
    Turn(
        rf"^\W*(?P<what>{_MASS}),? (?:{_EVER})(?:,? (?:please|pls))?{_END}",
        ("I prefer {what}",),
        example=("oat milk always", "The user prefers oat milk."),
    ),
    Turn(
        rf"^\W*(?P<what>{_MASS}),? (?:not|never|over|rather than|instead of) (?P<not>{_MASS})(?:,? (?:for me|please|pls|always|any day|every "
        rf"time|thanks))*{_END}",
        ("I prefer {what} to {not}",),
        example=("trains not planes for me", "The user prefers trains to planes."),
    ),
    Turn(
        rf"^\W*(?P<what>{_MASS})(?P<more>,? (?:and |but )?no (?:sugar|milk|ice|lemon|foam|cream|butter|salt|sauce|mayo|onions?|cheese))(?:,? "
        rf"never (?P<not>{_MASS}))?(?:,? (?:for me|please|pls|always|thanks))*\W*$",
        ("I take {what} with {more}", "I never have {not}"),
        example=("black coffee, no sugar", "The user takes black coffee with no sugar."),
    ),
)
