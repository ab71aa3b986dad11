"""Statements and presets declared as data."""
