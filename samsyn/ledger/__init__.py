"""The books as they were kept elsewhere: SIE files, chart, vouchers, balances, budget and forecast, and which account
feeds which line of the statements (LKBR 2018:597, 3 kap; finsamlagen 24 §)."""
