"""Declared data: lifecycles, the rules of due dates, texts of letters and agreements."""
