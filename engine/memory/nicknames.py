"""Short forms of given names: "Liz" may be an Elizabeth. Only ever a reason to ask."""

from __future__ import annotations

_GROUPS = """
    elizabeth liz lizzie beth betty eliza elisabeth betsy libby lisa elspeth
    margaret maggie meg peggy madge marge greta margot
    katherine catherine kathryn kate katie kathy cathy kat kitty katya kathleen
    william will bill billy willy liam
    robert rob bob bobby robbie bert
    richard rich rick dick ricky
    james jim jimmy jamie
    john jack johnny jon
    jonathan jon jonny
    michael mike mick mickey micha
    thomas tom tommy
    edward ed eddie ted teddy ned
    joseph joe joey
    charles charlie chuck chas
    henry harry hank
    daniel dan danny
    david dave davey
    samuel sam sammy
    samantha sam sammy
    alexander alex sandy xander sasha
    alexandra alex sandra sasha lexi
    anthony tony
    andrew andy drew
    benjamin ben benny
    christopher chris kit
    christine chris chrissy tina christina
    matthew matt matty
    nicholas nick nicky
    nicola nicky nic
    patrick pat paddy
    patricia pat patty tricia trish
    peter pete
    philip phil
    stephen steve steven
    timothy tim timmy
    gregory greg
    jeffrey jeff geoffrey geoff
    kenneth ken kenny
    lawrence larry laurence
    leonard leo len lenny
    raymond ray
    ronald ron ronnie
    susan sue susie suzanne suzy
    victoria vicky tori vic
    rebecca becky becca bex
    jennifer jen jenny
    jessica jess jessie
    deborah debbie deb
    barbara barb babs
    abigail abby gail
    amanda mandy
    anna annie ann anne hannah anya
    caroline carrie carol
    charlotte charlie lottie
    dorothy dot dottie dolly
    eleanor ellie nell nora
    emily em emma emmy
    florence flo florrie
    frances fran franny francesca
    gabrielle gabby gabriela
    georgina georgie georgia gina
    isabella bella izzy isabel isobel
    jacqueline jackie
    josephine jo josie
    judith judy jude
    laura laurie
    louise lou
    madeleine maddie
    natalie nat natasha tasha
    olivia liv livvy
    penelope penny
    philippa pippa pip
    rosemary rosie rose
    sarah sally sadie
    sophia sophie
    stephanie steph
    theresa terry tess tessa teresa
    valerie val
    winifred winnie fred
    frederick fred freddie
    albert al bert bertie
    alfred alf alfie fred
    arthur art
    francis frank frankie
    gerald gerry
    george georgie
    oliver ollie
    rupert ru
    sebastian seb
    simon si
    theodore theo ted teddy
    vincent vince vinny
    zachary zach zac
    muhammad mohammed mo mohamed
    guillermo memo
    francisco paco pancho
    jose pepe
    aleksandr sasha
    giuseppe beppe pino
    maria mia mimi
"""
GROUPS: dict[str, frozenset[int]] = {}
for _number, _line in enumerate(_GROUPS.strip().splitlines()):
    for _name in _line.split():
        GROUPS[_name] = GROUPS.get(_name, frozenset()) | {_number}


def short_for(name: str, other: str) -> bool:
    """Whether two folded given names may be forms of one."""
    return name != other and bool(GROUPS.get(name, frozenset()) & GROUPS.get(other, frozenset()))
