"""The one table of what a person can do here: it feeds the keys, the palette, the key line and the help.

A key is always one that Norwegian and US keyboards type without AltGr or a dead key (DESK.md §2). What a
command does is a method of the same name on the screen it belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from textual.binding import Binding

from workbench.domain.code_letters import CODE_LETTERS
from workbench.i18n import N_, _


class Group(StrEnum):
    """What a command is about; the order is that of the help."""

    CHOOSE = N_("Choose the passage")
    CODE = N_("Code")
    GO = N_("Go")
    OTHER = N_("Other")


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do, whatever way they ask for it."""

    id: str
    title: str
    help: str
    keys: str = ""
    """Keys of Textual, parted by commas; the first is the one that is shown."""
    group: Group = Group.OTHER
    short: str = ""
    """A word for the key line; empty keeps it out."""
    shown: str = ""
    """How the keys are written for people, where it is not the first key itself."""
    writes: bool = False
    """Whether it changes the project."""
    in_palette: bool = True
    priority: bool = False

    @property
    def rank(self) -> int:
        """Return the place on the key line."""
        return _ON_KEY_LINE.index(self.id) if self.id in _ON_KEY_LINE else len(_ON_KEY_LINE)

    @property
    def action(self) -> str:
        """Return the action that Textual runs."""
        return self.id.replace("-", "_")

    @property
    def key_names(self) -> str:
        """Return the keys as people know them."""
        return self.shown or _NAMES.get(self.keys.split(",")[0], self.keys.split(",")[0])

    def binding(self) -> Binding:
        """Return the binding, in the language now chosen."""
        return Binding(
            self.keys, self.action, _(self.title), show=False, priority=self.priority, tooltip=_(self.help), id=self.id
        )


_ON_KEY_LINE = (
    "code-digit",
    "help-screen",
    "command-palette",
    "pick",
    "again",
    "grow",
    "hop",
    "next-sentence",
    "next-turn",
    "undo",
    "take-off",
    "against",
    "next-source",
    "sources",
    "next-coding",
    "other-hand",
)
"""What is asked for first stands first; the rest is in the help."""

_FIRST_TEN = (
    "next-sentence",
    "hop",
    "grow",
    "code-digit",
    "pick",
    "again",
    "undo",
    "memo",
    "next-coding",
    "leave",
)
"""What a beginner codes with, in the order of the help."""

_NAMES = {
    "full_stop": ".",
    "minus": "-",
    "asterisk": "*",
    "question_mark": "?",
    "colon": ":",
    "space": N_("Space"),
    "backspace": N_("Backspace"),
    "tab": N_("Tab"),
    "escape": N_("Esc"),
    "enter": N_("Enter"),
    "comma": ",",
    "slash": "/",
}

DESK: tuple[Command, ...] = (
    Command(
        "next-sentence",
        N_("Next sentence"),
        N_("The sentence under the cursor is always the chosen passage."),
        "right",
        Group.CHOOSE,
        shown="→",
        short=N_("sentence"),
    ),
    Command("previous-sentence", N_("Sentence before"), N_("Goes one sentence back."), "left", Group.CHOOSE, shown="←"),
    Command("row-down", N_("Row down"), N_("Goes one row down."), "down", Group.CHOOSE, shown="↓"),
    Command("row-up", N_("Row up"), N_("Goes one row up."), "up", Group.CHOOSE, shown="↑"),
    Command("next-turn", N_("Next turn"), N_("Goes to what is said next."), "j", Group.CHOOSE, short=N_("turn")),
    Command("previous-turn", N_("Turn before"), N_("Goes to what was said before."), "k", Group.CHOOSE),
    Command("page-down", N_("Page down"), N_("Goes one page down."), "pagedown,J", Group.CHOOSE, shown="PgDn J"),
    Command("page-up", N_("Page up"), N_("Goes one page up."), "pageup,K", Group.CHOOSE, shown="PgUp K"),
    Command(
        "grow",
        N_("Take the next sentence too"),
        N_("Makes the passage longer, also into the next turn."),
        "space",
        Group.CHOOSE,
        short=N_("longer"),
        shown=N_("Space"),
    ),
    Command(
        "shrink",
        N_("Give a sentence back"),
        N_("Makes the passage shorter: by a sentence, then a clause, then a word."),
        "backspace",
        Group.CHOOSE,
        shown=N_("Backspace"),
    ),
    Command(
        "hop",
        N_("Hop"),
        N_(
            "Shows a letter before each sentence in view; the letter chooses the sentence. A capital begins the passage"
            " there, and the next letter ends it."
        ),
        "f",
        Group.CHOOSE,
        short=N_("hop"),
    ),
    Command(
        "turn",
        N_("The whole turn"),
        N_("Chooses all that is said here; again: question and answer; again: the sentence."),
        "t",
        Group.CHOOSE,
    ),
    Command(
        "edges",
        N_("Move the ends"),
        N_(
            "Then a word's letter ends the passage there, its capital begins it there; → and ← move the end by a word,"
            " . and , by a character; Tab takes the other end, e keeps, Esc drops."
        ),
        "e",
        Group.CHOOSE,
    ),
    Command(
        "back-to-sentence",
        N_("Back to the sentence"),
        N_("Drops what was begun, and chooses the one sentence again."),
        "escape",
        Group.CHOOSE,
        shown=N_("Esc"),
    ),
    Command(
        "code-digit",
        N_("Put on a code of the hand"),
        N_("The digit stands before the code; it never changes."),
        ",".join("123456789"),
        Group.CODE,
        short=N_("code"),
        shown="1–9",
        writes=True,
        in_palette=False,
    ),
    Command(
        "code-letter",
        N_("Put on the code with this letter"),
        N_("The letter is underlined in the code's name, and works whatever is in the hand; d tells it too."),
        ",".join(CODE_LETTERS),
        Group.CODE,
        shown="B–Z",
        writes=True,
        in_palette=False,
    ),
    Command(
        "other-hand",
        N_("Put on a code of another theme"),
        N_("0, the theme, the code: 0 3 1; 0 3 0 is theme 3 itself. With 0 0 3 the hand is theme 3 from then on."),
        "0",
        Group.CODE,
        short=N_("other theme"),
        shown="0 3 1",
    ),
    Command(
        "pick",
        N_("Pick a code by name, or make one"),
        N_("Two letters and Enter put it on; Tab ticks several; a name that is not there becomes a new code."),
        "enter",
        Group.CODE,
        short=N_("pick"),
        shown="Enter",
        writes=True,
    ),
    Command(
        "in-vivo",
        N_("The words as a code"),
        N_("Makes a code of the chosen words, and puts it on them."),
        "i",
        Group.CODE,
        writes=True,
    ),
    Command(
        "again",
        N_("Same code again"),
        N_("Puts the last code on this passage too."),
        "full_stop",
        Group.CODE,
        short=N_("again"),
        writes=True,
    ),
    Command(
        "take-off",
        N_("Take a code off"),
        N_("Takes off the code just put on, or the only one here."),
        "x",
        Group.CODE,
        short=N_("take off"),
        writes=True,
    ),
    Command(
        "recode",
        N_("Another code instead"),
        N_("Gives the coding just made, or the only one here, another code, by its digit or its name; its memo stays."),
        "r",
        Group.CODE,
        writes=True,
    ),
    Command(
        "letter",
        N_("A letter for this code"),
        N_("Gives the code here a capital letter that puts it on, or takes it away."),
        "p",
        Group.CODE,
        writes=True,
    ),
    Command(
        "against",
        N_("For or against"),
        N_("Turns the coding just made, or the only one here: the words speak against the code, or for it again."),
        "minus",
        Group.CODE,
        writes=True,
        short=N_("against"),
    ),
    Command(
        "memo",
        N_("Memo"),
        N_("Writes a note on the passage; Tab or Esc saves it and closes."),
        "m",
        Group.CODE,
        short=N_("memo"),
        writes=True,
    ),
    Command(
        "about",
        N_("What it is about"),
        N_("Names the thing that the passage is about; the same name again takes it off."),
        "b",
        Group.CODE,
        writes=True,
    ),
    Command(
        "star", N_("Star"), N_("Marks the passage as quotable, or no longer."), "asterisk", Group.CODE, writes=True
    ),
    Command(
        "undo",
        N_("Undo"),
        N_("Takes back what you did last; also after a restart."),
        "u,ctrl+z",
        Group.CODE,
        writes=True,
        short=N_("undo"),
        shown="u",
    ),
    Command("redo", N_("Redo"), N_("Does again what was undone."), "U,ctrl+y", Group.CODE, writes=True, shown="U"),
    Command(
        "next-coding",
        N_("Next coding"),
        N_("Goes to the next passage that has a code."),
        "greater_than_sign,æ",
        Group.GO,
        shown="> æ",
        short=N_("coding"),
    ),
    Command(
        "previous-coding",
        N_("Coding before"),
        N_("Goes to the passage with a code before this one."),
        "less_than_sign,ø",
        Group.GO,
        shown="< ø",
    ),
    Command(
        "next-source",
        N_("Next source"),
        N_("Opens the next text."),
        "right_parenthesis",
        Group.GO,
        shown=")",
        short=N_("source"),
    ),
    Command(
        "previous-source", N_("Source before"), N_("Opens the text before."), "left_parenthesis", Group.GO, shown="("
    ),
    Command(
        "sources",
        N_("List of sources"),
        N_("Every text, with its codings and what is finished."),
        "tab",
        Group.GO,
        short=N_("list"),
        shown=N_("Tab"),
    ),
    Command(
        "codebook",
        N_("Codebook"),
        N_("Every theme and code: what it means, how often it stands here and in all; make and rename codes."),
        group=Group.GO,
        shown="g c",
    ),
    Command(
        "matrix",
        N_("Matrix"),
        N_(
            "Themes down, cases across: who says it, of how many. Enter on a cell reads its quotes; , comes back to it."
        ),
        group=Group.GO,
        shown="g m",
    ),
    Command(
        "quotes",
        N_("Quotes of the code"),
        N_("The quotes of the code on these words, in turn over informants, each with the question before it."),
        group=Group.GO,
        shown="g q",
    ),
    Command(
        "find",
        N_("Find in this source"),
        N_("Type words and Enter; n goes to the next place, N to the one before."),
        "slash",
        Group.GO,
        short=N_("find"),
    ),
    Command(
        "next-found", N_("Next place found"), N_("Goes to the next place with the words looked for."), "n", Group.GO
    ),
    Command(
        "previous-found",
        N_("Place found before"),
        N_("Goes to the place before with the words looked for."),
        "N",
        Group.GO,
    ),
    Command(
        "next-uncoded",
        N_("Next without a code"),
        N_("Goes to the next sentence of an informant that has no code of yours."),
        "a",
        Group.GO,
    ),
    Command(
        "previous-uncoded",
        N_("Without a code, before"),
        N_("Goes back to a sentence of an informant that has no code of yours."),
        "A",
        Group.GO,
    ),
    Command(
        "go-to",
        N_("Go to"),
        N_(
            "g m is the matrix, g q quotes, g s sources, g c the codebook; g and an id, like BK3:14, goes to that turn."
        ),
        "g",
        Group.GO,
    ),
    Command(
        "definition",
        N_("Definition"),
        N_("Shows what the codes on these words mean."),
        "d",
        Group.OTHER,
    ),
    Command(
        "view",
        N_("What is shown"),
        N_("v 1 shows the codings of others too, v 2 turns tints off, v 3 lets → choose turns, v → widens the hand."),
        "v",
        Group.OTHER,
    ),
    Command(
        "copy-quote",
        N_("Copy as a quote"),
        N_("Copies the words in « » with the reference to where they stand."),
        "y",
        Group.OTHER,
    ),
    Command(
        "back",
        N_("Back to where I was"),
        N_("Returns from a jump; once more jumps there again. From a quote it leads back to its list."),
        "comma",
        Group.GO,
    ),
    Command(
        "start-of-source",
        N_("Start of the source"),
        N_("Goes to the first sentence."),
        "home,ctrl+home",
        Group.GO,
        shown="Home",
    ),
    Command(
        "end-of-source",
        N_("End of the source"),
        N_("Goes to the last sentence."),
        "end,ctrl+end",
        Group.GO,
        shown="End",
    ),
    Command(
        "finished",
        N_("Finished, or not"),
        N_("Says that this source is read to the end, or takes it back."),
        "D",
        Group.OTHER,
        writes=True,
    ),
)

EVERYWHERE: tuple[Command, ...] = (
    Command(
        "help-screen", N_("Keys"), N_("All keys, and what they do."), "question_mark,f1", shown="?", short=N_("keys")
    ),
    Command(
        "command-palette",
        N_("Everything by name"),
        N_("Type what you want to do, or the name of a code."),
        "colon,ctrl+p",
        shown=":",
        in_palette=False,
        short=N_("all"),
    ),
    Command(
        "add-source",
        N_("Add a text"),
        N_("Brings one more interview in: choose a file of the folder, and say who is who."),
        "o",
        Group.GO,
        writes=True,
    ),
    Command("light-or-dark", N_("Light, dark or sixteen colours"), N_("Changes how the screen looks.")),
    Command(
        "saved",
        N_("Saved?"),
        N_("Tells when the last change was saved; nothing ever has to be saved by hand."),
        "ctrl+s",
        in_palette=True,
        shown="ctrl+s",
    ),
    Command("leave", N_("Quit"), N_("Ends the program; you come back to the same sentence."), "Q"),
    Command(
        "not-that-way",
        N_("How to quit"),
        N_("Q quits."),
        "ctrl+q,ctrl+c",
        in_palette=False,
        priority=True,
        shown="ctrl+q",
    ),
)


def every_command() -> tuple[Command, ...]:
    """Return the whole table, in the order of the help."""
    return (*DESK, *EVERYWHERE)


def first_ten() -> tuple[Command, ...]:
    """Return the commands that a beginner codes with."""
    found = {command.id: command for command in every_command()}
    return tuple(found[name] for name in _FIRST_TEN)
