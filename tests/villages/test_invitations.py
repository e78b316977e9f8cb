"""A link is good once, for 24 hours, and says whom to ask when it is not."""

import re
import threading
import time

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.db import connections
from django.test import Client

from tests.factories.desk import sign_in, text_of
from tests.factories.people import PASSWORD, appoint, make_person
from villages.actions import invitations
from villages.models import Invitation
from villages.roles import Role
from weishishi.kernel.verdict import Refused

NEW = "一句自己记得住的很长很长的话呀"
WORDS = {"new_password1": NEW, "new_password2": NEW}


@pytest.fixture
def chen(village):
    person = make_person("chen")
    appoint(Role.SECRETARY, village, person=person)
    return person


def accept(token, client=None):
    return (client or Client()).post(f"/admin/invitation/{token}/", WORDS)


def test_the_administrator_gets_a_link_and_the_invited_sets_her_password(chen, system_admin):
    desk = sign_in(system_admin)
    page = f"/admin/villages/person/{chen.pk}/invite/"
    assert f'href="{page}"' in text_of(desk.get(f"/admin/villages/person/{chen.pk}/change/"))
    link = re.search(r"http://testserver(/admin/invitation/[\w-]+/)", text_of(desk.post(page)))[1]
    client = Client()
    assert "您的用户名是 <b>chen</b>" in text_of(client.get(link))
    refused = client.post(link, {"new_password1": "short", "new_password2": "short"})
    assert (refused.status_code, Invitation.objects.get().used_at) == (422, None)
    assert client.post(link, WORDS).url == "/admin/"
    assert client.session[SESSION_KEY] == str(chen.pk)
    chen.refresh_from_db()
    assert chen.check_password(NEW)
    assert client.get("/admin/").status_code == 200


def test_it_is_followed_by_the_second_factor(chen, system_admin, settings):
    settings.SECOND_FACTOR = True
    client = Client()
    accept(invitations.invite(chen, by=system_admin), client)
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/admin/factors/"


@pytest.mark.parametrize(("seconds", "good"), [(24 * 3600 - 1, True), (24 * 3600, False)])
def test_it_is_good_for_24_hours(chen, system_admin, seconds, good):
    with time_machine.travel(time.time(), tick=False) as moment:
        token = invitations.invite(chen, by=system_admin)
        moment.shift(seconds)
        answer = accept(token)
    chen.refresh_from_db()
    assert chen.check_password(NEW) == good
    assert answer.status_code == (302 if good else 410)
    assert ("已过期（24 小时内有效），请系统管理员重新邀请" in text_of(answer)) != good


def test_a_used_link_says_so_and_whom_to_ask(chen, system_admin):
    token = invitations.invite(chen, by=system_admin)
    accept(token)
    for answer in (accept(token), Client().get(f"/admin/invitation/{token}/")):
        assert answer.status_code == 410
        assert "已经用过了，只能用一次" in text_of(answer)
        assert "系统管理员" in text_of(answer)


def test_of_two_at_once_one_is_refused(transactional_db, chen, system_admin):
    token, outcomes, gate = invitations.invite(chen, by=system_admin), [], threading.Barrier(2)

    def take(password):
        gate.wait()
        try:
            outcomes.append(invitations.accept(token, password).pk)
        except Refused as refusal:
            outcomes.append(refusal.reasons[0][:18])
        connections.close_all()

    threads = [threading.Thread(target=take, args=[word]) for word in (NEW, PASSWORD)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == sorted(
        [str(chen.pk), "这个邀请链接已经用过了，只能用一次。"]
    )


def test_a_new_link_ends_the_one_before(chen, system_admin):
    first = invitations.invite(chen, by=system_admin)
    second = invitations.invite(chen, by=system_admin)
    assert (accept(first).status_code, accept(second).status_code) == (410, 302)


def test_a_made_up_link_is_told_from_none(chen):
    answer = accept("x" * 43)
    assert answer.status_code == 410
    assert "这个邀请链接不对，请核对是否复制完整" in text_of(answer)


def test_the_link_itself_is_not_kept(chen, system_admin):
    token = invitations.invite(chen, by=system_admin)
    assert token not in str(list(Invitation.objects.values()))


def test_who_is_switched_off_is_not_invited(chen, system_admin):
    chen.is_active = False
    chen.save()
    with pytest.raises(Refused, match="请先启用"):
        invitations.invite(chen, by=system_admin)


def test_her_old_sessions_end_with_the_old_password(chen, system_admin):
    old = Client()
    old.force_login(chen)
    accept(invitations.invite(chen, by=system_admin))
    assert old.get("/admin/").status_code == 302


def test_only_the_system_administrator_invites(chen, security_admin, audit_admin, secretary):
    for actor in (security_admin, audit_admin, secretary):
        client = sign_in(actor)
        assert client.post(f"/admin/villages/person/{chen.pk}/invite/").status_code == 403
    assert Invitation.objects.count() == 0
