"""Who said what, in whole texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assets.facts.analyse import Analyst
from assets.schemas import SOURCE_KINDS, SPEAKER_RESOLUTIONS, SPEECH_FORMS

if TYPE_CHECKING:
    from assets.facts.language import Language
    from assets.facts.speech import Quote


def only(quotes: list[Quote], words: str) -> Quote:
    """The narrowest quote whose content holds the words."""
    holding = [q for q in quotes if words in q.text]
    assert holding, f"nobody says {words!r}"
    return min(holding, key=lambda q: len(q.text))


def test_quote_before_and_after_its_cue_is_one_with_one_speaker(quotes_of) -> None:
    """The second half of an interrupted quote had no speaker."""
    text = "“The pier is gone,” harbour master Marta Quill said. “We will build a new one.”"
    quote = only(quotes_of(text), "The pier is gone")
    assert quote.speaker == "Marta Quill"
    assert "We will build a new one" in quote.text
    assert quote.form == "direct"
    assert [text[a:b] for a, b in quote.content_spans] == ["“The pier is gone,”", "“We will build a new one.”"]


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        (
            "Twelve people were killed, according to the harbour police.",
            "Twelve people were killed",
            "the harbour police",
        ),
        ("Police said that twelve people had been killed.", "that twelve people had been killed", "Police"),
        ("The storm, officials said, sank nine boats.", "sank nine boats", "officials"),
        ("A report showed that nine boats had sunk.", "that nine boats had sunk", "A report"),
        ("“Nine boats sank,” said a fisherman who saw it.", "Nine boats sank", "a fisherman who saw it"),
        ("Lund was quoted as saying that nine boats had sunk.", "that nine boats had sunk", "Lund"),
        ('Asked about the storm, Lund replied: "Nine boats sank."', "Nine boats sank", "Lund"),
        ("The minister denied that nine boats had sunk.", "that nine boats had sunk", "The minister"),
    ],
)
def test_each_way_of_reporting_has_its_source(quotes_of, text: str, content: str, source: str) -> None:
    """A way of reporting gave no attribution, or the wrong source."""
    assert only(quotes_of(text), content).source_text == source


def test_rows_keep_to_the_schema(quotes_of) -> None:
    """Offsets of content, cue or source pointed beside the words, or a value was outside its closed set."""
    text = (
        "“We saw smoke,” said Anna Lund, a resident. She told reporters it came from the port. "
        "The navy, however, said on Monday there was no fire, the Harbour Times reported."
    )
    for quote in quotes_of(text):
        assert quote.text == " ... ".join(text[a:b] for a, b in quote.content_spans)
        assert quote.source_start is None or text[quote.source_start : quote.source_end] == quote.source_text
        assert quote.cue_start is None or text[quote.cue_start : quote.cue_end] == quote.cue
        assert quote.form in SPEECH_FORMS
        assert quote.speaker_resolution in SPEAKER_RESOLUTIONS
        assert quote.source_kind is None or quote.source_kind in SOURCE_KINDS


def test_pronoun_is_the_speaker_whom_it_fits(quotes_of) -> None:
    """'She' went to the man who was named last."""
    text = "Anna Lund runs the harbour with Peter Moe. She said the pier was closed."
    quote = only(quotes_of(text), "the pier was closed")
    assert (quote.speaker, quote.speaker_resolution) == ("Anna Lund", "pronoun")


def test_pronoun_that_nothing_decides_stays_open(quotes_of) -> None:
    """A pronoun without anyone before it was given a speaker."""
    quote = only(quotes_of("He said the pier was closed."), "the pier was closed")
    assert (quote.speaker, quote.speaker_resolution) == (None, "unresolved")


def test_nominal_is_the_one_thing_that_is_one(quotes_of) -> None:
    """'The ministry' stayed nobody although the text names just one."""
    text = "The Transport Ministry closed the pier on Monday. The ministry said it was unsafe."
    quote = only(quotes_of(text), "it was unsafe")
    assert quote.speaker == "Transport Ministry"
    assert quote.speaker_resolution == "nominal"


def test_quote_over_paragraphs_keeps_its_speaker(quotes_of) -> None:
    """Only the first paragraph of a long quote had a speaker."""
    text = "Marta Quill told the council:\n\n“The storm began at night.\n\n“By morning the pier was gone.”"
    quote = only(quotes_of(text), "By morning")
    assert quote.speaker == "Marta Quill"
    assert "The storm began at night" in quote.text


def test_thoughts_inside_a_quote_are_no_attributions_of_their_own(quotes_of) -> None:
    """'I think' within quoted words was a second source."""
    found = quotes_of("“I think the pier is lost and we want a new one,” said Marta Quill.")
    assert [q.source_text for q in found] == ["Marta Quill"]


def test_a_third_party_inside_reported_words_stays(quotes_of, language: Language) -> None:
    """In 'the agency reports that police said', the police were lost as innermost source."""
    text = "Reuters reported that police said nine boats had sunk."
    found = quotes_of(text)
    (fact,) = Analyst(language).read("", text).facts
    assert fact.said_by == "police"
    assert {q.via for q in found if q.source_text == "Reuters"} == {"Reuters"}


def test_outlet_that_was_told_is_marked(quotes_of) -> None:
    """An interview given to another outlet was not marked as such."""
    quote = only(quotes_of("“The pier is gone,” Marta Quill told the Harbour Times on Monday."), "The pier is gone")
    assert quote.speaker == "Marta Quill"
    assert quote.via == "Harbour Times"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Police", "police"),
        ("A hospital spokesman", "medical"),
        ("The defence ministry", "military"),
        ("A resident", "witness"),
        ("The prime minister", "official"),
        ("An official who spoke on condition of anonymity", "anonymous"),
        ("The survey", "document"),
    ],
)
def test_kind_of_source(quotes_of, source: str, kind: str) -> None:
    """A source was filed under the wrong kind."""
    assert only(quotes_of(f"{source} said that nine boats had sunk."), "nine boats").source_kind == kind


def test_what_is_wanted_or_praised_is_no_report_of_a_figure(language: Language) -> None:
    """A number in somebody's wish was put into his mouth as a statement."""
    text = "Mayor Marta Quill wants to build 300 homes."
    (fact,) = Analyst(language).read("", text).facts
    assert (fact.value, fact.said_by) == (300, None)


def test_an_attack_on_a_town_is_no_criticism(quotes_of) -> None:
    """Shelling was read as blame, with the town as what was said."""
    assert not [q for q in quotes_of("Rebels attacked the town of Moelv at dawn.") if q.cue == "attacked"]


def test_odd_marks_leave_the_other_quotes_their_speakers(quotes_of) -> None:
    """After one forgotten mark no quote had a speaker."""
    text = (
        "He called it “a mess and left.\n\n“We are safe,” said Peter Moe.\n\n"
        "“Nobody was hurt,” said Anna Lund. “We were lucky.”"
    )
    found = quotes_of(text)
    assert only(found, "We are safe").speaker == "Peter Moe"
    assert only(found, "We were lucky").speaker == "Anna Lund"


def test_even_if_is_the_speakers_and_even_as_the_outlets(quotes_of) -> None:
    """A concession of the speaker was cut off as if the outlet had set it against his words."""
    own = only(quotes_of("The council said it would act, even if many members left."), "it would act")
    assert "many members left" in own.text
    other = only(quotes_of("The council said it would act, even as many members left."), "it would act")
    assert "many members left" not in other.text
