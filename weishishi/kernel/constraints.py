"""A rule stands once, as a database constraint; its refusal is told in the rule's own words."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.transaction import atomic


@contextmanager
def in_words(model):
    """Write rows of `model`; a broken constraint raises ValidationError with its sentence.

    The constraint is known by its name: the text of a database error differs from engine to engine.
    """
    try:
        with atomic():
            yield
    except IntegrityError as error:
        broken = error.__cause__.diag.constraint_name
        for constraint in model._meta.constraints:
            if constraint.name == broken:
                raise ValidationError(constraint.get_violation_error_message()) from error
        raise
