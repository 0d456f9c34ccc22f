"""Words of texts: what counts as the same word, and what is remembered of each."""

import numpy as np

from assets.stories.texts.normalise import CAPITAL, NUMBER, OPENS_LINE, OPENS_SENTENCE, QUOTED, Tokens, concat, tokenise


def words(text: str) -> list[int]:
    return tokenise([text]).hashes.tolist()


def test_case_quotes_dashes_and_spaces_do_not_count() -> None:
    """A copy set with typographic signs counted as another text."""
    assert words("“Don’t go — stay,” she said") == words('"don\'t go - STAY," She  said')
    assert words("ÉCOLE à Zürich") == words("école À zürich")


def test_a_number_keeps_its_separators_and_a_sentence_end_is_no_part_of_it() -> None:
    """1,200.5 fell into three numbers, and the full stop behind 1998 was read as its part."""
    assert len(words("1,200.5 in 1998. Then")) == 4
    assert words("in 1998.") == words("in 1998")
    assert words("1,200") != words("1,300")


def test_texts_in_other_batches_have_the_same_words() -> None:
    """Words at the edge of a buffer were joined to the next text's."""
    texts = ["Ferry aground", "", "x" * 300_000, "tail ", "東京は晴れ", "end"]
    whole = tokenise(texts)
    single = concat([tokenise([text]) for text in texts])
    assert whole.hashes.tolist() == single.hashes.tolist()
    assert whole.flags.tolist() == single.flags.tolist()
    assert whole.lengths.tolist() == [2, 0, 1, 1, 5, 1]


def test_words_of_a_text_without_spaces_are_its_characters() -> None:
    """A Japanese article was one word, so two of them never shared a shingle."""
    assert len(words("東京は晴れ。大阪は雨")) == 9


def test_flags_tell_numbers_names_and_openings() -> None:
    """A capital that only opens a sentence was taken for a name."""
    tokens = tokenise(["The ferry left Tessen at 9. Divers came.\nNew line"])
    flags = tokens.flags.tolist()
    assert [bool(flag & CAPITAL) for flag in flags] == [
        True,
        False,
        False,
        True,
        False,
        False,
        True,
        False,
        True,
        False,
    ]
    assert [bool(flag & NUMBER) for flag in flags] == [False] * 5 + [True] + [False] * 4
    assert [at for at, flag in enumerate(flags) if flag & OPENS_SENTENCE] == [0, 6, 8]
    assert [at for at, flag in enumerate(flags) if flag & OPENS_LINE] == [0, 8]


def test_take_keeps_the_words_of_the_rows_asked_for() -> None:
    """Rows taken in another order got one another's words."""
    tokens = tokenise(["one two", "three", "four five six"])
    taken = tokens.take(np.array([2, 0]))
    assert isinstance(taken, Tokens)
    assert taken.hashes.tolist() == words("four five six") + words("one two")


def test_half_a_surrogate_pair_is_no_error() -> None:
    """A broken character in one article stopped the whole day."""
    assert len(words("flood \ud800 warning")) >= 2


def test_words_in_quotation_marks_are_known() -> None:
    """An open mark at a line's end made the rest of the text a quotation."""
    text = 'He said: "We go home", and left.\n"One more\nThe end. “So be it,” she said.'
    quoted = (tokenise([text]).flags & QUOTED) > 0
    marked = "..***..**..***.."
    assert "".join("*" if word else "." for word in quoted.tolist()) == marked
    assert not (tokenise(["six", text]).flags[:1] & QUOTED).any()
