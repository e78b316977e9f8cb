"""Which words will the proposer read if this step is taken now?"""

from copy import copy

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from projects.effects import ASKED, told
from projects.lifecycle import ProjectLife
from projects.models import Project
from projects.models.clocks import arriving
from weishishi.kernel import clock
from weishishi.kernel.numbers import read_query_number
from weishishi.outbox.actions import wording
from weishishi.outbox.models import Message


def words_for(project, verb, *, by, note="", answer="", at=None):
    """The message exactly as it would be delivered; "" for a step that tells nobody anything."""
    step = ProjectLife.step(verb)
    topic = next((effect.topic for effect in step.effects if hasattr(effect, "topic")), None)
    if topic is None or project.recipient is None:
        return ""
    after = copy(project)
    moment = at or clock.now()
    promise, _goes_on = arriving(project, step.target, moment)
    after.due_on = promise and promise.due_on
    if step is ProjectLife.refer:
        after.referred_to = answer.strip()
    elif step is ProjectLife.merge:
        after.merged_into = _the_other_one(project, answer)
    facts = told(after, office=by.name, note=note.strip())
    if topic == ASKED:
        facts["link"] = _("（每人一个自己的网址）")
    return wording(Message(topic=topic, facts=facts))


def _the_other_one(project, answer):
    try:
        number = read_query_number(answer)
    except ValidationError:
        return None
    return Project.objects.filter(query_no=number, village=project.village_id).first()
