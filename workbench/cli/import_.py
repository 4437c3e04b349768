"""`workbench import`: bring texts in, with who speaks under which label."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.exit_codes import BAD_INPUT, FINDINGS
from workbench.cli.options import Coder, DryRun, Project, Round
from workbench.cli.place import desk_to_write, project_path
from workbench.cli.telling import progress, remark, say, say_columns_kept_out, say_copy, say_problems
from workbench.domain.errors import ImportFailed, ProjectBusy, WorkbenchError
from workbench.domain.sources import SPOKEN, Kind
from workbench.domain.tables import SourceRow
from workbench.domain.transcript import Role
from workbench.domain.view import EVERYTHING
from workbench.i18n import N_, _, n_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.domain.reading import ReadFile
    from workbench.domain.speaking import Settled
    from workbench.domain.tables import Table
    from workbench.services.desk import Desk
    from workbench.services.sources import Added, NewSource

Files = Annotated[
    list[str], typer.Argument(help=_("Transcripts (.txt, .docx), or a table like sources.csv."), show_default=False)
]

_TWICE = N_("{file} is in the project already, as {label}.")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "import",
        help=_(
            "Bring texts in.\n\n"
            "Example: workbench import sk1.docx --speaker I=interviewer --speaker Kari=SK1 --case Storvik\n\n"
            "Example: workbench import transcripts/sources.csv"
        ),
    )
    def import_(
        project: Project,
        files: Files,
        kind: Annotated[str, typer.Option("--kind", help=_("interview, group, document, observation or survey."))] = "",
        speaker: Annotated[
            list[str] | None,
            typer.Option(
                "--speaker",
                help=_("Who a label stands for: LABEL=interviewer, unknown or a reference."),
                show_default=False,
            ),
        ] = None,
        case: Annotated[str, typer.Option("--case", help=_("The case they belong to."), show_default=False)] = "",
        label: Annotated[str, typer.Option("--label", help=_("The source's short label."), show_default=False)] = "",
        dry_run: DryRun = False,
        coder: Coder = "",
        round_: Round = "",
    ) -> int:
        from workbench.bootstrap import open_to_read

        told = _told(speaker or [])
        listed = _Listed.of(files, _kind(kind), case, label)
        if project == "." and not any(Path().glob("*.workbench")):
            return _begin(listed, told, coder, round_, dry_run=dry_run)
        path = project_path(project)
        with closing(open_to_read(path)) as desk:
            if not desk.writable and not dry_run:
                raise ProjectBusy(
                    N_("{name} is open elsewhere; close it there to change anything here."), name=path.name
                )
            if not desk.writable:
                say_copy(desk)
            bringing = _Import(desk, listed, told, dry_run=dry_run)
            code = bringing.prepare()
        if code is not None:
            return code
        # Opened to be changed only now, so that whoever brings nothing in leaves no trace as a new coder.
        with closing(desk_to_write(str(path), coder, round_)) as desk:
            return bringing.add(desk)


def _begin(listed: _Listed, told: Mapping[str, tuple[Role, str]], coder: str, round_name: str, *, dry_run: bool) -> int:
    """Make a project in this folder, where there is none, and keep it only if something came in."""
    from workbench.bootstrap import discard, new_project

    path = Path(f"{Path().resolve().name}.workbench")
    code = BAD_INPUT
    desk = new_project(path, coder=coder, round_name=round_name)
    try:
        bringing = _Import(desk, listed, told, dry_run=dry_run)
        prepared = bringing.prepare()
        code = bringing.add(desk) if prepared is None else prepared
    finally:
        desk.close()
        if dry_run or code == BAD_INPUT:
            discard(path)
        else:
            remark(_("Made the project {name}.").format(name=path))
    return code


def _kind(written: str) -> Kind | None:
    if written and written not in set(Kind):
        raise WorkbenchError(
            N_("“{kind}” is no kind of source; choose interview, group, document, observation or survey."), kind=written
        )
    return Kind(written) if written else None


def _told(speakers: Sequence[str]) -> Mapping[str, tuple[Role, str]]:
    from workbench.importers.csv_tables import speakers_of

    found = (said for written in speakers for said in speakers_of(written))
    return {said.label: (said.role, said.informant) for said in found}


class _Listed:
    """The files to be read, with what tables say of them."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.rows: list[SourceRow] = []
        self.tables: list[tuple[str, Table[SourceRow]]] = []

    @classmethod
    def of(cls, files: Sequence[str], kind: Kind | None, case: str, label: str) -> _Listed:
        from workbench.importers.csv_tables import read_sources

        listed = cls()
        for file in files:
            if file.lower().endswith(".csv"):
                table = read_sources(file)
                listed.tables.append((file, table))
                for row in table.rows:
                    listed.paths.append(str(Path(file).parent / row.file))
                    listed.rows.append(row)
            else:
                listed.paths.append(file)
                listed.rows.append(SourceRow(0, file, source=label, kind=kind, case=case))
        if label and len(listed.paths) > 1:
            raise WorkbenchError(
                N_("One label cannot name several sources; import them one by one, or leave --label out.")
            )
        return listed


class _Import:
    """One import: read, settle who speaks and show, which changes nothing; then add as one step."""

    def __init__(self, desk: Desk, listed: _Listed, told: Mapping[str, tuple[Role, str]], *, dry_run: bool) -> None:
        self._desk = desk
        self._listed = listed
        self._told = told
        self._dry_run = dry_run
        self._informants = tuple(informant.label for informant in desk.study.informants())
        self._unclear = 0
        self._new: list[NewSource] = []

    def prepare(self) -> int | None:
        """Read everything and settle who speaks; return an exit code where it ends here."""
        known = {source.name for source in self._desk.sources.all()}
        failed = 0
        for row, read in zip(self._listed.rows, self._read(), strict=True):
            if isinstance(read, ImportFailed):
                remark(str(read))
                failed += 1
                continue
            self._new.append(self._source(row, read, quiet=read.name in known))
        if failed:
            if len(self._listed.rows) > 1:
                remark(_("Nothing was changed."))
            return BAD_INPUT
        if self._unclear:
            remark(
                _(
                    "Say who they are with --speaker LABEL=interviewer, LABEL=REFERENCE or LABEL=unknown; "
                    "nothing was changed."
                )
            )
            return BAD_INPUT
        return self._tell() if self._dry_run else None

    def _tell(self) -> int:
        """Tell what would come in."""
        there = {source.sha256: source.label for source in self._desk.manifest(EVERYTHING).sources}
        twice = [new.file for new in self._new if new.file.text_hash in there]
        for file in twice:
            remark(_(_TWICE).format(file=file.name, label=there[file.text_hash]))
        count = len(self._new) - len(twice)
        say(
            n_(
                "{count} text would come in; nothing was changed.",
                "{count} texts would come in; nothing was changed.",
                count,
            ).format(count=count)
        )
        return FINDINGS if sum(say_problems(file, table.problems) for file, table in self._listed.tables) else 0

    def _read(self) -> list[ReadFile | ImportFailed]:
        from workbench.domain.reading import ReadRequest
        from workbench.importers.isolated import IsolatedReader

        requests = [
            ReadRequest(path, row.kind or Kind.INTERVIEW, tuple(s.label for s in row.speakers) or None)
            for path, row in zip(self._listed.paths, self._listed.rows, strict=True)
        ]
        found: list[ReadFile | ImportFailed] = []
        with IsolatedReader() as reader, progress(_("Reading"), len(requests)) as step:
            for answer in reader.read_all(requests):
                found.append(answer)
                step()
        return found

    def _source(self, row: SourceRow, read: ReadFile, *, quiet: bool) -> NewSource:
        from workbench.domain.speaking import settle
        from workbench.services.sources import NewSource, Speaking

        kind = row.kind or Kind.INTERVIEW
        told = {**self._told, **{said.label: (said.role, said.informant) for said in row.speakers}}
        settled = settle(read.labels, told, self._informants) if kind in SPOKEN else ()
        if not quiet:
            self._preview(read, settled)
        settled = tuple(self._ask(read, found) for found in settled)
        self._unclear += sum(found.role is None for found in settled)
        speakers = tuple(Speaking(found.seen.label, found.role or Role.UNKNOWN, found.informant) for found in settled)
        if row.kind is None and sum(speaking.role is Role.INFORMANT for speaking in speakers) > 1:
            kind = Kind.GROUP
        return NewSource(
            read, read.turns, kind, speakers, row.source, row.case, row.date, row.guide, row.left_out or None
        )

    def _preview(self, read: ReadFile, settled: Sequence[Settled]) -> None:
        remark(
            _("{file}: {characters} characters, {turns} turns").format(
                file=read.name, characters=len(read.text), turns=len(read.turns)
            )
        )
        for notice in read.warnings:
            remark(f"  {notice}")
        for found in settled:
            who = {
                None: _("who?"),
                Role.INTERVIEWER: _("interviewer"),
                Role.UNKNOWN: _("unknown"),
                Role.INFORMANT: _("informant {reference}").format(reference=found.informant),
            }[found.role]
            seen = found.seen
            remark(
                _("  {label}: {who}, {turns} turns, {words} words: {sample}").format(
                    label=seen.label, who=who, turns=seen.turns, words=seen.words, sample=seen.sample
                )
            )

    def _ask(self, read: ReadFile, found: Settled) -> Settled:
        """Ask who a label stands for, where that is unclear and someone is there to answer."""
        from dataclasses import replace

        if found.role is not None or self._dry_run or not (sys.stdin.isatty() and sys.stderr.isatty()):
            return found
        answer = typer.prompt(
            _("Who is “{label}” in {file}? interviewer, unknown, or the informant's reference").format(
                label=found.seen.label, file=read.name
            ),
            err=True,
        ).strip()
        roles = {"interviewer": Role.INTERVIEWER, "i": Role.INTERVIEWER, "unknown": Role.UNKNOWN, "?": Role.UNKNOWN}
        role = roles.get(answer.casefold(), Role.INFORMANT)
        return replace(found, role=role, informant=answer if role is Role.INFORMANT else "")

    def add(self, desk: Desk) -> int:
        """Add what was read to the project."""
        self._desk = desk
        added = desk.sources.add(self._new).value
        for found in added:
            if found.source is None:
                remark(_(_TWICE).format(file=found.name, label=found.same_as))
            else:
                say(_("Added {file} as {label}.").format(file=found.name, label=found.label))
        return self._describe(added)

    def _describe(self, added: Sequence[Added]) -> int:
        """Change what tables say of sources that were in the project before."""
        problems = 0
        known = any(found.source is None for found in added)
        for file, table in self._listed.tables:
            say_columns_kept_out(table.extra_columns)
            if known or table.attributes:
                described = self._desk.study.describe_sources(table).value
                problems += say_problems(file, described.problems)
            else:
                problems += say_problems(file, table.problems)
        return FINDINGS if problems else 0
