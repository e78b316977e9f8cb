"""A decision half typed when its document is registered first: kept with the session meanwhile."""

KEY = "rules_begun"
BUTTONS = ("csrfmiddlewaretoken", "to_document")


def keep(request):
    """What stands in the form, unread and unchecked."""
    typed = {name: text for name, text in request.POST.items() if text and name not in BUTTONS}
    request.session[KEY] = typed


def begun(request):
    """{field: text} to begin the form with; None where nobody went away from it."""
    return request.session.get(KEY)


def with_document(request, document):
    """The document is there now; returns whether a form waits for it."""
    waits = KEY in request.session
    if waits:
        request.session[KEY] = request.session[KEY] | {"document": document.pk}
    return waits


def forget(request):
    request.session.pop(KEY, None)
