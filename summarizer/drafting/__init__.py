"""Asking a model for the template's fields; the only place that talks to one."""
