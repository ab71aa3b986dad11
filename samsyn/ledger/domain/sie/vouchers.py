"""Line by line: every kind of line, right or wrong. `fast.py` only takes what this would accept without a word."""

from . import values
from .header import RECORDS
from .model import Level, Row, Voucher
from .records import read_account, read_amount, read_objects, text_at
from .state import Dated, OpenVoucher, State
from .tokens import Braces, Split, split
from .words import day, kronor, quoted, voucher_name

_KINDS = {"#TRANS": "T", "#RTRANS": "R", "#BTRANS": "B"}
_MOST = {"#VER": 6, "#TRANS": 7, "#RTRANS": 7, "#BTRANS": 7, "#KSUMMA": 1}
_SPLIT_ERRORS = {
    "unclosed_quote": "text utan avslutande citattecken",
    "unclosed_objects": "objektlista utan avslutande }",
    "nested_objects": "objektlista inuti en objektlista",
}


def take_line(state: State, raw: str, number: int) -> None:
    """Reads one line, without its line end."""
    line = raw.strip(" \t")
    if state.open is not None:
        state.open.raw.append(raw)
    if not line:
        return
    state.last_line = number
    if line.startswith("#"):
        _record(state, line, number, raw)
    elif line == "{":
        _begin_block(state, number)
    elif line == "}":
        _end_block(state, number)
    elif line.replace(" ", "").replace("\t", "") == "{}" and state.open is not None and not state.open.in_block:
        _begin_block(state, number)
        _end_block(state, number)
    else:
        message = f"Raden börjar inte med en #-etikett: {quoted(line)}. Filen är skadad eller ändrad för hand."
        state.findings.add(Level.F, "no_label", number, message)


def end_of_file(state: State) -> None:
    """What can only be known when there are no more lines."""
    if state.open is not None:
        if state.open.in_block:
            _unclosed(state, state.last_line)
        else:
            _missing_block(state, state.open)
        _finish(state)
    if state.lacking and state.lacking[0] == state.last_line:
        message = f"Filen verkar avklippt på sista raden: {state.lacking[1]} Exportera den på nytt."
        state.findings.add(Level.F, "truncated", state.last_line, message)
    state.flush()


def _record(state: State, line: str, number: int, raw: str) -> None:
    found = split(line)
    label = text_at(found.fields, 0).upper()
    if label == "#VER" and found.error == "unclosed_objects" and found.fields[-1] == Braces():
        found = Split(found.fields[:-1])
        _start(state, found, number, raw)
        _begin_block(state, number)
    elif label == "#VER":
        _start(state, found, number, raw)
    elif label in _KINDS:
        _row(state, label, found, number)
    else:
        _outside_record(state, label, found, number)
    if label == "#KSUMMA":
        state.checksum.mark(found.fields, number)
    elif state.checksum.running:
        state.checksum.record(found.fields)


def _outside_record(state: State, label: str, found: Split, number: int) -> None:
    if state.open is not None and not state.open.in_block:
        _missing_block(state, state.open)
        _finish(state)
    record = RECORDS.get(label)
    if record is None:
        if label != "#KSUMMA":
            message = f"Etiketten {quoted(label)} är okänd; raden hoppades över."
            state.findings.once(Level.I, "unknown_label", label, number, message)
        return
    state.labels.setdefault(label, number)
    _tell_split_error(state, label, found, number)
    if found.error not in ("unclosed_objects", "nested_objects"):
        _tell_extra(state, label, len(found.fields) - 1, record.most, number)
        record.handler(state, label, found.fields, number)


def _tell_split_error(state: State, name: str, found: Split, number: int) -> None:
    if found.error:
        message = f"{name}: {_SPLIT_ERRORS[found.error]}: {quoted(found.rest)}."
        state.lacking = (number, message)
        state.findings.add(Level.V, found.error, number, message)


def _tell_extra(state: State, label: str, found: int, most: int, number: int) -> None:
    if found > most:
        message = f"{label} har fler fält än standarden; de sista hoppades över."
        state.findings.once(Level.I, "extra_fields", label, number, message)


def _start(state: State, found: Split, number: int, raw: str) -> None:
    """#VER series number date text registered sign."""
    if state.open is not None:
        if state.open.in_block:
            _unclosed(state, number)
        else:
            _missing_block(state, state.open)
        _finish(state)
    errors = state.findings.errors
    fields = found.fields
    series, ver_number, date = (text_at(fields, index).strip(" \t") for index in (1, 2, 3))
    name = f"{voucher_name(series, ver_number)} {day(date)}".strip()
    voucher = OpenVoucher(
        series, ver_number, date, text_at(fields, 4), text_at(fields, 5), text_at(fields, 6), number, name
    )
    state.labels.setdefault("#VER", number)
    _tell_split_error(state, f"#VER {name}", found, number)
    _tell_extra(state, "#VER", len(fields) - 1, _MOST["#VER"], number)
    _check_dates(state, voucher, len(fields))
    voucher.ok = state.findings.errors == errors
    voucher.raw.append(raw)
    state.open = voucher


def _check_dates(state: State, voucher: OpenVoucher, fields: int) -> None:
    label = f"#VER {voucher_name(voucher.series, voucher.number)}"
    if values.calendar_day(voucher.date):
        state.voucher_dates[voucher.date] = state.voucher_dates.get(voucher.date, 0) + 1
        state.first_dated.setdefault(voucher.date, Dated(voucher.name, voucher.line))
    elif fields > 3:
        state.bad_date(Level.V, voucher.line, label, voucher.date)
    else:
        state.lacks(label, "datum", voucher.line, Level.V, "bad_date")
    if voucher.registered and not values.calendar_day(voucher.registered):
        state.bad_date(Level.W, voucher.line, f"{label}, registreringsdatum", voucher.registered)


def _row(state: State, label: str, found: Split, number: int) -> None:
    """#TRANS account {objects} amount date text quantity sign."""
    voucher = state.open
    if voucher is None:
        message = f"{label} står utanför en verifikation (#VER med rader inom {{ }}). Filen är skadad; exportera om."
        state.findings.add(Level.F, "trans_outside_ver", number, message)
        return
    if not voucher.in_block:
        _missing_block(state, voucher)
        voucher.in_block = True
    errors = state.findings.errors
    _read_row(state, voucher, label, found, number)
    voucher.ok = voucher.ok and state.findings.errors == errors


def _read_row(state: State, voucher: OpenVoucher, label: str, found: Split, number: int) -> None:
    name = f"{label} i verifikation {voucher.name}"
    _tell_split_error(state, name, found, number)
    if found.error:  # nothing of a broken row is booked, so the voucher's sum means nothing either
        voucher.readable = False
        return
    voucher.trans += label == "#TRANS"
    fields = found.fields
    account = read_account(state, name, text_at(fields, 1), number)
    objects = read_objects(state, label, fields, 2, number)
    _tell_extra(state, label, len(fields) - 1, _MOST[label], number)
    ore = read_amount(state, f"{name}, konto {text_at(fields, 1)}", text_at(fields, 3), number)
    if account and objects is not None:
        state.use(account, objects, number)
    date = text_at(fields, 4)
    if date and not values.calendar_day(date):
        state.bad_date(Level.V, number, name, date)
    kind = _KINDS[label]
    if ore is None:
        voucher.readable = voucher.readable and kind != "T"
        return
    if kind == "T":
        voucher.total += ore
    rest = (text_at(fields, 5), text_at(fields, 6), text_at(fields, 7))
    shown = account or text_at(fields, 1)
    voucher.rows.append(Row(kind, shown, objects or (), ore, date or voucher.date, *rest, number))


def _begin_block(state: State, number: int) -> None:
    voucher = state.open
    if voucher is None or voucher.in_block:
        message = "Klammern { hör inte till någon verifikation. Filen är skadad; exportera om."
        state.findings.add(Level.F, "unexpected_brace", number, message)
    else:
        voucher.in_block = True


def _end_block(state: State, number: int) -> None:
    voucher = state.open
    if voucher is None:
        message = "Klammern } avslutar ingen verifikation. Filen är skadad; exportera om."
        state.findings.add(Level.F, "unexpected_brace", number, message)
        return
    if not voucher.in_block:
        _missing_block(state, voucher)
    _finish(state)


def _missing_block(state: State, voucher: OpenVoucher) -> None:
    message = f"#VER {voucher.name} följs inte av rader inom {{ }}. Filen är skadad; exportera om."
    state.findings.add(Level.F, "missing_block", voucher.line, message)
    voucher.ok = False


def _unclosed(state: State, number: int) -> None:
    voucher = state.open
    assert voucher is not None
    message = f"#VER {voucher.name} (rad {voucher.line}) saknar avslutande }}. Filen är skadad; exportera om."
    state.findings.add(Level.F, "unclosed_block", number, message)
    voucher.ok = False


def _finish(state: State) -> None:
    """The block is over: does it balance, is it new, hand it on."""
    voucher = state.open
    assert voucher is not None
    state.open = None
    if not voucher.trans and voucher.ok:
        message = f"Verifikation {voucher.name} har inga rader; den påverkar inga saldon."
        state.findings.once(Level.I, "empty_voucher", "", voucher.line, message)
    if voucher.total and voucher.readable:
        message = f"Verifikation {voucher.name} balanserar inte: skillnaden är {kronor(voucher.total)}. Rätta i"
        state.findings.add(Level.V, "unbalanced", voucher.line, f"{message} ekonomisystemet eller hoppa över den.")
        voucher.ok = False
    if _is_copy(state, voucher):
        return
    state.sie.vouchers += 1
    state.sie.rows += voucher.trans
    for row in voucher.rows:
        if row.kind == "T" and values.is_account(row.account):
            state.book(row.account, row.amount)
    if state.sink is not None:
        head = (voucher.series, voucher.number, voucher.date, voucher.text, voucher.registered, voucher.sign)
        state.deliver(Voucher(*head, voucher.line, voucher.rows, voucher.ok))


def _is_copy(state: State, voucher: OpenVoucher) -> bool:
    """Whether the same voucher, line for line, has been read. Another one under its number is an error of its own."""
    if not voucher.number:
        return False
    seen = state.seen
    numbers = seen.numbers.setdefault(voucher.series, {})
    content = hash("\n".join(voucher.raw) + "\n")
    place = numbers.get(voucher.number)
    if place is None or _other_year(state, seen.dates[place], voucher.date):
        seen.add(numbers, voucher.number, content, voucher.date, voucher.line)
        return False
    line = seen.lines[place]
    if seen.contents[place] == content:
        message = f"Verifikation {voucher.name} finns två gånger, likadan (även på rad {line}); den läses en gång."
        state.findings.add(Level.W, "duplicate", voucher.line, message)
        return True
    message = f"Verifikation {voucher.name} har samma nummer som en annan på rad {line}, men annat innehåll."
    state.findings.add(Level.V, "duplicate", voucher.line, message)
    voucher.ok = False
    return False


def _other_year(state: State, one: str, other: str) -> bool:
    """Numbers start over each year; a file may, unusually, hold vouchers of several."""
    first, second = values.calendar_day(one), values.calendar_day(other)
    if first is None or second is None:
        return False
    years = (state.year_of(first), state.year_of(second))
    return None not in years and years[0] != years[1]
