"""The `samsyn` command. Django is set up only for the commands that need a database: reading a SIE file needs none."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

PERIOD = "period, till exempel 2024, 2024-T2 eller 2024-08"


def main(argv: Sequence[str] | None = None) -> None:
    """Runs a command and leaves with its exit code: 0 went well, 1 the data is wrong, 2 the call is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.settings")
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["manage"]:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["samsyn manage", *words[1:]])
        return
    arguments = parser().parse_args(words)
    try:
        code = _command(arguments)(arguments)
    except BrokenPipeError:
        code = 0
    raise SystemExit(code)


def _command(arguments: argparse.Namespace) -> Callable[[argparse.Namespace], int]:
    """The function that carries out the command, its module loaded only now."""
    if arguments.command == "sie" and arguments.what == "read":
        from samsyn.cli import sie

        return sie.read
    import django

    django.setup()
    module, function = _COMMANDS[arguments.command]
    found: Callable[[argparse.Namespace], int] = getattr(import_module(f"samsyn.cli.{module}"), function)
    return found


_COMMANDS = {  # command → module and function; a report does not wait for the web server to be loaded
    "demo": ("server", "demo"),
    "serve": ("server", "serve"),
    "sie": ("sie", "book"),
    "association": ("data", "create"),
    "import": ("data", "take_in"),
    "export": ("data", "give_out"),
    "report": ("reports", "report"),
    "figure": ("reports", "figure"),
    "figures": ("reports", "figures"),
    "check": ("reports", "check"),
    "remind": ("reminders", "remind"),
    "retention": ("retention", "retention"),
}


def parser() -> argparse.ArgumentParser:
    """Every command with its words; help in Swedish."""
    top = argparse.ArgumentParser(prog="samsyn", description="Samordningsförbundets ekonomi och rapporter.")
    commands = top.add_subparsers(dest="command", required=True, metavar="KOMMANDO")
    demo = commands.add_parser("demo", help="lägg upp demoförbundet och skriv ut inloggningar")
    demo.add_argument("--reset", action="store_true", help="töm demoförbundet och lägg upp det på nytt")
    serve = commands.add_parser("serve", help="uppdatera databasen, starta webb och bakgrundsarbete")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--workers", type=int, default=2, help="antal webbprocesser")
    _sie_parser(commands.add_parser("sie", help="läs eller bokför en SIE-fil"))
    association = commands.add_parser("association", help="lägg upp ett förbund")
    association.add_argument("what", choices=["create"])
    association.add_argument("file", help="YAML-fil med namn, organisationsnummer, parter och utskriftsval")
    for name, help_ in (("import", "läs in en fil av ett slag"), ("export", "skriv ut samma fil")):
        kind = commands.add_parser(name, help=help_)
        kind.add_argument("kind", help="mapping, labels, budget, forecast, history, staff, contributions")
        kind.add_argument("association")
        kind.add_argument("file", help="CSV eller Excel; - för standard ut vid export")
    _report_parsers(commands)
    remind = commands.add_parser("remind", help="påminn om det som ska lämnas; körs en gång om dagen")
    remind.add_argument("association", nargs="?", help="bara det förbundet; annars alla")
    remind.add_argument("--date", help="som om det vore den dagen, ÅÅÅÅ-MM-DD")
    retention = commands.add_parser("retention", help="gallra ärenderader vars tid gått ut; remind gör det också")
    retention.add_argument("association", nargs="?", help="bara det förbundet; annars alla")
    retention.add_argument("--date", help="som om det vore den dagen, ÅÅÅÅ-MM-DD")
    return top


def _sie_parser(sie: argparse.ArgumentParser) -> None:
    what = sie.add_subparsers(dest="what", required=True, metavar="GÖR")
    read = what.add_parser("read", help="läs en fil och säg vad den innehåller; databasen rörs inte")
    read.add_argument("file")
    read.add_argument("--json", action="store_true")
    book = what.add_parser("import", help="läs in en fil i ett förbunds bokföring")
    book.add_argument("association")
    book.add_argument("file")
    book.add_argument("--yes", action="store_true", help="lägg in utan att fråga")
    book.add_argument(
        "--skip-bad-vouchers", action="store_true", help="hoppa över verifikationer som inte går att läsa"
    )


def _report_parsers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    report = commands.add_parser("report", help="skriv ut en rapport")
    report.add_argument("association")
    report.add_argument("kind", choices=["arsredovisning", "tertial", "ekonomi", "redovisning"])
    report.add_argument("period", help=PERIOD)
    form = report.add_mutually_exclusive_group()
    for name in ("json", "html", "pdf", "xlsx"):
        form.add_argument(f"--{name}", dest="format", action="store_const", const=name)
    report.add_argument("--public", action="store_true", help="små antal skyddade, som när rapporten publiceras")
    report.add_argument("-o", "--output", help="fil att skriva till; annars standard ut")
    figure = commands.add_parser("figure", help="en siffra, och vad den är gjord av")
    figure.add_argument("association")
    figure.add_argument("key")
    figure.add_argument("period", help=f"{PERIOD}, även 2024:budget")
    figure.add_argument("--explain", action="store_true")
    figure.add_argument("--json", action="store_true")
    figures = commands.add_parser("figures", help="alla siffror med definition")
    figures.add_argument("association", nargs="?", help="förbundets egna rader tas med")
    figures.add_argument("--json", action="store_true")
    check = commands.add_parser("check", help="kör kontrollerna för en period")
    check.add_argument("association")
    check.add_argument("period", help=PERIOD)
    check.add_argument("--json", action="store_true")
