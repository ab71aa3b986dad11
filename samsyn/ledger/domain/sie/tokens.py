"""Splitting one line into label and fields (SIE 4B §5.3–5.8): our own rules, since no shell or C quoting fits."""

import re
from typing import NamedTuple


class Braces(tuple[str, ...]):
    """The contents of an object list `{…}`, one string per item."""

    __slots__ = ()


Field = str | Braces


class Split(NamedTuple):
    """`error` is empty or one of unclosed_quote, unclosed_objects, nested_objects; `rest` is the text it concerns."""

    fields: list[Field]
    error: str = ""
    rest: str = ""


_PLAIN = re.compile(r"[^ \t]+")
# A quote ends at the first " that no backslash stands before; a backslash before anything else is itself.
_QUOTE = r'"((?:[^"\\]++|\\"|\\)*+)"'
_FIELD = re.compile(rf"[ \t]*+(?:{_QUOTE}|(\{{)|([^ \t]++)|$)")
_ITEM = re.compile(rf'[ \t]*+(?:{_QUOTE}|(\}})|(\{{)|([^ \t{{}}"]++)|$)')


def split(line: str) -> Split:
    """All fields of a line, the label first. What could be read before an error is kept."""
    if '"' not in line and "{" not in line:
        return Split(list(_PLAIN.findall(line)))
    fields: list[Field] = []
    position, end = 0, len(line)
    while position < end:
        match = _FIELD.match(line, position)
        if match is None or (match[3] or "").startswith('"'):
            return _open_quote(fields, line[position:])
        position = match.end()
        if match[2]:
            items, position, error = _objects(line, position)
            fields.append(items)
            if error:
                return Split(fields, error, line[match.start(2) :].rstrip(" \t"))
        elif match[1] is not None:
            fields.append(match[1].replace('\\"', '"'))
        elif match[3]:
            fields.append(match[3])
    return Split(fields)


def _open_quote(fields: list[Field], rest: str) -> Split:
    """A quote without end. A path that ends with a backslash (`"C:\\data\\"`) only looks like one."""
    text = rest.strip(" \t")[1:]
    if text.endswith('\\"'):
        fields.append(text[:-1].replace('\\"', '"'))
        return Split(fields)
    fields.append(text.replace('\\"', '"'))
    return Split(fields, "unclosed_quote", text)


def _objects(line: str, position: int) -> tuple[Braces, int, str]:
    """Items from after `{` to the closing `}`; answers with where the next field begins and what was wrong."""
    items: list[str] = []
    while True:
        match = _ITEM.match(line, position)
        if match is None or match.end() == position:
            return Braces(items), len(line), "unclosed_objects"
        position = match.end()
        if match[1] is not None:
            items.append(match[1].replace('\\"', '"'))
        elif match[2]:
            return Braces(items), position, ""
        elif match[3]:
            return Braces(items), len(line), "nested_objects"
        elif match[4]:
            items.append(match[4])
