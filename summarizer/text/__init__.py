"""Texts in a comparable form, and the numbers, dates and times in them."""
