"""What the members were asked for and paid, year by year, and the year that follows with its versions."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from samsyn.associations.domain.parties import PartyKind
from samsyn.associations.models import Contribution, Party
from samsyn.demo.ops.cast import ACCOUNTANT, Cast
from samsyn.demo.ops.reading import day, ore, rows, texts
from samsyn.ledger.actions.allocations import confirm_share, record_allocation
from samsyn.ledger.actions.instalments import add_instalments, record_receipt
from samsyn.ledger.domain.contributions import Basis, InstalmentRow
from samsyn.ledger.models import Allocation, ContributionInstalment


def fill(cast: Cast) -> int:
    """Final allocations, instalments and payments of the years that are over, then the next year's; how many payments.

    The amounts of most years are read in with the books; what is older stands in a file of its own.
    """
    shares: dict[int, dict[Party, int]] = defaultdict(dict)
    for row in rows(cast.association.slug, "contributions"):
        shares[int(row["year"])][cast.parties[row["party"]]] = ore(row["amount"])
    for held in Contribution.objects.filter(association=cast.association).select_related("party"):
        shares[held.year][held.party] = held.amount
    coming = texts(cast.association.slug, "live")["allocation"]
    for year, amounts in shares.items():
        if year == coming["year"]:
            _quarters(cast, coming, _coming(cast, coming, amounts))
        else:
            _final(cast, year, date(year - 1, 12, 15), amounts)
    return _instalments(cast)


def _final(cast: Cast, year: int, on: date, amounts: Mapping[Party, int], **fields: Any) -> Allocation:
    final = Allocation.Stage.FINAL
    return record_allocation(
        cast.association, year=year, stage=final, on=on, shares=amounts, by=cast.users[ACCOUNTANT], **fields
    )  # fmt: skip


def _coming(cast: Cast, given: Mapping[str, Any], final: Mapping[Party, int]) -> Allocation:
    """Every version of a year, divided by a key; some members have confirmed theirs. The last one is final."""
    values = {cast.parties[name].pk: Decimal(number) for name, number in given["inhabitants"].items()}
    for version in given["versions"]:
        made = record_allocation(
            cast.association, year=given["year"], stage=version["stage"], on=version["date"],
            total=ore(version["kr"]), values=values, basis=Basis.POPULATION, key=given["key"],
            by=cast.users[ACCOUNTANT],
        )  # fmt: skip
        if version["stage"] == Allocation.Stage.CONFIRMED:
            for name, on in given["confirmed"].items():
                confirm_share(made, cast.parties[name], on=on, by=cast.by)
    last = given["final"]
    return _final(cast, given["year"], last["date"], final, note=last["note"], key=given["key"])


def _instalments(cast: Cast) -> int:
    asked: dict[tuple[int, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows(cast.association.slug, "instalments"):
        asked[int(row["year"]), row["party"]].append(row)
    paid = 0
    for (year, name), given in asked.items():
        made = _ask(cast, year, name, given)
        for instalment, row in zip(made, given, strict=True):
            if row["paid"]:
                record_receipt(instalment, on=day(row["paid"]), amount=instalment.amount, by=cast.users[ACCOUNTANT])
                paid += 1
    return paid


def document_of(party: Party) -> str:
    """The state pays on requisition, the others on invoice."""
    return "rekvisition" if party.kind == PartyKind.STATE else "faktura"


def _ask(cast: Cast, year: int, name: str, given: list[dict[str, str]]) -> list[ContributionInstalment]:
    party = cast.parties[name]
    plan = [
        InstalmentRow(
            day(row["invoiced"]), day(row["due"]), ore(row["amount"]),
            document_of(party), number=int(row["number"]),
        )
        for row in given
    ]  # fmt: skip
    return add_instalments(cast.association, year=year, party=party, rows=plan, by=cast.users[ACCOUNTANT])


def _quarters(cast: Cast, given: Mapping[str, Any], final: Allocation) -> None:
    """The first quarters of the year: asked for, and paid by all but those the file names."""
    for share in final.shares.select_related("party"):
        part = share.amount // 400 * 100
        plan = [
            InstalmentRow(quarter["invoiced"], quarter["due"], part, document_of(share.party))
            for quarter in given["quarters"]
        ]
        made = add_instalments(
            cast.association, year=final.year, party=share.party, rows=plan, by=cast.users[ACCOUNTANT]
        )  # fmt: skip
        for number, (instalment, quarter) in enumerate(zip(made, given["quarters"], strict=True), start=1):
            came = 100 - given["unpaid"].get(share.party.name, {}).get(number, 0)
            if came:
                amount = part * came // 10000 * 100
                record_receipt(instalment, on=quarter["paid"], amount=amount, by=cast.users[ACCOUNTANT])
