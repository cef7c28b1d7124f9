"""The grammar of days: which stretches of a text say one, and which day it is."""
