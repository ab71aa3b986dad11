"""Disclosure control: what may be printed of small counts, and what a reader could still work out.

A library of its own. It knows cells with keys and how they are linked, no people, no tables of the database and no
Django. `protect` chooses what to hide; `attack` knows nothing of how and asks what the printed page gives away. Public
access to official documents stands beside the secrecy of the individual (offentlighets- och sekretesslagen 2009:400,
25, 26 and 28 chapters): what leaves the house as statistics must not let anyone be recognised.
"""
