"""Participants as plain values: what is counted, coordinates of a count, what adds up."""
