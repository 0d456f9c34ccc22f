"""Seeded defects: what each does to a valid lake, and the one check that has to catch it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from assets import schemas
from assets.ids import stable_id
from assets.store import Store
from tests.unit.quality import sample_lake
from tests.unit.quality.sample_lake import JUDGED, Lake, Row, judged, of, sha256, tell

LONG_AGO = datetime(1871, 5, 4, tzinfo=UTC)
NOBODY = stable_id("a", "nobody")


@dataclass(frozen=True)
class Defect:
    """One defect.  `seed` spoils the rows before they are written, `damage` the files after."""

    table: str
    check: str
    seed: Callable[[Lake], object] | None = None
    damage: Callable[[Store], object] | None = None

    @property
    def name(self) -> str:
        """For the test's report."""
        return f"{self.table}-{self.check}"


def change(table: str, check: str, row: int = 0, **values: object) -> Defect:
    """A defect that overwrites values of one of the judged day's rows."""
    return Defect(table, check, lambda lake: judged(lake, table)[row].update(values))


def french(lake: Lake) -> Row:
    """The article that nothing was read from: its text can change without any other table noticing."""
    return next(row for row in judged(lake, "articles") if row["language"] == "fr")


def rewrite(title: str, text: str) -> Callable[[Lake], None]:
    """Gives the French article another text, with the hash to match."""

    def seed(lake: Lake) -> None:
        french(lake).update(title=title, text=text, text_sha256=sha256(f"{title}\n{text}"))

    return seed


def by_outlet(lake: Lake, outlet: str) -> Row:
    """The judged article of that outlet."""
    return next(row for row in judged(lake, "articles") if row["outlet"] == outlet)


def article_in(table: str, outlet: str, **values: object) -> Callable[[Lake], None]:
    """Overwrites values of the rows that a table has on one outlet's judged article."""

    def seed(lake: Lake) -> None:
        for row in of(lake, table, by_outlet(lake, outlet)["article_id"]):
            row.update(values)

    return seed


def crowd(count: int) -> Callable[[Lake], list[Row]]:
    """Adds that many articles to the judged day."""
    return lambda lake: [
        tell(lake, JUDGED, outlet=f"Extra {n}", title="Brève", sentences=("Rien.",), language="fr", number=30 + n % 20)
        for n in range(count)
    ]


def cut_off(store: Store) -> None:
    path = store.day_path(schemas.ARTICLES, JUDGED)
    path.write_bytes(path.read_bytes()[:-400])


def flip_bytes(store: Store) -> None:
    path = store.day_path(schemas.SENTENCES, JUDGED)
    content = bytearray(path.read_bytes())
    content[40:400] = bytes(byte ^ 0x5A for byte in content[40:400])
    path.write_bytes(bytes(content))


def drop_column(store: Store) -> None:
    path = store.day_path(schemas.STORIES, JUDGED)
    pq.write_table(pq.ParquetFile(path).read().drop_columns(["similarity"]), path)


def retype_column(store: Store) -> None:
    path = store.day_path(schemas.ARTICLES, JUDGED)
    rows = pq.ParquetFile(path).read()
    place = rows.column_names.index("word_count")
    pq.write_table(rows.set_column(place, "word_count", rows["word_count"].cast(pa.string())), path)


def null_unit(store: Store) -> None:
    path = store.day_path(schemas.NUMERIC_FACTS, JUDGED)
    rows = pq.ParquetFile(path).read()
    units = [None, *rows["unit"].to_pylist()[1:]]
    place = rows.column_names.index("unit")
    pq.write_table(rows.set_column(place, pa.field("unit", pa.string()), pa.array(units, pa.string())), path)


def twice(lake: Lake) -> None:
    lake["numeric_facts"].append(dict(judged(lake, "numeric_facts")[0]))


def in_two_days(lake: Lake) -> None:
    lake["articles"].append({**judged(lake, "articles")[0], "day": JUDGED - timedelta(days=1)})


def skip_revision(lake: Lake) -> None:
    for rows in lake.values():
        for row in rows:
            if row.get("revision") == 2:
                row["revision"] = 3


def idle_revision(lake: Lake) -> None:
    sample_lake.revise(lake, by_outlet(lake, "Belcaster Courier"), "Flood in Belcaster")


def numbered_from_nought(lake: Lake) -> None:
    for rows in lake.values():
        for row in rows:
            if "revision" in row and row["article_id"] == french(lake)["article_id"]:
                row["revision"] = 0


def lost_record(lake: Lake) -> None:
    lake["arrivals"] = [{**french(lake), "article_id": NOBODY, "text_sha256": sha256("lost"), "source_record": 77}]


def lost_refusal(lake: Lake) -> None:
    lake["arrivals"] = [{**judged(lake, "rejects")[0], "source_record": 78}]


def undate(lake: Lake) -> None:
    for row in judged(lake, "articles")[:6]:
        row.update(published_at=None, published_precision="unknown")


def refuse_many(lake: Lake) -> None:
    reject = judged(lake, "rejects")[0]
    lake["rejects"] += [{**reject, "source_record": n, "source_sha256": sha256(f"bad {n}")} for n in range(2, 22)]


def both_article_and_reject(lake: Lake) -> None:
    article = judged(lake, "articles")[0]
    judged(lake, "rejects")[0].update({n: article[n] for n in ("source_path", "source_record", "source_sha256")})


def without_row(table: str, outlet: str) -> Callable[[Lake], None]:
    """Takes one article's rows out of a table."""

    def seed(lake: Lake) -> None:
        gone = of(lake, table, by_outlet(lake, outlet)["article_id"])
        lake[table] = [row for row in lake[table] if row not in gone]

    return seed


def stray_duplicate(lake: Lake) -> None:
    row = judged(lake, "duplicates")[1]
    lake["duplicates"].append(
        {**row, "article_id": NOBODY, "original_id": NOBODY, "duplicate_group": stable_id("d", NOBODY)}
    )


def stray_story(lake: Lake) -> None:
    lake["stories"].append({**judged(lake, "stories")[1], "article_id": NOBODY, "story_id": stable_id("s", NOBODY)})
    lake["stories"][-1]["duplicate_group"] = stable_id("d", NOBODY)


def foreign_original(lake: Lake) -> None:
    other = by_outlet(lake, "Belcaster Courier")["article_id"]
    article_in("duplicates", "Wire Mirror", original_id=other)(lake)


def second_original(lake: Lake) -> None:
    first = judged(lake, "stories")[0]
    article_in("duplicates", "Belcaster Courier", duplicate_group=first["duplicate_group"])(lake)
    same = {name: first[name] for name in ("duplicate_group", "story_id")}
    article_in("stories", "Belcaster Courier", is_representative=False, **same)(lake)


def original_called_copy(lake: Lake) -> None:
    copy = by_outlet(lake, "Wire Mirror")["article_id"]
    judged(lake, "duplicates")[0].update(relation="copy", matched_id=copy)


def foreign_match(lake: Lake) -> None:
    other = by_outlet(lake, "Belcaster Courier")["article_id"]
    article_in("duplicates", "Wire Mirror", matched_id=other)(lake)


def many_copies(lake: Lake) -> None:
    added = crowd(20)(lake)
    for row in added[1:]:
        sample_lake.duplicate_of(lake, row, added[0])


def torn_group(lake: Lake) -> None:
    article_in("stories", "Wire Mirror", story_id=stable_id("s", "torn"), is_representative=True)(lake)


def own_predecessor(lake: Lake) -> None:
    row = judged(lake, "stories")[1]
    row["previous_story"] = row["story_id"]


def huge_story(lake: Lake) -> None:
    added = [row["article_id"] for row in crowd(30)(lake)]
    for row in judged(lake, "stories"):
        if row["article_id"] in added:
            row.update(story_id=stable_id("s", "huge"), is_representative=row["article_id"] == added[0])


def contained_in_itself(lake: Lake) -> None:
    row = judged(lake, "containments")[0]
    row["contained_id"] = row["article_id"]


def stray_sentence(lake: Lake) -> None:
    title = next(row for row in judged(lake, "sentences") if row["part"] == "title")
    lake["sentences"].append({**title, "article_id": NOBODY})


def backward_sentence(lake: Lake) -> None:
    next(row for row in judged(lake, "sentences") if row["part"] == "title").update(end=0)


def gap_in_sentences(lake: Lake) -> None:
    of(lake, "sentences", by_outlet(lake, "Weekend Digest")["article_id"])[-1]["sentence_no"] = 7


def overlapping_sentences(lake: Lake) -> None:
    article = by_outlet(lake, "Wire Mirror")
    row = of(lake, "sentences", article["article_id"])[-1]
    row["start"] -= 6
    row["text"] = article["text"][row["start"] : row["end"]]


def clipped_sentence(lake: Lake) -> None:
    row = of(lake, "sentences", by_outlet(lake, "Wire Mirror")["article_id"])[-1]
    row.update(end=row["start"] + 5, text=row["text"][:5])


def one_letter_off(table: str, column: str) -> Callable[[Lake], None]:
    """Replaces the last letter of a text by another, which no length would show."""

    def seed(lake: Lake) -> None:
        row = judged(lake, table)[0]
        row[column] = row[column][:-1] + "#"

    return seed


def shifted_mention(lake: Lake) -> None:
    row = judged(lake, "entity_mentions")[0]
    row.update(start=row["start"] + 1, end=row["end"] + 1)


def person_as_firm(lake: Lake) -> None:
    next(row for row in judged(lake, "entity_mentions") if row["kind"] == "person")["kind"] = "organisation"


def person_with_town(lake: Lake) -> None:
    next(row for row in judged(lake, "entity_mentions") if row["kind"] == "person")["geonames_id"] = 4711


def too_many_mentions(lake: Lake) -> None:
    for row in [row for row in judged(lake, "entity_mentions") if row["kind"] == "place"]:
        text = next(a["text"] for a in of(lake, "articles", row["article_id"]))
        for start in range(6):
            letter = text[start]
            place = {"start": start, "end": start + 1, "text": letter, "name": "a name"}
            thing = {"kind": "other", "entity_id": stable_id("e", letter), "geonames_id": None, "country_code": None}
            lake["entity_mentions"].append({**row, **place, **thing})


def unfilled_quote(lake: Lake) -> None:
    row = judged(lake, "quotes")[0]
    row["start"] += 3


def overlapping_pieces(lake: Lake) -> None:
    row = judged(lake, "quotes")[0]
    text = next(article["text"] for article in of(lake, "articles", row["article_id"]) if article["revision"] == 1)
    pieces = [(row["start"], row["end"] - 4), (row["end"] - 8, row["end"])]
    row["content_spans"] = [{"start": start, "end": end} for start, end in pieces]
    row["text"] = " ... ".join(text[start:end] for start, end in pieces)


def unknown_speaker(lake: Lake) -> None:
    judged(lake, "quotes")[0]["speaker_entity_id"] = stable_id("e", "person", "Somebody Else")


def facts_gone(lake: Lake) -> None:
    kept = judged(lake, "numeric_facts")[:2]
    lake["numeric_facts"] = [row for row in lake["numeric_facts"] if row["day"] != JUDGED or row in kept]


DEFECTS = (
    Defect("articles", "files_are_readable", damage=cut_off),
    Defect("sentences", "files_are_readable", damage=flip_bytes),
    Defect("stories", "columns_as_declared", damage=drop_column),
    Defect("articles", "columns_as_declared", damage=retype_column),
    Defect("numeric_facts", "required_values_are_present", damage=null_unit),
    Defect("numeric_facts", "key_is_unique", twice),
    Defect("articles", "key_is_in_one_day_only", in_two_days),
    change("numeric_facts", "said_by_entity_id_is_well_formed", said_by_entity_id="person:lund"),
    change("quotes", "form_is_known", form="shouted"),
    # articles
    Defect("articles", "every_candidate_became_an_article", lost_record),
    Defect("articles", "every_article_arrived", lambda lake: french(lake).update(unstaged=True)),
    change("articles", "text_matches_its_hash", text_sha256=sha256("another text")),
    change("articles", "news_day_follows_publication", published_at=sample_lake.NOW - timedelta(days=3)),
    change("articles", "precision_agrees_with_time", published_precision="unknown"),
    change("articles", "published_before_arrival", arrived_at=sample_lake.NOW - timedelta(days=5)),
    Defect("articles", "revisions_run_from_one", skip_revision),
    Defect("articles", "revision_changes_the_text", idle_revision),
    Defect("articles", "has_words", rewrite("", "")),
    Defect("articles", "text_has_no_markup", rewrite("Crue", 'La <span class="x">rivière</span> baisse.')),
    Defect("articles", "text_is_decoded", rewrite("Crue", "La rivi\N{REPLACEMENT CHARACTER}re baisse.")),
    change("articles", "flags_are_sorted", flags=["truncated", "byline_from_text"]),
    Defect("articles", "language_is_a_code", lambda lake: french(lake).update(language="fra")),
    change("articles", "url_is_an_address", url="javascript:alert(1)"),
    change("articles", "offset_from_utc_is_possible", published_offset_minutes=5000),
    Defect("articles", "revision_is_positive", numbered_from_nought),
    Defect("articles", "published_in_living_memory", lambda lake: french(lake).update(published_at=LONG_AGO)),
    change("articles", "source_record_is_positive", source_record=0),
    change("articles", "source_sha256_is_well_formed", source_sha256="ABC"),
    change("articles", "source_path_is_named", source_path=""),
    change("articles", "outlet_id_is_well_formed", outlet_id="Harbour Wire"),
    change("articles", "word_count_is_not_negative", word_count=-1),
    Defect("articles", "volume_is_usual", crowd(60)),
    Defect("articles", "undated_share_is_usual", undate),
    # rejects
    Defect("rejects", "every_refusal_is_kept", lost_refusal),
    change("rejects", "every_reject_arrived", unstaged=True),
    change("rejects", "reason_is_a_code", reason="There was no text."),
    change("rejects", "detail_is_one_line", detail="No text.\nTry again."),
    change("rejects", "source_record_is_not_negative", source_record=-1),
    change("rejects", "source_sha256_is_well_formed", source_sha256="ABC"),
    change("rejects", "source_path_is_named", source_path=""),
    Defect("rejects", "is_no_article_too", both_article_and_reject),
    Defect("rejects", "reject_share_is_usual", refuse_many),
    # duplicates, containments
    Defect("duplicates", "every_article_has_a_row", without_row("duplicates", "Gazette du Port")),
    Defect("duplicates", "every_row_has_an_article", stray_duplicate),
    Defect("duplicates", "original_has_a_row", article_in("duplicates", "Wire Mirror", original_id=NOBODY)),
    Defect("duplicates", "original_is_of_the_group", foreign_original),
    Defect("duplicates", "group_has_one_original", second_original),
    Defect("duplicates", "relation_agrees_with_original", original_called_copy),
    Defect("duplicates", "copy_names_its_match", article_in("duplicates", "Wire Mirror", matched_id=None)),
    Defect("duplicates", "match_is_of_the_group", foreign_match),
    Defect("duplicates", "similarity_is_a_share", article_in("duplicates", "Wire Mirror", similarity=1.7)),
    Defect("duplicates", "containment_is_a_share", article_in("duplicates", "Wire Mirror", containment=-0.2)),
    Defect("duplicates", "copy_share_is_usual", many_copies),
    change("containments", "both_articles_exist", contained_id=NOBODY),
    change("containments", "containment_is_a_share", containment=-0.1),
    Defect("containments", "no_article_contains_itself", contained_in_itself),
    # stories
    Defect("stories", "every_article_has_a_row", without_row("stories", "Gazette du Port")),
    Defect("stories", "every_row_has_an_article", stray_story),
    change("stories", "group_agrees_with_duplicates", row=1, duplicate_group=stable_id("d", "other")),
    Defect("stories", "group_is_in_one_story", torn_group),
    change("stories", "story_has_one_representative", row=1, is_representative=False),
    Defect("stories", "merge_changes_the_story", own_predecessor),
    change("stories", "similarity_is_a_share", row=1, similarity=1.2),
    Defect("stories", "no_story_swallows_the_day", huge_story),
    # sentences
    Defect("sentences", "text_is_exact", one_letter_off("sentences", "text")),
    Defect("sentences", "ends_after_its_start", backward_sentence),
    Defect("sentences", "every_row_has_an_article", stray_sentence),
    Defect("sentences", "every_english_article_has_sentences", without_row("sentences", "Weekend Digest")),
    Defect("sentences", "numbers_run_on", gap_in_sentences),
    Defect("sentences", "sentences_do_not_overlap", overlapping_sentences),
    change("sentences", "paragraph_number_is_not_negative", paragraph_no=-1),
    Defect("sentences", "text_is_covered", clipped_sentence),
    # entity_mentions
    Defect("entity_mentions", "text_is_exact", shifted_mention),
    change("entity_mentions", "ends_after_its_start", end=0),
    change("entity_mentions", "every_row_has_a_sentence", sentence_no=99),
    Defect("entity_mentions", "entity_has_one_kind", person_as_firm),
    change("entity_mentions", "entity_has_a_name", name=" "),
    change("entity_mentions", "country_is_a_code", country_code="Norway"),
    change("entity_mentions", "geonames_id_is_positive", geonames_id=-1),
    Defect("entity_mentions", "geonames_id_is_of_a_place", person_with_town),
    Defect("entity_mentions", "mentions_per_article_are_usual", too_many_mentions),
    # quotes
    Defect("quotes", "text_is_exact", one_letter_off("quotes", "text")),
    Defect("quotes", "source_text_is_exact", one_letter_off("quotes", "source_text")),
    Defect("quotes", "cue_is_exact", one_letter_off("quotes", "cue")),
    Defect("quotes", "pieces_fill_the_span", unfilled_quote),
    Defect("quotes", "pieces_are_apart", overlapping_pieces),
    change("quotes", "every_row_has_a_sentence", sentence_no=99),
    change("quotes", "numbers_run_on", quote_no=4),
    change("quotes", "resolution_agrees_with_speaker", speaker_resolution="unresolved"),
    Defect("quotes", "speaker_is_mentioned", unknown_speaker),
    # numeric_facts
    Defect("numeric_facts", "phrase_is_exact", one_letter_off("numeric_facts", "phrase")),
    change("numeric_facts", "ends_after_its_start", end=0),
    change("numeric_facts", "every_row_has_a_sentence", sentence_no=99),
    change("numeric_facts", "lies_in_its_sentence", sentence_no=2),
    change("numeric_facts", "low_is_not_above_high", bound="range", value=None, low=5.0, high=3.0),
    change("numeric_facts", "value_lies_in_its_interval", bound="range", value=9.0, low=1.0, high=2.0),
    change("numeric_facts", "interval_agrees_with_bound", bound="exact"),
    change("numeric_facts", "numbers_are_finite", value=float("inf"), low=float("inf")),
    change("numeric_facts", "tolls_are_not_negative", measure="killed", value=-3.0, low=-3.0),
    change("numeric_facts", "unit_is_well_formed", unit="Square Metres"),
    change("numeric_facts", "measure_is_named", measure=""),
    change("numeric_facts", "base_value_has_a_unit", base_unit=None),
    change("numeric_facts", "country_is_a_code", place_country="Norway"),
    change("numeric_facts", "time_does_not_end_before_it_starts", time_end=JUDGED - timedelta(days=9)),
    change("numeric_facts", "time_is_resolved_from_a_phrase", time=None),
    change("numeric_facts", "speaker_has_words", said_by=None),
    change("numeric_facts", "sums_name_their_parts", is_summed=True),
    change("numeric_facts", "confidence_is_a_probability", confidence=1.2),
    change("numeric_facts", "ages_are_human", measure="age", unit="year", counted=None, value=150.0, low=150.0),
    change("numeric_facts", "shares_are_at_most_whole", measure="share", unit="percent", value=140.0, low=140.0),
    change("numeric_facts", "casualties_are_possible", measure="killed", value=2e9, low=2e9),
    Defect("numeric_facts", "facts_per_article_are_usual", facts_gone),
)


def seeded(defect: Defect, root: Path, sound: Path) -> Store:
    """A copy of the sound lake with this one defect."""
    shutil.copytree(sound, root)
    store = Store(root)
    if defect.seed:
        before, lake = sample_lake.valid(), sample_lake.valid()
        defect.seed(lake)
        for table in schemas.LAKE:
            if lake[table.name] != before[table.name]:
                sample_lake.write_table(store, table, lake[table.name])
        sample_lake.write_arrivals(root, lake)
    if defect.damage:
        defect.damage(store)
    return store
