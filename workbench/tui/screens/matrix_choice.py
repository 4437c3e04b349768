"""What is compared: the columns, the saved view, whose codings; and the present choice saved under a name.

A choice is made with Enter and holds at once; it is counted when this screen is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.screen import Screen

from workbench.domain.errors import WorkbenchError
from workbench.domain.naming import LONGEST_REFERENCE, name_problem, shown
from workbench.domain.tallies import Grouping
from workbench.domain.view_words import view_told
from workbench.i18n import N_, _
from workbench.tui.form import Field
from workbench.tui.messages import StepDone
from workbench.tui.safe import fitted
from workbench.tui.screens.list_keys import Key, bind, keys_shown
from workbench.tui.widgets.form_lines import drawn_cell
from workbench.tui.widgets.lines import Line, Lines
from workbench.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.style import Style
    from textual import events
    from textual.app import ComposeResult

    from workbench.tui.comparing import Comparison
    from workbench.tui.session import Session
    from workbench.tui.themes import Look

KEYS = (
    Key("enter,space,right", "choose", N_("choose"), N_("Enter")),
    Key("s", "save", N_("save under a name")),
    Key("v,g,comma,tab,escape,backspace,left", "dismiss", N_("back"), "v"),
    Key("down,j", "move(1)", N_("down"), "↓"),
    Key("up,k", "move(-1)", N_("up"), "↑"),
    Key("pagedown,J", "page(1)"),
    Key("pageup,K", "page(-1)"),
    Key("home", "move(-100000)"),
    Key("end", "move(100000)"),
)

_OF_THE_APP = frozenset({"ctrl+q", "ctrl+c", "ctrl+s"})


@dataclass(frozen=True, slots=True)
class Option:
    """A row: a title over others, or something to choose."""

    title: str
    choose: Callable[[], None] | None = None
    """None for a title."""
    is_chosen: bool = False
    told: str = ""


class Options(RowList):
    """Titles, and what can be chosen under each."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, 1, id="options")
        self.options: list[Option] = []

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.options)

    def can_choose(self, number: int) -> bool:
        """Tell whether a row is no title."""
        return number < self.count and self.options[number].choose is not None

    def row(self, number: int, width: int) -> tuple[Line, Style]:
        """Draw a row."""
        option, look = self.options[number], self.look
        if option.choose is None:
            return Line(((f" {fitted(option.title, width - 2)}", look.role("strong")),)), look.role("text")
        here = number == self.chosen
        mark = "●" if option.is_chosen else "○"
        mark = mark if not look.sixteen else "x" if option.is_chosen else "."
        title = fitted(option.title, width * 2 // 3)
        if here:
            return Line(((f" ▸ {mark} {title}  ", look.role("chosen")),)), look.role("chosen")
        pieces = (
            (f"   {mark} ", look.role("accent" if option.is_chosen else "soft")),
            (title, look.role("text")),
            (f"   {fitted(option.told, max(width - len(title) - 9, 0))}", look.role("soft")),
        )
        return Line(pieces), look.role("text")


class MatrixChoice(Screen[None], inherit_bindings=False):
    """Chooses what is compared.

    Args:
        session: the project.
        look: styles.
        comparison: what is chosen; it is changed here.
    """

    AUTO_FOCUS = None

    def __init__(self, session: Session, look: Look, comparison: Comparison) -> None:
        super().__init__()
        self.session, self.look = session, look
        self._comparison = comparison
        self._field: Field | None = None
        self._said, self._warning = "", False
        self.list = Options(look)
        self.list.options = list(self._options())
        self._top, self._line, self._bottom = Lines(id="top"), Lines(id="code-said"), Lines(id="keys")
        bind(self, KEYS)

    def compose(self) -> ComposeResult:
        """Lay out the choices."""
        yield self._top
        yield self.list
        yield self._line
        yield self._bottom

    def on_resize(self) -> None:
        """Fit everything to the size there is."""
        self.call_after_refresh(self.show)

    def look_changed(self, look: Look) -> None:
        """Show everything in other colours."""
        self.look = self.list.look = look
        self.list.refresh()
        self.show()

    # what can be chosen

    def _options(self) -> Iterator[Option]:
        yield from self._columns()
        desk, chosen = self.session.desk, self._comparison
        if desk.chosen.blind:
            yield Option("")
            yield Option(_("This is a blind reading: it stands by itself, and nothing of others is counted."))
            return
        yield Option("")
        yield Option(_("View"))
        yield Option(_("everything"), self._setter(saved=""), not chosen.saved)
        for name, view in desk.views.all():
            told = "; ".join(view_told(desk.views.described(view)))
            yield Option(name, self._setter(saved=name), chosen.saved == name, told)
        yield Option("")
        yield Option(_("Readings"))
        rounds = desk.readers.rounds()
        every = _("all readings but the blind ones") if any(found.blind for found in rounds) else _("all readings")
        yield Option(every, self._setter(rounds=()), not chosen.rounds)
        for found in rounds:
            told = _("blind: stands by itself") if found.blind else ""
            here = (found.name,)
            yield Option(found.name, self._setter(rounds=here), chosen.rounds == here, told)
        yield Option("")
        yield Option(_("Codings of"))
        yield Option(_("all coders"), self._setter(coders=()), not chosen.coders)
        for coder in desk.readers.coders():
            yield Option(coder.name, self._setter(coders=(coder.name,)), chosen.coders == (coder.name,))

    def _columns(self) -> Iterator[Option]:
        desk, chosen = self.session.desk, self._comparison
        one = desk.setting("case_word") or _("case")
        yield Option(_("Columns"))
        for grouping, title in (
            (Grouping.CASE, one),
            (Grouping.INFORMANT, _("informant")),
            (Grouping.SOURCE, _("source")),
        ):
            yield Option(title, self._setter(grouping=grouping, attribute=""), chosen.grouping is grouping)
        for attribute in desk.study.attributes():
            here = chosen.grouping is Grouping.ATTRIBUTE and chosen.attribute == attribute.name
            setter = self._setter(grouping=Grouping.ATTRIBUTE, attribute=attribute.name)
            yield Option(attribute.name, setter, here, _(_OF[attribute.subject]))

    def _setter(self, **values: object) -> Callable[[], None]:
        def choose() -> None:
            for name, value in values.items():
                setattr(self._comparison, name, value)

        return choose

    # showing

    def show(self) -> None:
        """Show the lines above and below the choices."""
        look, width = self.look, self.size.width
        self._top.put([Line(((" " + _("What is compared"), look.role("bar-strong")),))], look.role("bar"))
        line = Line(((" " + fitted(self._said, width - 2), look.role("bar-warning" if self._warning else "bar")),))
        keys = keys_shown(look, KEYS, width)
        if self._field is not None:
            asks = _("Save this choice as:")
            cell = drawn_cell(self._field, look, max(min(width - len(asks) - 4, 44), 12), here=True)
            line = Line(((f" {asks} ", look.role("bar-strong")), *cell[1:]))
            typed = (Key("enter", "", N_("keep"), N_("Enter")), Key("escape", "", N_("drop"), N_("Esc")))
            keys = keys_shown(look, typed, width)
        self._line.put([line], look.role("bar"))
        self._bottom.put([Line(tuple(keys))], look.role("text"))

    def _again(self) -> None:
        self.list.options = list(self._options())
        self.list.changed()
        self.show()

    # keys

    def on_key(self, event: events.Key) -> None:
        """Take every key while a name is typed."""
        if self._field is None or event.key in _OF_THE_APP:
            return
        event.stop()
        event.prevent_default()
        field, key = self._field, event.key
        if key == "enter":
            self._keep(" ".join(field.value.split()))
        elif key in {"escape", "tab"} or (key == "backspace" and not field.value):
            self._field = None
        else:
            field.key(key, event.character if event.is_printable else None)
        self.show()

    def on_paste(self, event: events.Paste) -> None:
        """Take the first line of what was pasted, where a name is typed."""
        event.stop()
        if self._field is not None:
            self._field.type(" ".join(event.text.strip().split("\n", maxsplit=1)[0].split()))
            self.show()

    def on_row_list_opened(self) -> None:
        """Choose what was clicked."""
        self.action_choose()

    def action_move(self, step: int) -> None:
        """Go to another row."""
        self.list.move(step)

    def action_page(self, step: int) -> None:
        """Go a page further."""
        self.list.page(step)

    def action_choose(self) -> None:
        """Choose the row."""
        option = self.list.options[self.list.chosen] if self.list.chosen < self.list.count else None
        if option is not None and option.choose is not None:
            option.choose()
            self._said, self._warning = "", False
            self._again()

    def action_save(self) -> None:
        """Type a name under which the present choice is kept."""
        try:
            self.session.must_be_writable()
        except WorkbenchError as error:
            self._said, self._warning = str(error), True
        else:
            self._field = Field("view", self._comparison.saved)
            self._field.enter()
        self.show()

    def _keep(self, name: str) -> None:
        if not name:
            return
        problem = name_problem(name, LONGEST_REFERENCE)
        if problem is not None:
            template, values = problem
            why = _(template).format(**values)
            self._said, self._warning = _("“{name}” cannot be used: {why}.").format(name=shown(name), why=why), True
            self._field = None
            return
        self._field = None
        session, comparison = self.session, self._comparison
        try:
            outcome = session.desk.views.save(name, comparison.asked(session.desk).view)
        except WorkbenchError as error:
            self._said, self._warning = str(error), True
            return
        session.kept(outcome)
        self._said, self._warning = _("Saved the view {name}").format(name=name), False
        if not session.desk.chosen.blind:
            comparison.saved, comparison.rounds, comparison.coders = name, (), ()
        if outcome.done is not None:
            self.app.desk_screen.post_message(StepDone(outcome.done, self._said))  # type: ignore[attr-defined]
        self._again()


_OF = {
    "case": N_("of the case"),
    "informant": N_("of the informant"),
    "source": N_("of the source"),
}
"""Whose attribute it is."""
