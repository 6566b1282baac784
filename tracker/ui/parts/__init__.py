"""Reusable widgets: a part takes values and emits meanings."""
