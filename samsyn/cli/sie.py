"""`samsyn sie read` and `samsyn sie import`."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from samsyn.ledger.domain import sie


def read(arguments: argparse.Namespace) -> int:
    """What a SIE file holds and what is wrong in it; exit 1 if any finding is F or V. Needs no database."""
    path = Path(arguments.file)
    try:
        found = sie.read(path)
    except OSError as error:
        print(f"{path}: filen går inte att läsa ({error.strerror}).", file=sys.stderr)
        return 2
    if arguments.json:
        print(json.dumps(sie.to_json(found), ensure_ascii=False, indent=1))
    else:
        print(sie.summary(found, path.name))
    return 1 if found.refused or found.has_voucher_errors else 0


def book(arguments: argparse.Namespace) -> int:
    """Read a file into an association's books; without --yes it asks first."""
    from samsyn.cli.terminal import BY, association, fail
    from samsyn.core.refused import Refused
    from samsyn.ledger.importing import actions
    from samsyn.ledger.models import Import

    owner = association(arguments.association)
    skip = arguments.skip_bad_vouchers
    try:
        item = actions.run(owner, arguments.file, by=BY, yes=arguments.yes, skip_bad_vouchers=skip)
        _tell(item)
        if item.state == Import.State.READ and not arguments.yes and _agreed():
            item = actions.confirm(item=item, by=BY, skip_bad_vouchers=skip, at_once=True)
    except OSError as error:
        return fail(f"{arguments.file}: filen går inte att läsa ({error.strerror}).")
    except Refused as error:
        return fail(*error.errors)
    if item.state == Import.State.ACTIVE:
        print(f"Inläst: {item.voucher_count} verifikationer, {item.entry_count} rader.")
        return 0
    return fail("Inget är bokfört.")


def _tell(item: Any) -> None:
    for finding in item.findings:
        print(f"{item.source.name}:{finding['line']}: {finding['level']} {finding['code']}: {finding['text']}")
    for verdict in item.reconciliation:
        print(f"{verdict['outcome']}: {verdict['sentence']}")


def _agreed() -> bool:
    """True when the person at the terminal says yes."""
    if not sys.stdin.isatty():
        return False
    return input("Lägga in bokföringen? [ja/nej] ").strip().lower() in ("j", "ja")
