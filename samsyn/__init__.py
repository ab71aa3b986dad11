"""Samsyn: the books, interventions and reports of a Swedish samordningsförbund."""
