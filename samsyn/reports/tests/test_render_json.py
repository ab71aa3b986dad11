"""The document tree as JSON."""

import importlib.util
import json
import os
from pathlib import Path

import pytest

from samsyn.reports.render.json import to_json, write
from samsyn.reports.tests import sample

SHARED = Path(os.environ.get("SAMSYN_SHARED") or Path(__file__).resolve().parents[4] / "shared")


def test_the_tree_survives_a_round_trip():
    tree = to_json(sample.document())
    assert json.loads(write(sample.document())) == tree


def test_every_table_of_the_document_is_in_the_tree_with_its_rows():
    document = sample.document()
    tree = to_json(document)
    blocks = [block for section in tree["sections"] for block in section["blocks"]]
    tables = {block["table"]["key"]: block["table"] for block in blocks if "table" in block}
    assert set(tables) == {table.key for table in document.tables()}
    result = tables["income"]["rows"][-1]
    assert (result["label"], result["kind"]) == ("Årets resultat", "total")
    assert result["cells"][1] == {
        "value": -594, "exact": "-594431.00", "figure": "ledger.r5", "scope": "2024", "state": "known",
    }  # fmt: skip


def test_an_unknown_number_is_null_and_says_unknown():
    rows = to_json(sample.document())["sections"][5]["blocks"][0]["table"]["rows"]
    assert rows[2]["cells"][3]["value"] is None
    assert rows[2]["cells"][3]["state"] == "unknown"


def test_prose_is_text_and_figures():
    (block,) = to_json(sample.document())["sections"][1]["blocks"]
    content = block["nodes"][0]["content"]
    assert content[0] == {"type": "text", "text": "Årets intäkter blev "}
    assert content[1]["type"] == "figure"
    assert content[1]["shown"] == "8\u00a0484\u00a0tkr"
    assert content[1]["cell"]["exact"] == "8484123.00"


def test_the_same_document_gives_the_same_bytes():
    assert write(sample.document()) == write(sample.document())


def test_the_yardstick_finds_the_tables():
    path = SHARED / "tools" / "score_report.py"
    if not path.exists():
        pytest.skip("the yardstick is not beside the repository")
    spec = importlib.util.spec_from_file_location("score_report", path)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    found = score.tables_of(json.loads(write(sample.document())), [])
    assert ("arets resultat", [None, -594.0, -1409.0, -875.0]) in [row for table in found for row in table]
