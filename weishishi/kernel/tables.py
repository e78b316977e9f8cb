"""How the first migration of an app writes its tables down, and makes them in a moment.

Django renders, for every table a migration adds, each model again that is related to it: in a schema where
everything points to a project that is most of the time a fresh database takes. `Tables` adds them all and
renders them once; so a table may also point to one that comes after it.
"""

from django.db import models
from django.db.migrations.operations.base import Operation, OperationCategory

ID = models.BigAutoField("ID", auto_created=True, primary_key=True, serialize=False)


def columns(**fields):
    """The fields of a table as CreateModel wants them."""
    return list(fields.items())


class Tables(Operation):
    """One migration operation for all the CreateModel of `tables`."""

    category = OperationCategory.ADDITION

    def __init__(self, tables):
        self.tables = tables

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # rendered anew when somebody asks for them
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Make {len(self.tables)} tables"
