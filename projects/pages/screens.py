"""我要提, in four screens: what kind, where, words and photos, contact and check.

Every button of a screen keeps what was typed before it does anything else, right or wrong, so that
nothing is lost on the way back, to a larger text, to another day, or past an error.
"""

from uuid import uuid4

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from projects.actions import sheets
from projects.forms.proposals import FORMS, CheckForm, first_wrong, proposal_of
from projects.models.sheets import CHECK, SCREENS, WHERE, WORDS
from projects.pages import check_page, hands, sheet_photos
from projects.pages.public import remember_wishes
from projects.pages.resident import SeeOther
from projects.pages.turns import (
    HANDED_IN,
    SHEETS,
    WISHES,
    Turn,
    has_account,
    keeps_what_was_typed,
    next_screen,
    saved_page,
    see,
    too_late,
)
from projects.queries import sheets as shown
from weishishi.kernel.tries import address_of
from weishishi.kernel.verdict import Refused


@keeps_what_was_typed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def screen(request, key, name):
    """One of the four screens of a sheet that is hers; for everybody else it is not there."""
    writer = hands.writer_of(request)
    sheet = shown.opened_by(writer, key)
    if sheet is None:
        return _on_a_new_sheet(request, name)
    if sheet.submitted_at:
        return _receipt(sheet, again=request.method == "POST")
    turn = Turn(request, sheet, name)
    if writer.person and sheet.person_id is None:
        turn.sheet = sheets.claim(sheet, by=turn.actor)
    return _answer(turn) if request.method == "POST" else _look(turn)


def _look(turn):
    """The screen with what the sheet knows; the last one opens once the others hold."""
    told = turn.sheet.told
    if turn.screen == CHECK:
        wrong, _forms = first_wrong(told)
        if wrong:
            return SeeOther("sheet", turn.sheet.key, wrong)
        turn.form = CheckForm(
            initial={**told, **hands.take_up(turn.request)}, has_account=has_account(turn)
        )
    else:
        turn.form = FORMS[turn.screen](initial=_known(turn, told))
    return _page(turn)


def _known(turn, told):
    """Her answers; the village of the poster, of last time, or of her last proposal is chosen."""
    if turn.screen == WHERE and not told.get("village"):
        person = hands.writer_of(turn.request).person
        last = hands.last_village(turn.request) or (person and shown.last_village_of(person))
        return {**told, "village": str(last or "")}
    return told


def _answer(turn):
    """Keep what was typed, then do what the button says."""
    request, sent = turn.request, turn.request.POST
    is_check = turn.screen == CHECK
    turn.form = (
        CheckForm(sent, has_account=has_account(turn)) if is_check else FORMS[turn.screen](sent)
    )
    if late := too_late(request):
        turn.complaints, turn.status = [late], 403
        return _page(turn)
    try:
        turn.sheet = sheets.answer(turn.sheet, by=turn.actor, told=turn.form.typed())
        if is_check:
            hands.lay_aside(request, sent)
        if turn.screen == WORDS:
            turn.complaints += sheet_photos.take(turn)
    except Refused as refusal:
        turn.complaints += refusal.reasons
    return _does_what_was_asked(turn)


def _does_what_was_asked(turn):
    request, sent = turn.request, turn.request.POST
    if not turn.complaints:
        if any(wish in sent for wish in WISHES):
            return remember_wishes(request, SeeOther("sheet", turn.sheet.key, turn.screen))
        if "save" in sent:
            return saved_page(turn.sheet)
        if sent.get("go") in SCREENS:
            return SeeOther("sheet", turn.sheet.key, sent["go"])
        if "upload" in sent or "remove" in sent:
            return redirect(f"{reverse('sheet', args=[turn.sheet.key, WORDS])}#photos")
        if turn.form.is_valid():
            if turn.screen == CHECK:
                return _hand_in(turn)
            village = turn.form.cleaned_data.get("village", "")
            return hands.keep(request, next_screen(turn.sheet, turn.screen), village)
    turn.status = 422
    return _page(turn)


def _hand_in(turn):
    if not HANDED_IN.spend(address_of(turn.request)):
        turn.complaints = [_("这里提得太快了，您填的都还在，请过几分钟再提交；着急请打热线。")]
        turn.status = 429
        return _page(turn)
    wrong, answers = first_wrong(turn.sheet.told)
    if wrong and not turn.sheet.submitted_at:
        return SeeOther("sheet", turn.sheet.key, wrong)
    try:
        proposal = None if wrong else proposal_of(turn.sheet, answers, turn.form)
        receipt = sheets.submit(turn.sheet, proposal, by=turn.actor)
    except Refused as refusal:
        turn.complaints, turn.status = refusal.reasons, 422
        return _page(turn)
    hands.forget(turn.request)
    return _receipt(turn.sheet, again=receipt.again)


def _receipt(sheet, *, again):
    done = reverse("receipt", args=[sheet.key])
    return see(f"{done}?again=1" if again else done)


def _page(turn):
    """The screen as it stands; what is wrong beside the fields is told on top."""
    complaints = list(dict.fromkeys(turn.complaints))
    if complaints:
        if not turn.is_final and turn.form.is_valid() is False:
            turn.form.errors.clear()  # a photo was sent, or she went back: the rest can wait
        for sentence in complaints:
            turn.form.add_error(None, sentence)
    step = SCREENS.index(turn.screen) + 1
    context = {
        "sheet": turn.sheet, "form": turn.form, "step": step, "form_of_this_page": "sheet",
        "action": reverse("sheet", args=[turn.sheet.key, turn.screen]),
        "before": SCREENS[step - 2] if step > 1 else "",
    }  # fmt: skip
    if turn.screen == WORDS:
        context["photos"] = sheet_photos.rows(turn)
    if turn.screen == CHECK:
        context |= check_page.context(turn)
    page = f"resident/propose/{turn.screen}.html"
    return render(turn.request, page, context, status=turn.status)


def _on_a_new_sheet(request, name):
    """What was typed on a sheet that is no longer there, in a tab left open for weeks, goes on on a
    new one; nobody learns whether the sheet was another's."""
    known = hands.knows(request)
    if request.method != "POST" or name == CHECK or not known or too_late(request):
        raise Http404
    if not SHEETS.spend(address_of(request)):
        raise Http404
    writer, told = hands.writer_of(request), FORMS[name](request.POST).typed()
    sheet = sheets.begin(uuid4(), by=hands.actor_of(request), browser=writer.browser, told=told)
    return hands.keep(request, SeeOther("sheet", sheet.key, sheet.screen_to_go_on))
