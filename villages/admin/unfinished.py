"""A decision half typed when its document is registered first: laid aside meanwhile."""

from weishishi.kernel import aside

PLACE = "rules_begun"
BUTTONS = ("csrfmiddlewaretoken", "to_document")


def keep(request):
    """What stands in the form, unread and unchecked."""
    typed = {name: text for name, text in request.POST.items() if text and name not in BUTTONS}
    aside.lay(request.session, PLACE, {"typed": typed})


def begun(request):
    """{field: text} to begin the form with; None where nobody went away from it."""
    kept = aside.take_up(request.session, PLACE)
    return kept and kept["typed"]


def with_document(request, document):
    """The document is there now; returns whether a form waits for it."""
    typed = begun(request)
    if typed is None:
        return False
    return aside.lay(request.session, PLACE, {"typed": typed | {"document": document.pk}})


def forget(request):
    aside.forget(request.session, PLACE)
