"""A faulty row of statistical codes is told with its line, and stays out; its neighbours go in."""

import pytest

from tests.factories.places_folder import TAIL, append, refusal, run, write_over
from villages.models import District, Town, Village

pytestmark = pytest.mark.django_db

FAULTY = {
    "a column too few": ('440404101299,"某村委会",440404101,44,4404', "应有 6 列，实有 5 列。"),
    "a column too many": (f'440404101299,"某村委会"{TAIL},x', "应有 6 列，实有 7 列。"),
    "eleven digits": (f'44040410129,"某村委会"{TAIL}', "代码“44040410129”应是 12 位数字。"),
    "a letter": (f'44040410129O,"某村委会"{TAIL}', "代码“44040410129O”应是 12 位数字。"),
    "full-width digits": (
        f'44040410129\N{FULLWIDTH DIGIT NINE},"某村委会"{TAIL}',
        "应是 12 位数字。",
    ),
    "another street": (
        '440404101299,"某村委会",440404100,44,4404,440404',
        "代码 440404101299 与 streetCode “440404100”对不上。",
    ),
    "another area": (
        '440404101299,"某村委会",440404101,44,4404,440403',
        "代码 440404101299 与 areaCode “440403”对不上。",
    ),
    "an unknown street": (
        '440404199201,"某村委会",440404199,44,4404,440404',
        "上级代码 440404199 不在上一级的文件里。",
    ),
    "no name": (f'440404101299,""{TAIL}', "名称是空的。"),
    "a name of spaces": (f'440404101299," 　 "{TAIL}', "名称是空的。"),
    "a name too long": (f'440404101299,"{"长" * 81}"{TAIL}', "名称超过 80 个字"),
    "a control character": (f'440404101299,"某\t村委会"{TAIL}', "有无法显示的字符。"),
    "a null character": (f'440404101299,"某\0村委会"{TAIL}', "有无法显示的字符。"),
    "a code twice": (
        f'440404101208,"另一个村委会"{TAIL}',
        "代码 440404101208 重复，只用前面的一行。",
    ),
    "an open quote": (f'440404101299,"某村委会{TAIL}', "引号没有配对"),
}


class TestAFaultyRow:
    @pytest.mark.parametrize(("row", "reason"), FAULTY.values(), ids=FAULTY.keys())
    def test_is_told_with_file_and_line_and_the_rest_goes_in(self, folder, row, reason):
        append(folder, row, f'440404101298,"后来村委会"{TAIL}')
        out, err = run(folder)

        assert [line for line in err.splitlines() if line.startswith("villages.csv 第 46 行：")]
        assert reason in err
        assert "有 1 行不合格，没有导入；其余的已经导入。" in out
        assert Village.objects.count() == 45
        assert Village.objects.get(code="440404101298").name == "后来村"
        assert Village.objects.get(code="440404101208").name == "沙白石村"

    @pytest.mark.parametrize(("row", "reason"), FAULTY.values(), ids=FAULTY.keys())
    def test_with_strict_leaves_nothing(self, folder, row, reason):
        append(folder, row)

        assert "有 1 行不合格，按 --strict 一行也没有写入" in refusal(folder, strict=True)
        assert not District.objects.exists() and not Town.objects.exists()
        assert not Village.objects.exists()

    def test_in_another_encoding_is_told_and_the_lines_after_it_keep_their_numbers(self, folder):
        write_over(folder, "沙白石村委会".encode(), "沙白石村委会".encode("gbk"))
        append(folder, "短")
        err = run(folder)[1]

        assert "villages.csv 第 17 行：不是 UTF-8 编码" in err
        assert "villages.csv 第 46 行：应有 6 列，实有 1 列。" in err
        assert Village.objects.count() == 43

    def test_does_not_make_its_unit_vanish(self, folder):
        run(folder)
        write_over(folder, "沙白石村委会".encode(), b"")
        out, _ = run(folder)

        assert "有 1 行不合格" in out
        assert "已经没有" not in out

    def test_of_a_town_takes_its_villages_with_it_each_with_its_line(self, folder):
        write_over(folder, "南水镇".encode(), b"", file="streets.csv")
        out, err = run(folder)

        assert "streets.csv 第 3 行：名称是空的。" in err
        assert err.count("上级代码 440404101 不在上一级的文件里。") == 8
        assert "有 9 行不合格" in out
        assert Village.objects.count() == 36

    def test_after_a_refused_strict_run_a_sound_one_goes_in(self, folder):
        append(folder, "短")
        refusal(folder, strict=True)
        run(folder)

        assert Village.objects.count() == 44
