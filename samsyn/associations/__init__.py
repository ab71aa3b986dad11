"""The association itself: members and their contributions, board, auditors, office posts, users and what they may do
(finsamlagen 2003:1210, 1–5, 9 and 12 §§)."""
