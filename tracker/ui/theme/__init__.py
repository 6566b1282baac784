"""Colours, type, space, icons: the only place they are named."""
