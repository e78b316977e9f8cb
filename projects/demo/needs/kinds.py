"""How is one kind of need written down? `{spot}`, `{people}` and `{office}` are filled in."""

from dataclasses import dataclass

SPOTS = {
    "lanes": {
        "village": (
            "村口", "老榕树下", "祠堂旁", "村东头", "村西头", "旧村巷子", "新村三巷", "河堤边",
            "学校旁小路", "菜地路口", "公交站旁", "村委会后巷", "村道弯道", "晒谷场旁",
        ),
        "community": (
            "菜市场门口", "公交站旁", "幼儿园门口", "小学旁小路", "老区一巷", "老区三巷",
            "河堤绿道", "后街", "东区路口", "西区路口", "工业路口", "卫生站门前", "社区北门",
            "旧宿舍区",
        ),
    },
    "squares": {
        "village": ("文化广场", "老榕树下", "村委会门前", "篮球场边", "祠堂前空地", "新村小公园"),
        "community": ("社区公园", "党群服务中心门前", "篮球场边", "东区空地", "西区空地", "老区小广场"),
    },
    "rooms": {
        "village": ("党群服务中心", "农家书屋", "长者饭堂", "老人活动室", "儿童之家", "文化楼"),
        "community": ("党群服务中心", "社区图书室", "长者饭堂", "老人活动室", "四点半课堂", "多功能室"),
    },
    "stairs": {
        "village": ("公寓楼", "教师楼", "旧宿舍楼"),
        "community": (
            "老区1栋", "老区2栋", "老区3栋", "老区5栋", "东区1栋", "东区2栋", "东区4栋",
            "西区1栋", "西区3栋", "职工楼",
        ),
    },
}  # fmt: skip


@dataclass(frozen=True)
class Need:
    """`also`: how a second person would call the same thing. `work`: (name, unit, fewest, most,
    yuan each). `spots`: a key of SPOTS, or the words themselves."""

    code: str
    title: str
    also: str
    needs: tuple
    public: str
    work: tuple
    spots: str | tuple = "lanes"
    project_class: str = "works"
    micro_type: str = "facility"
    hazard: str = "none"
    group: str = "everybody"
    people: tuple = (80, 600)
    weight: int = 4

    def spots_in(self, kind):
        return SPOTS[self.spots][kind] if isinstance(self.spots, str) else self.spots


@dataclass(frozen=True)
class Beyond:
    """A need that the programme cannot serve, and the answer people were given."""

    title: str
    needs: tuple
    public: str
    answer: str
    department: str = ""
    spots: str | tuple = "lanes"

    def spots_in(self, kind):
        return SPOTS[self.spots][kind] if isinstance(self.spots, str) else self.spots
