"""How does a writing process of the flood begin? Fresh: a fork of a process with threads can stand
still for ever in a lock somebody else held. Nothing of Django is imported before it is set up."""

import pickle

import django
from django.db import connections

sheets = None  # what this process turns lives into


def begin(names, packed):
    """In the new process: Django first, on the databases of those names (the calendar and the rules
    are read there), then what needs it."""
    global sheets
    django.setup()
    for alias, name in names.items():
        connections[alias].settings_dict["NAME"] = name
    sheets = pickle.loads(packed)


def written(start):
    return sheets.written(start)
