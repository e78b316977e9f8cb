"""项目总台账: every column of the paper, a month at a time, and nobody's name or phone."""

import csv
import io

import pytest

from projects.queries import master_ledger
from projects.queries.periods import ALWAYS
from tests.factories.projects import bring, furnish, propose
from villages.models import ServicePoint
from weishishi.kernel import clock

pytestmark = pytest.mark.django_db
PAGE = "/admin/projects/project/master_ledger/"
CSV = "/admin/projects/project/master_ledger_csv/"


def table(client, address=CSV):
    body = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def test_a_finished_matter_fills_its_line(lamps, secretary, client):
    ServicePoint.objects.create(village=lamps.village, name="党群服务中心", hotline="0756-7771234")
    project = bring(lamps, "archive")
    client.force_login(secretary.person)
    [row] = table(client, f"{CSV}?period=")
    assert tuple(row) == master_ledger.COLUMNS
    empty = {name for name, text in row.items() if not text}
    assert empty == {"备注", "受益人数"}
    assert (row["预算（万元）"], row["财政（万元）"], row["社会（万元）"]) == ("3.4", "3", "0.4")
    assert (row["结算（万元）"], row["支付（万元）"], row["满意度"]) == ("3.4", "3.4", "96%")
    assert (row["项目编号"], row["联系人"]) == (project.acceptance_no, "党群服务中心")
    assert "王先生" not in str(row) and "13800138000" not in str(row)
    page = client.get(f"{PAGE}?period=").content.decode()
    assert all(name in page for name in master_ledger.COLUMNS) and "13800138000" not in page


def test_before_the_release_it_bears_no_words_of_the_resident(lamps, secretary, client):
    client.force_login(secretary.person)
    [row] = table(client, f"{CSV}?period=")
    assert row["项目名称"] != lamps.title and not row["内容"]


def test_a_month_at_a_time_and_only_ones_own(
    lamps, neighbour, far_village, clerk, town_officer, client
):
    propose(neighbour, clerk, at=clock.now())
    propose(far_village, clerk, at=clock.now())
    client.force_login(town_officer.person)
    assert len(table(client, f"{CSV}?period=")) == 2
    assert len(table(client, f"{CSV}?period=2026-05")) == 0  # all three are of June
    assert len(table(client)) == 2
    assert client.get(f"{PAGE}?period=nonsense").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_many_matters_ask_no_more(
    village, programme, clerk, secretary, number, django_assert_num_queries
):
    for _one in range(number):
        furnish(propose(village, clerk))
    with django_assert_num_queries(11):
        assert (
            len(list(master_ledger.lines(master_ledger.rows_of(secretary.post, ALWAYS)))) == number
        )
