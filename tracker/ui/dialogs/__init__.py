"""The few things that are modal."""
