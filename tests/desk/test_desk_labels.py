"""Labels that the forge takes, one for each consultation, found again whatever the consultation is called."""

import pytest
from desk_samples import content_with, english
from hypothesis import given
from hypothesis import strategies as st

from civicgen.desk.labels import consultation_label, consultations_of, labels_of
from civicgen.model.names import ConsultationSlug

SLUGS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda slug: len(slug) <= 80)


def test_a_consultation_s_label_has_its_name() -> None:
    assert consultation_label("streets-we-share") == "consultation: streets-we-share"


@given(slugs=st.sets(SLUGS, min_size=1, max_size=8))
def test_every_label_fits_and_leads_back_to_its_consultation(slugs: set[str]) -> None:
    for slug in slugs:
        assert len(consultation_label(slug)) <= 50
        found = consultations_of([consultation_label(slug).upper(), "bug"], map(ConsultationSlug, slugs))
        assert found == (slug,)


def test_long_names_that_begin_alike_have_labels_of_their_own() -> None:
    one, other = (f"a-very-long-name-of-a-consultation-about-the-streets-in-{part}" for part in ("north", "south"))
    assert consultation_label(one) != consultation_label(other)


@pytest.mark.parametrize("title", ["Streets we share", "word " * 100, "a\nb\x00c\u202ed"])
def test_the_forge_takes_every_label(title: str) -> None:
    labels = labels_of(content_with(title=title), english())
    assert len({label.name.casefold() for label in labels}) == len(labels) == 8
    for label in labels:
        assert 0 < len(label.name) <= 50
        assert 0 < len(label.description) <= 100
        assert label.description.isprintable()
        assert int(label.colour, 16) >= 0
        assert len(label.colour) == 6
