"""Where in the whole database does a word occur? Sealed columns are read unsealed, sessions opened."""

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import ForeignKey


def tables():
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def found(words):
    """{word: ["app.Model", …]} over every row of every column of every table."""
    seen = {word: [] for word in words}
    for model in tables():
        for row in model._base_manager.all().iterator():
            told = [str(getattr(row, column.attname)) for column in model._meta.concrete_fields]
            if isinstance(row, Session):
                told.append(str(row.get_decoded()))
            text = "\n".join(told)
            for word in words:
                if word in text:
                    seen[word].append(model._meta.label)
    return {word: labels for word, labels in seen.items() if labels}


def keys_to(*targets):
    """Every foreign key of the database that leads to one of these models, as app.Model.field."""
    return {
        f"{model._meta.label}.{column.name}"
        for model in tables()
        for column in model._meta.concrete_fields
        if isinstance(column, ForeignKey) and column.related_model in targets
    }
