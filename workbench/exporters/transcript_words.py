"""What a coded transcript says in its own voice, on a page and in a Word document alike.

Nothing is counted here; numbers and dates come with the transcript, and dates are those of its steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.days import as_of, day
from workbench.domain.hiding import Reason, hidden_told, uncounted_told
from workbench.domain.memos import MemoKind
from workbench.domain.norwegian import number
from workbench.domain.sources import SPOKEN, Kind
from workbench.domain.transcript import Role
from workbench.domain.view_words import view_told
from workbench.exporters.legal_text import capital
from workbench.i18n import N_, _, language, n_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.domain.coded_transcript import CodedTranscript, CodeHere, ShownMemo, UsedCode

SHORT_MEMO = 400
"""Characters of a memo that still stands in the margin of a page; a longer one stands whole at the end."""
STAR, AGAINST = "★", "−"

_KINDS = {
    Kind.INTERVIEW: N_("interview"),
    Kind.GROUP: N_("group interview"),
    Kind.DOCUMENT: N_("document"),
    Kind.OBSERVATION: N_("observation"),
    Kind.SURVEY: N_("survey"),
}
_MEMOS = {
    MemoKind.NOTE: N_("note"),
    MemoKind.IDEA: N_("idea"),
    MemoKind.METHOD: N_("method"),
    MemoKind.QUESTION: N_("question"),
}
_WORDS = {
    "coded_transcript": N_("coded transcript"),
    "transcript": N_("The transcript"),
    "skip": N_("To the transcript"),
    "contents": N_("On this page"),
    "codes": N_("Codes used here"),
    "memos": N_("Memos"),
    "source_memos": N_("Memos on the whole source"),
    "made": N_("What it is made from"),
    "turn": N_("Turn"),
    "who": N_("Who speaks"),
    "said": N_("What is said"),
    "coded_as": N_("Coded as"),
    "passage": N_("Passage"),
    "end_of": N_("end of {number}"),
    "continues": N_("{number} goes on"),
    "against": N_("against"),
    "starred": N_("starred"),
    "about": N_("About: {items}"),
    "no_words": N_("no words"),
    "no_codes": N_("Nothing is coded here in what is shown."),
    "memo_below": N_("Long memo, at the end: {number}"),
    "memo_in_comment": N_("memo: see the comment"),
    "rule": N_("Definition"),
    "when": N_("Use it when"),
    "when_not": N_("Do not use it when"),
    "example": N_("Example"),
    "no_definition": N_("No definition is written yet."),
    "retired": N_("no longer in use"),
    "how_to_read": N_(
        "Marked words have a number; in the margin it stands with the reference by which they are cited and the names "
        "of the codes. A bracket ] with a number shows where a passage ends inside another. − means that the words "
        "speak against the code, ★ that the quote is starred."
    ),
}


_UNSPOKEN = {
    "coded_transcript": N_("coded document"),
    "transcript": N_("The document"),
    "skip": N_("To the document"),
    "turn": N_("Paragraph"),
    "said": N_("What is written"),
}
"""What is said otherwise of a text in which nobody speaks."""


def words(kind: Kind = Kind.INTERVIEW) -> Mapping[str, str]:
    """Return the words of the template and the document in the language now chosen.

    Args:
        kind: of the source.
    """
    said = _WORDS if kind in SPOKEN else _WORDS | _UNSPOKEN
    return {name: _(word) for name, word in said.items()}


def subtitle(transcript: CodedTranscript) -> str:
    """Return what sort of text it is, where and when: `group interview · Storvik (SK) · 20 March 2025`."""
    source = transcript.source
    return " · ".join(filter(None, (_(_KINDS[source.kind]), transcript.case, day(source.date))))


def facts(transcript: CodedTranscript) -> Iterator[tuple[str, str]]:
    """Yield name and value of what stands at the top."""
    source, manifest = transcript.source, transcript.manifest
    if transcript.informants:
        name = _("informants") if len(transcript.informants) > 1 else _("informant")
        yield capital(name), ", ".join(transcript.informants)
    if source.left_out is not None:
        yield _("Left out of the analysis"), source.left_out or _("no reason given")
    yield _("Coded by"), "; ".join(_reader(transcript)) or _("nobody in what is shown")
    yield _("Shown"), "; ".join(view_told(_limits(manifest.view))) or _("everything")
    yield _("Hidden"), hidden(transcript)
    book = _("codebook {name}, version {version}").format(name=manifest.codebook, version=manifest.codebook_version)
    yield _("As of"), f"{as_of(manifest)} · {book}"


def _limits(view: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Return what a view limits, without that the interviewer's words are shown: in a transcript they always are."""
    return {name: values for name, values in view.items() if name != "interviewer"}


def _reader(transcript: CodedTranscript) -> Iterator[str]:
    for reader in transcript.readers:
        counted = n_("{count} coding", "{count} codings", reader.codings).format(
            count=number(reader.codings, language())
        )
        if reader.blind:
            counted += "; " + _("blind: stands by itself")
        yield f"{reader.coder}, {reader.round} ({counted})"


def hidden(transcript: CodedTranscript) -> str:
    """Return what of the source's codings and memos the view hides, in a sentence."""
    told = []
    if transcript.hidden:
        told.append(hidden_told(transcript.hidden))
    if transcript.hidden_memos:
        counted = number(transcript.hidden_memos, language())
        told.append(
            n_("The view hides {count} memo.", "The view hides {count} memos.", transcript.hidden_memos).format(
                count=counted
            )
        )
    uncounted = uncounted_told([_uncounted(transcript)])
    if not told and not uncounted:
        return _("Nothing on this source is hidden.")
    return " ".join(filter(None, (*told, uncounted)))


def _uncounted(transcript: CodedTranscript) -> tuple[Reason, int]:
    """Return how many of the codings shown no comparison counts: all of them, or those on the interviewer's words."""
    if transcript.source.left_out is not None:
        return Reason.LEFT_OUT, sum(code.codings for code in transcript.codes)
    said_by: dict[int, set[bool]] = {}
    for turn in transcript.turns:
        for piece in turn.pieces:
            for place in piece.over:
                said_by.setdefault(place, set()).add(turn.role is Role.INTERVIEWER)
    asked = (transcript.passages[place] for place, roles in said_by.items() if roles == {True})
    return Reason.INTERVIEWER, sum(max(len(code.by), 1) for passage in asked for code in passage.codes)


def made_from(transcript: CodedTranscript) -> Iterator[tuple[str, str]]:
    """Yield name and value of what the file was made from."""
    manifest = transcript.manifest
    source = next((one for one in manifest.sources if one.label == transcript.source.label), None)
    yield _("Project"), f"{manifest.project} ({manifest.project_guid})"
    yield _("File"), transcript.source.name
    if source is not None:
        yield _("Fingerprint of the text (SHA-256)"), source.sha256
    yield _("Made with"), f"Interview Workbench {manifest.program}"


def memo_title(memo: ShownMemo) -> str:
    """Return what a memo is, and about which code: `Note on “Ovenfra”`."""
    kind = capital(_(_MEMOS[memo.kind]))
    return _("{memo} on “{code}”").format(memo=kind, code=memo.about) if memo.about else kind


def memo_by(memo: ShownMemo) -> str:
    """Return who wrote a memo and when."""
    return f"{memo.coder}, {day(memo.at)}"


def by(code: CodeHere) -> str:
    """Return who put a code on words; empty where that need not be said."""
    return "; ".join(code.by)


def counted(code: UsedCode) -> str:
    """Return how often a code is shown."""
    return n_("{count} coding", "{count} codings", code.codings).format(count=number(code.codings, language()))


def rules(code: UsedCode) -> Iterator[tuple[str, str]]:
    """Yield name and text of a code's rules."""
    said = words()
    found = code.code
    for name, text in (
        ("rule", found.definition),
        ("when", found.when),
        ("when_not", found.when_not),
        ("example", found.example),
    ):
        if text:
            yield said[name], text
