"""What was typed lies aside sealed, until it is taken up, too old, or something else lies there."""

from datetime import timedelta

import time_machine

from weishishi.kernel import aside, cipher, clock

WORDS = {"name": "王某", "lines": [["a", "1"], ["a", "2"]]}


def test_it_is_sealed_and_comes_back_as_it_was():
    session = {}
    assert aside.lay(session, "here", WORDS)
    assert "王" not in str(session) and "name" not in str(session)
    assert aside.take_up(session, "here") == WORDS == aside.take_up(session, "here")
    assert aside.take_up(session, "there") is None


def test_another_takes_its_place_and_nothing_typed_is_nothing_kept():
    session = {}
    aside.lay(session, "here", WORDS)
    aside.lay(session, "here", {"name": "李某"})
    assert aside.take_up(session, "here") == {"name": "李某"}
    assert not aside.lay(session, "here", {})
    aside.forget(session, "here")
    assert session == {}


def test_it_is_too_old_after_its_time():
    session = {}
    aside.lay(session, "here", WORDS, seconds=60)
    with time_machine.travel(clock.now() + timedelta(seconds=59), tick=False):
        assert aside.take_up(session, "here") == WORDS
    with time_machine.travel(clock.now() + timedelta(seconds=61), tick=False):
        assert aside.take_up(session, "here") is None


def test_too_much_is_not_kept_and_what_lay_there_before_neither():
    session = {}
    aside.lay(session, "here", WORDS)
    assert not aside.lay(session, "here", "字" * aside.MOST)
    assert aside.take_up(session, "here") is None


def test_what_another_key_sealed_is_nothing(settings):
    session = {}
    aside.lay(session, "here", WORDS)
    settings.FIELD_KEY = "another-key-" + "0" * 48
    assert not cipher.is_ours(session["here"]["sealed"])
    assert aside.take_up(session, "here") is None
