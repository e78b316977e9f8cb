"""Somebody sits down at the desk."""

from django.test import Client

from villages.middleware import SESSION_KEY

PROJECTS = "/admin/projects/project/"


def sign_in(actor):
    """A browser in which this person works under this hat."""
    client = Client()
    client.force_login(actor.person)
    session = client.session
    session[SESSION_KEY] = actor.post.pk
    session.save()
    return client


def page_of(project, name="change"):
    return f"{PROJECTS}{project.pk}/{name}/"


def text_of(answer):
    return answer.content.decode()
