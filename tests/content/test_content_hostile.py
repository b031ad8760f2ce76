"""Whatever the bytes are: findings, and never an exception; nothing vanishes."""

from content_samples import CONSULTATION, HOME, PROPOSAL, SOUND, portal_with
from hypothesis import given, settings
from hypothesis import strategies as st

from civicgen.content.read import read_content
from civicgen.model.content import SourceFile

PATHS = [
    "content/portal.yml",
    "content/moderation.yml",
    "content/pages/index.md",
    CONSULTATION,
    PROPOSAL,
    f"{HOME}/answers/zebra.md",
    f"{HOME}/updates/2026-10-02-news.md",
    f"{HOME}/documents/documents.yml",
    f"{HOME}/documents/map.png",
    f"{HOME}/contributions/market.csv",
    f"{HOME}/proposals/lamps-in-mill-lane.de.md",
]
LINES = st.lists(
    st.one_of(
        st.sampled_from([line for text in SOUND.values() for line in text.split("\n")]),
        st.sampled_from(
            ["---", "- ", "  ", "a:", "? ", "[", "]", "{", "}", "&a", "*a", "!!x", "'", '"', "|", ">", "\t"]
        ),
        st.text(max_size=20),
    ),
    max_size=30,
).map(lambda lines: "\n".join(lines).encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None)
@given(path=st.sampled_from(PATHS), data=st.one_of(st.binary(max_size=300), LINES))
def test_any_bytes_in_any_place_give_findings_and_no_exception(path: str, data: bytes) -> None:
    content = read_content(portal_with({path: data}), at="2026-09-15T00:00:00Z")
    assert [dossier.consultation.file for dossier in content.dossiers] == [CONSULTATION]
    assert len(content.dossiers[0].proposals) == 2


@settings(max_examples=100, deadline=None)
@given(name=st.text(min_size=1, max_size=30).filter(lambda name: "/" not in name and name not in (".", "..")))
def test_any_name_of_a_file_gives_harmless_ids(name: str) -> None:
    files = [*portal_with(), SourceFile(path=f"{HOME}/proposals/{name}.md", data=b"---\ntitle: x\nthread: 99\n---\n")]
    for proposal in read_content(files).dossiers[0].proposals:
        assert proposal.id.replace("-", "").isalnum()
        assert proposal.id.isascii()
        assert len(proposal.id) <= 80
