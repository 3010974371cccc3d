"""Counts of people: the tables of phrases, and what must hold of any text."""

from etl.numbers import read_numbers
from etl.people import read_counts, settle_counts
from etl.vocabulary import read_scan


def test_a_sum_of_judges_says_the_sexes_by_contrast() -> None:
    scan = read_scan("استفادت من الدورة 12 قاضية و8 قضاة", "ar", "numbers", "people")
    settled = settle_counts(read_counts(scan, read_numbers(scan)))
    assert (settled.total, settled.bound, settled.women, settled.men) == (20, "exact", 12, 8)
