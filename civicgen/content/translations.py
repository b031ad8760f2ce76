"""Files beside a text in other languages -> translations, and what is wrong with them. No I/O."""

from collections.abc import Iterator, Mapping, Sequence

from civicgen.content.layout import TranslatedFile
from civicgen.content.manuscript import check_title, read_manuscript, title_from
from civicgen.content.shapes.answer import TranslationShape
from civicgen.content.shaping import fill
from civicgen.model.consultation import Translation
from civicgen.model.content import SourceFile
from civicgen.model.findings import Finding, Place


def read_translations(
    text: TranslatedFile, *, languages: Sequence[str], original: str
) -> tuple[Mapping[str, Translation], tuple[Finding, ...]]:
    """The translations into the portal's languages; `original` is the language of the text itself."""
    translations: dict[str, Translation] = {}
    findings: list[Finding] = []
    for language, source in sorted(text.translations.items()):
        problems = tuple(_check_language(language, source, languages, original))
        findings.extend(problems)
        if problems:
            continue
        manuscript = read_manuscript(source)
        filled = fill(TranslationShape, manuscript.sheet, source.path)
        line = manuscript.sheet.line_of(("title",))
        findings.extend(manuscript.findings)
        if manuscript.is_readable:
            findings.extend(filled.findings)
            findings.extend(check_title(filled.shape.title, file=source.path, line=line))
        translations[language] = Translation(
            language=language,
            title=filled.shape.title or title_from(source.path),
            summary=filled.shape.summary,
            question=filled.shape.question,
            body=manuscript.body,
            file=source.path,
        )
    return translations, tuple(findings)


def _check_language(language: str, source: SourceFile, languages: Sequence[str], original: str) -> Iterator[Finding]:
    if language not in languages:
        yield Finding(
            code="unknown-language",
            place=Place(file=source.path),
            message=f"the portal has no language `{language[:20]}`",
            hint=f"Its languages are {', '.join(languages)}; add it to `languages` in portal.yml, or rename the file.",
        )
    elif language == original:
        yield Finding(
            code="translation-of-itself",
            place=Place(file=source.path),
            message=f"the original is in `{language}` already",
            hint="Delete the file, or write in the original's `language` which language it is in.",
        )


def orphan_finding(text: TranslatedFile) -> Finding:
    """A translation is there, its original is not."""
    source = next(iter(text.translations.values()))
    return Finding(
        code="translation-without-original",
        place=Place(file=source.path),
        message="the original of this translation is missing",
        hint="Add the file of the same name without the language in it.",
    )
