"""Points for a result: straight lines between the targets that are set. Rule Q5."""

from decimal import Decimal

import pytest

from domain.scores import Direction, Mark, score

THREE = [(50, 50), (75, 75), (100, 100)]
FEWER = [(20, 50), (10, 100)]


@pytest.mark.parametrize(
    ("result", "marks", "direction", "points"),
    [
        ("49.99", THREE, Direction.UP, "0"),
        ("50", THREE, Direction.UP, "50"),
        ("60", THREE, Direction.UP, "60"),
        ("80.00", THREE, Direction.UP, "80"),
        ("100", THREE, Direction.UP, "100"),
        ("140", THREE, Direction.UP, "100"),
        ("20.1", FEWER, Direction.DOWN, "0"),
        ("15", FEWER, Direction.DOWN, "75"),
        ("3", FEWER, Direction.DOWN, "100"),
        ("10", [(0, 50), (30, 100)], Direction.UP, "66.6667"),
        ("7", [(8, 100)], Direction.UP, "0"),
        ("8", [(8, 100)], Direction.UP, "100"),
    ],
)
def test_points_lie_on_the_lines_between_the_targets(result, marks, direction, points):
    given = [Mark(Decimal(value), Decimal(earned)) for value, earned in marks]

    assert str(score(Decimal(result), given, direction)) == points


def test_where_no_target_is_set_nothing_is_scored():
    assert score(Decimal(80), [], Direction.UP) is None
