"""The codebook: bringing one in, writing one out, making and renaming codes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from workbench.domain.code_letters import CODE_LETTERS, free_letter
from workbench.domain.codebook import LONGEST_NAME, Code, Codebook, CodebookDraft, CodeDraft, free_slot, theme_digit
from workbench.domain.errors import Refused, UnknownName
from workbench.domain.naming import name_problem, same, shown
from workbench.domain.outcomes import Outcome
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.domain.ids import CodeId
    from workbench.domain.steps import Reader
    from workbench.services.ports import Keeper, Store, Work

NO_SUCH_CODE = N_("There is no code “{code}” in the codebook.")

_FIELDS = ("colour", "definition", "when", "when_not", "example", "dimension")
_MEANING = ("definition", "when", "when_not")
"""Fields that redefine a code; a coder must look for it again."""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What became of a codebook file."""

    made: int
    changed: int
    unchanged: int
    not_in_file: tuple[str, ...]
    """Paths of codes of the project that the file does not have; they stay."""
    version: int


class CodebookService:
    """The codes of the project."""

    def __init__(self, store: Store, reader: Reader, keeper: Keeper) -> None:
        self._store = store
        self._keeper = keeper
        self._reader = reader

    def codebook(self) -> Codebook:
        """Return the codebook as it stands."""
        return self._store.read().codes.codebook()

    def find(self, written: str) -> Code:
        """Return the code that a name or a path means.

        Raises:
            Refused: where none or several are meant.
        """
        return code_meant(self.codebook(), written)

    def bring_in(self, draft: CodebookDraft) -> Outcome[BroughtIn]:
        """Make and change codes as a codebook file says; codes that it does not have stay as they are.

        Codes are matched by their path. A code whose definition or rules differ is redefined: it dates from
        the codebook's new version, and counts as not read where sources were finished before.
        """
        self._keeper.before_bulk()
        with self._store.step("bring in codebook", self._reader.coder) as work:
            found = _BringingIn(work, draft).all()
            work.tell(made=found.made, changed=found.changed)
        return Outcome(found, work.done)

    def draft(self) -> CodebookDraft:
        """Return the codebook as a file would have it."""
        book = self.codebook()

        def drafts(parent: CodeId | None) -> tuple[CodeDraft, ...]:
            return tuple(
                CodeDraft(
                    code.name,
                    code.colour,
                    code.definition,
                    code.when,
                    code.when_not,
                    code.example,
                    code.since,
                    code.dimension,
                    drafts(code.id),
                )
                for code in book.children(parent)
                if not code.retired
            )

        return CodebookDraft(book.name, book.language, book.version, drafts(None))

    def add(self, name: str, parent: CodeId | None = None) -> Outcome[CodeId]:
        """Make a code; it takes the next free digit under its theme."""
        with self._store.step("make code", self._reader.coder) as work:
            code = make_code(work, name, parent)
            work.tell(code=code)
        return Outcome(code, work.done)

    def rename(self, code: CodeId, name: str) -> Outcome[None]:
        """Give a code another name; what dimensions say of it follows."""
        with self._store.step("rename code", self._reader.coder, {"code": code}) as work:
            book = work.codes.codebook()
            old = book.by_id[code]
            refuse_name(book, name, old.parent, renaming=code)
            work.codes.change(code, name=name)
            for above in book.above(code):
                if old.name in above.dimension.names():
                    work.codes.change(above.id, dimension=above.dimension.renamed(old.name, name))
        return Outcome(None, work.done)

    def give_letter(self, code: CodeId, letter: str) -> Outcome[None]:
        """Give a code another letter, or none.

        Args:
            code: the code.
            letter: one of `CODE_LETTERS`, or "" to take its letter away.

        Raises:
            Refused: where the letter cannot be a code's, or is another's: none moves by itself.
        """
        verb = "give letter" if letter else "take letter"
        with self._store.step(verb, self._reader.coder, {"code": code, "letter": letter}) as work:
            if letter and letter not in tuple(CODE_LETTERS):
                letters = " ".join(CODE_LETTERS)
                raise Refused(
                    N_("{letter} cannot be the letter of a code; take one of {letters}."),
                    letter=shown(letter),
                    letters=letters,
                )
            other = next((found for found in work.codes.codebook().codes if letter and found.letter == letter), None)
            if other is not None and other.id != code:
                raise Refused(
                    N_("{letter} puts on “{code}”; take another letter, or give that code another one first."),
                    letter=letter,
                    code=shown(other.name),
                )
            if not work.codes.change(code, letter=letter):
                template = N_("“{code}” has the letter {letter} already.") if letter else N_("“{code}” has no letter.")
                raise Refused(template, code=shown(work.codes.codebook().by_id[code].name), letter=letter)
        return Outcome(None, work.done)


class _BringingIn:
    """Matches a file's codes with those of the project, within one step."""

    def __init__(self, work: Work, draft: CodebookDraft) -> None:
        self._work = work
        self._draft = draft
        self._book = work.codes.codebook()
        self._is_first = not self._book.codes
        """Whether the codes date from where their file says, since nobody has read by any others."""
        self._known = {self._names(code): code for code in self._book.codes}
        self._made = self._changed = self._unchanged = 0
        self._redefined: list[CodeId] = []
        self._digits = self._new_digits()
        self._letters = self._new_letters()

    def all(self) -> BroughtIn:
        codes, draft = self._work.codes, self._draft
        if self._is_first:
            codes.describe(name=draft.name, language=draft.language)
            self._is_first = codes.begin(draft.version)
        self._level(draft.codes, None, ())
        version = codes.version()
        if (self._made or self._redefined) and not self._is_first:
            version = codes.raise_version(draft.version)
            for code in self._redefined:
                codes.change(code, since=version)
        missing = self._known.keys() - {path for path, _code in draft.walk()}
        paths = tuple(sorted(self._book.path(self._known[path].id) for path in missing))
        return BroughtIn(self._made, self._changed, self._unchanged, paths, version)

    def _level(self, drafts: Sequence[CodeDraft], parent: CodeId | None, above: tuple[str, ...]) -> None:
        for draft in drafts:
            path = (*above, draft.name)
            known = self._known.get(path)
            code = self._change(known, draft) if known else self._make(draft, parent, path)
            self._level(draft.codes, code, path)

    def _new_digits(self) -> dict[tuple[str, ...], int | None]:
        """Return the digit of each code that is new: the next free one of its theme, level by level."""
        book = self._book
        found = _next_free([(draft.name,) for draft in self._draft.codes], self._known, book.themes)
        for theme in self._draft.codes:
            known = self._known.get((theme.name,))
            has = book.hand(known.id) if known is not None else ()
            by_level = sorted((path for path, _code in theme.walk()), key=len)
            found |= _next_free(by_level[1:], self._known, has)
        return found

    def _new_letters(self) -> dict[tuple[str, ...], str]:
        """Return the letter of each new code: of the first of every theme, the second, and so on; themes come last."""
        themes = [sorted((path for path, _code in theme.walk()), key=len) for theme in self._draft.codes]
        by_turn = [path for places in zip_longest(*(paths[1:] for paths in themes)) for path in places if path]
        taken = {code.letter for code in self._book.codes}
        found: dict[tuple[str, ...], str] = {}
        for path in (*by_turn, *(paths[0] for paths in themes)):
            if path not in self._known:
                found[path] = free_letter(path[-1], taken)
                taken.add(found[path])
        return found

    def _make(self, draft: CodeDraft, parent: CodeId | None, path: tuple[str, ...]) -> CodeId:
        self._made += 1
        values = {name: getattr(draft, name) for name in _FIELDS}
        keys = {"slot": self._digits[path], "letter": self._letters[path]}
        code = self._work.codes.add(parent, draft.name, since=draft.since, **keys, **values)
        if not self._is_first:
            self._redefined.append(code)
        return code

    def _change(self, known: Code, draft: CodeDraft) -> CodeId:
        values = {name: getattr(draft, name) for name in _FIELDS if getattr(draft, name) != getattr(known, name)}
        if not values:
            self._unchanged += 1
            return known.id
        self._changed += 1
        self._work.codes.change(known.id, **values)
        if any(name in values for name in _MEANING):
            self._redefined.append(known.id)
        return known.id

    def _names(self, code: Code) -> tuple[str, ...]:
        return (*(found.name for found in self._book.above(code.id)), code.name)


def _next_free(
    paths: Iterable[tuple[str, ...]], known: Mapping[tuple[str, ...], Code], has: Iterable[Code]
) -> dict[tuple[str, ...], int | None]:
    taken = [code.slot for code in has]
    found: dict[tuple[str, ...], int | None] = {}
    for path in paths:
        if path not in known:
            found[path] = free_slot(taken)
            taken.append(found[path])
    return found


def make_code(work: Work, name: str, parent: CodeId | None) -> CodeId:
    """Make a code within a step; it takes its theme's colour, the next free digit there, and a free letter.

    Raises:
        Refused: where the name cannot be one, or a sibling has it.
    """
    book = work.codes.codebook()
    refuse_name(book, name, parent)
    if parent is None:
        # A theme without a stored digit is shown with one all the same; no other theme may take it from it.
        slot = free_slot(theme_digit(book, theme) for theme in book.themes)
    else:
        slot = free_slot(code.slot for code in book.hand(book.theme(parent).id))
    letter = free_letter(name, {code.letter for code in book.codes})
    colour = book.theme(parent).colour if parent is not None else ""
    return work.codes.add(parent, name, slot=slot, letter=letter, since=work.codes.raise_version(), colour=colour)


def code_meant(book: Codebook, written: str) -> Code:
    """Return the code of `book` that a name or a path means.

    Raises:
        UnknownName: where none is meant.
        Refused: where several are.
    """
    found = book.find(written)
    if not found:
        names = tuple(code.name for _depth, code in book.walk())
        raise UnknownName(NO_SUCH_CODE, asked=written, known=names, code=shown(written))
    if len(found) > 1:
        paths = ", ".join(book.path(code.id) for code in found)
        raise Refused(N_("“{code}” may mean {paths}; write the whole path."), code=shown(written), paths=paths)
    return found[0]


def refuse_name(book: Codebook, name: str, parent: CodeId | None, renaming: CodeId | None = None) -> None:
    """Refuse a name that cannot be one, or that a sibling has.

    Raises:
        Refused: with the reason.
    """
    problem = name_problem(name, LONGEST_NAME)
    if problem is not None:
        template, values = problem
        raise Refused(
            N_("“{name}” cannot be the name of a code: {why}."), name=shown(name), why=_(template).format(**values)
        )
    if any(same(code.name) == same(name) and code.id != renaming for code in book.children(parent)):
        raise Refused(N_("There is a code “{name}” in the same place already."), name=shown(name))
