"""One sitting at one project: the source that is open, its codings, the hand, and what was done last.

Knows services and no screen, so that everything a key does can be tested without one. Every change is one
call of a service; what the services refuse goes up unchanged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from workbench import settings
from workbench.domain.errors import Refused
from workbench.domain.memos import MemoKind
from workbench.domain.steps import Touched
from workbench.domain.transcript import Role
from workbench.domain.view import View
from workbench.i18n import N_, _
from workbench.services.codings import Page
from workbench.tui.hand import NO_CODES, first_theme, hand_of, theme_with
from workbench.tui.on_page import OnPage
from workbench.tui.safe import fitted
from workbench.tui.shares import SharesAtHand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.domain.codebook import Code, Codebook
    from workbench.domain.ids import CodeId, CodingId, PassageId, SourceId
    from workbench.domain.outcomes import Outcome
    from workbench.domain.sources import Source, SourceText
    from workbench.domain.spans import Span
    from workbench.domain.steps import Done
    from workbench.services.desk import Desk
    from workbench.tui.on_page import Here as Here
    from workbench.tui.stripes import Stripes

Value = TypeVar("Value")

_PAGES_KEPT = 8
"""Sources whose codings are kept at hand."""
_OF_ONE_PAGE = frozenset({"coding", "passage", "memo", "passage_item", "finished", "code", "item"})
"""Tables that change nothing on the pages of sources that a step does not name."""
_WORDS_TOLD = 32
"""Cells of a passage that are repeated when it was coded."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where something was taken back or done again: a source, and words of it where they are known."""

    source: SourceId
    passages: frozenset[PassageId]
    span: Span | None


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done: the step, where anything had to be changed, and the sentence that tells it."""

    done: Done | None
    sentence: str
    where: Elsewhere | None = None
    """The place to be looked at, where that may be another than the one stood at."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted on words besides codes."""

    memo: str = ""
    about: tuple[str, ...] = ()
    kind: MemoKind = MemoKind.NOTE


class Session:
    """What one person sees and does in one project."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.sources: tuple[Source, ...] = desk.sources.all()
        self.cases: Mapping[int, str] = {case.id: case.name or case.label for case in desk.study.cases()}
        self.book: Codebook = desk.codebook.codebook()
        self.index = 0
        self.text: SourceText | None = None
        self.hidden = 0
        self.hidden_by = ""
        """The names of those whose codings are hidden."""
        self._on = OnPage(Page(()), 0)
        self._pages: dict[SourceId, OnPage] = {}
        self._everywhere: Counter[CodeId] | None = None
        self._everywhere_in: View | None = None
        self.shares = SharesAtHand(desk)
        self.everyone = False
        """Whether the codings of others, and of other readings, are shown too."""
        self._noted: dict[Span, Noted] = {}
        self.changed: tuple[int, int] | None = None
        """The characters of the page that the last step changed something about; None where that may be all."""
        self._guid = desk.setting("guid")
        self._place = settings.place_in(self._guid)
        self._offsets = dict(self._place.offsets)
        self.theme: CodeId | None = self._theme_before()
        self.last: CodeId | None = None
        self._just: CodingId | None = None
        self._newest: frozenset[CodingId] = frozenset()
        self.saved_at = self._last_step()

    # where

    def begin(self) -> int:
        """Open the source of last time, or the first; return the character stood on."""
        places = {source.guid: index for index, source in enumerate(self.sources)}
        return self.open(places.get(self._place.source, 0))

    def open(self, index: int) -> int:
        """Open a source by its place in the list; return the character stood on last."""
        if not self.sources:
            return 0
        self.index = index % len(self.sources)
        self.text = self.desk.sources.text(self.sources[self.index].id)
        self._noted.clear()
        known = self._pages.get(self.text.source.id)
        if known is None:
            self.reload_codings()
        else:
            self._turn_to(known)
        turns = self.text.turns
        return self._offsets.get(self.text.source.guid, turns[0].body_start if turns else 0)

    def remember(self, offset: int) -> None:
        """Keep which character is stood on in the source that is open."""
        if self.text is not None:
            guid = self.text.source.guid
            self._offsets.pop(guid, None)
            self._offsets[guid] = offset

    def leave(self) -> None:
        """Write down where the person is, for the next time."""
        source = self._place.source if self.text is None else self.text.source.guid
        theme = settings.THEMES_IN_HAND if self.book.codes else ""
        if self.theme is not None:
            theme = self.book.by_id[self.theme].guid if self.theme in self.book.by_id else ""
        settings.remember_place(self._guid, settings.Place(source, self._offsets, theme))

    def reload_sources(self) -> None:
        """Read the list of sources again, after a step that changed it."""
        open_one = self.text.source.id if self.text else None
        self.sources = self.desk.sources.all()
        self.index = next((n for n, source in enumerate(self.sources) if source.id == open_one), 0)

    def reload_codings(self) -> None:
        """Read the codings of the source that is open again."""
        if self.text is None:
            return
        page = self.desk.codings.page(self.text.source.id, self.view)
        turns = self.text.turns
        if len(self._pages) >= _PAGES_KEPT:
            self._pages.clear()
        found = self._pages[self.text.source.id] = OnPage(page, turns[-1].body_end if turns else 1)
        self._turn_to(found)

    def _turn_to(self, page: OnPage) -> None:
        self._on = page
        self._tell_hidden(page.page)
        self.changed = None
        if self._just not in self.codings:
            self._just = None

    def _forget_pages(self, touched: Touched) -> None:
        """Forget the pages that a step may have changed, but for the open one."""
        here = self.text.source.id if self.text is not None else None
        if touched.passages is None or not touched.tables <= _OF_ONE_PAGE:
            self._pages = {source: page for source, page in self._pages.items() if source == here}
        for source in touched.sources - {here}:
            self._pages.pop(source, None)

    def _read_again(self, touched: Touched) -> None:
        """Read what a step touched on the page again."""
        if self.text is None:
            return
        source = self.text.source
        self.changed = None
        if touched.passages is None or touched.any_of("round", "source", "revision"):
            self._everywhere = None
            self.reload_codings()
            return
        page = self.desk.codings.refreshed(self._on.page, source.id, self.view, touched)
        more, self.changed = self._on.turn_to(page, touched.passages)
        self._tell_hidden(page)
        if self._everywhere is not None and touched.sources <= {source.id}:
            self._everywhere.update(more)
        else:
            self._everywhere = None
        if self._just not in self.codings:
            self._just = None

    def _tell_hidden(self, page: Page) -> None:
        self.hidden = page.hidden
        if page.hidden:
            names = {coder.id: coder.name for coder in self.desk.readers.coders()}
            self.hidden_by = ", ".join(sorted(names[coder] for coder in page.hidden_by))

    def reload_book(self) -> None:
        """Read the codebook again."""
        had_codes = bool(self.book.codes)
        self.book = self.desk.codebook.codebook()
        if self.theme is None and had_codes:
            # The themes are the hand, and a digit never means another code by itself.
            return
        if self.theme not in self.book.by_id:
            self.theme = first_theme(self.book)

    @property
    def view(self) -> View:
        """What is shown of the codings."""
        return View(interviewer=True) if self.everyone else self.desk.own_view()

    def is_mine(self, here: Here) -> bool:
        """Tell whether a coding is this coder's in this reading."""
        reader = self.desk.chosen.reader
        return (here.coding.coder, here.coding.round) == (reader.coder, reader.round)

    # what is here

    @property
    def codings(self) -> Mapping[CodingId, Here]:
        """The codings of the page."""
        return self._on.codings

    @property
    def stripes(self) -> Stripes[CodingId]:
        """Where the codings lie."""
        return self._on.stripes

    @property
    def counts(self) -> Counter[CodeId]:
        """How many codings of each code the page has."""
        return self._on.counts

    @property
    def counts_everywhere(self) -> Counter[CodeId]:
        """How many codings of each code the pages of all sources have; counted when first asked for."""
        return self.count_everywhere()

    def count_everywhere(self) -> Counter[CodeId]:
        """Count the codings of each code on the pages of all sources, unless that is known; return how many."""
        view = self.view
        if self._everywhere is None or view != self._everywhere_in:
            self._everywhere, self._everywhere_in = Counter(self.desk.codings_on_pages(view)), view
        return self._everywhere

    @property
    def knows_everywhere(self) -> bool:
        """Whether `counts_everywhere` is at hand without any counting."""
        return self._everywhere is not None and self._everywhere_in == self.view

    def here_and_everywhere(self, code: CodeId) -> tuple[int, int | None]:
        """Return how many codings a code, and all under it, has on this page and on all; None where not counted."""
        below = self.book.below(code)
        every = sum(self.counts_everywhere[one] for one in below) if self.knows_everywhere else None
        return sum(self.counts[one] for one in below), every

    @property
    def hand(self) -> dict[int, Code]:
        """The codes of the hand, by digit."""
        return hand_of(self.book, self.theme)

    def here(self, span: Span) -> list[Here]:
        """Return the codings that share words with `span`, in text order."""
        return [self.codings[number] for _found, number in self.stripes.between(span.start, span.end)]

    def here_just_first(self, span: Span) -> list[Here]:
        """Return the codings that share words with `span`, those just made first."""
        return sorted(self.here(span), key=lambda one: one.coding.id not in self._newest)

    def label(self, span: Span) -> str:
        """Return the citable id of a passage, or of the turn where it has none yet."""
        if self.text is None:
            return ""
        found = self._on.label(span)
        turn = self.text.turn_at(span.start)
        return found or f"{self.text.source.label}:{turn.number if turn else 1}"

    def noted(self, span: Span) -> Noted:
        """Return this coder's memo on exactly these words, and what they are about."""
        found = self._noted.get(span)
        if found is None and self.text is not None and self._on.noted(span):
            revision, desk = self.text.source.revision, self.desk
            memo = desk.memos.mine_at(revision, span)
            about = desk.items.about_at(revision, span)
            found = Noted(about=about) if memo is None else Noted(memo.body, about, memo.kind)
            self._noted[span] = found
        return found or Noted()

    def memos_on(self, span: Span) -> list[Span]:
        """Return the passages that share words with `span` and have a memo of this coder, in text order."""
        return [found for found in self._on.noted_between(span) if self.noted(found).memo]

    def is_starred(self, span: Span) -> bool:
        """Tell whether exactly these words are starred."""
        return self._on.starred(span)

    def neighbour(self, span: Span, step: int) -> tuple[int, int] | None:
        """Return the passage with a code before (-1) or after (1) `span`."""
        return self._on.neighbour(span, step)

    def next_with(self, code: CodeId, span: Span) -> tuple[Span, int, int] | None:
        """Return the passage after `span` that has a code or one under it, else the first of the page that has.

        Returns:
            The passage, its place among those that have, from 1, and how many have.
        """
        wanted = self.book.below(code)
        having = {here.passage.span for here in self.codings.values() if here.coding.code in wanted}
        in_text = sorted(having, key=_in_text)
        after = (place for place, found in enumerate(in_text) if _in_text(found) > _in_text(span))
        place = next(after, 0)
        return (in_text[place], place + 1, len(in_text)) if in_text else None

    def overview(self, cells: int) -> list[CodeId | None]:
        """Return which code has most words in each of so many equal stretches of the source."""
        return self._on.overview(cells)

    def just_coded(self, span: Span, *codes: CodeId) -> None:
        """Remember which codings were just made, by their words and codes; where it is one, keys act on it."""
        mine = [one for one in self.here(span) if one.passage.span == span and self.is_mine(one)]
        made = [one.coding.id for one in mine if one.coding.code in codes]
        self._newest = frozenset(made)
        self._just = made[0] if len(made) == 1 else None

    def moved(self) -> None:
        """Forget which codings were just made: the passage was left."""
        self._just, self._newest = None, frozenset()

    # what is done

    def code(self, span: Span, code: CodeId) -> Deed:
        """Put a code on words."""
        source = self.open_to_write()
        outcome = self.desk.codings.code(source, span, code)
        self.last = code
        found = outcome.value
        self.kept(outcome)
        self.just_coded(found.span, code)
        told, room = _("Coded “{words}” as {code}"), _WORDS_TOLD
        if self.is_only_asked(found.span):
            told, room = _("Coded “{words}” as {code} (the interviewer's: not counted)"), _WORDS_TOLD // 2
        words = fitted(" ".join(found.words.split()), room)
        return Deed(outcome.done, told.format(words=words, code=self.book.by_id[code].name))

    def is_only_asked(self, span: Span) -> bool:
        """Tell whether words are all the interviewer's."""
        turns = self.text.turns_in(span) if self.text is not None else ()
        return bool(turns) and all(turn.role is Role.INTERVIEWER for turn in turns)

    def code_again(self, span: Span) -> Deed:
        """Put the last code on these words too."""
        if self.last is None:
            raise Refused(N_("Put on a code first; this key then puts on the same one again."))
        return self.code(span, self.last)

    def meant(self, span: Span) -> list[Here]:
        """Return the coding just made, else all that are here: what `-` and `x` act on."""
        if self._just is not None:
            return [self.codings[self._just]]
        found = [one for one in self.here(span) if self.is_mine(one)]
        if not found:
            raise Refused(N_("There is no code of yours on these words."))
        return found

    def take_off(self, here: Here) -> Deed:
        """Take one coding off."""
        source = self.open_to_write()
        outcome = self.desk.codings.take_off(source, [here.coding.id])
        self.kept(outcome)
        name = self.book.by_id[here.coding.code].name
        return Deed(outcome.done, _("Took {code} off {passage}").format(code=name, passage=here.passage.label or ""))

    def turn_stance(self, here: Here) -> Deed:
        """Let a coding speak the other way."""
        source = self.open_to_write()
        outcome = self.desk.codings.turn_stance(source, here.coding.id)
        self.kept(outcome)
        name = self.book.by_id[here.coding.code].name
        told = (
            _("The words now speak against {code}") if outcome.value == "against" else _("The words speak for {code}")
        )
        return Deed(outcome.done, told.format(code=name))

    def star(self, span: Span) -> Deed:
        """Star these words, or take the star off."""
        source = self.open_to_write()
        starred = not self.is_starred(span)
        outcome = self.desk.codings.star(source, span, starred=starred)
        self.kept(outcome)
        return Deed(outcome.done, _("Starred as quotable") if starred else _("Took the star off"))

    def finish(self) -> Deed:
        """Say that the source is read to the end, or take that back."""
        source = self.open_to_write()
        read = self.desk.finished.stamp_of(source)
        label = next(found.label for found in self.sources if found.id == source)
        if read.finished is not None and not read.not_read_for:
            outcome = self.desk.finished.take_back(source)
            self.kept(outcome)
            return Deed(outcome.done, _("{source} is not finished after all").format(source=label))
        outcome = self.desk.finished.finish(source)
        self.kept(outcome)
        return Deed(outcome.done, _("{source} is finished").format(source=label))

    def undo(self) -> Deed:
        """Take back the last step."""
        self.must_be_writable()
        outcome = self.desk.history.undo()
        return self._at_its_place(outcome, _("Took back: {title}"))

    def redo(self) -> Deed:
        """Do again what was undone."""
        self.must_be_writable()
        outcome = self.desk.history.redo()
        return self._at_its_place(outcome, _("Done again: {title}"))

    def _at_its_place(self, outcome: Outcome[str], told: str) -> Deed:
        """Read again what a step touched, and find out where that is: the passage may have gone with it."""
        touched = outcome.done.touched if outcome.done is not None else Touched()
        (source, *others) = touched.sources or (None,)
        where = None
        if source is not None and touched.passages and not others:
            known = self._on if self.text is not None and source == self.text.source.id else self._pages.get(source)
            spans = known.spans_of(touched.passages) if known is not None else []
            self.kept(outcome)
            where = Elsewhere(source, touched.passages, spans[0] if spans else self.span_of(source, touched.passages))
        else:
            self.kept(outcome)
        return Deed(outcome.done, told.format(title=outcome.value), where)

    def span_of(self, source: SourceId, passages: frozenset[PassageId]) -> Span | None:
        """Return where the first of some passages stands, if it is on the page of the source that is open."""
        if self.text is None or self.text.source.id != source:
            return None
        return next(iter(self._on.spans_of(passages)), None)

    def hold(self, digit: int) -> Code:
        """Take the codes of another theme into the hand.

        Raises:
            Refused: where no theme has the digit, or it has no codes.
        """
        theme = self.theme_with(digit)
        if not self.book.children(theme.id):
            raise Refused(N_("{theme} has no codes under it to take into the hand."), theme=theme.name)
        self.theme = theme.id
        return theme

    def theme_with(self, digit: int) -> Code:
        """Return the theme that a digit means.

        Raises:
            Refused: where it means none.
        """
        theme = theme_with(self.book, digit)
        if theme is None:
            raise Refused(N_("No theme has the digit {digit}."), digit=digit)
        return theme

    def in_hand(self, digit: int, theme: CodeId | None) -> Code:
        """Return the code that a digit means under a theme.

        Raises:
            Refused: where it means none.
        """
        self.must_have_codes()
        found = hand_of(self.book, theme).get(digit)
        if found is None:
            raise Refused(N_("No code has the digit {digit} here."), digit=digit)
        return found

    def lettered(self, letter: str) -> Code:
        """Return the code that has a letter.

        Raises:
            Refused: where none has it.
        """
        self.must_have_codes()
        found = next((code for code in self.book.codes if code.letter == letter and not code.retired), None)
        if found is None:
            raise Refused(N_("No code has the letter {letter}; p gives a code a letter."), letter=letter)
        return found

    def must_have_codes(self) -> None:
        """Make sure that there is a code that a digit could mean.

        Raises:
            Refused: where the codebook is empty; it says how a code is made.
        """
        if not self.book.codes:
            raise Refused(NO_CODES)

    def open_to_write(self) -> SourceId:
        """Return the source that is open, to change something on it.

        Raises:
            Refused: where nothing can be changed.
        """
        self.must_be_writable()
        if self.text is None:
            raise Refused(N_("There is no text to code yet."))
        return self.text.source.id

    def must_be_writable(self) -> None:
        """Make sure that the project can be changed.

        Raises:
            Refused: where it cannot.
        """
        if not self.desk.writable:
            raise self.desk.refusal()

    def kept(self, outcome: Outcome[Value]) -> None:
        """Read again what a step touched."""
        if outcome.done is None:
            return
        self.saved_at = _clock(outcome.done.step.at)
        self._noted.clear()
        touched = outcome.done.touched
        self.shares.forget(touched)
        self._forget_pages(touched)
        if touched.any_of("source", "revision"):
            self.reload_sources()
        if touched.any_of("code"):
            self.reload_book()
        if touched.any_of("coding", "passage", "memo", "passage_item"):
            self._read_again(touched)

    def _last_step(self) -> str:
        step = self.desk.history.latest()
        return _clock(step.at) if step else ""

    def _theme_before(self) -> CodeId | None:
        if self._place.theme == settings.THEMES_IN_HAND:
            return None
        kept = next((theme.id for theme in self.book.themes if theme.guid == self._place.theme), None)
        return kept or first_theme(self.book)


def _in_text(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def _clock(at: str) -> str:
    """Return the time of day, here, of a moment in UTC."""
    return datetime.fromisoformat(at).astimezone().strftime("%H:%M:%S")
