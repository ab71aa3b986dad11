"""What is decided when the whole file has been read: its type, its years, what it used without declaring it."""

from itertools import pairwise

from .accounts import is_balance_account
from .model import Balance, Level, Year
from .state import State
from .values import calendar_day
from .words import counted, day, quoted

_BALANCES = ("#IB", "#UB", "#RES")
_ONLY_BALANCE_FILES = ("#OIB", "#OUB", "#PSALDO", "#PBUDGET", "#OMFATTN", "#BKOD")
_MANDATORY = ("#FLAGGA", "#PROGRAM", "#GEN", "#FNAMN")
_MONTHS = 18  # a financial year may be lengthened to that (bokföringslagen 3 kap. 3 §)


def decide_type(state: State) -> None:
    """1, 2, 3, or 4 told apart by its content: with balances it is an export (4E), without an import file (4I)."""
    declared = state.declared_type[:1] or ("4" if "#VER" in state.labels else "1")
    if declared in ("1", "2", "3"):
        state.sie.type = declared
    else:
        state.sie.type = "4E" if any(label in state.labels for label in _BALANCES) else "4I"


def check_records(state: State) -> None:
    """Records that the type must have, or must not have; each kind named once."""
    kind, labels = state.sie.type, state.labels
    needed = [*_MANDATORY, *(() if kind in ("1", "4I") else ("#SIETYP",))]
    needed += [] if kind == "4I" else ["#KONTO"]
    needed += ["#OMFATTN"] if kind in ("2", "3") else []
    missing = [label for label in needed if label not in labels]
    if missing:
        message = f"Filen saknar {', '.join(missing)}, som ska finnas i en fil av typ {kind}."
        state.findings.add(Level.W, "wrong_type", 1, message)
    if "#FORMAT" not in labels:
        state.findings.add(Level.I, "missing_format", 1, "#FORMAT saknas. Teckenkodningen avgjordes av innehållet.")
    wrong = [label for label in _ONLY_BALANCE_FILES if label in labels] if kind == "4I" else []
    wrong += ["#VER"] if kind in ("1", "2", "3") and "#VER" in labels else []
    if wrong:
        message = f"{', '.join(wrong)} hör inte hemma i en fil av typ {kind}, men lästes."
        state.findings.add(Level.W, "wrong_type", min(labels[label] for label in wrong), message)


def check_years(state: State) -> None:
    """The file's own year must be known and of lawful length; years must not overlap."""
    state.sie.years.sort(key=lambda year: -year.index)
    if state.sie.year(0) is None and state.sie.type != "4I" and not state.findings.has("bad_rar"):
        message = "Räkenskapsåret saknas: det finns ingen rad #RAR 0. Exportera om med räkenskapsår."
        state.findings.add(Level.F, "no_rar", state.labels.get("#RAR", 1), message)
    for year in state.sie.years:
        if _months_between(year) > _MONTHS:
            level = Level.F if year.index == 0 else Level.W
            message = f"#RAR {year.index} ({year.start}–{year.end}) är längre än {_MONTHS} månader."
            state.findings.add(level, "bad_rar", state.year_lines[year.index], message)
    in_time = sorted(state.sie.years, key=lambda year: year.start)
    for earlier, later in pairwise(in_time):
        if later.start <= earlier.end:
            both = " och ".join(f"#RAR {year.index} ({year.start}–{year.end})" for year in (earlier, later))
            line = max(state.year_lines[earlier.index], state.year_lines[later.index])
            state.findings.add(Level.F, "bad_rar", line, f"{both} går in i varandra. Rätta och exportera om.")


def _months_between(year: Year) -> int:
    """Months begun from start to end."""
    months = (year.end.year - year.start.year) * 12 + year.end.month - year.start.month
    return months + (year.end.day >= year.start.day)


def check_covering(state: State) -> None:
    """#OMFATTN before the year's end makes the file a part of the year."""
    covers, year = state.sie.covers_to, state.sie.year(0)
    if covers is None or year is None:
        return
    if covers < year.start:
        message = f"#OMFATTN {covers} ligger före räkenskapsåret ({year.start}–{year.end}) och används inte."
        state.findings.add(Level.W, "bad_date", state.omfattn_line, message)
        state.sie.covers_to = None
    elif covers < year.end:
        state.sie.partial = True
        message = f"Filen gäller till och med {covers}, inte hela året ({year.start}–{year.end})."
        state.findings.add(Level.I, "partial", state.omfattn_line, message)


def settle_accounts(state: State) -> None:
    """Types from #KTYP, which may stand before #KONTO."""
    for number, (kind, line) in state.account_types.items():
        if number in state.sie.accounts:
            state.sie.accounts[number].type = kind
        if number[0] in "12345678" and (number[0] in "12") != (kind in "TS"):
            message = f"#KTYP {number} {kind} går emot kontots klass ({number[0]}); klassen gäller."
            state.findings.once(Level.W, "bad_ktyp", "class", line, message)


def settle_balances(state: State) -> None:
    """Balances that some programs write on result accounts are left out (they repeat #RES); IB 0 from UB −1."""
    for index, balances in state.sie.balances.items():
        for number, balance in balances.items():
            if (balance.ib or balance.ub) and not is_balance_account(state.sie, number):
                _without_balance(state, index, number)
                balance.ib = balance.ub = None
    _derive_opening(state)


def _without_balance(state: State, index: int, number: str) -> None:
    label = "#UB" if ("#UB", index, number) in state.balance_lines else "#IB"
    message = f"{label} {index} {number}: resultatkonton har ingen balans; raden används inte, #RES gäller."
    state.findings.once(Level.I, "balance_on_result", "", state.balance_lines.get((label, index, number), 1), message)


def _derive_opening(state: State) -> None:
    """#IB 0 may be left out when #UB −1 is there (4B §5.16), but not when the year's own figures say that it opened at
    zero: there are programs that write a fraction of last year's balance sheet."""
    before, now = state.sie.balances.get(-1, {}), state.sie.balances.get(0, {})
    closing = {number: balance.ub for number, balance in before.items() if balance.ub is not None}
    if not closing or state.sie.type == "4I" or any(balance.ib is not None for balance in now.values()):
        return
    change = sum((balance.ub or 0) + (balance.res or 0) for balance in now.values())
    if abs(change - sum(closing.values())) > abs(change):
        message = "#IB 0 saknas och #UB -1 stämmer inte med årets saldon; ingående balans lästes som noll."
        state.findings.add(Level.W, "ib_missing", state.labels.get("#UB", 1), message)
        return
    for number, ore in closing.items():
        state.sie.balances.setdefault(0, {}).setdefault(number, Balance()).ib = ore
    state.sie.ib_derived = True
    message = f"#IB 0 saknas; ingående balans togs ur #UB -1 för {counted(len(closing), 'konto', 'konton')}."
    state.findings.add(Level.I, "ib_derived", state.labels.get("#UB", 1), message)


def check_declared(state: State) -> None:
    """Accounts, objects and dimensions used without #KONTO, #OBJEKT, #DIM; once per number, where first used."""
    for number, line in state.used_accounts.items():
        if number not in state.sie.accounts:
            state.findings.add(Level.W, "undeclared_account", line, f"Konto {number} används men saknar #KONTO (namn).")
    dimensions: dict[str, int] = {}
    for (dimension, code), line in state.used_objects.items():
        dimensions.setdefault(dimension, line)
        if (dimension, code) not in state.sie.objects:
            message = f"Objekt {quoted(code)} i dimension {dimension} används men saknar #OBJEKT."
            state.findings.add(Level.W, "undeclared_object", line, message)
    for dimension, line in dimensions.items():
        if dimension not in state.sie.dimensions and not _is_reserved(dimension):
            message = f"Dimension {quoted(dimension)} används men saknar #DIM."
            state.findings.add(Level.W, "undeclared_dim", line, message)


def _is_reserved(dimension: str) -> bool:
    return dimension.isascii() and dimension.isdigit() and 1 <= int(dimension[:6]) <= 19


def check_dates(state: State) -> None:
    """Vouchers dated outside every year of the file; once per day."""
    if not state.sie.years:
        return
    spans = " och ".join(f"{year.start}–{year.end}" for year in sorted(state.sie.years, key=lambda year: year.start))
    for text, count in state.voucher_dates.items():
        date = calendar_day(text)
        if date is not None and state.year_of(date) is None:
            first = state.first_dated[text]
            more = f" (och {counted(count - 1, 'verifikation', 'verifikationer')} till samma dag)" if count > 1 else ""
            message = f"Verifikation {first.name}{more} är daterad {day(text)}, utanför {spans}."
            state.findings.add(Level.W, "outside_year", first.line, message)


def check_sum(state: State) -> None:
    """#KSUMMA: opened must be closed, and the sum must agree."""
    checksum = state.checksum
    if not checksum.begun:
        return
    if not checksum.closed:
        message = "Filen börjar med #KSUMMA men den avslutande saknas: filen är avklippt. Exportera den på nytt."
        state.findings.add(Level.F, "truncated", state.last_line, message)
    elif checksum.found is None:
        message = "#KSUMMA kan inte prövas: filen innehåller tecken som inte finns i PC8."
        state.findings.add(Level.I, "checksum_unverified", checksum.closed, message)
    elif not checksum.agrees:
        message = f"#KSUMMA {checksum.declared} stämmer inte med innehållet ({checksum.found}): filen har ändrats."
        state.findings.add(Level.V, "checksum", checksum.closed, f"{message} Exportera den på nytt.")


def check_encoding(state: State) -> None:
    """The encoding found, when it is not the one the standard asks for."""
    if state.sie.encoding != "cp437":
        message = f"Filens tecken lästes som {state.sie.encoding}, inte som PC8 (cp437), som standarden föreskriver."
        state.findings.add(Level.I, "encoding", max(state.labels.get("#FORMAT", 1), 1), message)
