"""How the association decides (finsamlagen 7, 10-19 §§): meetings, paragraphs, decisions on delegation and the year's
obligations. What a paragraph decided elsewhere (an intervention's money) points back at it by a link."""
