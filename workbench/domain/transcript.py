"""Turns: who said what, where in a frozen text; and which speaker labels a text seems to use.

Labels, timestamps and the gaps between turns belong to no turn. Nothing here changes the text, and a
guess about who speaks is only ever a proposal: a person decides.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from workbench.domain.address_words import is_address_word
from workbench.domain.errors import WorkbenchError
from workbench.domain.words import count_words
from workbench.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence


class Role(StrEnum):
    """Who a speaker label stands for."""

    INTERVIEWER = "interviewer"
    INFORMANT = "informant"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch said by one speaker; offsets are characters of the revision's text."""

    number: int
    """From 1, in text order."""
    start: int
    """Where the label begins (the body, where there is no label)."""
    body_start: int
    body_end: int
    """One past the last character that is not white space."""
    label: str
    """The label as written, without its colon; empty for an unknown speaker."""
    words: int
    """Words of the body."""


class TooManyTurns(WorkbenchError):
    """A text has more turns than any talk."""

    def __init__(self) -> None:
        super().__init__(N_("The text has more than {most} turns."), most=MOST_TURNS)


@dataclass(frozen=True, slots=True)
class LabelSeen:
    """A speaker label that a text seems to use, for the preview before an import."""

    label: str
    turns: int
    words: int
    guess: Role
    sample: str
    """The first words said under the label."""


MOST_TURNS = 200_000
"""No talk has more; a text with more is broken, or made to harm."""
LONGEST_LABEL = 40
"""Characters; a longer beginning of a line is a sentence."""
_MOST_LABEL_WORDS = 4
_SAMPLE_LENGTH = 80

_CLOCK = r"[0-9]{1,3}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]{1,3})?"
_STAMP = (
    rf"(?:\[{_CLOCK}\]|\({_CLOCK}\)|#[0-9]{{1,2}}:[0-9]{{2}}:[0-9]{{2}}(?:-[0-9]{{1,3}})?#"
    r"|[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,3})?(?![0-9:]))"
)
"""A bare time needs hours, minutes and seconds: `12:30` may be the first words of an answer."""
_BEFORE = rf"[^\S\n]*+(?:{_STAMP}[^\S\n]*+)?"
_AFTER = rf"[^\S\n]*+:(?!//)(?:[^\S\n]*+{_STAMP}|(?![0-9]))"
_LABEL = rf"[^\W\d_][^\n:.,;!?…\"«»“”()\[\]{{}}<>|\\/*=]{{0,{LONGEST_LABEL}}}+"
_AT_START, _AT_LINE = (re.compile(rf"{line}{_BEFORE}(?P<label>{_LABEL}){_AFTER}") for line in ("", "\n"))
"""The beginning of a turn; a search for the literal newline is many times faster than one for `^`."""
_COMMON_LABEL = re.compile(_LABEL)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_ENDS_BLOCK = frozenset('.?!:…»"')


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_ASKS = _words("i int intervjuer intervjuar interviewer q spm spørsmål forsker forskar researcher moderator")
_ANSWERS = _words(
    "informant informanten respondent respondenten deltaker deltakar participant intervjuobjekt io ip r a svar"
)
_SPEAKS = _ANSWERS | _words("speaker taler talar person stemme voice")
_NOT_ALONE = _words("r a svar spørsmål spm")
"""Too common at the start of a line to be believed once."""
_HEADINGS = _words(
    "for det dvs merk merknad obs nb tema dato sted stad tid kilde kjelde eksempel kapittel kap del vedlegg figur "
    "tabell note sammendrag samandrag innledning formål føremål mål tittel fil varighet opptak kjønn alder rolle "
    "stilling kommune intervju transkripsjon transkribert kommentar konklusjon bakgrunn metode avdeling punkt side "
    "fase steg trinn fakta oppgave oppgåve adresse telefon epost navn namn date place topic example chapter part "
    "appendix figure table summary title file duration recording gender age role comment background question"
)
_NUMBERED = re.compile(r"(?P<word>[^\W\d_]+)[ -]?(?P<number>[0-9]{1,3})?")
_REFERENCE = re.compile(r"[A-ZÆØÅ]{1,4}[ -]?[0-9]{1,3}[a-zA-Z]?")


def labels_in(text: str) -> tuple[LabelSeen, ...]:
    """Propose the speaker labels of `text`, in the order they first occur, each with a guess who it is."""
    return labels_of(text, turns_by_labels(text, proposed_labels(text)))


def proposed_labels(text: str) -> tuple[str, ...]:
    """Return what stands at line starts before a colon and looks like a speaker, in order of first occurrence.

    A well-known form ("I", "Informant 3", "BK3") is believed at once; a name must come back, anything else twice.
    """
    counted = Counter(match["label"].rstrip() for match in _heads(text))
    return tuple(label for label, times in counted.items() if _looks_like_speaker(label, times))


def labels_of(text: str, turns: Sequence[Turn]) -> tuple[LabelSeen, ...]:
    """Sum up the labels that `turns` carry, in the order they first occur, each with a guess who it is."""
    by_label: dict[str, list[Turn]] = {}
    for turn in turns:
        if turn.label:
            by_label.setdefault(turn.label, []).append(turn)
    words = {label: sum(turn.words for turn in said) for label, said in by_label.items()}
    asking = _who_asks(text, by_label, words)
    return tuple(
        LabelSeen(label, len(said), words[label], _guess(label, asking), _sample(text, said))
        for label, said in by_label.items()
    )


def turns_by_labels(text: str, labels: Collection[str]) -> tuple[Turn, ...]:
    """Cut `text` at every line that begins with one of `labels` and a colon.

    Words before the first label are a turn by an unknown speaker. A label without words after it is a
    turn with an empty body, so that no number shifts when the words are written in.

    Args:
        text: the frozen text.
        labels: as written, without the colon; capital letters count.

    Raises:
        TooManyTurns: there are more than `MOST_TURNS`.
    """
    wanted = frozenset(filter(None, labels))
    heads = [(0, 0, 0, "")]
    for match in _heads(text, wanted):
        label = match["label"].rstrip()
        if label in wanted:
            heads.append((match.start(), match.start("label"), match.end(), label))
            if len(heads) > MOST_TURNS:
                raise TooManyTurns
    turns: list[Turn] = []
    ends = [head[0] for head in heads[1:]] + [len(text)]
    for (_gap, start, body_from, label), end in zip(heads, ends, strict=True):
        body_start, body_end = _without_white_space(text, body_from, end)
        words = count_words(text, body_start, body_end)
        if label:
            turns.append(Turn(len(turns) + 1, start, body_start, body_end, label, words))
        elif words:
            turns.append(Turn(len(turns) + 1, body_start, body_start, body_end, label, words))
    return tuple(turns)


def document_turns(text: str) -> tuple[Turn, ...]:
    """Cut `text` into blocks at blank lines; a block that breaks off goes on in the next.

    Texts taken from PDFs have a blank line after each printed line: a block that does not end in one of
    `.?!:…»"`, followed by one that begins in lower case, is one turn with it.

    Raises:
        TooManyTurns: there are more than `MOST_TURNS`.
    """
    turns: list[Turn] = []
    begun: int | None = None
    for (start, end), (following, _) in pairwise(chain(_blocks(text), [(len(text), len(text))])):
        begun = start if begun is None else begun
        if text[following : following + 1].islower() and text[end - 1] not in _ENDS_BLOCK:
            continue
        if len(turns) == MOST_TURNS:
            raise TooManyTurns
        turns.append(Turn(len(turns) + 1, begun, begun, end, "", count_words(text, begun, end)))
        begun = None
    return tuple(turns)


def _heads(text: str, labels: Collection[str] = ()) -> Iterator[re.Match[str]]:
    """Find what may begin a turn; labels of an uncommon form need a search of their own."""
    at_start, at_line = _AT_START, _AT_LINE
    if not all(_COMMON_LABEL.fullmatch(label) for label in labels):
        named = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
        at_start, at_line = (re.compile(rf"{line}{_BEFORE}(?P<label>{named}){_AFTER}") for line in ("", "\n"))
    first = at_start.match(text)
    if first:
        yield first
    yield from at_line.finditer(text)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    at = len(text) - len(text.lstrip())
    for gap in _BLANK_LINE.finditer(text, at):
        end = at + len(text[at : gap.start()].rstrip())
        yield at, end
        at = gap.end()
    if at < len(text):
        yield _without_white_space(text, at, len(text))


def _without_white_space(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without white space at its ends; an empty one stays where it began."""
    body = text[start:end].lstrip()
    if not body:
        return start, start
    body_start = end - len(body)
    return body_start, body_start + len(body.rstrip())


def _looks_like_speaker(label: str, times: int) -> bool:
    words = label.split()
    if len(label) > LONGEST_LABEL or len(words) > _MOST_LABEL_WORDS:
        return False
    word = _word_of(label)
    if word in _HEADINGS or words[0].casefold() in _HEADINGS or is_address_word(label):
        return False
    if word in _NOT_ALONE or label == "i":
        return times > 1
    if word in _ASKS or word in _SPEAKS or _REFERENCE.fullmatch(label):
        return True
    return times > 2 or (times > 1 and all(part[0].isupper() or part.isdigit() for part in words))


def names_nobody(label: str) -> bool:
    """Tell whether a label only says that someone asks, answers or speaks: "I", "Informant", "Speaker 2"."""
    return _word_of(label) in _ASKS | _SPEAKS


def _word_of(label: str) -> str:
    """Return the word of a label that is one word with or without a number, in lower case; else nothing."""
    numbered = _NUMBERED.fullmatch(label)
    return numbered["word"].casefold() if numbered else ""


def _guess(label: str, asking: Collection[str]) -> Role:
    if label in asking:
        return Role.INTERVIEWER
    return Role.INFORMANT if _is_referred_to(label) or _is_name(label) else Role.UNKNOWN


def _is_referred_to(label: str) -> bool:
    """Tell whether the label is how transcripts name the person asked: "Informant 3", "BK3"."""
    return _word_of(label) in _ANSWERS or _REFERENCE.fullmatch(label) is not None


def _is_name(label: str) -> bool:
    if _word_of(label) in _SPEAKS:
        return False
    return all(len(part) > 1 and part[0].isupper() and not any(c.isdigit() for c in part) for part in label.split())


def _who_asks(text: str, by_label: dict[str, list[Turn]], words: dict[str, int]) -> Collection[str]:
    """Return the labels that mean the interviewer, else the one that asks most often and says less than others."""
    told = [label for label in by_label if _word_of(label) in _ASKS]
    if told or len(by_label) < 2:
        return told
    average = sum(words.values()) / len(words)
    asked = {
        label: sum(text.count("?", turn.body_start, turn.body_end) for turn in said) / len(said)
        for label, said in by_label.items()
        if words[label] < average and not _is_referred_to(label)
    }
    best = max(asked, key=lambda label: asked[label], default="")
    return [best] if asked.get(best) else []


def _sample(text: str, said: Sequence[Turn]) -> str:
    first = next((turn for turn in said if turn.words), said[0])
    return " ".join(text[first.body_start : min(first.body_end, first.body_start + _SAMPLE_LENGTH)].split())
