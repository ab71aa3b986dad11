"""`samsyn report`, `samsyn figure`, `samsyn figures` and `samsyn check`."""

import argparse

from samsyn.catalogue import CHECKS, figure_book, figures_of
from samsyn.cli.terminal import association, fail, period, say_json, write
from samsyn.core.check import Outcome
from samsyn.core.figure import Explanation, Figure, Scope, UnknownFigure, Value
from samsyn.core.money import Unit, grouped, in_unit, kronor
from samsyn.core.refused import Refused
from samsyn.ledger.figures.lines import FIGURES as LINE_FIGURES
from samsyn.ledger.queries.books import Books
from samsyn.reports.build import Builder
from samsyn.reports.protected import protected
from samsyn.reports.render import files


def report(arguments: argparse.Namespace) -> int:
    """A whole report in a format; JSON when none is said. Unmapped accounts block it."""
    owner = association(arguments.association)
    builder = Builder(owner, arguments.kind, period(arguments.period))
    if missing := builder.books.unmapped(builder.period):
        rows = (f"  {account:04d}  {kronor(amount)} kr" for account, amount in sorted(missing.items()))
        return fail("Konton som inte står på någon rad stoppar rapporten. Koppla dem först:", *rows)
    try:
        document = protected(builder).document if arguments.public else builder.document()
    except Refused as refused:
        return fail("Rapporten går inte att skydda så att inget litet antal kan räknas ut:", *refused.errors)
    write(files.write(document, arguments.format or "json"), arguments.output)
    for error in document.errors:
        fail(error)
    return 1 if document.errors else 0


def _number(value: Value, figure: Figure) -> str:
    if value is None:
        return "uppgift saknas"
    if figure.unit is Unit.KR:
        return f"{kronor(int(value))} kr ({grouped(in_unit(int(value), Unit.TKR))} tkr)"
    return f"{grouped(value, figure.decimals)} {figure.unit}"


def figure(arguments: argparse.Namespace) -> int:
    """One figure; with --explain what it is made of."""
    book = figures_of(association(arguments.association))
    try:
        explanation = book.explain(arguments.key, Scope.parse(arguments.period))
    except UnknownFigure:
        fail(f"Det finns ingen siffra som heter {arguments.key}. Kör samsyn figures för att se alla.")
        return 2
    except ValueError as error:
        fail(str(error))
        return 2
    if arguments.json:
        say_json(_explanation_json(explanation))
        return 0
    found = explanation.figure
    print(f"{found.label}, {explanation.scope.label}: {_number(explanation.value, found)}")
    if arguments.explain:
        _explain(explanation)
    return 0


def _explain(explanation: Explanation) -> None:
    found = explanation.figure
    print(found.definition)
    for part in explanation.parts:
        own = Figure("", "", part.unit, "", decimals=part.decimals)
        print(f"  {part.operator or ' '} {part.label}: {_number(part.value, own)}")
    for row in explanation.sources:
        own = Figure("", "", row.unit, "", decimals=row.decimals)
        note = f" ({row.note})" if row.note else ""
        print(f"    {row.label}: {_number(row.value, own)}{note}")
    print(f"Underlag: {explanation.basis}")
    for remark in explanation.remarks:
        print(remark)


def _exact(value: Value, unit: Unit) -> str | None:
    if value is None:
        return None
    return kronor(int(value)) if unit is Unit.KR else str(value)


def _explanation_json(explanation: Explanation) -> dict[str, object]:
    found = explanation.figure
    return {
        "key": found.key,
        "label": found.label,
        "definition": found.definition,
        "unit": str(found.unit),
        "scope": explanation.scope.code,
        "value": _exact(explanation.value, found.unit),
        "parts": [
            {"label": p.label, "operator": p.operator, "value": _exact(p.value, p.unit), "figure": p.figure or None,
             "scope": p.scope.code if p.scope else None}
            for p in explanation.parts
        ],
        "sources": [{"label": s.label, "value": _exact(s.value, s.unit), "note": s.note} for s in explanation.sources],
        "basis": explanation.basis,
        "remarks": list(explanation.remarks),
    }  # fmt: skip


def figures(arguments: argparse.Namespace) -> int:
    """Every figure; an association's own rows when one is named."""
    found = figures_of(association(arguments.association)).figures() if arguments.association else list(LINE_FIGURES)
    if arguments.json:
        say_json([{"key": f.key, "label": f.label, "unit": f.unit, "definition": f.definition} for f in found])
        return 0
    for item in found:
        print(f"{item.key}\t{item.label} ({item.unit})\t{item.definition}")
    return 0


def check(arguments: argparse.Namespace) -> int:
    """All checks of a period; exit 1 when one fails."""
    when = period(arguments.period)
    book = figure_book(Books(association(arguments.association)))
    answers = [(item, finding) for item in CHECKS for finding in item.run(book, when)]
    if arguments.json:
        say_json(
            [
                {"id": item.id, "title": item.title, "source": item.source, "outcome": finding.outcome,
                 "sentence": finding.sentence, "remedy": finding.remedy, "figure": finding.figure or None}
                for item, finding in answers
            ]
        )  # fmt: skip
    else:
        for item, finding in answers:
            print(f"{finding.outcome}: {item.title}. {finding.sentence} {finding.remedy}".rstrip())
    return 1 if any(finding.outcome is Outcome.FAILS for _, finding in answers) else 0
