"""The whole life of one lamp through the browser, in three walks between which days pass.

The walks take nothing but an address and the people's logins, so they run against the test server
and against a portal started by `make run` alike (tests/browser/by_hand.py).
"""

import re
from dataclasses import dataclass, field

from projects.actions import dossiers
from projects.models import Project
from tests.factories.works import accept, engage, finish
from weishishi.kernel.actor import Actor

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
WORDS = "从村口到小学那一段没有灯，晚上接孩子看不清路，老人也怕摔。"
MOBILE = "13900139000"


def fill_in(page, village, spot, words=WORDS):
    """The first three screens of 我要提; the page is left on the last one."""
    page.check("input[name=kind][value=facility]")
    page.get_by_role("button", name="下一步").click()
    page.select_option("select[name=village]", label=village)
    page.fill("[name=spot]", spot)
    page.get_by_role("button", name="下一步").click()
    page.fill("[name=words]", words)
    page.get_by_role("button", name="下一步").click()
    page.wait_for_url("**/check/")


def say_where_papers_lie(project):
    dossiers.explain_the_rest(project, by=Actor.importer("村委会"), words="在村档案柜里。")


@dataclass
class Login:
    username: str
    password: str


@dataclass
class Lamp:
    """What the people in the story know of their lamp."""

    browser: object
    base: str
    village: str
    people: dict
    number: str = ""
    complaints: list = field(default_factory=list)

    # ── Rooms ────────────────────────────────────────────────────────────────────────────────
    def page(self, viewport):
        page = self.browser.new_context(
            base_url=self.base, viewport=viewport, locale="zh-CN", timezone_id="Asia/Shanghai"
        ).new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._stays_at_home(request.url))
        return page

    def _stays_at_home(self, url):
        if not url.startswith((self.base, "data:")):
            self.complaints.append(f"request to {url}")

    def desk(self, who, viewport=DESK):
        page = self.page(viewport)
        page.goto("/admin/")
        page.fill("input[name=username]", self.people[who].username)
        page.fill("input[name=password]", self.people[who].password)
        page.get_by_role("button", name="登录").click()
        assert "我的待办" in page.title(), page.title()
        return page

    def open(self, page):
        """Find the lamp at the desk by its 查询号 and open it."""
        page.goto(f"/admin/projects/project/?q={self.number}")
        page.locator("#result_list tbody a").first.click()
        page.wait_for_url(re.compile(r"/project/\d+/change/"))
        return page

    def decide(self, page, verb, note=""):
        """Choose the step on the decision page, give the reason, press the button."""
        self.open(page)
        page.check(f"input[name=verb][value={verb}]")
        if note:
            page.fill("[name=note]", note)
        page.get_by_role("button", name="办理并告知").click()
        page.wait_for_load_state()
        assert page.locator(".errs").count() == 0, page.locator(".errs").inner_text()

    # ── First walk: from the resident's words to the notice on the board ─────────────────────
    def is_proposed(self):
        page = self.page(PHONE)
        page.goto("/")
        page.get_by_role("link", name="我要提").first.click()
        fill_in(page, self.village, "村口到小学那一段")
        page.fill("[name=name]", "林女士")
        page.fill("[name=phone]", MOBILE)
        page.check("[name=agree]")
        page.get_by_role("button", name="提交").click()
        page.wait_for_url("**/done/")
        self.number = "".join(page.locator(".code").first.inner_text().split())
        assert len(self.number) == 10
        page.reload()
        assert self.number in "".join(page.locator(".code").first.inner_text().split())
        return self

    def own_page(self, viewport=PHONE):
        """The resident looks hers up by 查询号 and the last four digits."""
        page = self.page(viewport)
        page.goto("/track/")
        page.fill("[name=number]", self.number)
        page.fill("[name=proof]", MOBILE[-4:])
        page.get_by_role("button", name="查进度").click()
        page.wait_for_url("**/track/*/")
        return page

    def is_decided_by_the_village(self):
        secretary = self.desk("secretary")
        self.decide(secretary, "accept")
        self.decide(secretary, "screen")
        self.writes_the_facts(secretary)
        self.signs_the_pledge(secretary)
        self.writes_the_public_version(secretary)
        self.checks_the_lists(secretary)
        self.decide(secretary, "deliberate")
        self.open(secretary)
        assert "公开版还没有经第二人审核发布" in secretary.locator("#why-post_notice").inner_text()
        self.colleague_releases_it()
        self.representatives_decide(secretary)
        self.decide(secretary, "post_notice", "村民代表会议表决通过，同意安装。")
        self.open(secretary)
        assert "公示满 3 天才能报镇审批，" in secretary.locator("#why-report").inner_text()
        return self

    def writes_the_facts(self, page):
        self.open(page).get_by_role("link", name="填写资料和资金").first.click()
        page.fill("[name=title]", "小学路口加装路灯")
        page.select_option("select[name=project_class]", "works")
        page.fill("[name=work-0-name]", "照明灯")
        page.fill("[name=work-0-quantity]", "12")
        page.fill("[name=work-0-unit]", "盏")
        page.fill("[name=work-0-price]", "500")
        page.fill("[name=work-1-name]", "辅料")
        page.fill("[name=work-1-quantity]", "1")
        page.fill("[name=work-1-unit]", "项")
        page.fill("[name=work-1-price]", "0.5")
        page.select_option("select[name=groups-0-group]", "pupils")
        page.fill("[name=groups-0-number]", "180")
        page.select_option("select[name=money-0-source]", "district")
        page.fill("[name=money-0-yuan]", "２，０００．５０")
        page.select_option("select[name=money-1-source]", "sponsorship")
        page.fill("[name=money-1-yuan]", "4000")
        page.get_by_role("button", name="保存").click()
        page.wait_for_url(re.compile(r"/change/"))

    def money(self, page, deed):
        """A page of the lamp's money."""
        self.open(page)
        page.goto(page.url.partition("/change/")[0] + f"/money/{deed}/")
        return page

    def sent(self, page, button, *, lands=r"/money/(#main)?$"):
        page.get_by_role("button", name=button).click()
        page.wait_for_url(re.compile(lands))
        assert page.locator(".errs").count() == 0, page.locator(".errs").inner_text()

    def signs_the_pledge(self, page):
        """A firm promises its part, after the terms were read and without being made to."""
        self.money(page, "pledge")
        page.select_option("select[name=giver]", "new")
        page.fill("[name=new_name]", "青溪照明有限公司")
        page.fill("[name=yuan]", "4000")
        page.fill("[name=what]", "灯具款")
        page.check("[name=terms_read]")
        page.check("[name=is_voluntary]")
        self.sent(page, "登记认捐")

    def brings_the_money(self, page):
        self.money(page, "receive")
        line = page.locator("select[name=line] option", has_text="企业赞助")
        page.select_option("select[name=line]", line.get_attribute("value"))
        page.fill("[name=yuan]", "4,000")
        page.fill("[name=reference]", "收据1")
        self.sent(page, "登记到账")

    def balances_the_books(self, page):
        """Settled by the village, asked for with the invoice, paid by the town's finance office."""
        self.money(page, "settle")
        page.fill("[name=contract_no]", "合同1")
        for name in ("contract", "claimed", "settled"):
            page.fill(f"[name={name}]", "6000.50")
        self.sent(page, "结算")
        self.money(page, "pay")
        page.select_option("select[name=pay_kind]", "final")
        for name, words in {
            "yuan": "6000.50", "purpose": "灯具和安装", "payee": "青溪照明有限公司",
            "document_no": "发票00012345",
        }.items():  # fmt: skip
            page.fill(f"[name={name}]", words)
        paper = {"name": "fapiao.pdf", "mimeType": "application/pdf", "buffer": PDF}
        page.set_input_files("[name=evidence]", paper)
        self.sent(page, "提交给镇财政")
        finance = self.desk("town_finance", PHONE)
        assert "资金，等您办" in finance.locator("main").inner_text()
        finance.get_by_role("link", name="审核支付").click()
        asked = finance.url.partition("/money/")[0]
        self.sent(finance, "票据齐全，支付", lands=r"/admin/(#main)?$")  # nothing else of the kind
        finance.goto(f"{asked}/money/")
        assert "账已平" in finance.locator("main").inner_text()

    def checks_the_lists(self, page):
        """It serves the fourth line of the positive list and falls under none of the negative one."""
        self.open(page)
        page.goto(page.url.replace("/change/", "/check/").partition("?")[0])
        page.locator("[name=serves]").nth(3).check()
        for no in page.locator("[name^=answer_][value=no]").all():
            no.check()
        for words in page.locator("[name=why], [name^=words_]").all():
            words.fill("现场看过，问过镇里。")
        page.locator("main form .btn:not(.plain)").last.click()
        page.wait_for_url(re.compile(r"/change/"))

    def writes_the_public_version(self, page):
        self.open(page).get_by_role("link", name="编辑公开版").click()
        page.fill("[name=title]", "小学路口加装路灯")
        page.fill("[name=text]", "村口到小学的路段没有照明，加装路灯方便接送和夜间出行。")
        page.get_by_role("button", name="保存，请同事审核").click()
        page.wait_for_url(re.compile(r"/change/"))
        assert page.get_by_role("button", name="审核通过，发布").count() == 0

    def colleague_releases_it(self):
        page = self.open(self.desk("liaison"))
        page.get_by_role("button", name="审核通过，发布").click()
        page.wait_for_load_state()
        assert "居民看得到" in self.open(page).locator("main").inner_text()

    def representatives_decide(self, page):
        """The assembly's authorisation is on file, three representatives come and agree."""
        page.goto("/admin/projects/authorisation/add/")
        page.fill("[name=decided_on]", "2021-01-20")
        page.fill("[name=words]", "授权村民代表会议决定公益事业。")
        page.locator("[name=_save]").click()
        self.open(page)
        page.get_by_role("link", name="召集会议").click()
        page.fill("[name=roster]", "陈某，1号户\n李某，2号户\n黄某，3号户")
        page.get_by_role("button", name="召集，固定名单").click()
        for tick in page.locator("[name^=present-]").all():
            tick.check()
        page.get_by_role("button", name="保存到会情况").click()
        page.fill("[name$=-agree]", "3")
        page.get_by_role("button", name="保存票数").click()
        assert "会通过" in page.locator("main").inner_text()
        page.get_by_role("button", name="结束会议，公布结果").click()
        assert "一致通过" in page.locator("main").inner_text()
        assert page.locator(".errs").count() == 0, page.locator(".errs").inner_text()

    # ── Second walk: the notice ran its days, the town confirms ──────────────────────────────
    def is_confirmed_by_the_town(self):
        self.decide(self.desk("secretary", PHONE), "report")
        officer = self.desk("town_officer")
        assert "小学路口加装路灯" in officer.locator("main").inner_text()
        self.approve(officer, "情况属实，材料齐全。")
        self.approve(self.desk("lead_contact", PHONE), "现场看过，同意立项。")
        return self

    def approve(self, page, words):
        """One opinion on its own page, as on the phone."""
        self.open(page).get_by_role("link", name="写审批意见").click()
        page.fill("[name=note]", words)
        page.get_by_role("button", name="提交意见").click()
        page.wait_for_load_state()
        assert page.locator(".errs").count() == 0, page.locator(".errs").inner_text()

    # ── Third walk: it is built, inspected, and the residents are asked ──────────────────────
    def is_built(self):
        secretary = self.desk("secretary")
        self.brings_the_money(secretary)
        for verb in ("start", "inspect", "complete", "open_evaluation"):
            self.writes_what_it_asks_for(verb)
            self.decide(secretary, verb)
        return self

    # ── Fourth walk: they have said how it went, it is filed; others may only look ───────────
    def is_evaluated(self):
        secretary = self.desk("secretary")
        self.open(secretary).get_by_role("link", name="去评议页").click()
        secretary.locator("#sheet > summary").click()
        for name, words in {"where": "村民代表会议", "satisfied": "20", "basic": "1"}.items():
            secretary.fill(f"[name=sheet-{name}]", words)
        secretary.get_by_role("button", name="保存份数").click()
        secretary.wait_for_load_state()
        assert "21 份有效评议" in secretary.locator("main").inner_text()
        self.decide(secretary, "close_evaluation", "谢谢大家来评。")
        self.balances_the_books(secretary)
        self.writes_what_it_asks_for("archive")
        self.decide(secretary, "archive")
        return self

    def writes_what_it_asks_for(self, verb):
        """Implementer, report, acceptance, where papers lie: their own pages have tests of their own."""
        deed = {
            "start": engage, "inspect": finish, "complete": accept, "archive": say_where_papers_lie,
        }.get(verb)  # fmt: skip
        if deed:
            deed(Project.objects.get(query_no=self.number))

    def is_watched_by_the_district(self):
        page = self.open(self.desk("supervisor"))
        text = page.locator("main").inner_text()
        assert "现在没有由您办理的步骤" in text or "这件事已经了结" in text
        assert MOBILE not in page.content()
        assert WORDS not in page.content()
        return self

    def public_page(self, viewport=PHONE):
        page = self.page(viewport)
        page.goto(f"/projects/{self.number}/")
        return page
