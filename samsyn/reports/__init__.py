"""The account to others: tables, notes and documents as definitions, the pages that show them, and the files made of
them (LKBR 2018:597 in the parts that apply through finsamlagen 2003:1210, 24 §)."""
