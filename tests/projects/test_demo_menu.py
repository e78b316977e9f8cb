"""What the demo tells of organisations beyond the works: the article's 20, and what is on the menu."""

import pytest
from django.test import Client

from projects.models import BriefingGuest, LibraryEntry, Origin, Project
from projects.models.distinctions import is_model
from projects.queries import library
from projects.queries.briefings import held
from projects.queries.organisations import mine
from projects.queries.partners import groups_of
from villages.models import Post, Village

pytestmark = [pytest.mark.demo, pytest.mark.usefixtures("demo")]


def test_the_policy_was_explained_to_twenty_local_social_organisations():
    [told] = held()
    assert (told.invited, told.attended, told.proposed) == (20, 20, 1)
    kinds = set(BriefingGuest.objects.values_list("organisation__kind", flat=True))
    assert kinds == {"social"}
    assert "邀请 20 家组织，到会 20 家" in Client().get("/partners/").content.decode()


def test_the_centre_signs_in_and_finds_its_own_course():
    post = Post.objects.get(person__username="shegong-zhongxin")
    [course] = [one for one in mine(post.organisation_id) if "红歌传唱学堂" in one.title]
    assert [str(role) for role in course.roles] == ["申报", "实施", "协办", "赞助"]


def test_two_model_projects_and_a_menu_of_four_with_one_order():
    assert Project.objects.filter(is_model()).count() == 2
    dishes, page = library.page(library.Asked(), 1)
    assert page.paginator.count == LibraryEntry.objects.on_offer().count() == 4
    assert all(dish.done and dish.is_reviewed for dish in dishes)
    draft = Origin.objects.get().project
    assert (draft.state, draft.village.name, draft.budget) == ("draft", "沙白石村", None)


def test_the_six_teams_stand_on_the_page_of_their_village():
    village = Village.objects.get(name="鱼林村")
    teams = groups_of(village)
    assert len({one.category for one in teams}) == len(teams) == 6
    page = Client().get(f"/villages/{village.pk}/").content.decode()
    assert all(one.name in page for one in teams)
