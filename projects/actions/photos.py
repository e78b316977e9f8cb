"""Photos of a matter: taken in, made clean by a worker, described and shown by the village's staff."""

import json
import re
import shutil
import subprocess
import sys
import unicodedata
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from celery import current_app
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models import F, Q
from django.db.transaction import atomic, on_commit
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from projects.models import Photo, Project
from projects.models.attachments import FILE_NAME, MOST_PHOTOS, private_path
from projects.people import implementer, proposer, village_committee
from projects.states import BEFORE_DELIBERATION
from weishishi.kernel import clock, pictures, workshop
from weishishi.kernel.actor import Kind
from weishishi.kernel.verdict import Refused
from weishishi.kernel.workshop.sizes import UNREADABLE

PROCESS = "projects.tasks.process_photo"
PATIENCE = 60  # seconds for the clean copies of one photo
LEASE = timedelta(seconds=90)
MOST_TRIES = 3
_WORDS = {"phase", "caption", "scene"}


# ── Taking in ────────────────────────────────────────────────────────────────────────────────────
def inspect(files):
    """`Refused` with every file's name and reason, when there are too many or one is no photo.

    Looks at headers only (policy: rulings 22), so a form may ask before anything is written.
    """
    if len(files) > MOST_PHOTOS:
        raise Refused(
            _("最多 {most} 张照片，您选了 {count} 张，请留下最要紧的。").format(
                most=MOST_PHOTOS, count=len(files)
            )
        )
    verdicts = [(file, pictures.check(file)) for file in files]
    if reasons := [f"{named(file)}：{verdict.reason}" for file, verdict in verdicts if not verdict]:
        raise Refused(*reasons)


def attach(
    project, *, by, files, phase=Photo.Phase.BEFORE, caption="", scene="", taken_on=None,
    is_drawing=False, at=None, **of,
):  # fmt: skip
    """Take in all of `files` or none; they are shown to nobody before a worker has cleaned them.

    The proposer adds photos of how it is until the matter is deliberated, staff of any phase. `of`
    names the site visit, the report of progress or the acceptance they were taken for, each of which
    has room for its own.
    """
    inspect(files)
    if taken_on and taken_on > clock.today():
        raise Refused(_("拍摄日期不能在今天以后。"))
    with all_or_none() as taken:
        project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        _may_attach(project, by, phase)
        _is_room_for(project, files, phase, of)
        for file in files:
            photo = Photo(
                project=project, phase=phase, caption=caption, scene=scene, taken_on=taken_on,
                is_drawing=is_drawing, file_name=named(file), uploaded_by=by.post,
                uploaded_at=at or clock.now(), **of,
            )  # fmt: skip
            taken.take(photo, file)
    return taken


class Taken(list):
    """The photos of one block of `all_or_none`."""

    def take(self, photo, file):
        """Keep the photo with its original; the worker hears of it after the commit."""
        check_words(photo)
        self.append(photo)
        photo.original.save("", file, save=False)
        photo.save()
        on_commit(lambda: ring(photo.key))


@contextmanager
def all_or_none():
    """One transaction with the files as well: when the block fails, neither row nor file stays."""
    taken = Taken()
    try:
        with atomic():
            yield taken
    except BaseException:
        for photo in taken:
            erase(photo)
        raise


def check_words(photo):
    try:
        photo.clean_fields(exclude={field.name for field in Photo._meta.fields} - _WORDS)
    except ValidationError:
        raise Refused(_("图注最多 80 个字，拍摄地点最多 60 个字。")) from None


def _may_attach(project, by, phase):
    if by.kind == Kind.SYSTEM or village_committee.hold(project, by):
        return
    if phase == Photo.Phase.DURING and implementer.hold(project, by):
        return
    if not proposer.hold(project, by):
        raise Refused(_("照片由提出人或所在村（社区）上传。"))
    if phase != Photo.Phase.BEFORE or project.status not in BEFORE_DELIBERATION:
        raise Refused(_("现在由村（社区）上传照片；您拍的照片可以交给联络员。"))


TAKEN_FOR = ("visit", "progress", "acceptance")


def _is_room_for(project, files, phase, of):
    same = dict.fromkeys(TAKEN_FOR) | of
    rows = project.photos.filter(phase=phase, **same).exclude(state=Photo.State.REFUSED)
    there = rows.count()
    if there + len(files) > MOST_PHOTOS:
        raise Refused(
            _("“{phase}”的照片最多 {most} 张，已有 {there} 张，还能再传 {left} 张。").format(
                phase=Photo.Phase(phase).label, most=MOST_PHOTOS, there=there,
                left=max(0, MOST_PHOTOS - there),
            )
        )  # fmt: skip


def named(file):
    """The file's name as it may be shown: no folders, nothing invisible, not too long."""
    name = re.split(r"[\\/]", file.name or "")[-1]
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C").strip()
    return name if len(name) <= FILE_NAME else f"{name[: FILE_NAME - 11]}…{name[-10:]}"


def ring(key):
    """Tell the worker; without a broker the sweep of the beat finds the photo."""
    with suppress(OperationalError):
        current_app.send_task(PROCESS, [str(key)], retry=False)


# ── In the worker ────────────────────────────────────────────────────────────────────────────────
def process(key):
    """Make the clean copies of the photo with that key, once, whoever asks how often; then the
    original with everything the camera wrote into it is deleted. Returns its state, None when
    another worker has it in hand."""
    photo = _take_in_hand(key)
    if photo is not None:
        _make_clean_copies(photo)
    found = Photo.objects.filter(key=key).first()
    if found is None and photo is not None:  # taken off its sheet while it was being cleaned
        erase(photo)
    if found is None or found.state == Photo.State.WAITING:
        return None
    _forget_original(found)
    return found.state


def erase(photo):
    """Delete every file of a photo whose row is gone."""
    default_storage.delete(private_path(photo, ""))
    shutil.rmtree(default_storage.path(photo.folder), ignore_errors=True)


def lost():
    """Keys of photos nobody has in hand: still waiting, or their original still there."""
    rows = Photo.objects.exclude(original="").filter(_is_free())
    return list(rows.order_by("pk").values_list("key", flat=True))


def _is_free():
    return Q(held_until__isnull=True) | Q(held_until__lt=clock.now())


def _take_in_hand(key):
    """The row, if it waits and is free; the database decides between two workers."""
    waiting = Photo.objects.filter(_is_free(), key=key, state=Photo.State.WAITING)
    taken = waiting.update(held_until=clock.now() + LEASE, tries=F("tries") + 1)
    return Photo.objects.get(key=key) if taken else None


def _make_clean_copies(photo):
    """Decode it in a process with bounded memory and time; killed thrice, it is given up."""
    command = [
        sys.executable, "-I", Path(workshop.__file__).parent, photo.original.path,
        default_storage.path(photo.folder),
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        end = done.returncode
    except subprocess.TimeoutExpired:
        end = None
    if end == 0:
        told = json.loads(done.stdout)
        _finish(photo, state=Photo.State.READY, width=told["width"], height=told["height"])
    elif end == UNREADABLE or photo.tries >= MOST_TRIES:
        sentence = _("{}：照片打不开，可能没有传完整，请重新上传。").format(photo.file_name)
        _finish(photo, state=Photo.State.REFUSED, refusal=sentence)


def _finish(photo, **outcome):
    waiting = Photo.objects.filter(pk=photo.pk, state=Photo.State.WAITING)
    waiting.update(held_until=None, **outcome)


def _forget_original(photo):
    """After the state is stored, so that a worker killed in between leaves something to find."""
    if photo.original:
        default_storage.delete(photo.original.name)
        Photo.objects.filter(pk=photo.pk).update(original="")


# ── At the village's desk ────────────────────────────────────────────────────────────────────────
@atomic
def describe(photo, *, by, caption, scene="", taken_on=None):
    """What the photo shows, where and when; the public reads it below the picture."""
    photo = _locked(photo, by)
    if taken_on and taken_on > clock.today():
        raise Refused(_("拍摄日期不能在今天以后。"))
    photo.caption, photo.scene, photo.taken_on = caption.strip(), scene.strip(), taken_on
    check_words(photo)
    photo.save(update_fields=["caption", "scene", "taken_on"])
    return photo


@atomic
def publish(photo, *, by, is_public):
    """Show a clean photo to everybody, or take it back; the village's staff decide."""
    photo = _locked(photo, by)
    if is_public and photo.state != Photo.State.READY:
        raise Refused(_("照片还没有处理好，处理好以后才能公开。"))
    photo.is_public, photo.published_by = is_public, by.post if is_public else None
    photo.save(update_fields=["is_public", "published_by"])
    return photo


def _locked(photo, by):
    photo = Photo.objects.select_for_update(of=("self",)).select_related("project").get(pk=photo.pk)
    if by.kind != Kind.SYSTEM and not village_committee.hold(photo.project, by):
        raise Refused(_("照片由所在村（社区）说明和公开。"))
    return photo
