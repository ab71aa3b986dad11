"""Row headers in a tagged PDF: the first cell of every body row becomes TH with row scope (PDF/UA-1, 7.5).

The typesetter marks only column headers, so this walks the structure tree afterwards.
"""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf


def mark_row_headers(pdf: Pdf) -> int:
    """Mark the first cell of each row in a table's body; how many were marked. Rows marked before are left alone."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return 0
    cells = [cell for body in _elements(root, Name.TBody) for row in _children(body, Name.TR) for cell in _first(row)]
    for cell in cells:
        _make_header(cell)
    return len(cells)


def _kids(element: Object) -> list[Object]:
    """The structure elements directly below; marked content and object references are left out."""
    kids = element.get("/K")
    found = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in found if isinstance(kid, Dictionary) and "/S" in kid]


def _elements(root: Object, kind: Object) -> Iterator[Object]:
    """Every element of a kind, outermost first. A stack, not recursion: trees of long reports are deep and wide."""
    stack = [root]
    while stack:
        element = stack.pop()
        if element.get("/S") == kind:
            yield element
        stack += reversed(_kids(element))


def _children(element: Object, kind: Object) -> Iterator[Object]:
    return (kid for kid in _kids(element) if kid.get("/S") == kind)


def _first(row: Object) -> list[Object]:
    """The row's first cell, when it is a data cell."""
    return [cell for cell in _kids(row)[:1] if cell.get("/S") == Name.TD]


def _make_header(cell: Object) -> None:
    cell.S = Name.TH
    held = cell.get("/A")
    attributes = list(held) if isinstance(held, Array) else [held] if held is not None else []
    for attribute in attributes:
        if isinstance(attribute, Dictionary) and attribute.get("/O") == Name.Table:
            attribute.Scope = Name.Row
            return
    cell.A = Array([*attributes, Dictionary(O=Name.Table, Scope=Name.Row)])
