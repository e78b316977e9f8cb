"""Whose place is it? She finds hers by 报名号 and phone."""

from django.utils.crypto import constant_time_compare

from projects.models import SignUp

LAST_DIGITS = 4


def numbered(number):
    """The sign-up with that 报名号, with all its page shows; None where there is none."""
    rows = SignUp.objects.select_related("activity__project__village__town", "contact")
    return rows.filter(number=number).first()


def proved(number, digits):
    """That sign-up when `digits` are the last four of the phone left with it, otherwise None."""
    found = numbered(number)
    phone = found.contact.phone[-LAST_DIGITS:] if found else ""
    return found if phone and constant_time_compare(phone, digits) else None
