"""The words by which dating tells an event, a link to what was told before, a new scene, and another act's time."""

from __future__ import annotations

import re

# Nouns of an event at which several people speak.
EVENT = re.compile(
    r"\b(?:summit|meeting|met\b|talks|session|forum|conference|debate|vote[ds]?|voting|committee|assembly|plenary|address|"
    r"ceremony|ministerial|conversation|gather(?:ed|ing)|conven(?:ed|es)|panel|hearing|negotiations|round ?table|adopted|approved|signed|unveiled|presented|launched|issued|visit(?:ed)?|"
    r"statement|declaration|resolution|communiqué|question to|posts|tweets|reactions|responses|replies|delegates|congress|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|several|both|the) (?:[\w-]+ ){0,2}(?:ministers|presidents|premiers|leaders|heads of (?:state|government)|ambassadors|delegations|senators)\b|(?:officials|leaders|ministers|politicians|deputies|others) (?:said|wrote|posted|answered)|hosts?|guests?|crossed|cameras|microphones|podium|lectern|the floor|told (?:reporters|deputies|"
    r"journalists|parliament|his guests|her guests|the chamber)|(?:in|to|before) (?:the )?(?:[Pp]arliament|Bundestag|Sejm|Seimas|Saeima|Riigikogu|Rada|Duma|Commons|Lords|"
    r"Senate|House|Congress|[Cc]hamber|[Cc]ouncil|[Pp]lenary))",
    re.I,
)
# Words that tie a sentence to what was told before it.
LINK = re.compile(
    r"\b(?:repl(?:y|ied)|respon(?:d|se)|answer(?:ed)?|react(?:ed|ion)?|disagreed|agreed|contradicted|objected|added|echoed|after (?:him|her|"
    r"them|that|the (?:vote|meeting|talks|session|summit))|counterpart|colleague|chairman|the host|for (?:his|her|its|their) part|in turn|too\b|also\b|"
    r"arriv(?:al|ed|ing)|in the (?:corridor|lobby|hall|foyer|chamber|press cent(?:re|er))|on the (?:margins|sidelines|way)|heard|then\b|took it|"
    r"broke ranks|went (?:first|further)|seconded|later\b|less (?:patient|musical)|not persuaded|the only|only\b|others\b|the two\b|both\b)",
    re.I,
)
# A new scene, whose day is not that of the one before.
BREAK = re.compile(
    r"^(?:Earlier|Previously|In the past|Recently|Separately|Meanwhile|Elsewhere|Observers|Analysts|Experts|Critics|As a reminder|Recall)\b"
    r"|\btold this (?:newspaper|paper|website|magazine|reporter)\b|\b(?:has|have) (?:long |repeatedly |also |already |previously |since |often )*"
    r"(?:said|stated|told|called|argued|warned|rejected|opposed|supported|insisted|made|urged|declared)\b"
    r"|\b(?:in|during|to) an? (?:[\w-]+ ){0,2}interview\b(?! (?:on|broadcast|published|aired|yesterday|today|last|earlier))"
    r"|\b(?:has|have) (?:\w+ly |also |long |always |never |since )?(?:\w{3,}ed|made|given|spoken|written|taken|put|shown|held)\b|\bearlier\b(?! (?:on|this|today|in the))"
    r"|\b(?:has|have) been (?:saying|calling|arguing)\b|\bon (?:her|his|its|their) (?:website|blog|page)\b|\bin a (?:video message|podcast|book|column|tweet)\b",
    re.I,
)
# Words said to a paper, a station or the readers of a post: not at the event that is told.
OWN_OUTLET = re.compile(
    r"\b(?:told|tells|telling|speaking to|talking to|interview (?:with|to|for|by)|conversation with|writing (?:in|for)|wrote (?:in|for)) (?:the )?"
    r"(?:(?!(?:NATO|EU|UN|US|USA|UK|G7)\b)[A-Z]{2,5}\b|(?:[\w’'-]+ ){0,3}(?i:broadcaster|newspaper|daily|weekly|magazine|radio|television|tv|channel|network|"
    r"station|news agency|news site|website|portal|podcast|outlet|(?-i:Reuters|Bloomberg|Politico|Times|Post|Journal|Mirror|Guardian|Telegraph|Spiegel|Zeitung|Monde|Figaro))\b)"
    r"|\b(?:posted|wrote|tweeted|said|shared) (?:\w+ ){0,3}on (?:X|Twitter|Facebook|Telegram|Instagram|Truth Social|LinkedIn|social media|"
    r"(?:his|her|its|their) [A-Z]\w+ (?:page|channel|account))\b"
)
# What was said before the event that is told …
BEFORE_THAT = re.compile(
    r"\bhad (?:\w+ly |also |already |long |just |once )?(?:said|told|called|asked|argued|warned|written|demanded|urged|accused|promised|"
    r"stated|insisted|declared|suggested|proposed|heard|wanted|ruled|rejected|described)\b"
)
# … and what ties such words to it all the same.
TIED = re.compile(r"\b(?:[Aa]fterwards?|[Ll]ater|[Aa]fter (?:the|his|her|their) \w+|there)\b")
# What somebody holds, and did not say on a day.
HOLDS = re.compile(r"(?:demands|wants|favou?rs|hopes|supports|opposes|backs|rejects|expects)\b.*", re.S)
PERFECT = re.compile(r"\b(?:has|have) (?:\w+ly |also )?(?!been\b)\w+")
SEASON = re.compile(
    r"\b(?:in (?:the )?|last |earlier |that |over the |during the )(?:spring|summer|autumn|fall|winter)\b", re.I
)
# A view that somebody has held for some time, as a part of BREAK.
LONG = re.compile(
    r"\b(?:has|have) (?:\w+ )?(?:long|always|never|repeatedly|previously|often|since|consistently)\b|\b(?:[Ee]arlier|[Pp]reviously|[Rr]ecently|[Ii]n the past)\b"
)
# Another place or gathering than that of the scene before.
AWAY = re.compile(
    r"^(?:Back |Over |Out )?(?:[Ii]n|[Ff]rom|[Aa]t) (?!(?:[A-Z]\w+ )?(?:[Pp]arliament|[Cc]ongress)\b)[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?,? (?:however|meanwhile|there|the|came|comes|other|too)\b"
    r"|\b(?:said|says|told|added|spoke|speaking|wrote)\b(?: \w+){0,3} from [A-Z]"
    r"|\b(?:meeting|gathered|gathering|assembled|speaking)\b (?:\w+ ){0,2}(?:on the (?:sidelines|margins) of|at|during) an? "
)
THINK_TANK = re.compile(
    r"\b(?:Cent(?:re|er) for|Institute|Institut|Foundation|Fund|Council on|Observatory|think[- ]tank|analyst|expert|professor|political scientist|"
    r"Policy Cent(?:re|er)|University|School of|researcher|fellow)\b"
)
PRONOUN = re.compile(r"[Hh]e|[Ss]he|[Hh]im|[Hh]er|[Tt]hey")
RELATIVE = re.compile(r",\s(?:who|whom|whose|which|where|when)\b")
SAYING = re.compile(
    r"\b(?:interview|speech|statement|letter|post|remarks?|article|column|broadcast|programme|program|message|edition|said|told|"
    r"comments?|announced|declared|briefing|conference|address|heard|spoke|wrote|repeated)\b",
    re.I,
)
# "the package announced on Tuesday": the time of something that is only named.
NAMED_THING = re.compile(
    r"(?<![,.])\s(?:announced|published|signed|held|adopted|launched|released|made|broadcast|approved|taken|sent|submitted|lodged|reached|"
    r"agreed|given|issued|delivered|attack(?:ed)?|killed|invited|closed|opened|visited|elected|scheduled)(?:\s\w+){0,4}\s(?:on|in|at|late|early|last)?\s?$"
)
PAST_EVENT = re.compile(
    r"\b(?i:since|before|until)\s(?:[\w’'-]+\s){0,3}?(?:meeting|summit|talks|visit|session|vote|war|invasion)?\s?(?:on|in|at|of|late|early)?\s?$"
    r"|\b(?i:from|by|between)\s(?:the\s|late\s|early\s)?$"
)
NOW = re.compile(r"today|now|tonight|this", re.I)
DID = re.compile(r"\b(?:\w+ed|said|told|met|spoke|wrote|held|took|gave|here|earlier|reporters|journalists)\s$")
# The place of an aside, taken up by the words after it: "who was in Riga on Thursday, told reporters there".
THERE = re.compile(r"\b(?:there|on (?:this|that) occasion|afterwards)\b")
# An act of the past right before "today": "took part today in the meeting".
TOOK_PLACE = re.compile(
    r"\b(?:took (?:part|place)|(?:made|paid|gave|held|had) (?:an? |the )?(?:\w+ )?\w+|(?:arrived|met|spoke|voted) (?:\w+ ){0,2})\s?$"
)
# A verb of the past: what the paper tells in the present ("Italy wants …") happened on no day.
PAST = re.compile(
    r"\b(?:\w{2,}ed|(?:did|was|were|had|could|would)n['’]t|was|were|had|did|said|told|went|took|made|gave|came|spoke|wrote|put|held|met|sent|saw|thought|felt|kept|left|stood|began|brought|set|won|found|read|chose|sought)\b"
)
# The head of an entry in a live blog.
ENTRY = re.compile(r"\s*\d{1,2}[.:]\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s?(?:[A-Z]{2,4}|GMT[+-]\d))?\b")
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|should|must|can|could|may|might|shall|does|did|do|be|\w+ed|\w+n[’']t|needs?|wants?)\b"
)
