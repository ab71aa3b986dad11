"""What became of people: counts per intervention and period, occasions of structure work, and what may be told of them.

The law gives an association no support for handling personal data of participants (finsamlagen 2003:1210), so the
default source is counts. Case rows of a party that is their controller lie behind a wall, in `cases`.
"""
