"""How Samsyn looks: the frame of a page, its parts, tables of figures, charts, and how numbers are written.

Knows core's values and nothing of any association; asks no database. Every part is shown on /byggdelar/. WCAG 2.2 AA,
as lagen (2018:1937) om tillgänglighet till digital offentlig service asks.
"""

from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
"""Source Sans 3 (OFL): the same letters on the page, in charts and in print."""
