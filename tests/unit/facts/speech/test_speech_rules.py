"""One sentence or two for each rule of reported speech: what is said, who says it, and what is not said at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from assets.facts.speech import Quote


def contents(quotes: list[Quote]) -> dict[str, str | None]:
    return {quote.text.strip("“”\",' "): quote.source_text for quote in quotes}


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        # clauses: what the outlet adds behind them is not reported
        (
            "Lund said the pier would be closed, although he named no date.",
            "the pier would be closed",
            "Lund",
        ),
        (
            "The council said the ferry was late, despite calm weather.",
            "the ferry was late",
            "The council",
        ),
        (
            "Quill said the harbour was safe and added that two boats were missing.",
            "the harbour was safe",
            "Quill",
        ),
        (
            "The mayor said the pier was closed, adding that it would be mended.",
            "the pier was closed",
            "The mayor",
        ),
        # statements with "would", by papers and bodies, of bodies that are no names
        ("Moe would support a new pier.", "a new pier", "Moe"),
        ("The petition demands a new pier.", "a new pier", "The petition"),
        ("Most oppose the new pier.", "the new pier", "Most"),
        ("She came to believe that the pier was lost.", "that the pier was lost", "She"),
        # nouns
        ("The mayor voiced fear that the pier would fall.", "that the pier would fall", "The mayor"),
        ("His remarks about the harbour were heard by everyone.", "the harbour", "His"),
        ("The union repeated its call for a new pier.", "a new pier", "its"),
        # verbs with prepositions
        ("The mayor hinted at a new harbour.", "a new harbour", "The mayor"),
        ("The keeper scoffed at the plan.", "the plan", "The keeper"),
        ("The union campaigned against the toll.", "the toll", "The union"),
        # what someone is blamed for is not the blamer's
        ("Anna Lund blamed Peter Moe for refusing to leave.", "to leave", "Peter Moe"),
    ],
)
def test_reported_words_and_their_source(quotes_of, text: str, content: str, source: str) -> None:
    """A rule found other words, or another source."""
    assert contents(quotes_of(text)).get(content) == source


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        # a source parted from its cue
        ("“The pier is gone,” a harbour official, who asked not to be named, told the Gazette.", "gone", "official"),
        ("“The pier is gone,” Almquist said.", "gone", "Almquist"),
        ("The parade was over when a crowd stopped the ferry, shouting “Open the gate!”", "Open the gate", "crowd"),
        # cues in a sentence of their own
        ("“The pier is gone.” Marta Quill said.", "The pier is gone", "Marta Quill"),
        ("Peter Moe agreed. “We need a new pier and we need it soon.”", "a new pier", "Peter Moe"),
        # lists of quoted words
        ("The crowd chanted “Open the gate!” and “Let them land!”", "Let them land", "The crowd"),
        # names before a colon
        ("Marta Quill (Harbour Party): “The pier must be mended.”", "must be mended", "Marta Quill"),
    ],
)
def test_quoted_words_find_who_said_them(quotes_of, text: str, words: str, source: str) -> None:
    """Quoted words stayed without a source, or went to the one who was told."""
    (quote,) = [q for q in quotes_of(text) if words in q.text]
    assert quote.source_text is not None
    assert source in quote.source_text
    assert quote.form in ("direct", "mixed")


def test_what_one_may_say_or_wants_to_show_inside_a_quote_is_no_report(quotes_of) -> None:
    """Words of others that a speaker only imagines became reports of theirs."""
    found = quotes_of("“Then the mayor can say that the pier is safe,” said Marta Quill.")
    assert [q.source_text for q in found] == ["Marta Quill"]


def test_what_police_told_inside_a_quote_is_theirs(quotes_of) -> None:
    """The innermost source of a report within quoted words was lost."""
    found = quotes_of("“Police told us that nine boats had sunk,” said Marta Quill.")
    assert {q.source_text for q in found} == {"Police", "Marta Quill"}


def test_quoted_words_behind_a_verb_of_posting_count_once(quotes_of) -> None:
    """The same words were the object of the verb and its quote."""
    found = quotes_of("The harbour office posted: “The ferry is late by two hours.”")
    assert len([q for q in found if "ferry is late" in q.text]) == 1


def test_attacking_a_town_is_no_judgement(quotes_of) -> None:
    """A word of blame that is meant with arms was taken for an opinion."""
    assert quotes_of("The army attacked the town at dawn.") == []


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The Health Ministry said twelve people died. It said forty were hurt.", "forty", "Health Ministry"),
        ("Rescue workers said twelve people died. They said forty were hurt.", "forty", "Rescue workers"),
        ("Marta Quill spoke on Monday. Her warning that the pier would fall was loud.", "the pier", "Marta Quill"),
        # another body was named between, or other people spoke
        ("The Red Cross said twelve people died. Talks with Unicef went on. It said forty were hurt.", "forty", None),
        ("Rescuers said twelve died. Marta Quill said eleven had. They said forty were hurt.", "forty", None),
    ],
)
def test_it_and_they_are_who_spoke_last(quotes_of, text: str, words: str, speaker: str | None) -> None:
    """'It said' and 'they said' stayed open, or went to whoever was named last."""
    (quote,) = [q for q in quotes_of(text) if words in q.text]
    assert quote.speaker == speaker
    assert quote.speaker_resolution == ("pronoun" if speaker else "unresolved")


def test_a_dateline_is_no_part_of_the_source(quotes_of) -> None:
    """'LUSK, May 3 - Harbour Works' was the source, or the town spoke."""
    found = quotes_of("LUSK, May 3 - Harbour Works Ltd said it had sold twelve boats.")
    assert [q.source_text for q in found] == ["Harbour Works Ltd"]


def test_a_verb_inside_quoted_words_reports_nothing_around_them(quotes_of) -> None:
    """A verb that a speaker used ("the work continues") was the cue of what stands round the quote."""
    found = quotes_of("“The work of the men continues, and we honour that,” Moe said. “But we must look at the rest.”")
    assert [q.source_text for q in found] == ["Moe"]


def test_words_that_only_stand_for_others_are_no_content(quotes_of) -> None:
    """'He wants it' and 'what they know' gave rows whose words tell nothing."""
    found = quotes_of("What they know of the storm is little. The mayor wants it.")
    assert {q.text for q in found}.isdisjoint({"What", "it"})


def test_what_goes_on_reports_nothing(quotes_of) -> None:
    """'As talks continue, ...' made the talks say the rest of the sentence."""
    assert quotes_of("As talks to end the strike continue, the number of the hurt rises.") == []
