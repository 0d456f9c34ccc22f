"""Every table once: columns, Arrow types, meaning, keys.

The one source of every table's shape: the Parquet writer, the Dagster column schemas and lineage, the
DuckDB comments, the expectation suites' column sets and the data dictionary all read it from here.
Belongs here: shape and meaning.  Does not belong here: how a value is found, or whether it is plausible.

Every lake table is partitioned by news day as `day=YYYY-MM-DD/`; `day` (date32) is carried by the path,
not by the file, and readers add it as the first column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pyarrow as pa

DAY = "day"

UTC_TIME = pa.timestamp("us", tz="UTC")
TEXTS = pa.list_(pa.field("item", pa.string(), nullable=False))
SPANS = pa.list_(
    pa.field(
        "item",
        pa.struct([pa.field("start", pa.int32(), nullable=False), pa.field("end", pa.int32(), nullable=False)]),
        nullable=False,
    )
)


@dataclass(frozen=True)
class Column:
    """One column: `values` lists the closed set a text column may hold, if there is one."""

    name: str
    type: pa.DataType
    meaning: str
    nullable: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One lake table.  `key` columns identify a row over all days; `upstream` are the tables it is made from."""

    name: str
    group: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    upstream: tuple[str, ...] = ()
    sort: tuple[str, ...] = field(default=())

    @property
    def schema(self) -> pa.Schema:
        """Arrow schema of one day's file, without `day`; column meanings ride along as field metadata."""
        return pa.schema(
            [pa.field(c.name, c.type, c.nullable, metadata={"meaning": c.meaning}) for c in self.columns],
            metadata={"newstally.table": self.name},
        )

    @property
    def schema_with_day(self) -> pa.Schema:
        """The schema that readers see: `day` first, then the file's columns."""
        return pa.schema([pa.field(DAY, pa.date32(), False), *self.schema], metadata=self.schema.metadata)

    @property
    def order(self) -> tuple[str, ...]:
        """The columns a day's rows are sorted by, so that the same rows are the same bytes."""
        return self.sort or self.key

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")

    def empty(self) -> pa.Table:
        """A table of this shape with no rows, without `day`."""
        return self.schema.empty_table()


PUBLISHED_PRECISIONS = ("second", "minute", "day", "unknown")
ARTICLE_KINDS = ("article", "live_blog", "gallery", "video", "stub")
PARTS = ("title", "text", "caption")
DUPLICATE_RELATIONS = ("original", "copy", "revision", "truncation", "light_rewrite")
ENTITY_KINDS = ("person", "organisation", "place", "group", "event", "weapon", "vehicle", "work", "other")
SOURCE_KINDS = ("official", "military", "medical", "police", "witness", "media", "document", "anonymous", "other")
SPEECH_FORMS = ("direct", "indirect", "mixed")
SPEAKER_RESOLUTIONS = ("named", "nominal", "pronoun", "unresolved")
BOUNDS = ("exact", "at_least", "more_than", "at_most", "less_than", "about", "range", "vague")
DIRECTIONS = ("increase", "decrease")
POLARITIES = ("asserted", "denied", "possible")
SCOPES = ("current", "background")

ARTICLE_ID = Column(
    "article_id",
    pa.string(),
    "Stable id of the article: a hash of its canonical URL, or of outlet, title and text where it has none.",
)
REVISION = Column(
    "revision", pa.int32(), "1 for the first version seen of the article, 2 for the next changed text, and so on."
)
PART = Column("part", pa.string(), "Which text of the article the offsets count in.", values=PARTS)
SENTENCE_NO = Column(
    "sentence_no",
    pa.int32(),
    "Number of the sentence within the article revision, from 0, the title's sentences first.",
)
START = Column(
    "start", pa.int32(), "Offset of the first character of the phrase in the part (Unicode code points, from 0)."
)
END = Column("end", pa.int32(), "Offset behind the last character of the phrase.")


ARTICLES = Table(
    name="articles",
    group="articles",
    row="one revision of one article, cleaned",
    key=("article_id", "revision"),
    upstream=("arrivals",),
    columns=(
        ARTICLE_ID,
        REVISION,
        Column("title", pa.string(), "Headline without the site's name; empty where the article has none."),
        Column("text", pa.string(), "Body text, paragraphs parted by a blank line, furniture removed."),
        Column("captions", pa.string(), "Captions of its pictures, parted by a blank line; empty where it has none."),
        Column(
            "left_out",
            pa.string(),
            "Paragraphs told apart as the page's own and not the article's (view counts, licences, calls to subscribe), parted by a blank line; empty where there were none.",
        ),
        Column("authors", TEXTS, "Names of the people who wrote it, in the order of the byline."),
        Column("outlet", pa.string(), "Name of the outlet as a reader knows it.", nullable=True),
        Column(
            "outlet_id",
            pa.string(),
            "Stable id of the outlet: its registered domain, else its name in lower case with hyphens; 'unknown' where nothing tells.",
        ),
        Column(
            "url",
            pa.string(),
            "Canonical address, without tracking parameters and mobile or amp variants.",
            nullable=True,
        ),
        Column(
            "published_at", UTC_TIME, "Publication time in UTC; midnight where only the day is known.", nullable=True
        ),
        Column(
            "published_precision",
            pa.string(),
            "How exactly the publication time is known.",
            values=PUBLISHED_PRECISIONS,
        ),
        Column(
            "published_offset_minutes",
            pa.int16(),
            "Offset from UTC that the source gave with the time, in minutes.",
            nullable=True,
        ),
        Column("published_raw", pa.string(), "The date as the source wrote it.", nullable=True),
        Column("updated_at", UTC_TIME, "When the source says it last changed the article, in UTC.", nullable=True),
        Column("language", pa.string(), "ISO 639-1 code of the text's language; 'und' where undecided."),
        Column("kind", pa.string(), "What sort of page it is.", values=ARTICLE_KINDS),
        Column("section", pa.string(), "Section of the outlet it stood in.", nullable=True),
        Column("tags", TEXTS, "Keywords the outlet gave it."),
        Column("wire_credit", pa.string(), "Agency the text is credited to, e.g. AP or Reuters.", nullable=True),
        Column(
            "flags",
            TEXTS,
            "What is unusual about the record, e.g. mojibake_repaired, truncated, implausible_date; sorted.",
        ),
        Column(
            "word_count",
            pa.int32(),
            "Words in the text. Where a script writes no space between words, two ideographs or kana count as one more, and "
            "so do five letters of Thai, Lao, Burmese or Khmer.",
        ),
        Column(
            "text_sha256", pa.string(), "SHA-256 of title, a newline and text: equal hashes mean an unchanged revision."
        ),
        Column(
            "source_path", pa.string(), "File or address the record came from, with '!/' before a member of an archive."
        ),
        Column("source_record", pa.int64(), "Number of the record in its source, from 1."),
        Column(
            "source_sha256",
            pa.string(),
            "SHA-256 of the record's own bytes (the whole file where a file is one record).",
        ),
        Column("arrived_at", UTC_TIME, "When this revision was first taken in."),
    ),
)

REJECTS = Table(
    name="rejects",
    group="articles",
    row="one input record that could not become an article, with the reason",
    key=("source_path", "source_record", "source_sha256"),
    upstream=("arrivals",),
    columns=(
        Column("source_path", pa.string(), "File or address the record came from."),
        Column(
            "source_record",
            pa.int64(),
            "Number of the record in its source, from 1; 0 where the whole source was refused.",
        ),
        Column("source_sha256", pa.string(), "SHA-256 of the record's bytes; empty where they could not be read."),
        Column("reason", pa.string(), "Code of the reason, e.g. empty_text, unknown_format, consent_wall, too_large."),
        Column("detail", pa.string(), "One line for a person: what is wrong and how to mend it."),
        Column("arrived_at", UTC_TIME, "When the record was first taken in."),
    ),
)

# Arrivals is no lake table of one file a day: intake appends files to it, and only the articles stage reads it.
ARRIVALS = Table(
    name="arrivals",
    group="articles",
    row="one input record as it was taken in: a candidate for an article, a refused record, or a mark that an article moved",
    key=("source_path", "source_record", "source_sha256"),
    columns=(
        *(replace(column, nullable=True) for column in ARTICLES.columns if column.name != "revision"),
        Column("reason", pa.string(), "Why the record was refused; null for a candidate.", nullable=True),
        Column("detail", pa.string(), "The reason in one line for a person.", nullable=True),
        Column(
            "moved_to",
            pa.date32(),
            "Set in a mark: the earlier news day that the article's rows were copied to.",
            nullable=True,
        ),
        Column(
            "record_key", pa.binary(16), "Hash of source path, record number and bytes; null in a mark.", nullable=True
        ),
        Column("text_key", pa.binary(16), "Hash of article and text; null where refused.", nullable=True),
        Column(
            "version_key",
            pa.binary(16),
            "Hash of article, text and publication time; null where refused.",
            nullable=True,
        ),
        Column(
            "paragraph_keys",
            pa.list_(pa.field("item", pa.int64(), nullable=False)),
            "Hashes of the outlet and each of its shorter paragraphs, by which repeated furniture is found; null where refused.",
            nullable=True,
        ),
    ),
)

DUPLICATES = Table(
    name="duplicates",
    group="stories",
    row="an article's place in its group of near-identical copies",
    key=("article_id",),
    upstream=("articles",),
    columns=(
        ARTICLE_ID,
        Column(
            "duplicate_group", pa.string(), "Stable id of the group; an article without copies is a group of its own."
        ),
        Column("original_id", pa.string(), "article_id of the group's original: earliest by time, wire credit first."),
        Column("relation", pa.string(), "How the article relates to the group's original.", values=DUPLICATE_RELATIONS),
        Column(
            "matched_id", pa.string(), "article_id that it was matched with, the evidence for its place.", nullable=True
        ),
        Column(
            "similarity",
            pa.float64(),
            "Jaccard similarity of word shingles with the matched article, 0 to 1.",
            nullable=True,
        ),
        Column(
            "containment",
            pa.float64(),
            "Share of the smaller one's shingles found in the larger one, 0 to 1.",
            nullable=True,
        ),
        Column(
            "lag_seconds",
            pa.int64(),
            "How long after the original it was published; null where a time is unknown.",
            nullable=True,
        ),
        Column(
            "previous_group",
            pa.string(),
            "Id that the group had before a later arrival merged it into this one.",
            nullable=True,
        ),
    ),
)

CONTAINMENTS = Table(
    name="containments",
    group="stories",
    row="one article that carries the text of another inside a longer one (directed, not a merge)",
    key=("article_id", "contained_id"),
    upstream=("articles", "duplicates"),
    columns=(
        ARTICLE_ID,
        Column("contained_id", pa.string(), "article_id of the shorter article found inside."),
        Column("containment", pa.float64(), "Share of the shorter one's shingles found in this one, 0 to 1."),
    ),
)

STORIES = Table(
    name="stories",
    group="stories",
    row="an article's story: one event, told by many",
    key=("article_id",),
    upstream=("articles", "duplicates"),
    columns=(
        ARTICLE_ID,
        Column("story_id", pa.string(), "Stable id of the story; duplicate groups nest inside stories."),
        Column("duplicate_group", pa.string(), "The article's group of near-identical copies."),
        Column(
            "is_representative",
            pa.bool_(),
            "Whether this article's title stands for the story; one per story and news day.",
        ),
        Column(
            "similarity",
            pa.float64(),
            "Similarity with the story when it was joined, 0 to 1; null for its first article.",
            nullable=True,
        ),
        Column("previous_story", pa.string(), "Id that the story had before a merge.", nullable=True),
    ),
)

SENTENCES = Table(
    name="sentences",
    group="facts",
    row="one sentence with its offsets",
    key=("article_id", "revision", "sentence_no"),
    upstream=("articles",),
    columns=(
        ARTICLE_ID,
        REVISION,
        SENTENCE_NO,
        PART,
        Column("paragraph_no", pa.int32(), "Number of the paragraph in the part, from 0."),
        START,
        END,
        Column("text", pa.string(), "The sentence: part[start:end]."),
    ),
)

ENTITY_MENTIONS = Table(
    name="entity_mentions",
    group="facts",
    row="one named mention with offsets and its canonical entity",
    key=("article_id", "revision", "part", "start", "end"),
    upstream=("articles", "sentences"),
    columns=(
        ARTICLE_ID,
        REVISION,
        PART,
        SENTENCE_NO,
        START,
        END,
        Column("text", pa.string(), "The mention: part[start:end]."),
        Column("kind", pa.string(), "What sort of thing is named.", values=ENTITY_KINDS),
        Column(
            "entity_id", pa.string(), "Stable id of the canonical entity, one per real thing over the whole corpus."
        ),
        Column("name", pa.string(), "Canonical name of the entity."),
        Column("geonames_id", pa.int64(), "GeoNames id of a place.", nullable=True),
        Column(
            "country_code", pa.string(), "ISO 3166-1 alpha-2 code of a place's or nationality's country.", nullable=True
        ),
        Column(
            "outside_id", pa.string(), "Id in an outside register, as the user's alias file gives it.", nullable=True
        ),
    ),
)

QUOTES = Table(
    name="quotes",
    group="facts",
    row="who said what, by which cue, directly or not",
    key=("article_id", "revision", "quote_no"),
    upstream=("articles", "sentences", "entity_mentions"),
    columns=(
        ARTICLE_ID,
        REVISION,
        Column("quote_no", pa.int32(), "Number of the quote within the article revision, from 0."),
        PART,
        SENTENCE_NO,
        START,
        END,
        Column("content_spans", SPANS, "Offsets of all pieces of what was said; start and end are those of the whole."),
        Column("text", pa.string(), "What was said: its pieces joined by ' ... '."),
        Column("form", pa.string(), "Direct (in quote marks), indirect, or mixed.", values=SPEECH_FORMS),
        Column("source_start", pa.int32(), "Offset of the source phrase.", nullable=True),
        Column("source_end", pa.int32(), "Offset behind the source phrase.", nullable=True),
        Column(
            "source_text", pa.string(), "The source as the text has it, e.g. 'he' or 'the ministry'.", nullable=True
        ),
        Column("speaker", pa.string(), "The source resolved to a name, where the text decides it.", nullable=True),
        Column("speaker_entity_id", pa.string(), "Canonical entity of the speaker.", nullable=True),
        Column("speaker_resolution", pa.string(), "How the source names the speaker.", values=SPEAKER_RESOLUTIONS),
        Column("source_kind", pa.string(), "What kind of source it is.", nullable=True, values=SOURCE_KINDS),
        Column(
            "via",
            pa.string(),
            "Outlet or agency that is cited for the words, where the article cites another.",
            nullable=True,
        ),
        Column("cue_start", pa.int32(), "Offset of the cue ('said', 'according to').", nullable=True),
        Column("cue_end", pa.int32(), "Offset behind the cue.", nullable=True),
        Column("cue", pa.string(), "The cue as the text has it.", nullable=True),
    ),
)

NUMERIC_FACTS = Table(
    name="numeric_facts",
    group="facts",
    row="one quantity stated in one sentence",
    key=("fact_id",),
    sort=("article_id", "revision", "part", "start", "fact_id"),
    upstream=("articles", "sentences", "entity_mentions", "quotes"),
    columns=(
        Column("fact_id", pa.string(), "Stable id: a hash of article, revision, part, offsets, value and measure."),
        ARTICLE_ID,
        REVISION,
        PART,
        SENTENCE_NO,
        START,
        END,
        Column(
            "phrase",
            pa.string(),
            "The quantity phrase: part[start:end], with bound words, number, scale and unit or counted noun phrase.",
        ),
        Column(
            "value",
            pa.float64(),
            "The stated number with scales applied; null for a pure range or a vague quantity.",
            nullable=True,
        ),
        Column(
            "low",
            pa.float64(),
            "Lower end of the closed interval that the words allow; null where open.",
            nullable=True,
        ),
        Column(
            "high",
            pa.float64(),
            "Upper end of the closed interval that the words allow; null where open.",
            nullable=True,
        ),
        Column("bound", pa.string(), "What the words around the number say of it.", values=BOUNDS),
        Column(
            "direction",
            pa.string(),
            "Set where the number is the size of a change or the level that a change reached.",
            nullable=True,
            values=DIRECTIONS,
        ),
        Column(
            "unit",
            pa.string(),
            "Normalised unit: ISO 4217 for money, percent, SI or customary names in the singular, else 'count'.",
        ),
        Column("unit_code", pa.string(), "UCUM code of the unit, or ISO 4217 for money.", nullable=True),
        Column("per", pa.string(), "What a rate is per (week, share, hour).", nullable=True),
        Column(
            "base_value", pa.float64(), "The value in the base unit of its dimension, for comparison.", nullable=True
        ),
        Column("base_low", pa.float64(), "The lower end in the base unit.", nullable=True),
        Column("base_high", pa.float64(), "The upper end in the base unit.", nullable=True),
        Column("base_unit", pa.string(), "The base unit of the dimension.", nullable=True),
        Column(
            "counted",
            pa.string(),
            "Head noun phrase counted or measured, without the number, as the text has it.",
            nullable=True,
        ),
        Column(
            "subject", pa.string(), "What the quantity is said of, where that is not what is counted.", nullable=True
        ),
        Column(
            "measure",
            pa.string(),
            "What is said of the number: killed, injured, ..., else the lemma of the governing verb or noun.",
        ),
        Column("place", pa.string(), "Phrase in the text that says where the fact holds.", nullable=True),
        Column("place_geonames_id", pa.int64(), "GeoNames id of the place.", nullable=True),
        Column("place_country", pa.string(), "ISO 3166-1 alpha-2 code of the place's country.", nullable=True),
        Column("time", pa.string(), "Phrase in the text that says when the fact holds.", nullable=True),
        Column(
            "time_start", pa.date32(), "First day of the time, resolved against the publication date.", nullable=True
        ),
        Column("time_end", pa.date32(), "Last day of the time.", nullable=True),
        Column(
            "said_by",
            pa.string(),
            "Who is reported to say it, as the text has it; null when the outlet states it itself.",
            nullable=True,
        ),
        Column("said_by_entity_id", pa.string(), "Canonical entity of the source.", nullable=True),
        Column("said_by_name", pa.string(), "The source resolved to a name, where the text decides it.", nullable=True),
        Column("said_by_kind", pa.string(), "What kind of source it is.", nullable=True, values=SOURCE_KINDS),
        Column("said_by_cue", pa.string(), "The cue of the attribution.", nullable=True),
        Column(
            "said_by_form",
            pa.string(),
            "Whether the number stands in direct, indirect or mixed speech.",
            nullable=True,
            values=SPEECH_FORMS,
        ),
        Column("via", pa.string(), "Outlet or agency cited for it, where the article cites another.", nullable=True),
        Column("polarity", pa.string(), "Whether it is asserted, denied or only possible.", values=POLARITIES),
        Column(
            "scope",
            pa.string(),
            "The event the article reports, or something else (another event, an earlier figure, a general statistic).",
            values=SCOPES,
        ),
        Column(
            "is_summed",
            pa.bool_(),
            "Whether the number was worked out from what the text lists or counts in parts, rather than stated by it.",
        ),
        Column("parts", TEXTS, "The phrases that the sum was made from, for a summed fact; else empty."),
        Column("part_spans", SPANS, "Offsets of these phrases in the part of the article, in the same order."),
        Column(
            "confidence",
            pa.float64(),
            "Calibrated probability that value, unit, counted noun, measure, polarity and scope are all right, 0 to 1.",
        ),
    ),
)

LAKE: tuple[Table, ...] = (
    ARTICLES,
    REJECTS,
    DUPLICATES,
    CONTAINMENTS,
    STORIES,
    SENTENCES,
    ENTITY_MENTIONS,
    QUOTES,
    NUMERIC_FACTS,
)


def table(name: str) -> Table:
    """The lake table of that name; KeyError if there is none."""
    for candidate in LAKE:
        if candidate.name == name:
            return candidate
    raise KeyError(f"no table {name}; there are {', '.join(names())}")


def names() -> Iterator[str]:
    """Names of the lake tables, in the order the data flows."""
    return (candidate.name for candidate in LAKE)
