"""Case rows of a party that is their controller: a database of their own with its own key. Only aggregates leave.

Nothing outside `samsyn.participants` may import this, and office staff never see a row (finsamlagen gives the
association no support for handling personal data of participants; the party's own law must).
"""
