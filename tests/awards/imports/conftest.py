import pytest

from awards.load import load_catalogue


@pytest.fixture
def catalogue(world):
    """The catalogue of awards beside the small world."""
    load_catalogue()
    return world
