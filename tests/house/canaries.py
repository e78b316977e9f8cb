"""Two hundred residents whose phones, names, places and words nobody may find, who gives and who is
paid among them, and a visitor who reads everything that is public."""

import html
import io
import re
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

from django.urls import reverse
from django.urls.exceptions import NoReverseMatch
from PIL import Image

from funding.actions import corrections, payments
from funding.actions.budgets import Part
from funding.lines import Line
from funding.models import Budget, Giver
from projects.actions import (
    advice,
    evaluations,
    facts,
    findings,
    looks,
    objections,
    publications,
    services,
    stories,
    urges,
)
from projects.actions.evaluations import Answer, Speaker
from projects.models import LookRound, Project
from projects.models.evaluations import Way
from projects.states import State
from tests.factories import pictures as made
from tests.factories import services as a_service
from tests.factories import watching
from tests.factories.money import CLERK, EVIDENCE, firm, pay
from tests.factories.notices import ANSWER, object_to
from tests.factories.people import appoint
from tests.factories.projects import bring, furnish, propose
from tests.house.inside import opened
from villages.roles import Role
from weishishi.access import OPEN, ROWS
from weishishi.kernel import cipher, clock

HOST = "http://testserver"
MOST_VARIANTS = 40  # of one address with other question marks
PHONES, NAMES, SPOTS, NEEDS = r"1771234\d{4}", r"司徒第\d+位", r"暗巷\d+号二楼", r"密语\d+，"
# Not the seconds of a time: 09:12:22.362275.
POSITIONS = r"(?<!\d:)(?<![\d.])(?:22\.[0-9]{5,}|113\.[0-9]{5,})"
PAPERS = r"密件\d+号"
PRIVATE = re.compile(f"{PHONES}|{NAMES}|{SPOTS}|{NEEDS}|{POSITIONS}|{PAPERS}")
PRINTS = re.compile(r"[0-9a-f]{64}|gAAAAA[\w-]+")
LINKS = re.compile(r"""(?:href|src|action)=["']([^"'<> ]+)|"(http://testserver[^"]+)\"""")
PICTURES = re.compile(r"srcset=\"([^\"]+)\"")
STAGES = (
    "accept", "post_notice", "confirm", "start", "complete", "archive", "open_evaluation",
)  # fmt: skip


def canary(number):
    return {
        "phone": f"1771234{number:04}", "name": f"司徒第{number}位",
        "spot": f"暗巷{number}号二楼", "need": f"密语{number}，邻居生病了，晚上要有人照看。",
        "title": f"密语{number}，私下的名称", "source_note": f"密语{number}，内部说明",
        "latitude": 22.0531234 + number / 10_000, "longitude": 113.3542345 + number / 10_000,
        "show_name": bool(number % 2),
    }  # fmt: skip


def plant(number_of_them, villages, clerk):
    """Half of them released and on their way, half without a public version."""
    at = clock.now() - timedelta(days=60)
    projects = []
    for number in range(number_of_them):
        project = propose(villages[number % len(villages)], clerk, at=at, **canary(number))
        if number % 2:
            project = furnish(project, parts=secret_money(villages[number % len(villages)], number))
            publications.edit(
                project, by=clerk, title=f"公开的第{number}件", text=f"公开的话{number}。"
            )
            project = publications.release(project, by=clerk, at=at)
            if number % 10 == 1:
                stage = STAGES[number // 10 % len(STAGES)]
                if stage == "start":
                    facts.edit(project, by=clerk, project_class="services")
                project = bring(project, stage)
            if project.state == State.IN_PROGRESS:
                serve_secretly(project, number, clerk)
            if project.state == State.ON_NOTICE:
                object_secretly(project, number, clerk)
            if project.state in (State.EVALUATING, State.ARCHIVED):
                tell_secretly(project, number, clerk)
                say_again_secretly(project, number)
            if project.state in (State.IN_PROGRESS, State.COMPLETED):
                pay_secretly(project, number)
                supervise_secretly(project, number, clerk)
        projects.append(project)
    return projects


def evidence(number):
    """The fingerprint of a paper that is nobody's business."""
    return sha256(f"密件{number}号".encode()).hexdigest()


def secret_money(village, number):
    """A donor who did not agree to be named, and households that pay."""
    secret = canary(number)
    donor = firm(village, secret["name"], Giver.Kind.PERSON)
    return [
        Part("district", 3_000_000), Part("donation", 300_000, giver=donor),
        Part("self_raised", 400_000, is_voluntary=True, payers=f"{secret['name']}，{secret['spot']}"),
    ]  # fmt: skip


def pay_secretly(project, number):
    """A person is paid, gives some back, and a payment is taken back again."""
    budget, name = Budget.objects.get(pk=project.budget_id), canary(number)["name"]
    told = {
        "payee": name, "payee_is_firm": False, "evidence": evidence(number),
        "document_no": f"密件{number}号",
    }  # fmt: skip
    pay(budget, 370_000, **told)
    wrong = pay(budget, 37_000, **told)
    corrections.correct(wrong, key=uuid4(), by=CLERK, on=clock.today(), why="重复登记了一次。")
    payments.refund(
        budget, Line("district"), fen=100, key=uuid4(), by=CLERK, on=clock.today(),
        reference=f"密件{number}号", payee=name, why="多付的退回来。",
    )  # fmt: skip


def say_again_secretly(project, number):
    """Asked whether it still works well, one of five says in her own words what does not."""
    today = clock.today()
    round = LookRound.objects.create(
        project=project, months=3, opened_on=today, last_day=today, asked=6
    )
    for one in range(5):
        words = canary(number)["need"] if one == 0 else ""
        looks.say(round, speaker=Speaker(f"look {number} {one}"), is_fine=bool(one), words=words)


def tell_secretly(project, number, clerk):
    """Neighbours say how it went in words of their own, one phone is barred, and the story is told by
    somebody who agreed on a paper with her name."""
    secret = canary(number)
    stories.write(
        project, by=clerk, words=f"公开的故事{number}，写给大家看。", quote="亮堂多了。",
        quote_name="珍婆", consent_on=clock.today(), consent=f"{secret['name']}当面同意。",
    )  # fmt: skip
    stories.release(project, by=clerk)
    if project.state == State.EVALUATING:
        evaluations.bar(project, by=clerk, phone=f"1771234{number + 300:04}")
        for one in range(6):
            evaluations.speak(
                project, by=clerk, way=Way.PHONE, speaker=Speaker(cipher.index(f"17712350{one:03}")),
                answer=Answer("satisfied", "user", {"pace": "basic"}, secret["need"]),
            )  # fmt: skip


def serve_secretly(project, number, clerk):
    """A service with an activity one signs up for, one that was held, and people it serves: names and
    phones of both are secrets."""
    secret = canary(number)
    services.plan(project, a_service.agreed(eligibility=f"公开的条件{number}"), by=clerk)
    coming = a_service.announce(project, title=f"公开的活动{number}")
    told = {"name": secret["name"], "phone": secret["phone"]}
    a_service.sign_up(coming, **told)
    a_service.hold(project)
    for one in range(6):
        a_service.enrol(project, **told | {"phone": f"177123{46000 + number + one}"})


def supervise_secretly(project, number, clerk):
    """The district supervises, who watches finds and advises, and is answered: everybody reads the
    days, nobody the words."""
    to = appoint(Role.SECRETARY, project.village, f"answers-{number}")
    words = canary(number)["need"]
    urge = urges.press(project, by=clerk, kind="supervise", to=to, text=words, within=5)
    urges.answer(urge, by=clerk, text=words)
    finding = watching.found(project, clerk, text=words, basis=canary(number)["spot"])
    findings.answer(finding, by=clerk, text=words)
    findings.close(finding, by=clerk, text=words)
    if not project.status.is_final:
        advice.answer(watching.advised(project, clerk, text=words), by=clerk, text=words)


def object_secretly(project, number, clerk):
    """Two neighbours object with name and phone; one of them is answered."""
    secret = canary(number)
    told = {"words": secret["need"], "name": secret["name"], "phone": secret["phone"]}
    answered, _waiting = object_to(project, clerk, **told), object_to(project, clerk, **told)
    objections.answer(answered, by=clerk, answer=ANSWER, is_upheld=False)


def public_addresses(objects):
    """Every address everybody may open, from the access table; the tests of the table hold it against
    the URL patterns, so that a new address is walked as soon as it has its row."""
    numbers = list(Project.objects.exclude(query_no=None).values_list("query_no", flat=True))
    some = numbers[:3]  # what asks everybody for proof asks for it whatever the number
    addresses = []
    for name, row in ROWS.items():
        if row.reach != OPEN:
            continue
        of = numbers if row.ok == 200 else some
        for args in [[n] for n in of] if row.needs == "query_no" else [_args(objects, row)]:
            try:
                addresses.append(reverse(name, args=args))
            except NoReverseMatch as error:
                raise AssertionError(f"{name} needs another object than {row.needs!r}") from error
    return addresses


def _args(objects, row):
    return objects[row.needs] if row.needs else []


def crawl(client, seeds):
    """{address: bytes} of everything one can reach from there by links, as nobody in particular."""
    waiting, seen, pages, variants = list(seeds), set(seeds), {}, {}
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        pages[address] = body
        for found in _links(address, response, body):
            path = urlsplit(found).path
            if found in seen or variants.get(path, 0) >= MOST_VARIANTS:
                continue
            seen.add(found)
            variants[path] = variants.get(path, 0) + 1
            waiting.append(found)
    return pages


def _links(address, response, body):
    if "Location" in response.headers:
        found = [response.headers["Location"]]
    elif response.headers.get("Content-Type", "").startswith("image/"):
        found = []
    else:
        text = html.unescape(body.decode(errors="replace"))
        found = [a or b for a, b in LINKS.findall(text)]
        found += [one.split()[0] for many in PICTURES.findall(text) for one in many.split(",")]
    for link in found:
        whole = urlsplit(urljoin(HOST + address, link))
        if f"{whole.scheme}://{whole.netloc}" == HOST and not whole.path.startswith("/static/"):
            yield whole.path + (f"?{whole.query}" if whole.query else "")


def hits(pages):
    """{address: what nobody may find there}"""
    prints = {cipher.index(canary(number)["phone"]) for number in range(200)}
    prints |= {EVIDENCE, *(evidence(number) for number in range(200))}
    found = {}
    for address, body in _all_that_is_in(pages):
        text = body.decode(errors="replace")
        words = set(PRIVATE.findall(text)) | {
            sign for sign in PRINTS.findall(text) if sign in prints or sign.startswith("gAAAAA")
        }
        if body[:4] in (b"RIFF", b"\xff\xd8\xff\xe1", b"\x89PNG") and b"WEBP" in body[:16]:
            words |= _written_into(body)
        if words:
            found[address] = words
    return found


def _all_that_is_in(pages):
    """(address, bytes) of every page, and of every file that lies in one."""
    for address, body in pages.items():
        for name, inner in opened(body).items():
            yield f"{address}{'#' if name else ''}{name}", inner


def _written_into(picture):
    """What a camera wrote into a picture."""
    words = {sign.decode() for sign in (*made.SECRETS, b"Exif", b"GPS") if sign in picture}
    if dict(Image.open(io.BytesIO(picture)).getexif()):
        words.add("EXIF")
    return words
