"""Which text about personal information is in force, and which were before? (PIPL 14, 17)

Each version is one template that is never changed again: templates/privacy/<version>.html. A new
purpose, another kind of data or another period is a new version, and people are asked again.
"""

CURRENT = "4"
IMPORTED = "imported"  # told and agreed to elsewhere, before this portal existed: 历史资料
VERSIONS = {
    "1": "2026年11月25日",
    "2": "2026年11月25日",
    "3": "2026年11月28日",
    "4": "2026年11月28日",
}  # version: in force since
# What former versions printed as periods; the current one prints projects/retention.py.
FORMER_PERIODS: dict[str, tuple[tuple[str, str], ...]] = {
    "1": (
        ("没提交完的表", "最后一次填写后 7 天"),
        ("没有账号的人留的称呼、手机号", "事情归档或了结后 2 年"),
        ("原话、具体位置、没公开的照片", "事情归档或了结后 2 年"),
        ("给您的消息", "送达后 1 年"),
        ("账号、同意记录", "到您注销；同意记录去掉姓名后留作凭证"),
        ("登录和访问日志", "至少 6 个月"),
        ("公开的办理记录", "按村务档案的规定长期保存"),
    ),
    "2": (
        ("没提交完的表", "最后一次填写后 7 天"),
        ("没有账号的人留的称呼、手机号", "事情归档或了结后 2 年"),
        ("原话、具体位置、没公开的照片", "事情归档或了结后 2 年"),
        ("对公示的意见：称呼、手机号、原话", "答复后 2 年"),
        ("给您的消息", "送达后 1 年"),
        ("账号、同意记录", "到您注销；同意记录去掉姓名后留作凭证"),
        ("登录和访问日志", "至少 6 个月"),
        ("公开的办理记录", "按村务档案的规定长期保存"),
    ),
    "3": (
        ("没提交完的表", "最后一次填写后 7 天"),
        ("没有账号的人留的称呼、手机号", "事情归档或了结后 2 年"),
        ("原话、具体位置、没公开的照片", "事情归档或了结后 2 年"),
        ("对公示的意见：称呼、手机号、原话", "答复后 2 年"),
        ("评议时留的话", "评议结束后 2 年"),
        ("认领微心愿的人留的称呼、手机号；给谁的心愿", "心愿了结后 2 年"),
        ("给您的消息", "送达后 1 年"),
        ("账号、同意记录", "到您注销；同意记录去掉姓名后留作凭证"),
        ("登录和访问日志", "至少 6 个月"),
        ("公开的办理记录", "按村务档案的规定长期保存"),
    ),
}
ANSWER_DAYS = 15  # working days for a request that cannot be done by oneself [R] (PIPL 50)
GROWN_UP_AT = 14  # years; below, a parent proposes (PIPL 31)


def template_of(version):
    return f"privacy/{version}.html"
