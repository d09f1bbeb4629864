"""Whether those who speak stand on one side: a person and the own state or body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stance.extract.stage import Speaker
from stance.model import ActorKind

__all__ = ["same_side"]

# Offices that a text gives without a state only where it is the state just named.
_NATIONAL = re.compile(
    r"(?:(?:[Dd]eputy|[Vv]ice|[Ff]irst|[Aa]cting|[Ii]nterim|[Ss]tate|[Gg]overnment(?:['’]s)?|[Pp]rime|[Ff]oreign|[Dd]efen[cs]e|[Ii]nterior|[Ff]inance|[Ee]uropean|[Aa]ffairs|[Mm]inistry(?:['’]s)?|[Pp]residential|[Cc]hief)[ -]){0,4}"
    r"(?:[Mm]inister|[Pp]resident|[Cc]hancellor|[Pp]remier|(?<=[Ss]tate[ -])[Ss]ecretary|[Ss]ecretary of [Ss]tate|(?<=[Gg]overnment[ -])[Ss]pokes\w+|(?<=['’]s )[Ss]pokes\w+|(?<=[Mm]inistry[ -])[Ss]pokes\w+|head of state)"
    r"|head of (?:the )?(?:president|prime minister|government|chancellor)(?:['’]s)? (?:office|staff|chancellery)|chief of staff"
)


def same_side(outer: Sequence[Speaker], inner: Sequence[Speaker]) -> bool:
    """Whether the inner speakers are the outer's own state, body or person."""
    for one in inner:
        for other in outer:
            if one.key == other.key:
                return True
            if one.kind is ActorKind.PERSON:
                continue
            if one.country and one.country == other.country:
                return True
            own = not other.role or _NATIONAL.fullmatch(other.role)
            if own and one.kind is ActorKind.STATE and other.kind is ActorKind.PERSON and not other.country:
                # "Norway looked forward to it, said Eva Berg": in records delegates have no office, at home a minister no country
                return True
    return False
