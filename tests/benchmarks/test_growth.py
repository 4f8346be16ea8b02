import pytest

from tests.benchmarks.growth import exponent


@pytest.mark.parametrize(
    ("power", "costs"), [(1, (2.0, 20.0, 200.0)), (0, (5.0, 5.0, 5.0)), (2, (1.0, 100.0, 10_000.0))]
)
def test_the_exponent_is_the_slope_in_a_double_logarithmic_picture(power, costs):
    assert exponent(dict(zip((1_000, 10_000, 100_000), costs, strict=True))) == pytest.approx(power)
