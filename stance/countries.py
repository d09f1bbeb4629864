"""States and alliances by their names, adjectives and capitals, as English news writes them."""

from __future__ import annotations

import re
from functools import lru_cache

_ACRONYM = re.compile(r"(?=.{2,12}\Z)(?![A-Z]{2}\Z)[A-Z][A-Z0-9]*(?:[ -][A-Z0-9]+)*")  # two letters would be a state's

# ISO 3166 alpha-2 | name | other names | adjectives and people | capitals and seats that stand for the government.
# A capital that is also a person's or a month's name, or stands for another body as well, is left out.
_STATES = """
AD|Andorra||Andorran|
AE|United Arab Emirates|UAE,Emirates|Emirati|Abu Dhabi
AF|Afghanistan||Afghan|Kabul
AL|Albania||Albanian|Tirana
AM|Armenia||Armenian|Yerevan
AO|Angola||Angolan|Luanda
AR|Argentina||Argentine,Argentinian|Buenos Aires
AT|Austria|Republic of Austria|Austrian|Vienna
AU|Australia||Australian|Canberra
AZ|Azerbaijan||Azerbaijani,Azeri|Baku
BA|Bosnia and Herzegovina|Bosnia,Bosnia-Herzegovina|Bosnian|Sarajevo
BD|Bangladesh||Bangladeshi|Dhaka
BE|Belgium|Kingdom of Belgium|Belgian|
BG|Bulgaria|Republic of Bulgaria|Bulgarian|Sofia
BR|Brazil||Brazilian|Brasilia,Brasília
BY|Belarus|Republic of Belarus|Belarusian,Belarussian|Minsk
CA|Canada||Canadian|Ottawa
CH|Switzerland|Swiss Confederation|Swiss|Bern
CL|Chile||Chilean|
CN|China|People's Republic of China,PRC|Chinese|Beijing
CO|Colombia||Colombian|Bogota,Bogotá
CU|Cuba||Cuban|Havana
CY|Cyprus||Cypriot|Nicosia
CZ|Czech Republic|Czechia|Czech|Prague
DE|Germany|Federal Republic of Germany|German|Berlin
DK|Denmark|Kingdom of Denmark|Danish|Copenhagen
DZ|Algeria||Algerian|Algiers
EE|Estonia|Republic of Estonia|Estonian|Tallinn
EG|Egypt||Egyptian|Cairo
ES|Spain|Kingdom of Spain|Spanish|Madrid
ET|Ethiopia||Ethiopian|Addis Ababa
FI|Finland|Republic of Finland|Finnish|Helsinki
FR|France|French Republic|French|Paris
GB|United Kingdom|UK,U.K.,Britain,Great Britain|British,UK,U.K.,Britain's|London
GE|Georgia||Georgian|Tbilisi
GR|Greece|Hellenic Republic|Greek|Athens
HR|Croatia|Republic of Croatia|Croatian|Zagreb
HU|Hungary||Hungarian|Budapest
ID|Indonesia||Indonesian|Jakarta
IE|Ireland|Republic of Ireland|Irish|Dublin
IL|Israel||Israeli|Jerusalem,Tel Aviv
IN|India||Indian|New Delhi,Delhi
IQ|Iraq||Iraqi|Baghdad
IR|Iran|Islamic Republic of Iran|Iranian|Tehran,Teheran
IS|Iceland|Republic of Iceland|Icelandic|Reykjavik,Reykjavík
IT|Italy|Italian Republic|Italian|Rome
JO|Jordan||Jordanian|Amman
JP|Japan||Japanese|Tokyo
KE|Kenya||Kenyan|Nairobi
KG|Kyrgyzstan|Kyrgyz Republic|Kyrgyz|Bishkek
KP|North Korea|DPRK|North Korean|Pyongyang
KR|South Korea|Republic of Korea|South Korean|Seoul
KW|Kuwait||Kuwaiti|
KZ|Kazakhstan|Republic of Kazakhstan|Kazakh,Kazakhstani|Astana
LB|Lebanon||Lebanese|Beirut
LI|Liechtenstein|||Vaduz
LT|Lithuania|Republic of Lithuania|Lithuanian|Vilnius
LU|Luxembourg|Grand Duchy of Luxembourg|Luxembourgish,Luxembourger|
LV|Latvia|Republic of Latvia|Latvian|Riga
LY|Libya||Libyan|Tripoli
MA|Morocco||Moroccan|Rabat
MC|Monaco||Monegasque|
MD|Moldova|Republic of Moldova|Moldovan|Chisinau,Chișinău
ME|Montenegro||Montenegrin|Podgorica
MK|North Macedonia|Republic of North Macedonia,Macedonia|North Macedonian,Macedonian|Skopje
MN|Mongolia||Mongolian|Ulaanbaatar
MT|Malta||Maltese|Valletta
MX|Mexico||Mexican|Mexico City
MY|Malaysia||Malaysian|Kuala Lumpur
NG|Nigeria||Nigerian|Abuja
NL|Netherlands|Kingdom of the Netherlands,Holland|Dutch|The Hague
NO|Norway|Kingdom of Norway|Norwegian|Oslo
NZ|New Zealand||New Zealander|Wellington
PH|Philippines||Philippine,Filipino|Manila
PK|Pakistan||Pakistani|Islamabad
PL|Poland|Republic of Poland|Polish|Warsaw
PS|Palestine||Palestinian|Ramallah
PT|Portugal|Portuguese Republic|Portuguese|Lisbon
QA|Qatar||Qatari|Doha
RO|Romania||Romanian|Bucharest
RS|Serbia|Republic of Serbia|Serbian|Belgrade
RU|Russia|Russian Federation|Russian|Moscow
SA|Saudi Arabia|Kingdom of Saudi Arabia|Saudi,Saudi Arabian|Riyadh
SE|Sweden|Kingdom of Sweden|Swedish|Stockholm
SG|Singapore||Singaporean|
SI|Slovenia|Republic of Slovenia|Slovenian,Slovene|Ljubljana
SK|Slovakia|Slovak Republic|Slovak,Slovakian|Bratislava
SY|Syria||Syrian|Damascus
TH|Thailand||Thai|Bangkok
TJ|Tajikistan||Tajik|Dushanbe
TM|Turkmenistan||Turkmen|Ashgabat
TN|Tunisia||Tunisian|
TR|Turkey|Türkiye,Turkiye,Republic of Türkiye|Turkish|Ankara
TW|Taiwan||Taiwanese|Taipei
UA|Ukraine||Ukrainian|Kyiv,Kiev
US|United States|United States of America,USA,US,U.S.,America|American,US,U.S.|Washington
UZ|Uzbekistan||Uzbek|Tashkent
VA|Holy See|Vatican City|Vatican|Vatican
VE|Venezuela||Venezuelan|Caracas
VN|Vietnam||Vietnamese|Hanoi
XK|Kosovo|Republic of Kosovo|Kosovar,Kosovan|Pristina,Prishtina
YE|Yemen||Yemeni|Sanaa
ZA|South Africa||South African|Pretoria
"""

# The other codes of ISO 3166, which records may hold; articles on the question hardly name these places.
_FURTHER_CODES = """
AG AI AQ AS AW AX BB BF BH BI BJ BL BM BN BO BQ BS BT BV BW BZ CC CD CF CG CI CK CM CR CV CW CX DJ DM DO EC EH
ER FJ FK FM FO GA GD GF GG GH GI GL GM GN GP GQ GS GT GU GW GY HK HM HN HT IM IO JE JM KH KI KM KN KY LA LC LK
LR LS MF MG MH ML MM MO MP MQ MR MS MU MV MW MZ NA NC NE NF NI NP NR NU OM PA PE PF PG PM PN PR PW PY RE RW SB
SC SD SH SJ SL SM SN SO SR SS ST SV SX SZ TC TD TF TG TK TL TO TT TV TZ UG UM UY VC VG VI VU WF WS YT ZM ZW
"""

# Acronym | names. What is said for them has no state but the organisation as its country.
_ORGANIZATIONS = """
NATO|North Atlantic Treaty Organization,North Atlantic Treaty Organisation,North Atlantic Alliance,Atlantic Alliance,Alliance
EU|European Union
UN|United Nations
OSCE|Organization for Security and Co-operation in Europe
G7|Group of Seven
CSTO|Collective Security Treaty Organization
CoE|Council of Europe
"""

# Bodies of a state whose name tells the state.
_SEATS = """
US|White House,Oval Office,Brady Press Briefing Room,Indian Treaty Room,Pentagon,State Department,US Department of State,US Congress,Capitol Hill,Congress
RU|Kremlin,State Duma,Duma,Federation Council
UA|Verkhovna Rada,Rada,Supreme Rada,Bankova
GB|Downing Street,10 Downing Street,No 10,Number 10,Whitehall,House of Commons,House of Lords,Westminster,Foreign Office,Commons
FR|Élysée,Elysee,Élysée Palace,Elysee Palace,Quai d'Orsay,Matignon,Assemblée nationale
DE|Bundestag,Bundesrat,Bundeswehr,Chancellery,Bundesregierung
PL|Sejm
LT|Seimas
LV|Saeima
EE|Riigikogu
FI|Eduskunta
SE|Riksdag
NO|Storting
DK|Folketing
IS|Althing,Althingi
HU|Országgyűlés
HR|Sabor
RS|Skupština
IL|Knesset
IT|Palazzo Chigi,Farnesina,Quirinale
ES|Moncloa,Cortes
IE|Dáil,Dail
TR|Grand National Assembly
NL|Tweede Kamer
"""

# Nouns for somebody of a state where the adjective is none.
_INHABITANTS = """
DK|Dane
FI|Finn
SE|Swede
PL|Pole
FR|Frenchman,Frenchwoman
GB|Briton,Brit,Englishman,Englishwoman,Scot,Scotsman,Scotswoman,Welshman,Welshwoman
IE|Irishman,Irishwoman
NL|Dutchman,Dutchwoman
ES|Spaniard
TR|Turk
HR|Croat
RS|Serb
IS|Icelander
BA|Bosniak
CZ|Czech
GR|Greek
AR|Argentine
SI|Slovene
"""

_PARTS = (("European Commission", "EU"), ("European Council", "EU"), ("European Parliament", "EU"))


#: The endings of adjectives that stand for a person as well.
_PERSONAL = ("an", "i", "ak", "ot", "ar", "er", "bek", "jik", "o")


def _rows(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip().splitlines()]


def _key(word: str) -> str:
    return word.casefold().replace(".", "").replace("’", "'")


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """ISO 3166 alpha-2 or an acronym → English name."""
    found = {code: name for code, name, *_ in _rows(_STATES)}
    return found | {code: code for code, _ in _rows(_ORGANIZATIONS)}


@lru_cache(maxsize=1)
def states() -> dict[str, str]:
    """Names of states, case-folded and without full stops → code."""
    return {_key(name): row[0] for row in _rows(_STATES) for name in (row[1], *row[2].split(",")) if name}


@lru_cache(maxsize=1)
def adjectives() -> dict[str, str]:
    """Adjectives of states, case-folded → code ("Polish" → PL)."""
    return {_key(word): row[0] for row in _rows(_STATES) for word in row[3].split(",") if word}


@lru_cache(maxsize=1)
def inhabitants() -> dict[str, str]:
    """Nouns for one person of a state, case-folded → code ("Dane" → DK, "Estonian" → EE); "Polish" is none."""
    own = {word: code for word, code in adjectives().items() if word.endswith(_PERSONAL) and code != "VA"}
    return own | {_key(word): row[0] for row in _rows(_INHABITANTS) for word in row[1].split(",")}


@lru_cache(maxsize=1)
def capitals() -> dict[str, str]:
    """Capitals that stand for their governments, case-folded → code ("Kyiv" → UA)."""
    return {_key(word): row[0] for row in _rows(_STATES) for word in row[4].split(",") if word}


@lru_cache(maxsize=1)
def organizations() -> dict[str, str]:
    """Names and acronyms of international organisations and their bodies, case-folded → acronym."""
    found = {_key(name): code for code, others in _rows(_ORGANIZATIONS) for name in (code, *others.split(","))}
    return found | {_key(name): code for name, code in _PARTS}


@lru_cache(maxsize=1)
def seats() -> dict[str, str]:
    """Names of a state's bodies and their houses, case-folded → code of the state ("Kremlin" → RU)."""
    return {_key(name): row[0] for row in _rows(_SEATS) for name in row[1].split(",")}


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Every code and acronym in capitals → as it is written in records."""
    return {code.upper(): code for code in (*names(), *_FURTHER_CODES.split())}


def read_country(typed: str) -> str:
    """The code of a state or an organisation from what was typed: its code in any case, or a name; empty if neither."""
    return _codes().get(typed.strip().upper()) or code_of(typed.strip())


def read_acronym(typed: str) -> str:
    """What was typed, if it may be the acronym of an organisation that no list has (E3, AUKUS, B9); else empty."""
    return typed.strip() if _ACRONYM.fullmatch(typed.strip()) else ""


def code_of(words: str) -> str:
    """The code of a state, an adjective, a capital or an organisation as written; empty if it is none."""
    key = _key(words).removeprefix("the ").removesuffix("'s").removesuffix("'")
    for table in (states(), adjectives(), organizations(), seats(), capitals()):
        if key in table:
            return table[key]
    return ""
