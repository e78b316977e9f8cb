"""What a unit is called for short, and whether it is a village or a community."""

import pytest

from villages.place_names import read_name


@pytest.mark.parametrize(
    ("code", "full_name", "name", "kind"),
    [
        ("440404101208", "沙白石村委会", "沙白石村", "village"),
        ("440404100201", "鱼月村民委员会", "鱼月村", "village"),
        ("440404100003", "草堂湾社区居民委员会", "草堂湾社区", "community"),
        ("440404101001", "南水社区居委会", "南水社区", "community"),
        ("130130101201", "庙山村村民委员会", "庙山村", "village"),
        ("110101001009", "吴家坝社区", "吴家坝社区", "community"),
        ("340400100401", "第一居委会", "第一居委会", "community"),
        ("130523100202", "西街村居民委员会", "西街村居委会", "community"),
        ("510411100003", "沙沟社区村民委员会", "沙沟社区", "village"),
        ("150622100201", "白音花嘎查委员会", "白音花嘎查", "village"),
        ("110101001001", "象棋社区委员会", "象棋社区", "community"),
        ("630000000201", "柴旦牧委会", "柴旦牧委会", "village"),
        ("659012505508", "八连生活区", "八连生活区", "village"),
    ],
)
def test_the_committee_named_at_the_end_decides(code, full_name, name, kind):
    unit = read_name(code, full_name)

    assert (unit.full_name, unit.name, unit.kind, unit.is_virtual) == (full_name, name, kind, False)


@pytest.mark.parametrize(
    ("last_three", "kind"),
    [("001", "community"), ("199", "community"), ("200", "village"), ("399", "village"),
     ("400", "community"), ("499", "community"), ("500", "village")],
)  # fmt: skip
def test_where_the_name_contradicts_itself_the_code_decides(last_three, kind):
    assert read_name("420000000" + last_three, "王堂村村民居委会").kind == kind


@pytest.mark.parametrize(
    ("code", "full_name"),
    [("440404400498", "联港工业区虚拟社区"), ("659012505598", "某团虚拟生活区")],
)
def test_a_unit_that_exists_in_statistics_only_is_virtual(code, full_name):
    unit = read_name(code, full_name)

    assert unit.is_virtual
    assert unit.name == full_name


def test_a_name_that_is_nothing_but_a_committee_stays_whole():
    assert read_name("440404100201", "村委会").name == "村委会"
