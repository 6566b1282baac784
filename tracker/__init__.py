"""Tracker: follow-up after CD19 CAR T-cell therapy for severe autoimmune disease."""

__version__ = "0.1.0"
