"""The sample study, made anew: for `workbench demo`, and for whoever begins with it on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.cli.telling import progress
from workbench.domain.errors import WorkbenchError
from workbench.domain.sources import Kind
from workbench.i18n import N_, _, language

if TYPE_CHECKING:
    from workbench.services.sources import NewSource

PROJECT = "samskaping.workbench"


def sample() -> Path:
    """Return the folder that holds the sample study's `transcripts` and `codebooks`.

    Raises:
        WorkbenchError: where the installation lacks it.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "sample", package.parent):
        if (folder / "transcripts" / "sources.csv").is_file():
            return folder
    raise WorkbenchError(N_("The sample study is missing from this installation; install Interview Workbench again."))


def build(project: Path, *, quiet: bool = False) -> None:
    """Make the sample project: tables, codebook, texts, codings by two coders, and what is finished.

    Args:
        project: its file.
        quiet: do not show how far it is.
    """
    from workbench.bootstrap import discard, new_project
    from workbench.importers.codebook_yaml import read_codebook
    from workbench.importers.csv_codings import read_codings
    from workbench.importers.csv_tables import read_cases, read_finished, read_informants

    folder = sample()

    def table(name: str) -> str:
        return str(folder / "transcripts" / name)

    words: dict[str, Any] = {"case_word": "kommune", "case_words": "kommuner", "language": language()}
    desk = new_project(project, coder="AB", round_name="første lesning", name="Samskaping", **words)
    try:
        with progress(_("Building the sample study"), 0 if quiet else 6) as step:
            for action in (
                lambda: desk.study.bring_in_cases(read_cases(table("cases.csv"))),
                lambda: desk.study.bring_in_informants(read_informants(table("informants.csv"))),
                lambda: desk.codebook.bring_in(read_codebook(str(folder / "codebooks" / "samskaping.yaml"))),
                lambda: desk.sources.add(_sources(folder / "transcripts")),
                lambda: desk.codings_table.bring_in(read_codings(table("codings.csv"))),
                lambda: desk.study.bring_in_finished(read_finished(table("finished.csv"))),
            ):
                action()
                step()
    except BaseException:
        desk.close()
        discard(project)
        raise
    desk.close()


def _sources(folder: Path) -> list[NewSource]:
    from workbench.domain.errors import ImportFailed
    from workbench.domain.reading import ReadRequest
    from workbench.importers.csv_tables import read_sources
    from workbench.importers.isolated import IsolatedReader
    from workbench.services.sources import NewSource, Speaking

    rows = read_sources(str(folder / "sources.csv")).rows
    requests = [
        ReadRequest(
            str(folder / row.file), row.kind or Kind.INTERVIEW, tuple(said.label for said in row.speakers) or None
        )
        for row in rows
    ]
    found = []
    with IsolatedReader() as reader:
        for row, read in zip(rows, reader.read_all(requests), strict=True):
            if isinstance(read, ImportFailed):
                raise read
            speakers = tuple(Speaking(said.label, said.role, said.informant) for said in row.speakers)
            kind = row.kind or Kind.INTERVIEW
            found.append(
                NewSource(
                    read, read.turns, kind, speakers, row.source, row.case, row.date, row.guide, row.left_out or None
                )
            )
    return found
