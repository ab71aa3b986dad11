"""The kinds of party and the number that each organisation goes by."""

from enum import StrEnum

from stdnum.exceptions import ValidationError
from stdnum.se import orgnr


class PartyKind(StrEnum):
    """The kinds of member that share the cost (finsamlagen 5 §)."""

    STATE = "stat"
    REGION = "region"
    MUNICIPALITY = "kommun"


def check_org_number(text: str) -> str:
    """The number as nnnnnn-nnnn. Raises ValueError with a Swedish sentence when the check digit is wrong."""
    try:
        return str(orgnr.format(orgnr.validate(text.strip())))
    except ValidationError:
        raise ValueError(
            f"'{text}' är inget organisationsnummer. Skriv tio siffror, till exempel 222000-1990."
        ) from None
