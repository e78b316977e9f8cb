"""The public pages."""

from django.urls import path, register_converter

from projects.models.sheets import SCREENS
from projects.pages import (
    activities,
    evaluate,
    exports,
    feeds,
    follows,
    library,
    maps,
    me,
    meetings,
    notices,
    open_data,
    organisation,
    own_data,
    package,
    partners,
    photos,
    privacy,
    progress,
    propose,
    public,
    receipt,
    resident,
    rules,
    samples,
    screens,
    sheet_photos,
    still_good,
    stories,
    supervisor,
    support,
    village_money,
    villages,
    wall,
    wishes,
)


class QueryNumber:
    """The ten digits of a 查询号, without spaces."""

    regex = "[0-9]{10}"
    to_python = to_url = staticmethod(str)


class Id:
    """A row's number, short enough for the database."""

    regex = "[0-9]{1,15}"
    to_python = staticmethod(int)
    to_url = staticmethod(str)


class ObjectionNumber:
    """The eleven digits of a 意见号, without spaces."""

    regex = "[0-9]{11}"
    to_python = to_url = staticmethod(str)


class ClaimNumber:
    """The twelve digits of a 认领号, without spaces."""

    regex = "[0-9]{12}"
    to_python = to_url = staticmethod(str)


class SignUpNumber:
    """The thirteen digits of a 报名号, without spaces."""

    regex = "[0-9]{13}"
    to_python = to_url = staticmethod(str)


class ScreenName:
    """One of the four screens of a sheet."""

    regex = "|".join(SCREENS)
    to_python = to_url = staticmethod(str)


register_converter(QueryNumber, "number")
register_converter(ObjectionNumber, "objection")
register_converter(ClaimNumber, "claim")
register_converter(SignUpNumber, "sign_up")
register_converter(ScreenName, "screen")
register_converter(Id, "id")

urlpatterns = [
    # ── For everybody ──
    path("", public.home, name="home"),
    path("projects/", public.projects, name="projects"),
    path("projects/points/", maps.points, name="points"),
    path("projects/<number:number>/", public.project, name="project"),
    path("projects/<number:number>/story/", stories.story, name="story"),
    path("projects/<number:number>/package.zip", package.package, name="package"),
    path("meetings/<id:pk>/", meetings.meeting, name="meeting"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<id:pk>/", notices.notice, name="public_notice"),
    path("notices/<id:pk>/print/", notices.printed, name="notice_print"),
    path("samples/", samples.listed, name="samples"),
    path("samples/<id:pk>/", samples.sample, name="sample"),
    path("samples/<id:pk>/numbers.txt", samples.numbers, name="sample_numbers"),
    path("wishes/", wishes.wall, name="wishes"),
    path("wishes/<id:pk>/", wishes.wish, name="wish"),
    path("activities/", activities.listed, name="activities"),
    path("activities/<id:pk>/", activities.activity, name="activity"),
    path("villages/", villages.listed, name="villages"),
    path("villages/<id:pk>/", villages.village, name="village"),
    path("villages/<id:pk>/money/", village_money.page, name="village_money"),
    path("villages/<id:pk>/money/print/", village_money.printed, name="village_money_print"),
    path("villages/<id:pk>/money.csv", village_money.table, name="village_money_csv"),
    path("towns/<id:pk>/", villages.town, name="town"),
    path("towns/<id:pk>/rules/", rules.town_rules, name="town_rules"),
    path("partners/", partners.listed, name="partners"),
    path("partners/<id:pk>/", partners.one, name="partner"),
    path("library/", library.listed, name="library"),
    path("library/<id:pk>/", library.one, name="library_entry"),
    path("documents/", rules.documents, name="documents"),
    path("documents/<id:pk>/<int:version>.pdf", rules.document_file, name="document_file"),
    path("progress/", progress.progress, name="progress"),
    path("feed.atom", feeds.district, name="feed"),
    path("villages/<id:pk>/feed.atom", feeds.village, name="village_feed"),
    path("villages/<id:pk>/meetings.ics", feeds.meetings, name="village_meetings_ics"),
    path("projects.csv", exports.projects, name="projects_csv"),
    path("robots.txt", open_data.robots, name="robots"),
    path("open-data/", open_data.open_data, name="open_data"),
    path("screen/<slug:token>/", wall.wall, name="screen"),
    path("photos/<uuid:key>/<int:width>.webp", photos.photo, name="photo"),
    path("size/", public.size, name="size"),
    path("privacy/", privacy.notice, name="privacy"),
    path("privacy/<slug:version>/", privacy.former_notice, name="privacy_version"),
    path("accessibility/", privacy.accessibility, name="accessibility"),
    # ── For who watches ──
    path("progress/desk/", supervisor.desk, name="desk_progress"),
    path("progress/desk/towns/<id:pk>/", supervisor.town, name="desk_town"),
    path("progress/desk/villages/<id:pk>/", supervisor.village, name="desk_village"),
    # ── For organisations with an account ──
    path("organisation/", organisation.home, name="organisation"),
    path("organisation/propose/", organisation.propose, name="organisation_propose"),
    path("organisation/<number:number>/", organisation.project, name="organisation_project"),
    path("organisation/<number:number>/progress/", organisation.report, name="organisation_report"),
    # ── For residents without an account ──
    path("propose/", propose.start, name="propose"),
    path("propose/<uuid:key>/<screen:name>/", screens.screen, name="sheet"),
    path("propose/<uuid:key>/photos/<uuid:photo>.webp", sheet_photos.small, name="sheet_photo"),
    path("propose/<uuid:key>/done/", receipt.receipt, name="receipt"),
    path("notices/<id:pk>/objection/", notices.object_to, name="object_to"),
    path("notices/answers/", notices.look_up, name="objection_look_up"),
    path("notices/answers/<objection:number>/", notices.objection, name="objection"),
    path("projects/<number:number>/evaluate/", evaluate.evaluate, name="evaluate"),
    path("projects/<number:number>/still-good/", still_good.still_good, name="still_good"),
    path("track/", resident.track, name="track"),
    path("track/<number:number>/", resident.tracked, name="tracked"),
    path("track/<number:number>/photos/", photos.more, name="more_photos"),
    path("track/<number:number>/withdraw/", resident.withdraw, name="withdraw"),
    path("track/<number:number>/data/", own_data.tracked, name="tracked_data"),
    path(
        "track/<number:number>/data/files/", own_data.take_away_tracked, name="tracked_data_files"
    ),
    path("track/<number:number>/data/forget/", own_data.forget, name="forget"),
    path("wishes/claims/", wishes.find_claim, name="find_claim"),
    path("wishes/claims/<claim:number>/", wishes.claim, name="wish_claim"),
    path("wishes/claims/<claim:number>/paper/", wishes.claim_paper, name="wish_claim_paper"),
    path("wishes/claims/<claim:number>/thanks/", wishes.certificate, name="wish_certificate"),
    path("activities/sign-ups/", activities.find, name="find_sign_up"),
    path("activities/sign-ups/<sign_up:number>/", activities.sign_up, name="sign_up"),
    # ── For residents who are signed in ──
    path("me/", me.me, name="me"),
    path("me/messages/", me.inbox, name="inbox"),
    path("me/messages/how/", follows.reaching, name="reaching"),
    path("me/follow/", follows.follow, name="follow"),
    path("me/follows/", follows.mine, name="my_follows"),
    path("projects/<number:number>/need/", support.need, name="support"),
    path("me/data/", own_data.mine, name="my_data"),
    path("me/data/files/", own_data.take_away, name="my_data_files"),
    path("me/close/", own_data.close, name="close_account"),
    path("me/closed/", own_data.closed, name="account_closed"),
]
