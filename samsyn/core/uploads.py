"""Uploaded files: what is let in, and where it lies. Names on disk are random and outside the web root; only a view
that asks for permission hands a file out."""

import hashlib
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.core.files import File

from samsyn.core.money import NBSP
from samsyn.core.refused import Refused

MOST_BYTES = 20 * 1024 * 1024
ALLOWED = {
    ".pdf": (b"%PDF",),
    ".png": (b"\x89PNG",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".odt": (b"PK\x03\x04",),
    ".ods": (b"PK\x03\x04",),
    ".csv": (),
    ".txt": (),
}
"""What may be uploaded: the ending, and how such a file begins (nothing: any text)."""
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")


def place(instance: Any, filename: str) -> str:
    """`upload_to` for every file field: a random name in a folder of its table's; nothing of the given name."""
    return f"{instance._meta.app_label}/{instance._meta.model_name}/{uuid4().hex}"


def check_upload(file: File[bytes], name: str) -> tuple[str, str]:
    """(A name safe to show, the content's SHA-256.) Raises Refused with every reason in Swedish."""
    short = PurePath(name.replace("\\", "/")).name[-150:] or "fil"
    ending = PurePath(short).suffix.lower()
    size = int(file.size or 0)
    if size > MOST_BYTES:
        at_most = f"{MOST_BYTES // 1024 // 1024}{NBSP}MB"
        raise Refused(f"{short} är för stor ({size // 1024 // 1024}{NBSP}MB). En fil får vara högst {at_most}.")
    errors = []
    if not size:
        errors.append(f"{short} är tom.")
    if ending not in ALLOWED:
        kinds = ", ".join(sorted(kind.removeprefix(".").upper() for kind in ALLOWED))
        errors.append(f"{short}: filer av det slaget tas inte emot. Lämna in {kinds}.")
    digest = hashlib.sha256()
    file.seek(0)
    head = b""
    for chunk in file.chunks():
        head = head or bytes(chunk[:8])
        digest.update(chunk)
    file.seek(0)
    begins = ALLOWED.get(ending, ())
    if head.startswith(_PROGRAMS) or (begins and not head.startswith(begins)):
        errors.append(f"{short}: innehållet stämmer inte med filnamnet. Spara om filen, till exempel som PDF.")
    if errors:
        raise Refused(errors)
    return short, digest.hexdigest()
