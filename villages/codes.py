"""A six-digit code on its way to a phone: to whom, until when, how many tries are left?

It lives in the session of the browser that asked for it, phone sealed and code as a fingerprint, so
that neither can be read in the database. Tries and messages are counted in the cache.
"""

import time
from secrets import compare_digest, token_hex

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.utils.translation import gettext as _

from weishishi.kernel import cipher
from weishishi.kernel.tries import Tries, address_of
from weishishi.kernel.verdict import Refused
from weishishi.outbox.channels import NotSent, sms

SESSION_KEY = "sign_in"
MINUTES = 5
LIFE = MINUTES * 60
PROOF_LIFE = 15 * 60  # seconds to say that one is 14, once the phone is proved
GAP = 60  # seconds between two messages to one phone
A_DAY = 24 * 3600

PER_CODE = Tries("sign-in-code", most=3, seconds=LIFE)
PER_PHONE = Tries("sms-phone", most=1, seconds=GAP)
# A whole village office signs people in from behind one address; a machine that sends to many
# phones is slowed.
PER_ADDRESS = Tries("sms-address", most=60, seconds=600)


def _per_phone_a_day():
    return Tries("sms-phone-day", most=settings.SMS_PER_PHONE_A_DAY, seconds=A_DAY)


class Code:
    """What the session knows of it; a fresh one is made by `send`."""

    def __init__(self, session):
        self._session = session
        self._state = session.get(SESSION_KEY) or {}

    def __bool__(self):
        return bool(self._state)

    @property
    def phone(self):
        return cipher.unseal(self._state["phone"])

    @property
    def next_page(self):
        return self._state["next"]

    @property
    def shown(self):
        """The code itself, on a demo only."""
        return self._state["shown"]

    @property
    def proved(self):
        """The code was right, and it is not long ago; only the age is still to be said."""
        return bool(self._state.get("proved")) and self._age() <= PROOF_LIFE

    def was_just_sent_to(self, phone):
        """The button was pressed twice: the first message is on its way."""
        return bool(self) and self.phone == phone and self._age() < GAP

    def check(self, typed):
        """Refused with what to do next, unless `typed` is this code, in time, at most three tries."""
        if self._state.get("proved") or self._age() > LIFE:
            raise Refused(_("验证码已过 5 分钟，不能用了，请重新获取。"))
        if not PER_CODE.spend(self._state["id"]):
            raise Refused(_("验证码错了 3 次，这个验证码不能用了，请重新获取。"))
        if not compare_digest(_print(self._state["id"], typed), self._state["code"]):
            raise Refused(_("验证码不对，请照短信再填一次；错 3 次就要重新获取。"))
        self._keep(proved=True)

    def forget(self):
        self._session.pop(SESSION_KEY, None)

    def _age(self):
        return time.time() - self._state["at"]

    def _keep(self, **changes):
        self._state |= changes
        self._session[SESSION_KEY] = self._state


def send(request, phone, next_page):
    """Send a new code to `phone`; the one before is worth nothing from then on. Refused, with what
    to do next, when too many were asked for or the gateway does not answer."""
    _count(request, phone)
    number = token_hex(16)
    code = get_adapter().generate_phone_verification_code(user=None, phone=phone)
    try:
        sms.send_code(phone, code=code, minutes=MINUTES)
    except NotSent:
        PER_PHONE.give_back(phone)
        raise Refused(
            _("短信现在发不出去，请过几分钟再试；着急请打热线，或到党群服务中心办。")
        ) from None
    request.session[SESSION_KEY] = {
        "id": number,
        "phone": cipher.seal(phone),
        "code": _print(number, code),
        "at": time.time(),
        "next": next_page,
        "shown": code if sms.gateway().shows_codes else "",
    }


def _count(request, phone):
    if not PER_PHONE.spend(phone):
        raise Refused(_("刚给这个号码发过验证码，请等 60 秒再获取。"))
    if not _per_phone_a_day().spend(phone):
        raise Refused(_("今天给这个号码发的短信太多了，请明天再试，或到党群服务中心办。"))
    if not PER_ADDRESS.spend(address_of(request)):
        raise Refused(_("这里获取得太快了，请过 10 分钟再试；着急请打热线。"))


def _print(number, code):
    return cipher.index(f"{number}:{code}")
