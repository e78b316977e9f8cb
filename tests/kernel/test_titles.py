"""A title of a notice is broken before what it quotes, and what somebody typed stays words."""

from weishishi.kernel.tags import quotes_together


def test_a_title_is_broken_before_what_it_quotes():
    assert quotes_together("关于“手工编织兴趣班”的公示") == (
        '<span class="ph">关于</span><span class="ph">“手工编织兴趣班”的公示</span>'
    )


def test_a_title_without_one_quotation_stays_as_it_is():
    for title in ("公示", "“灯”的公示", "关于“灯”和“棚”的公示"):
        assert quotes_together(title) == title


def test_what_was_typed_is_escaped():
    assert quotes_together("关于“<b>灯”") == (
        '<span class="ph">关于</span><span class="ph">“&lt;b&gt;灯”</span>'
    )
