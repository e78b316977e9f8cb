"""A folder of statistical codes becomes our places: all of it, twice nothing, and no faulty row."""

from datetime import date

import pytest

from tests.factories.places_folder import TAIL, append, refusal, run, stored, write_over
from villages.actions.places_import import SHIPPED, load_shipped
from villages.models import District, Town, Village

pytestmark = pytest.mark.django_db


class TestASoundFolder:
    def test_every_row_stands_in_its_table(self, folder):
        out, err = run(folder)

        assert (District.objects.count(), Town.objects.count(), Village.objects.count()) == (
            1,
            6,
            44,
        )
        assert "村（社区）：新增 44，有变化 0，不变 0。" in out
        assert "第" not in err.replace("张表", "")

    def test_a_unit_has_its_town_its_names_and_its_kind(self, folder):
        run(folder)

        unit = Village.objects.select_related("town__district").get(code="440404101208")
        assert (unit.name, unit.full_name, unit.kind) == ("沙白石村", "沙白石村委会", "village")
        assert (unit.is_virtual, unit.source_note, unit.valid_from) == (False, "", None)
        town = unit.town
        assert (town.code, town.name) == ("440404101", "南水镇")
        district = town.district
        assert (district.code, district.name) == ("440404", "金湾区")
        assert (district.city_name, district.province_name) == ("珠海市", "广东省")

    def test_virtual_units_go_in_and_are_marked(self, folder):
        run(folder)

        virtual = Village.objects.filter(is_virtual=True).values_list("code", flat=True)
        assert sorted(virtual) == ["440404400498", "440404401498"]

    def test_it_tells_time_and_memory_and_draws_a_bar(self, folder):
        out, err = run(folder)

        assert "用时" in out and "MB" in out
        assert "villages.csv: 100%" in err

    def test_a_second_time_changes_nothing_and_says_so(self, folder):
        run(folder)
        before = stored()
        out, _ = run(folder)

        assert stored() == before
        assert "村（社区）：新增 0，有变化 0，不变 44。" in out
        assert "没有任何变化" in out

    def test_a_renamed_unit_updates_its_one_row_and_keeps_what_we_know_of_it(self, folder):
        run(folder)
        Village.objects.filter(code="440404101208").update(
            households=7, valid_from=date(2020, 1, 1)
        )
        before = stored()
        write_over(folder, "沙白石村委会".encode(), "白沙石社区居委会".encode())
        out, _ = run(folder)

        unit = Village.objects.get(code="440404101208")
        assert (unit.name, unit.kind) == ("白沙石社区", "community")
        assert (unit.households, unit.valid_from) == (7, date(2020, 1, 1))
        assert len([row for row in stored() if row not in before]) == 1
        assert "村（社区）：新增 0，有变化 1，不变 43。" in out
        assert "没有任何变化" not in out

    def test_a_unit_that_left_the_source_is_reported_and_stays(self, folder):
        run(folder)
        write_over(folder, '440404101208,"沙白石村委会"'.encode() + TAIL.encode() + b"\n", b"")
        out, _ = run(folder)

        assert Village.objects.filter(code="440404101208").exists()
        assert "村（社区）有 1 个在来源里已经没有" in out
        assert "440404101208 沙白石村" in out

    def test_a_unit_already_ended_is_not_reported_again(self, folder):
        run(folder)
        Village.objects.filter(code="440404101208").update(valid_to=date(2023, 1, 1))
        write_over(folder, '440404101208,"沙白石村委会"'.encode() + TAIL.encode() + b"\n", b"")

        assert "已经没有" not in run(folder)[0]

    def test_a_byte_order_mark_windows_line_ends_and_blank_lines_are_fine(self, folder):
        for file in folder.iterdir():
            text = file.read_bytes().replace(b"\n", b"\r\n")
            file.write_bytes(b"\xef\xbb\xbf" + text + b"\r\n")
        out, _ = run(folder)

        assert "新增 44" in out and "不合格" not in out

    def test_a_backslash_in_a_name_survives(self, folder):
        write_over(folder, "沙白石村委会".encode(), r"沙\n白\石村委会".encode())
        run(folder)

        assert Village.objects.get(code="440404101208").name == r"沙\n白\石村"


class TestOneDistrict:
    def add_a_neighbour(self, folder):
        append(folder, '440403,"斗门区",4404,44', file="areas.csv")
        append(folder, '440403100,"井岸镇",440403,44,4404', file="streets.csv")
        append(folder, '440403100001,"朝阳社区居委会",440403100,44,4404,440403')

    def test_only_its_rows_go_in_and_its_neighbours_faults_are_not_its_business(self, folder):
        self.add_a_neighbour(folder)
        append(folder, '440403100002,"缺列"')
        out, _ = run(folder, district="440404")

        assert list(District.objects.values_list("code", flat=True)) == ["440404"]
        assert Village.objects.count() == 44
        assert "不合格" not in out

    def test_importing_one_does_not_call_the_neighbours_vanished(self, folder):
        self.add_a_neighbour(folder)
        run(folder)

        assert Village.objects.count() == 45
        assert "已经没有" not in run(folder, district="440404")[0]

    def test_a_row_of_another_district_among_its_towns_is_refused(self, folder):
        append(folder, '440403100009,"外来社区居委会",440404100,44,4404,440404')
        out, err = run(folder, district="440404")

        assert "villages.csv 第 46 行：代码 440403100009 与 streetCode “440404100”对不上。" in err
        assert Village.objects.count() == 44
        assert "有 1 行不合格" in out

    @pytest.mark.parametrize("code", ["44040", "4404041", "珠海金湾区呀", "44040x"])
    def test_a_code_that_is_not_six_digits_is_refused(self, folder, code):
        assert "--district 要写 6 位数字" in refusal(folder, district=code)

    def test_a_code_the_source_does_not_know_is_refused(self, folder):
        assert "areas.csv 里没有代码 440499" in refusal(folder, district="440499")
        assert not District.objects.exists()


class TestAFolderThatIsNotOne:
    def test_a_missing_folder_is_one_sentence(self, tmp_path):
        assert refusal(tmp_path / "nowhere").startswith("找不到文件夹")

    def test_missing_files_are_named(self, folder):
        (folder / "streets.csv").unlink()
        (folder / "villages.csv").unlink()

        assert "里缺少 streets.csv、villages.csv" in refusal(folder)

    @pytest.mark.parametrize("content", [b"", b"code,name\n", "代码,名称\n".encode("utf-16")])
    def test_a_file_with_other_columns_is_refused(self, folder, content):
        (folder / "villages.csv").write_bytes(content)

        assert "villages.csv 的第 1 行应是表头 code,name,streetCode" in refusal(folder)
        assert not District.objects.exists()


class TestTheShippedDistrict:
    def test_the_export_is_the_shipped_file_byte_for_byte(self, folder, tmp_path):
        out, _ = run(folder, district="440404", export=str(tmp_path / "out.csv"))

        assert (tmp_path / "out.csv").read_bytes() == SHIPPED.read_bytes()
        assert "42 个村（社区）" in out
        assert not District.objects.exists()

    def test_an_export_wants_a_district(self, folder, tmp_path):
        assert "--district" in refusal(folder, export=str(tmp_path / "out.csv"))

    def test_a_strict_export_of_a_faulty_folder_writes_no_file(self, folder, tmp_path):
        append(folder, f'440404101299,""{TAIL}')

        refusal(folder, district="440404", strict=True, export=str(tmp_path / "out.csv"))
        assert not (tmp_path / "out.csv").exists()

    def test_loading_it_gives_the_district_its_towns_and_42_units(self):
        load_shipped()

        assert District.objects.get().name == "金湾区"
        assert District.objects.get().city_name == "珠海市"
        towns = {town.name: town.villages.count() for town in Town.objects.all()}
        assert towns == {"三灶镇": 9, "南水镇": 8, "红旗镇": 14, "平沙镇": 11}
        assert Village.objects.filter(kind="village").count() == 14
        assert not Village.objects.filter(is_virtual=True).exists()

    def test_the_district_of_2021_has_41_units(self):
        load_shipped()

        of_2021 = Village.objects.on(date(2021, 2, 1))
        assert of_2021.count() == 41
        assert not of_2021.filter(code="440404100005").exists()
        assert Village.objects.on(date(2020, 6, 29)).count() == 40
        newest = Village.objects.get(code="440404100005")
        assert (newest.name, newest.valid_from) == ("滨海社区", date(2023, 6, 30))
        assert "准确设立日期未公布" in newest.source_note

    def test_loading_it_twice_changes_nothing_not_even_a_date_somebody_corrected(self):
        load_shipped()
        Village.objects.filter(code="440404100005").update(valid_from=date(2023, 3, 1))
        before = stored()

        assert load_shipped().nothing_changed
        assert stored() == before

    def test_the_source_agrees_with_the_shipped_file(self, folder):
        load_shipped()
        out, _ = run(folder, district="440404")

        assert "村（社区）：新增 2，有变化 0，不变 42。" in out
