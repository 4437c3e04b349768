"""What `workbench import` does: read the files, ask who speaks where nobody said it, and bring them in."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from workbench.cli.exit_codes import BAD_INPUT, FINDINGS
from workbench.cli.listed_files import ListedFiles
from workbench.cli.place import desk_to_write, project_path
from workbench.cli.tables_told import say_table
from workbench.cli.telling import progress, remark, say, say_copy, say_problems
from workbench.domain.errors import ImportFailed, WorkbenchError
from workbench.domain.sources import SPOKEN, Kind
from workbench.domain.tables import SourceRow
from workbench.domain.transcript import Role
from workbench.i18n import N_, _, n_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.domain.reading import ReadFile
    from workbench.domain.speaking import Settled
    from workbench.services.desk import Desk
    from workbench.services.sources import NewSource

_TWICE = N_("{file} is in the project already, as {label}.")


class Importing:
    """One `workbench import`.

    Args:
        project: the project, as the command line names it.
        files: texts, and tables that list texts.
        kind: of the texts that are in no table, as it was written.
        speakers: who labels stand for, each `LABEL=WHO`.
        case: the case of the texts that are in no table.
        label: the label of the one text that is in no table.
        reader: coder, round, and whether that is blind.
        dry_run: only show what would come in.
    """

    def __init__(
        self,
        project: str,
        files: Sequence[str],
        kind: str,
        speakers: Sequence[str],
        case: str,
        label: str,
        reader: tuple[str, str, bool],
        *,
        dry_run: bool,
    ) -> None:
        self._project = project
        self._told = _told(speakers)
        self._listed = ListedFiles.of(files, _kind(kind), case, label)
        self._reader = reader
        self._dry_run = dry_run

    def run(self) -> int:
        """Do it; return the exit code."""
        from workbench.bootstrap import must_be_changeable, open_to_read

        listed, told, dry_run = self._listed, self._told, self._dry_run
        if self._project == "." and not any(Path().glob("*.workbench")):
            return _begin(listed, told, self._reader, dry_run=dry_run)
        path = project_path(self._project)
        if not dry_run:
            # Before anything is read, and anyone asked who speaks.
            must_be_changeable(path)
        with closing(open_to_read(path)) as desk:
            say_copy(desk)
            bringing = _Import(desk, listed, told, dry_run=dry_run)
            code = bringing.prepare()
        if code is not None:
            return code
        # Opened to be changed only now, so that whoever brings nothing in leaves no trace as a new coder.
        with desk_to_write(str(path), *self._reader) as desk:
            return bringing.add(desk)


def _begin(
    listed: ListedFiles, told: Mapping[str, tuple[Role, str]], reader: tuple[str, str, bool], *, dry_run: bool
) -> int:
    """Make a project in this folder, where there is none, and keep it only if something came in."""
    from workbench.bootstrap import discard, new_project

    path = Path(f"{Path().resolve().name}.workbench")
    coder, round_name, blind = reader
    desk = new_project(path, coder=coder, round_name=round_name, blind=blind)
    try:
        bringing = _Import(desk, listed, told, dry_run=dry_run)
        prepared = bringing.prepare()
        return bringing.add(desk) if prepared is None else prepared
    finally:
        # What came in is stored before it is told of: the project stays then, even where nobody hears of it.
        came_in = bool(desk.sources.all())
        desk.close()
        if dry_run or not came_in:
            discard(path)
        else:
            remark(_("Made the project {name}.").format(name=path))


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


class _Import:
    """One import: read, settle who speaks and show, which changes nothing; then add as one step."""

    def __init__(self, desk: Desk, listed: ListedFiles, told: Mapping[str, tuple[Role, str]], *, dry_run: bool) -> None:
        self._desk = desk
        self._listed = listed
        self._told = told
        self._dry_run = dry_run
        self._informants = tuple(informant.label for informant in desk.study.informants())
        self._unclear = 0
        self._new: list[NewSource] = []

    def prepare(self) -> int | None:
        """Read everything and settle who speaks; return an exit code where it ends here."""
        failed = 0
        for row, read in zip(self._listed.rows, self._read(), strict=True):
            if isinstance(read, ImportFailed):
                remark(str(read))
                failed += 1
                continue
            self._new.append(self._source(row, read))
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
        count = 0
        for new in self._new:
            there = self._desk.sources.holding(new.file.text_hash)
            if there is None:
                count += 1
            else:
                remark(_(_TWICE).format(file=new.file.name, label=there.label))
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

    def _source(self, row: SourceRow, read: ReadFile) -> NewSource:
        from workbench.domain.speaking import settle
        from workbench.services.sources import NewSource, Speaking

        kind = row.kind or Kind.INTERVIEW
        told = {**self._told, **{said.label: (said.role, said.informant) for said in row.speakers}}
        settled = settle(read.labels, told, self._informants) if kind in SPOKEN else ()
        # Who speaks in a text that is in the project already was settled when it came in.
        if self._desk.sources.holding(read.text_hash) is not None:
            settled = ()
        else:
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
        found = desk.study.bring_in_sources(self._listed.bundled(self._new)).value
        for added in found.added:
            if added.source is None:
                remark(_(_TWICE).format(file=added.name, label=added.same_as))
            else:
                say(_("Added {file} as {label}.").format(file=added.name, label=added.label))
        code = 0
        for (file, table), told in zip(self._listed.tables, found.tables, strict=True):
            if told.changed or told.unchanged:
                say(
                    _("Sources that were here before: {changed} changed, {same} as before.").format(
                        changed=told.changed, same=told.unchanged
                    )
                )
            code = max(code, say_table(file, table, told))
        return code
