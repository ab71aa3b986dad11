"""`samsyn association create`, `samsyn import` and `samsyn export`."""

import argparse
from pathlib import Path

import yaml

from samsyn.associations.actions import create_association
from samsyn.cli.terminal import BY, association, content, fail, write
from samsyn.core.refused import Refused
from samsyn.core.tenancy import enter
from samsyn.ledger.files import KINDS


def create(arguments: argparse.Namespace) -> int:
    """Make an association from a YAML file; every fault at once."""
    enter("*")
    try:
        made = create_association(yaml.safe_load(content(arguments.file)), by=BY)
    except yaml.YAMLError as error:
        return fail(f"{arguments.file}: filen är inte giltig YAML. {error}")
    except Refused as refused:
        return fail(*(f"{arguments.file}: {error}" for error in refused.errors))
    print(f"{made.association.name} är upplagt på adressen /{made.association.slug}/.")
    for invitation in made.invitations:
        print(f"{invitation.user.email} väljer lösenord på {invitation.path or 'länken i brevet'}")
    return 0


def take_in(arguments: argparse.Namespace) -> int:
    """Read a file of a kind into an association; nothing is saved when anything in it is wrong."""
    kind = KINDS.get(arguments.kind)
    if kind is None:
        return _unknown(arguments.kind)
    owner = association(arguments.association)
    name = Path(arguments.file).name
    result = kind.read(owner, content(arguments.file), name)
    if result.errors:
        return fail(*(f"{name}: {error}" for error in result.errors), "Inget är inläst.")
    try:
        print(kind.store(owner, result.value, by=BY, filename=name))
    except Refused as refused:
        return fail(*refused.errors, "Inget är inläst.")
    return 0


def give_out(arguments: argparse.Namespace) -> int:
    """Write an association's data of a kind as the file that reads it back; .xlsx gives a workbook."""
    kind = KINDS.get(arguments.kind)
    if kind is None:
        return _unknown(arguments.kind)
    owner = association(arguments.association)
    workbook = arguments.file.endswith(".xlsx")
    write(kind.export_xlsx(owner) if workbook else kind.export(owner).encode("utf-8"), arguments.file)
    return 0


def _unknown(kind: str) -> int:
    fail(f"Slaget '{kind}' finns inte. Skriv {', '.join(KINDS)}.")
    return 2
