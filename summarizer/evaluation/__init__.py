"""Scoring drafts against gold: what is found, what is flagged, and what is false without a flag."""
