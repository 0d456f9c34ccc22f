"""Why a record could not become an article.

Belongs here: the error that a reader raises, and the codes of the reasons.
Does not belong here: deciding that a record is unreadable; each reader knows its own form.
"""

from __future__ import annotations

REASONS: dict[str, str] = {
    "empty_file": "the file has no content",
    "empty_text": "the record has neither a text nor a title that could stand for one",
    "unknown_format": "the content is of no form that can be read",
    "binary": "the content is binary data, not text",
    "not_a_page": "the HTML has no article in it",
    "consent_wall": "the page asks for consent and shows no article",
    "error_page": "the page reports an error",
    "too_large": "the record is above the size limit",
    "too_deep": "the record nests deeper than can be read",
    "timeout": "reading the record took longer than the time limit",
    "out_of_memory": "reading the record took more memory than the limit",
    "decompression_bomb": "the compressed data expands beyond the limits",
    "unsafe_path": "the archive member points outside of the archive or is a link",
    "damaged": "the file is damaged and nothing could be read from it",
    "broken_record": "the record does not follow its format",
    "no_records": "the file is sound but holds no record",
    "not_an_article": "the record is sound but holds something other than an article",
    "unreadable": "the file could not be opened or the reader failed",
}


class Unreadable(Exception):  # noqa: N818  (named for what the record is, as the rejects table is)
    """A record that cannot become an article: `reason` is a code, `detail` one line for a person."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason
        self.detail = " ".join((detail or REASONS.get(reason, reason)).split())
        super().__init__(f"{reason}: {self.detail}")

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str]]:
        # Raised in a worker process, read in the parent: the default would lose the second argument.
        return (type(self), (self.reason, self.detail))
