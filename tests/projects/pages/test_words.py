"""What the house says in its own words, and pages of our own where something is not possible."""

from tests.factories.projects import bring, furnish


def test_a_district_says_it_in_its_own_words(client, db, settings, text_of):
    words = {
        "SLOGAN": ["有事", "您说。"], "LEAD": "一句自己的导语。", "PROMISE": "一句自己的承诺。",
        "WINDOW_LINE": "到大厅三号窗口说。", "FILING_LINE": "粤ICP备000000号",
        "OWNER_LINE": "青溪区民政局主办", "HOTLINE": "0756-7654321",
        "ICP_RECORD": "粤ICP备111111号", "POLICE_RECORD": "粤公网安备222222号",
        "SITE_CODE": "4404040001",
    }  # fmt: skip
    for name, word in words.items():
        setattr(settings, name, word)
    text = text_of(client.get("/"))
    assert [word for word in words.values() if isinstance(word, str) and word not in text] == []
    assert '<span class="ph">您说。</span>' in text
    assert "三分钟就能提一件" not in text
    assert "民微VIP专窗" not in text


def test_without_them_the_page_speaks_for_itself(client, db, text_of):
    text = text_of(client.get("/"))
    assert "三分钟就能提一件" in text
    assert "民微VIP专窗" in text


def test_the_heading_over_the_projects_is_the_districts(client, db, settings, text_of):
    settings.NEARBY = "青溪人的身边事"
    assert "青溪人的身边事" in text_of(client.get("/"))


def test_the_front_page_tells_social_money_apart(client, lamps, text_of):
    from funding.actions.budgets import Part

    parts = [Part("district", 3_000_000), Part("sponsorship", 1_000_000)]
    bring(furnish(lamps, parts=parts), "confirm")
    text = text_of(client.get("/"))
    assert "其中社会资金 1 万元" in text


def test_matters_without_a_public_name_are_told_apart_by_their_day(client, lamps, text_of):
    text = text_of(client.get("/projects/"))
    assert 'class="card quiet"' in text
    assert "2026年6月1日提出" in text
    furnish(lamps)
    text = text_of(client.get("/projects/"))
    assert 'class="card quiet"' not in text
    assert "6月1日提出" not in text


def test_an_address_that_only_takes_buttons_says_so(client, db, text_of):
    response = client.get("/size/")
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "这个网址不能这样打开" in text_of(response)
    assert "回首页" in text_of(response)


def test_the_apis_refusal_keeps_its_own_words(client, db):
    response = client.post("/api/v1/projects/")
    assert response.status_code == 405
    assert response.headers["Content-Type"] == "application/json"
