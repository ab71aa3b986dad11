"""Numbered vouchers as the file that leaves: SIE 4I, Excel or PDF. The same rows in all three."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samsyn.core.money import DASH
from samsyn.core.tablefile import write_xlsx
from samsyn.interventions.domain.vouchers import Numbered
from samsyn.ledger.domain.sie_writer import PROJECT, Heading, OutRow, OutVoucher
from samsyn.ledger.domain.sie_writer import write as write_sie
from samsyn.ui import pdf
from samsyn.ui.formats import money, money_text, swedish_date

KINDS: Mapping[str, tuple[str, str, str]] = {
    "sie": ("SIE 4I", "si", "application/octet-stream"),
    "xlsx": ("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": ("PDF", "pdf", "application/pdf"),
}
"""Kind → (what it is called, the file's ending, its type)."""
_COLUMNS = ("serie", "nummer", "datum", "text", "konto", "kontonamn", "projekt", "projektnamn", "debet", "kredit")


@dataclass(frozen=True)
class Basis:
    """Everything a file says. `accounts` and `projects` are names."""

    association: str
    org_number: str
    start: date
    end: date
    made: date
    by: str
    vouchers: Sequence[Numbered]
    accounts: Mapping[int, str]
    projects: Mapping[str, str]


def write(kind: str, basis: Basis) -> bytes:
    """The file's bytes. KeyError for a kind that does not exist, CannotWrite for vouchers that are no bookkeeping."""
    return {"sie": _sie, "xlsx": _xlsx, "pdf": _pdf}[kind](basis)


def _sie(basis: Basis) -> bytes:
    objects = {(PROJECT, code): name for code, name in basis.projects.items()}
    heading = Heading(
        basis.association, basis.org_number, basis.made, accounts=basis.accounts, dimensions={PROJECT: "Projekt"},
        objects=objects,
    )  # fmt: skip
    return write_sie(heading, [_out(voucher) for voucher in basis.vouchers])


def _out(voucher: Numbered) -> OutVoucher:
    rows = tuple(
        OutRow(account, amount, ((PROJECT, project),) if project else ()) for account, project, amount in voucher.rows
    )
    return OutVoucher(voucher.series, voucher.number, voucher.draft.date, voucher.draft.text, rows)


def _xlsx(basis: Basis) -> bytes:
    rows = [
        (
            voucher.series, voucher.number, voucher.draft.date, voucher.draft.text, account,
            basis.accounts.get(account, ""), project, basis.projects.get(project, ""),
            _kronor(amount) if amount > 0 else None, _kronor(-amount) if amount < 0 else None,
        )
        for voucher in basis.vouchers
        for account, project, amount in voucher.rows
    ]  # fmt: skip
    return write_xlsx(_COLUMNS, rows)


def _kronor(ore: int) -> Decimal:
    return Decimal(ore) / 100


def _pdf(basis: Basis) -> bytes:
    """To sign and put with the books: a table for each voucher's rows, and who made it."""
    total = sum(voucher.draft.debit for voucher in basis.vouchers)
    blocks: list[pdf.Block] = [
        pdf.KeyValues([
            ("Period", f"{swedish_date(basis.start)} – {swedish_date(basis.end)}"),
            ("Verifikationer", str(len(basis.vouchers))), ("Summa debet", money_text(total, decimals=2)),
            ("Framtaget", f"{swedish_date(basis.made)} av {basis.by}"),
        ])
    ]  # fmt: skip
    blocks += [_voucher_table(voucher, basis) for voucher in basis.vouchers]
    blocks.append(pdf.SignatureLines([("Bokfört av", ""), ("Kontrollerat av", "")]))
    return pdf.letter("Underlag till bokföringen", blocks, author=basis.association, dated=basis.made)


def _voucher_table(voucher: Numbered, basis: Basis) -> pdf.Table:
    rows = [
        (
            f"{account} {basis.accounts.get(account, '')}".strip(),
            f"{project} {basis.projects.get(project, '')}".strip() or DASH,
            money(amount, decimals=2) if amount > 0 else "", money(-amount, decimals=2) if amount < 0 else "",
        )
        for account, project, amount in voucher.rows
    ]  # fmt: skip
    caption = f"{voucher.series} {voucher.number}, {swedish_date(voucher.draft.date)}: {voucher.draft.text}"
    return pdf.Table(("Konto", "Projekt", "Debet, kr", "Kredit, kr"), rows, caption, numbers=frozenset({2, 3}))
