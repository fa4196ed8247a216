"""Figures are rounded half up as people do it, once, when they are written; both languages."""

from decimal import Decimal

import pytest
from django.utils import translation

from reform.change import Change
from resolutions.digits import percent, rounded

#: The exact number, places, and how it is written in Vietnamese and English.
WRITTEN = [
    ("13.449", 1, "13,4", "13.4"),
    ("13.45", 1, "13,5", "13.5"),
    ("13.4499999", 1, "13,4", "13.4"),
    ("13.5", 0, "14", "14"),
    ("14.5", 0, "15", "15"),  # half up, not half to even
    ("12", 1, "12,0", "12.0"),
    ("0", 2, "0,00", "0.00"),
    ("99.995", 2, "100,00", "100.00"),
    ("99.994", 2, "99,99", "99.99"),
    ("1097", 0, "1.097", "1,097"),
    ("1234567.891", 2, "1.234.567,89", "1,234,567.89"),
    ("-0.05", 1, "-0,1", "-0.1"),
    ("-13.45", 1, "-13,5", "-13.5"),
]
#: Part, whole, and the share in percent with two places: of counts, never of rounded shares.
SHARES = [
    (170, 1097, "15,50%"),  # Hải Dương 2021: what the paper prints as 9.75 %
    (107, 1097, "9,75%"),
    (1, 3, "33,33%"),
    (2, 3, "66,67%"),
    (1, 800, "0,13%"),  # 0.125
    (1, 8, "12,50%"),
    (0, 7, "0,00%"),
    (7, 7, "100,00%"),
]
#: Units before, units now, and the change as a plan page writes it.
CHANGES = [
    (1097, 927, "−15,5%"),
    (200, 173, "−13,5%"),
    (2000, 1731, "−13,5%"),  # 13.45
    (10000, 8656, "−13,4%"),  # 13.44
    (3, 4, "+33,3%"),
    (3, 5, "+66,7%"),
    (4, 4, ""),
    (0, 4, ""),
]


@pytest.mark.parametrize(("exact", "places", "vietnamese", "english"), WRITTEN)
def test_a_figure_is_rounded_half_up(exact, places, vietnamese, english):
    for language, told in (("vi", vietnamese), ("en", english)):
        with translation.override(language):
            assert rounded(Decimal(exact), places) == told
            assert percent(Decimal(exact), places) == f"{told}%"


@pytest.mark.parametrize(("part", "whole", "told"), SHARES)
def test_a_share_is_rounded_from_its_counts(part, whole, told):
    with translation.override("vi"):
        assert percent(Decimal(part) * 100 / Decimal(whole)) == told


@pytest.mark.parametrize(("before", "now", "told"), CHANGES)
def test_a_change_is_rounded_from_its_counts(before, now, told):
    with translation.override("vi"):
        assert Change(before, now).signed_percent == told
