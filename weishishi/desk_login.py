"""Who may sit down at the desk: somebody with a current post there, a password, and a second factor."""

from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from villages.desk_hours import UNSENT
from villages.models import Post
from villages.roles import DESK_ROLES, DOOR_ROLES
from weishishi.kernel import clock
from weishishi.kernel.tries import Tries

PER_NAME = Tries("desk-login", most=5, seconds=300)


def desk_posts(person, roles=DESK_ROLES):
    return Post.objects.filter(person=person, role__in=roles).held_on(clock.today())


class DeskLogin(AuthenticationForm):
    error_messages = {
        "invalid_login": gettext_lazy("用户名或密码不对，请再试一次；大小写要一致。"),
        "inactive": gettext_lazy("这个账号已停用，请联系系统管理员。"),
    }

    def clean(self):
        """Five wrong passwords for one name in five minutes, and the name rests; a village office
        behind one address may still sign in with its other names."""
        name = self.cleaned_data.get("username", "")
        if not PER_NAME.spend(name):
            raise ValidationError(_("密码错得太多次了，请过 5 分钟再试，或请系统管理员重设密码。"))
        data = super().clean()
        PER_NAME.give_back(name)
        return data

    def confirm_login_allowed(self, user):
        super().confirm_login_allowed(user)
        if not desk_posts(user, DOOR_ROLES).exists():
            raise ValidationError(
                _("您现在没有在任的职务，不能进入工作台。如有疑问，请联系系统管理员核对您的任职。"),
                code="no_post",
            )


class DeskDoor(LoginView):
    """The password first; django-allauth then asks for the second factor before anybody is in."""

    authentication_form = DeskLogin

    def form_valid(self, form):
        person, back = form.get_user(), self.get_success_url()
        kept = self.request.session.get(UNSENT)
        logout(self.request)  # whoever was in here before; the key of the session changes, too
        if kept:
            self.request.session[UNSENT] = kept
        found = len(desk_posts(person)[:2])
        if not found:
            back = reverse("organisation")
        elif found > 1:
            back = f"{reverse('admin:choose_post')}?{urlencode({'next': back})}"
        return perform_login(self.request, person, redirect_url=back)
