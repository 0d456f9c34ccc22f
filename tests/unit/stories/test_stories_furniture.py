"""Words that belong to the page and not to the report."""

from assets.stories.texts.furniture import without_furniture
from assets.stories.texts.normalise import OPENS_LINE, tokenise

REPORT = "A ferry ran aground off Marrow Point.\nDivers will look at the hull."


def test_credits_datelines_and_calls_to_subscribe_are_left_out() -> None:
    """Copies counted as unlike because each stood in its own page, strangers as alike because they shared one."""
    page = (
        "By Anna Holm | Staff writer\nTESSEN (AP) — " + REPORT + "\nRead more on our site.\nSubscribe now for 3 crowns."
        "\nOla Lund contributed to this report.\nPhoto: Ola Lund\n(Adds details of the rescue)"
    )
    left = without_furniture(tokenise([page]))
    assert left.hashes.tolist() == tokenise([REPORT]).hashes.tolist()
    assert left.flags.tolist()[0] & OPENS_LINE


def test_a_report_keeps_its_words() -> None:
    """A sentence that opens with a common word was taken for a credit."""
    texts = [
        "By Tuesday the water had reached the doors of the houses along the lower quay in Tessen, the mayor said.",
        "by then it rained",
        "The AP and other agencies reported it.",
        "Subscribe now",
        "",
        "Photo shops in Tessen close.\nVideo shows the ferry.\nIt contributed to this report of the inquiry.",
    ]
    plain = tokenise(texts)
    left = without_furniture(plain)
    assert left.lengths[1:2].tolist() == plain.lengths[1:2].tolist()
    assert left.lengths[0] == plain.lengths[0]
    assert left.lengths[3:].tolist() == [2, 0, *plain.lengths[5:].tolist()]


def test_titles_of_films_and_galleries_are_left_out() -> None:
    """Articles of one outlet were copies of each other because the same films and pictures stood in both."""
    films = "2:05 Lifeboat crew brings ferry passengers ashore\n0:47 Mayor of Tessen opens the new quay"
    gallery = "Photos: " + "The old harbour A crane lifts a boat. Hide Caption 3 of 21 " * 12
    left = without_furniture(tokenise([films + "\n" + REPORT + "\n" + gallery.strip()]))
    assert left.hashes.tolist() == tokenise([REPORT]).hashes.tolist()


def test_times_of_day_and_results_open_lines_of_a_report() -> None:
    """A line that begins with an hour was taken for the title of a film."""
    text = "9:30 a.m. the ferry left.\n9:45 AM it ran aground.\n11:20 Divers arrived.\n2:1 was the score at the break."
    plain = tokenise([text])
    assert without_furniture(plain).hashes.tolist() == plain.hashes.tolist()


def test_of_a_page_without_its_article_nothing_is_left() -> None:
    """Pages that showed a form in place of the article were one text sent again and again."""
    form = "Please log in to go on.\nForgot your password?\nBy signing up you agree to our terms."
    assert without_furniture(tokenise([form, "Sign up"])).lengths.tolist() == [0, 2]
