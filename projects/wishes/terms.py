"""What does somebody promise who claims a wish? The words she sees first; each version stays known.

(慈善法 2023: 40 no relative of the giver, 41 a promise made in public can be enforced, 32 nobody is
made to give, 36 what is given is safe and usable; 22, 26, 27: no money is collected here)
"""

from django.utils.translation import gettext_lazy as _

VERSION = "1"
TERMS = (
    _("认领是公开的承诺：请按您写的日期，把心愿里写的东西买好、送到；通过网络公开作出的承诺，依法要兑现（慈善法第四十一条）。"),
    _("完全自愿，没有任何摊派；本网站不收一分钱，也不转交现金，请不要向任何人转账。"),
    _("您（或您单位的负责人）不是受助人的亲属，也没有别的利害关系（慈善法第四十条）。"),
    _("东西要安全、能用、在保质期内（慈善法第三十六条），由村（社区）工作人员陪同送到，或者代为转交。"),
    _("不打听、不公开受助人的姓名、住址和样子，不拿受助人做宣传。"),
    _("到了承诺的日期再过几天还没有送达，心愿会自动回到心愿墙，由别人认领；确有困难的，请早点告诉村（社区）。"),
    _("您留的姓名和手机号加密保存，只给办这件事的工作人员联系您用，心愿了结两年后抹去；公开的只有“爱心企业、单位、个人”这样的类别。"),
)  # fmt: skip
