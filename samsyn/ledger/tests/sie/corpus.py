"""Where the real files lie, when they do: beside the repository, or where SAMSYN_SHARED says."""

import csv
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
SHARED = Path(os.environ.get("SAMSYN_SHARED") or ROOT.parent / "shared")
FOLDER = SHARED / "sie" / "files"
FILES = sorted(path for path in FOLDER.glob("*") if path.is_file())
DEMO = sorted((SHARED / "cases" / "jamtland" / "ledger").glob("*.se"))

needs_corpus = pytest.mark.skipif(not FILES, reason="the collection of real SIE files is not here")
needs_demo = pytest.mark.skipif(not DEMO, reason="the demo ledgers are not here")


def manifest() -> list[dict[str, str]]:
    """What is known of each file: vouchers, rows, which identities hold."""
    path = SHARED / "sie" / "MANIFEST.tsv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))
