"""The reading steps in order: from a document with mentions and quotes to its numeric facts.

Belongs here: the order of the steps, and turning a finished Quantity into a Fact.
Does not belong here: any step itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assets.facts.datelines import find_datelines
from assets.facts.quantities.confidence import signs_of_reading, weighed
from assets.facts.quantities.counted import age_limits, ages, behind_datelines, nouns, shared_subjects, subjects
from assets.facts.quantities.excluded import exclusions, ones
from assets.facts.quantities.fact import Fact
from assets.facts.quantities.frame import asides, neighbours, place_and_time, places, sources, stance, times
from assets.facts.quantities.lexicon import Lexicon, load
from assets.facts.quantities.measure import joined_measures, measures, misreadings
from assets.facts.quantities.numbers import (
    bounds,
    change_governors,
    changes,
    compounds,
    numerals,
    ranges,
    rates,
    units,
)
from assets.facts.quantities.numbers.base_units import in_base_unit
from assets.facts.quantities.numbers.numeral import Numeral, patterns
from assets.facts.quantities.numbers.shared_currencies import UNKNOWN, Purse, countries_of, purse_of
from assets.facts.quantities.people import casualties, sums
from assets.facts.quantities.quantity import Quantity
from assets.facts.quantities.tree import Tree
from assets.schemas import PARTS

if TYPE_CHECKING:
    from assets.facts.document import Document, Sentence
    from assets.facts.entities import Mention
    from assets.facts.quantities.people.implied_counts import Sum
    from assets.facts.speech import Quote


# A line of the text that repeats the title, or the title without the name of its outlet, has as many characters.
SHORTEST_HEADLINE = 20


def find_facts(
    document: Document,
    mentions: Sequence[Mention] = (),
    quotes: Sequence[Quote] = (),
    published_at: datetime | None = None,
    user_lexicon: Path | None = None,
) -> list[Fact]:
    """Every quantity that the document states, in text order, title first."""
    lexicon = load(user_lexicon)
    reader = _Reader(document, mentions, quotes, published_at.date() if published_at else None, lexicon)
    facts = [fact for sentence in document.sentences for fact in reader.read(sentence)]
    facts.sort(key=lambda fact: (PARTS.index(fact.part), fact.start, fact.end))
    settled = casualties.settle(facts, document, reader.published, lexicon)
    return weighed(neighbours.with_times_beside(settled, document, reader.published, lexicon), document, lexicon)


class _Reader:
    """Reads one document sentence by sentence; remembers what later sentences refer back to."""

    def __init__(
        self,
        document: Document,
        mentions: Sequence[Mention],
        quotes: Sequence[Quote],
        published: date | None,
        lexicon: Lexicon,
    ) -> None:
        self.sentences = document.sentences
        self.title = document.title.strip()
        self.datelines = list(find_datelines(document.text))
        self.quotes = quotes
        self.published = published
        self.lexicon = lexicon
        self.mentions: dict[int, list[Mention]] = {}
        for mention in mentions:
            self.mentions.setdefault(mention.sentence_no, []).append(mention)
        self.countries = countries_of(mentions)
        self.last_measure: str | None = None

    def read(self, sentence: Sentence) -> Iterator[Fact]:
        """The facts of one sentence."""
        has_number = may_hold_a_number(sentence.text, self.lexicon)
        may_sum = sums.may_sum(sentence, self.lexicon)
        if not has_number and not may_sum:
            return
        tree = Tree(sentence)
        purse = purse_of(sentence, self.mentions.get(sentence.number, ()), self.countries)
        found = read_quantities(tree, self.lexicon, purse) if has_number else []
        listed = sums.find_sums(tree, found, self.lexicon, is_headline=self._is_headline(sentence)) if may_sum else []
        if not found and not listed:
            return
        joined_measures.totals(tree, found, self.last_measure, self.lexicon)
        self.last_measure = joined_measures.last_counted(found, self.last_measure)
        named = places.find_places(tree, self.mentions.get(sentence.number, ()), self.lexicon)
        spans = asides.without_sayings(tree, self._times(tree), self.lexicon)
        spans = asides.without_asides(tree, spans, self.lexicon)
        edge = self._behind_dateline(tree)
        for q in found:
            behind_datelines.mend(tree, q, edge)
            yield self._fact(tree, q, named, spans)
        for one in listed:
            fact = self._fact(tree, _as_quantity(tree, one), named, spans)
            parts = tuple(sentence.text[start:end] for start, end in one.parts)
            offsets = tuple((tree.base + start, tree.base + end) for start, end in one.parts)
            yield replace(fact, is_summed=True, parts=parts, part_spans=offsets)

    def _times(self, tree: Tree) -> list[times.TimePhrase]:
        """The times of a sentence; the day that a dateline was written on is not when something happened."""
        first = self._behind_dateline(tree)
        return [time for time in times.find_times(tree.written, self.published) if time.start >= first]

    def _is_headline(self, sentence: Sentence) -> bool:
        """Whether the sentence is the title, or a line of the text that repeats it."""
        line = sentence.text.strip()
        return sentence.part == "title" or (len(line) >= SHORTEST_HEADLINE and self.title.startswith(line))

    def _behind_dateline(self, tree: Tree) -> int:
        """Where the sentence begins behind a dateline; 0 where it has none."""
        if tree.sentence.part != "text":
            return 0
        before = bisect_right(self.datelines, (tree.base, len(tree.text) + tree.base)) - 1
        return max(0, self.datelines[before][1] - tree.base) if before >= 0 else 0

    def _fact(self, tree: Tree, q: Quantity, named: Sequence[places.Place], spans: Sequence[times.TimePhrase]) -> Fact:
        is_harm = q.measure in measures.LISTED
        if not is_harm:
            # Where a report was written is where people came to harm, but not where a firm earned its money.
            named = [place for place in named if place.start >= self._behind_dateline(tree)]
        source = sources.find_source(tree, q, self.quotes, self.lexicon)
        if not is_harm and source is not None:
            named = [one for one in named if not sources.is_of_source(source, tree, one, self.lexicon)]
        place = place_and_time.choose(tree, q, named, self.lexicon)
        time = place_and_time.choose(tree, q, spans, self.lexicon)
        if q.measure != "duration":
            # "20 years in prison" are no years of that prison.
            place = place or place_and_time.attached(tree, q, places.find_sites(tree, self.lexicon))
        if is_harm and not (time and time.is_past):
            place = place or next((p for p in map(self._place_of, self._before(tree.sentence)) if p), None)
        return _fact(tree, q, place, time, source, self.published, self.lexicon)

    def _before(self, sentence: Sentence) -> Iterator[Sentence]:
        """The sentence before, where it is of the same part."""
        number = sentence.number - 1
        if number >= 0 and self.sentences[number].part == sentence.part:
            yield self.sentences[number]

    def _place_of(self, sentence: Sentence) -> places.Place | None:
        """The first place of a neighbouring sentence that something is in, and not on its way to."""
        found = places.find_places(Tree(sentence), self.mentions.get(sentence.number, ()), self.lexicon)
        return next((place for place in found if place.is_standing), None)


def _as_quantity(tree: Tree, one: Sum) -> Quantity:
    numeral = Numeral(one.start, one.end, "words", one.value, plain=one.value)
    high = one.value if one.bound == "exact" else None
    q = Quantity(numeral, one.start, one.end, one.start, one.end, one.end, one.value, one.value, high)
    q.bound = one.bound
    q.tokens = tree.within(one.start, one.end)
    q.head = q.governor = one.token
    q.measure, q.counted = one.measure, one.counted
    return q


def may_hold_a_number(text: str, lexicon: Lexicon) -> bool:
    """Whether a sentence has a digit, a number word or a vague one at all: cheap, and never wrong for no."""
    return patterns(lexicon).start.search(text) is not None


def read_quantities(tree: Tree, lexicon: Lexicon, purse: Purse = UNKNOWN) -> list[Quantity]:
    """The quantities of one sentence with value, unit, bound and, where it is parsed, what is said of them.

    `purse` tells whose money a shared word is.
    """
    text = tree.text
    found = ranges.join(text, _stated(tree, lexicon, purse))
    if not found:
        return []
    change = change_governors.change_words(tree, lexicon)
    for q in found:
        nouns.link(tree, q)
    ages.read_listed_ages(tree, found, lexicon)
    taken = {index for q in found if q.unit is not None or q.numeral.form != "vague" for index in q.tokens}
    for position, q in enumerate(found):
        if q.is_range:
            ages.read_age(text, q, lexicon)
        ages.read_apposed_age(tree, q, lexicon)
        ages.read_stated_age(tree, q, lexicon)
        ages.read_age_of(tree, q, lexicon)
        age_limits.read_age_limit(tree, q, lexicon)
        nouns.read_counted(tree, q, taken - set(q.tokens))
        if position:
            nouns.understood_money(tree, found[position - 1], q)
        rates.read_rate(text, q, max(q.end, q.unit_end), lexicon)
        bounds.read_bound(text, q, lexicon)
        changes.read_direction(tree, q, change, lexicon)
        if position:
            changes.share_direction(text, found[position - 1], q)
        nouns.understood_noun(tree, q, found[:position])
        measures.read_measure(tree, q, lexicon)
        subjects.read_subject(tree, q, found[:position], taken, lexicon)
        if q.is_age:
            q.counted = ages.age_owner(tree, q)
            q.subject = None
    nouns.share_in_lists(text, found)
    shared_subjects.share_subjects(tree, found, lexicon)
    shared_subjects.share_wholes(tree, found)
    joined_measures.share_measures(tree, found)
    joined_measures.share_backwards(tree, found)
    misreadings.amend(tree, found, lexicon)
    return ones.without_lone_ones(tree, found)


def _stated(tree: Tree, lexicon: Lexicon, purse: Purse) -> list[Quantity]:
    """The numbers of a sentence that are quantities, each with its unit."""
    text = tree.text
    found: list[Quantity] = []
    is_headline = tree.sentence.part == "title"
    for numeral in numerals.find_numerals(tree.written, lexicon):
        if found and numeral.start < found[-1].unit_end:
            continue
        q = units.quantify(tree.written, numeral, lexicon, found[-1].unit_end if found else 0, purse)
        if q is None:
            continue
        if compounds.is_minutes(text, found[-1] if found else None, q):
            q.unit = lexicon.units["minute"]
        ages.read_age(text, q, lexicon)
        found.append(q)
    return exclusions.kept(text, found, lexicon, is_headline)


def _fact(
    tree: Tree,
    q: Quantity,
    place: places.Place | None,
    time: times.TimePhrase | None,
    source: sources.Source | None,
    published: date | None,
    lexicon: Lexicon,
) -> Fact:
    unit, sentence = q.unit, tree.sentence
    quote = source.quote if source else None
    polarity = stance.polarity(tree, q, lexicon)
    return Fact(
        part=sentence.part,
        sentence_no=sentence.number,
        start=sentence.start + q.start,
        end=sentence.start + q.end,
        phrase=sentence.text[q.start : q.end],
        value=q.value,
        low=q.low,
        high=q.high,
        bound=q.bound,
        unit=q.unit_name,
        measure=q.measure or "be",
        direction=q.direction,
        unit_code=unit.code if unit else None,
        per=q.per,
        base_value=in_base_unit(q.value, unit),
        base_low=in_base_unit(q.low, unit),
        base_high=in_base_unit(q.high, unit),
        base_unit=unit.base_unit if unit else None,
        counted=q.counted,
        subject=q.subject,
        place=place.text if place else None,
        place_geonames_id=place.geonames_id if place else None,
        place_country=place.country_code if place else None,
        time=time.text if time else None,
        time_start=time.first if time else None,
        time_end=time.last if time else None,
        said_by=source.text if source else None,
        said_by_entity_id=quote.speaker_entity_id if quote else None,
        said_by_name=quote.speaker if quote else None,
        said_by_kind=quote.source_kind if quote else None,
        said_by_cue=source.cue if source else None,
        said_by_form=quote.form if quote else None,
        via=quote.via if quote else None,
        polarity=polarity,
        scope=stance.scope(tree, q, time, published),
        signs=signs_of_reading(tree, q, polarity) if q.tokens else (),
    )
