"""Cardinals: the tables of forms, and what must hold of any text."""
from etl.numbers import find_numbers


def test_the_words_of_a_number_are_one_mention() -> None:
    found = find_numbers("بمشاركة خمسة وعشرين قاضيا و1,2 مليون زائر")
    assert [(mention.text, mention.value) for mention in found] == [("خمسة وعشرين", 25), ("1,2 مليون", 1_200_000)]
