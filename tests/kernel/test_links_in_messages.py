"""Addresses in the words of a message: this site's can be clicked on, nobody else's, nothing is run."""

import pytest

from weishishi.kernel.tags import linked

PATH = "/projects/2021003179/evaluate/?me=0a1b"


@pytest.mark.parametrize("site", ["", "https://wss.example"])
def test_ours_is_a_link_to_the_path(site, settings):
    settings.SITE_ADDRESS = site
    assert linked(f"请评一评：{site}{PATH}。") == (
        f'请评一评：<a class="break" href="{PATH}">{site}{PATH}</a>。'
    )


@pytest.mark.parametrize(
    "words",
    [
        "https://evil.example/projects/",
        "//evil.example/a/",
        "https://wss.example.evil/projects/",
        "1/2/",
    ],
)
def test_nobody_elses_is(words, settings):
    settings.SITE_ADDRESS = "https://wss.example"
    assert "<a" not in linked(words)


def test_what_is_written_is_escaped_first(settings):
    assert "&lt;script" in linked("<script>/a/</script>") and "<script" not in linked(
        "<script>/a/</script>"
    )
