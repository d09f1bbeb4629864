"""The words of offices and bodies, by which a stretch of text is read as a name, an office, a body or a group."""

from __future__ import annotations

import re
from functools import lru_cache

from stance.countries import adjectives, capitals, inhabitants, organizations, seats, states
from stance.resources import data_file
from stance.text import fold


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """`stance.text.fold`, remembered: the same words come again and again."""
    return fold(text)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HONORIFICS = _words("mr mrs ms miss mx dr prof sir dame lord lady baroness baron count mme")
#: Offices and ranks cut short before a name, as American papers do ("Sen. Wyatt Kendrick").
OFFICE_ABBREVIATIONS = _words(
    "sen sens rep reps gov govs gen lt col capt maj adm amb sgt cmdr brig rev hon pres vice-pres supt insp"
)
FEMALE_TITLES = _words(
    "mrs ms miss dame lady baroness mme madam spokeswoman chairwoman congresswoman businesswoman queen princess"
)
MALE_TITLES = _words("mr sir lord baron spokesman chairman congressman businessman king prince")
#: Nouns for one person by office or trade; "the minister" speaks for whoever holds it.
PERSON_NOUNS = _words(
    "president minister premier chancellor secretary spokesman spokeswoman spokesperson chairman chairwoman chairperson "
    "chair head leader chief ambassador representative envoy commissioner adviser advisor director commander senator "
    "congressman congresswoman lawmaker mp mep deputy governor mayor speaker king queen prince pope general colonel admiral "
    "lieutenant major captain brigadier marshal diplomat negotiator delegate member counterpart colleague author "
    "candidate nominee host editor economist historian lawyer journalist correspondent coordinator rapporteur "
    "undersecretary official politician analyst expert professor scientist veteran strategist scholar parliamentarian "
    "legislator politician statesman commander-in-chief co-chair co-leader vice-president premier-designate boss "
    "taoiseach statesman pm man woman interlocutor guest interviewee ex-president ex-minister researcher fellow founder sg "
    "predecessor successor guy gentleman lady occupant tenant resident incumbent"
)
#: Words that stand in offices beside their noun.
OFFICE_WORDS = PERSON_NOUNS | _words(
    "prime foreign defence defense interior home finance economy justice national security state affairs european integration "
    "euro-atlantic opposition former ex acting interim outgoing incoming elect designate press presidential parliamentary military "
    "armed forces policy political deputy vice permanent special senior top first retired joint general supreme allied "
    "chief external regional federal republican democratic assistant late then ruling current new long-time longtime high "
    "economic social cultural policies energy health education agriculture transport infrastructure development cooperation planning science "
    "technology culture sports youth tourism veterans innovation climate environment housing welfare budget president-elect secretary-general vice-president attorney trade staff congressional cabinet government intelligence"
)
#: Nouns for bodies.
BODY_NOUNS = _words(
    "ministry government parliament committee commission council party office administration embassy delegation department "
    "presidency chancellery alliance bloc union coalition cabinet assembly senate congress army court agency group service "
    "mission foundation institute centre center tank house authorities side team caucus chamber bureau federation "
    "college polytechnic organisation organization confederation movement association league board secretariat kremlin bundestag sejm seimas saeima "
    "riigikogu rada duma pentagon headquarters command forum fund university academy company bank newspaper daily "
    "agency channel site opposition leadership capital country nation state republic kingdom duo trio bundeswehr military mfa"
)
#: Words at the end or inside of names that are no people's.
_NAME_OF_THING = _words(
    "wire post times news radio tv television centre center institute forum committee council ministry party union agency bank "
    "university group foundation assembly parliament congress house office department association company army forces ledger "
    "review chronicle herald daily tribune journal gazette street square palace summit alliance treaty pact act article plan war "
    "sea river airport mail guardian today magazine weekly monitor observer telegraph express bulletin report courier dispatch "
    "desk focus watch hour press media channel network online pravda interfax ukrinform reuters bloomberg politico axios cnn bbc "
    "college polytechnic partisi partei partij partia partido parti rally school academy movement front greens liberals conservatives socialists democrats republicans democracy coalition league fund "
    "bloc trust society club project initiative mission conference hall airport avenue road island islands mountains hills east "
    "west north south region oblast province county city town village church cathedral stadium hotel university facebook telegram "
    "twitter instagram youtube whatsapp christmas easter nobel oscar olympics cup championship games brigade regiment corps "
    "battalion fleet command pole triangle eight nine seven format group defence defense security integration action programme "
    "program commission service institution sunday monday tuesday wednesday thursday friday saturday dialogue studies strategy "
    "cyber cooperative horn treasury plain united white kingdom states korea zealand arabia hague brussels mps nordic baltic western eastern central northern southern background newest "
    "research labour tories democrat republican lib social christian communist people's popular national global international atlantic euro"
)
MONTHS_AND_DAYS = _words(
    "january february march april may june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday jan feb apr jun jul aug sept oct nov dec"
)
#: Words that begin sentences with a capital and are part of no name.
FUNCTION_WORDS = _words(
    "the a an and or but in on at by for from with of to as if so yet not no nor he she it they we i you his her its their our my "
    "this that these those there here when while where who whom whose which what why how asked according after before since "
    "until during although though because speaking earlier later meanwhile however also both each every some many most several "
    "few more less only even still just now then today yesterday tomorrow last next first second third one two three four five "
    "six seven eight nine ten all any another other others such same own under over into out up down about against between among "
    "through per via despite unlike like than too very never ever again once twice perhaps maybe thus hence therefore instead "
    "moreover furthermore nevertheless nonetheless otherwise indeed otherwise let read see more photo photos video source "
    "editing reporting writing interview details quote quotes summary context reminder question answer moderator q ed eds yes ok thank thanks dear hello good ladies gentlemen "
    "would will could should can may might must shall do does did is are was were be been being has have had nobody everybody "
    "someone everyone nothing something anything whether either neither without within upon on-the-record tags follow share "
    "subscribe related advertisement copyright war peace invite invitation ukrainians russians europe west east membership "
    "hey hi hello welcome well okay sure look listen honestly frankly absolutely exactly right sorry please host guest honest "
    "afterwards afterward subsequently previously recently currently meantime elsewhere finally eventually separately similarly likewise "
    "accordingly consequently initially originally officially privately publicly reportedly apparently evidently clearly certainly overnight "
    "getting going being having making taking putting keeping waiting asking "
    "conservative liberal labour social-democratic left-wing right-wing far-right "
    "en route aboard onboard amid ahead alongside following regarding joining accelerating "
    "accession guarantees security support weapons issue says said told added because half part parts such"
)
PARTICLES = _words(
    "van der den de del della di da dos das do du la le von zu zur af av ter ten bin ben al el ibn y e st o"
)
#: Heads of sources that no name stands for; with "a", "some", a number or none before them.
ANONYMOUS_NOUNS = _words(
    "official officials diplomat diplomats source sources aide aides officer officers insider insiders analyst analysts expert experts people person "
    "observers observer critics critic supporters sceptics skeptics opponents proponents commentators lawmakers "
    "soldiers residents protesters voters respondents participants reporters journalists someone somebody others "
    "many some several all everyone everybody nobody one man woman men women briefer adviser advisers advisor advisors veteran veterans "
    "politicians economists historians strategists negotiators ambassadors delegates colleagues"
)
#: Pronouns of a single speaker and of several.
PRONOUNS = _words("he she him her his i me my")
PLURAL_PRONOUNS = _words("they them we us our their both")
DOCUMENTS = _words(
    "programme program platform sentence clause passage wording annex pledge bill motion statement document declaration text resolution letter communiqué communique note paper report press-release release message post "
    "memorandum agreement draft paragraph conclusions manifesto petition appeal article op-ed column speech transcript readout"
)
_TEXTS = _words("declaration communique resolution statement memorandum document manifesto petition")
#: Plurals of offices and bodies: several speakers, none named.
PLURAL_OFFICES = _words(
    "presidents ministers leaders senators heads chancellors premiers chairs members deputies governments countries nations states "
    "allies capitals parliaments parliamentarians mps ambassadors signatories ministries delegations parties"
)
NUMBERS = _words("two three four five six seven eight nine ten eleven twelve several some many both few")
DETERMINER = re.compile(
    r"^(?:the|a|an|his|her|its|their|our|my|this|that|these|those|both|all|some|several|many|two|three|four|five|six|seven|eight|nine|ten|one|another|each)\s+",
    re.I,
)
_AN_OUTLET = re.compile(
    r"\b(?:newspaper|daily|paper|agency|channel|broadcaster|magazine|website|site|outlet|portal|radio|television|news)\b",
    re.I,
)


# Without those that are also names of people or of a state (Virginia, Georgia).
_US_STATES = (
    "alabama", "alaska", "arizona", "arkansas", "california", "colorado", "connecticut", "delaware", "florida", "hawaii", "idaho",
    "illinois", "indiana", "iowa", "kansas", "kentucky", "louisiana", "maine", "maryland", "massachusetts", "michigan", "minnesota",
    "mississippi", "missouri", "montana", "nebraska", "nevada", "new hampshire", "new jersey", "new mexico", "new york",
    "north carolina", "north dakota", "ohio", "oklahoma", "oregon", "pennsylvania", "rhode island", "south carolina",
    "south dakota", "tennessee", "texas", "utah", "vermont", "west virginia", "wisconsin", "wyoming",
)  # fmt: skip


@lru_cache(maxsize=1)
def place_words() -> dict[str, str]:
    """Single folded words and word groups that name a state, its people or its capital → code."""
    found: dict[str, str] = {}
    for table in (capitals(), organizations(), seats(), adjectives(), states()):
        found |= {fold(words): code for words, code in table.items()}
    found |= {state: "US" for state in _US_STATES if state not in found}
    found["us"] = "US"
    found["eu"] = "EU"
    return found


@lru_cache(maxsize=1)
def peoples() -> dict[str, str]:
    """Plural names of peoples → code ("Ukrainians" → UA)."""
    found = {fold(word) + "s": code for word, code in adjectives().items() if not word.endswith(("h", "s", "e"))}
    return found | {_plural(fold(word)): code for word, code in inhabitants().items()}


def _plural(noun: str) -> str:
    return f"{noun[:-3]}men" if noun.endswith(("man", "woman")) and noun not in adjectives() else f"{noun}s"


@lru_cache(maxsize=65536)
def kind_of_word(word: str) -> str:
    """What a capitalised word is: h honorific, o office, b body, p place, d day or month, f function word, t of a thing's name,
    or n: perhaps part of a person's name."""
    low = fold(word).removesuffix("'s").rstrip("'.")
    if low in FUNCTION_WORDS and word != "May":
        return "f"
    if low in HONORIFICS:
        return "h"
    if word[1:2] == "-" and word[0] in "RDI" and word[2:3].isupper():
        return "t"  # party and state of an American lawmaker: "Sen. Wyatt Kendrick, R-Mo."
    if low in place_words():
        return "p"
    if low in OFFICE_WORDS or (low[-1:] == "s" and low[:-1] in PERSON_NOUNS):
        return "o"  # also of several: "Presidents A and B"
    if low in BODY_NOUNS:
        return "b"
    if low in MONTHS_AND_DAYS:
        return "d"
    if low in _NAME_OF_THING or low in _TEXTS:
        return "t"
    if low in PLURAL_OFFICES:
        return "o"
    if low in peoples():
        return "p"
    return "n"


_OUTLETS = re.compile(
    r"(?<![A-ZÀ-Ž])(?:Times|Post|Pravda|Herald|Tribune|Journal|Guardian|Telegraph|Gazette|Chronicle|Wire|TV|Radio|Press|Daily|Observer|Monitor|Independent|Economist|Mail|Sun|Mirror|"
    r"Spiegel|Zeitung|Monde|Figaro|Repubblica|País|Broadcaster|Tagesschau|Reuters|Bloomberg|AP|AFP|DPA|PAP|BNS|ELTA|ERR|LRT|LSM|CNN|BBC|NBC|CBS|ABC|ZDF|ARD|Politico|POLITICO|Axios|"
    r"Interfax(?:[- ]Ukraine)?|Ukrinform|UNIAN|UNN|TASS|RIA|Novosti|Sputnik|Xinhua|Anadolu|FT|WSJ|NYT|Newsweek|Euronews|Euractiv|Nikkei)$"
)


#: Nouns for a person by party, trade or age, as papers use them for somebody named before.
EPITHETS = re.compile(
    r"(?:centrist|conservative|liberal|socialist|communist|populist|nationalist|social-democrat|democrat|republican|green|tory|leftist|rightist|moderate|hawk|dove|newcomer|native|veteran|father|mother|"
    r"\w+-year-old|economist|historian|lawyer|physician|doctor|teacher|engineer|farmer|banker|billionaire|businessman|businesswoman|comedian|actor|actress|writer|author|novelist|poet|scholar|academic|"
    r"[a-z]{3,}(?:crat|ologist|ician))"
)


def names_outlet(text: str) -> bool:
    """Whether a phrase is about a newspaper, an agency or a broadcaster."""
    return bool(_AN_OUTLET.search(text) or any(_OUTLETS.search(part.rstrip(" ,.:")) for part in text.split(" and ")))


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Folded given names → "f", "m", or "x" where women and men bear them alike."""
    found: dict[str, str] = {}
    for line in data_file("given_names.txt").read_text(encoding="utf-8").splitlines():
        if line[:2] in ("f ", "m ", "x "):
            found |= dict.fromkeys(line[2:].split(), line[0])
    return found


@lru_cache(maxsize=4096)
def is_given_name(word: str) -> bool:
    """Whether a word is a given name on the list; names like "Paris" or "Georgia" that are places too are none."""
    low = fold(word)
    return low in given_names() and low not in place_words()


@lru_cache(maxsize=4096)
def gender_of(given: str) -> str:
    """ "f" or "m" as a given name tells, by data/given_names.txt or else its form in European use; a hint, no more."""
    low = fold(given)
    known = given_names().get(low) or given_names().get(low.partition("-")[0])
    if known:
        return known if known != "x" else ""
    if len(low) > 2 and low[-1] == "a":
        return "f"
    return "m" if low[-1:] and low[-1:] not in "aeiy" else ""
