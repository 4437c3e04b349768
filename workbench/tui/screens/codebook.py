"""The codebook: the tree of codes with how often each stands, and what the chosen one means.

Codes are made and renamed here, each as one step; everything else that changes a codebook is elsewhere. The
screen answers the passage to go to, where one was asked for, and what that is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.i18n import _, n_
from workbench.tui import codebook_deeds
from workbench.tui.codebook_tree import codes_that_fit
from workbench.tui.form import Field
from workbench.tui.messages import StepDone
from workbench.tui.screens.codebook_shown import CodebookShown, Naming
from workbench.tui.screens.list_keys import OF_THE_APP

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from workbench.domain.ids import CodeId
    from workbench.domain.spans import Span
    from workbench.tui.session import Deed, Session
    from workbench.tui.themes import Look


class CodebookScreen(CodebookShown, inherit_bindings=False):
    """Looks through the codes.

    Args:
        session: the codebook, and what is coded.
        look: styles.
        begin: the code to begin at.
        after: the passage from which the next one is looked for.
    """

    def __init__(self, session: Session, look: Look, begin: CodeId | None, after: Span) -> None:
        super().__init__(session, look, begin)
        self._after = after

    def _tell(self, sentence: str, *, warning: bool = False) -> None:
        self._said, self._warning = sentence, warning
        self.show()

    # keys

    def on_key(self, event: events.Key) -> None:
        """Take every key while something is typed."""
        if not self._looking and self._naming is None:
            return
        if event.key not in OF_THE_APP:
            event.stop()
            event.prevent_default()
            self._typed(event.key, event.character if event.is_printable else None)

    def on_paste(self, event: events.Paste) -> None:
        """Take the first line of what was pasted, where a name is typed."""
        event.stop()
        field = self._looked_for if self._looking else self.list.field
        if field is not None:
            field.paste(event.text)
            self._changed()

    def _typed(self, key: str, character: str | None) -> None:
        field = self._looked_for if self._looking else self.list.field
        if field is None:
            return
        if key == "enter":
            self._enter(field)
        elif key in {"escape", "tab"} or (key == "backspace" and not field.value):
            self._drop()
        elif self._looking and key in {"down", "up"}:
            self.action_move(1 if key == "down" else -1)
        elif field.key(key, character):
            self._changed()

    def _changed(self) -> None:
        if self._looking:
            found = codes_that_fit(self.session.book, self._looked_for.value)
            self.list.fill(self._looked_for.value, found[0] if self._looked_for.value and found else None)
        self._warning, self._said = False, ""
        self.list.refresh()
        self.show()

    def _enter(self, field: Field) -> None:
        if self._looking:
            self._looking = False
        elif self._naming is not None and field.value.strip() and not self._naming.keep(" ".join(field.value.split())):
            return
        else:
            self._end_naming()
        self.show()

    def _drop(self) -> None:
        if self._looking:
            code = self.list.code
            self._looking = False
            self._looked_for.value = ""
            self.list.fill("", code.id if code is not None else None)
        else:
            self._end_naming()
        self.show()

    def _end_naming(self) -> None:
        self._naming, self.list.field = None, None
        self.list.fill(self._looked_for.value, self._stood_on)

    # moving

    def on_row_list_opened(self) -> None:
        """Show what was clicked."""
        self.show()

    def action_move(self, step: int) -> None:
        """Choose another code."""
        self.list.move(step)
        self._tell("")

    def action_page(self, step: int) -> None:
        """Choose a code a page further."""
        self.list.page(step)
        self._tell("")

    def action_look_for(self) -> None:
        """Type letters that names must have."""
        self._looking = True
        self._looked_for.put("")
        self._changed()

    def action_all_of_it(self) -> None:
        """Show all that is said of the code, or the tree again."""
        self._whole = not self._whole
        self.show()

    def action_leave(self) -> None:
        """Go back to the text; first to all codes, where only some are shown."""
        if self._whole:
            self.action_all_of_it()
        elif self._looked_for.value:
            self._drop_filter()
        else:
            self.dismiss(None)

    def _drop_filter(self) -> None:
        self._looking = True
        self._drop()

    def action_passage(self) -> None:
        """Go to the next passage in this source that has the code, or one under it."""
        code = self.list.code
        if code is None:
            self._tell(_("No codes yet: n makes one."), warning=True)
            return
        found = self.session.next_with(code.id, self._after)
        if found is not None:
            span, place, places = found
            told = _("{place} of {places} passages here with {code}")
            self.dismiss((span, told.format(place=place, places=places, code=code.name)))
            return
        _here, every = self.session.here_and_everywhere(code.id)
        label = self.session.text.source.label if self.session.text is not None else "–"
        told = _("No passage in {source} has {code}.").format(source=label, code=code.name)
        if every:
            told += "  " + n_("Elsewhere: {count} coding.", "Elsewhere: {count} codings.", every).format(count=every)
        self._tell(told, warning=True)

    # changing

    def _may_write(self) -> bool:
        try:
            self.session.must_be_writable()
        except WorkbenchError as error:
            self._tell(str(error), warning=True)
            return False
        return True

    def action_new(self, theme: bool) -> None:
        """Type the name of a new code under the chosen one, or of a new theme."""
        if not self._may_write():
            return
        code = self.list.code
        parent = None if theme or code is None else code.id
        self._stood_on = code.id if code is not None else None
        self._looked_for.value = ""
        asks = _("A new theme: type its name.")
        if parent is not None:
            asks = _("A new code under {code}: type its name.").format(code=self.session.book.path(parent))
        naming = Naming(
            asks,
            lambda name: self._make(name, parent),
            lambda name: codebook_deeds.why_not(self.session, name, parent),
        )
        self._ask(Field("name", is_proposed=False), naming)
        self.list.fill("", None, (parent,))
        self.show()

    def action_rename(self) -> None:
        """Type another name for the chosen code."""
        code = self.list.code
        if code is None or not self._may_write():
            return
        self._stood_on = code.id
        field = Field("name", code.name, is_proposed=False)
        naming = Naming(
            _("Another name for {code}; its codings stay with it.").format(code=code.name),
            lambda name: self._do(lambda: codebook_deeds.rename(self.session, code.id, name)),
            lambda name: codebook_deeds.why_not(self.session, name, code.parent, code.id),
        )
        self._ask(field, naming)
        self.list.refresh()
        self.show()

    def _ask(self, field: Field, naming: Naming) -> None:
        self._whole = False
        self._said, self._warning = "", False
        field.enter()
        self.list.field, self._naming = field, naming

    def _make(self, name: str, parent: CodeId | None) -> bool:
        def made() -> Deed:
            deed, self._stood_on = codebook_deeds.make(self.session, name, parent)
            return deed

        return self._do(made)

    def action_undo(self) -> None:
        """Take back the last step."""
        self._do(self.session.undo)

    def action_redo(self) -> None:
        """Do again what was undone."""
        self._do(self.session.redo)

    def _do(self, deed: Callable[[], Deed]) -> bool:
        """Do something that a service may refuse; its sentence is shown, and nothing has changed then."""
        code = self.list.code
        self._stood_on = code.id if code is not None else self._stood_on
        try:
            done = deed()
        except WorkbenchError as error:
            self._tell(str(error), warning=True)
            return False
        undoes = _("U does it again") if deed == self.session.undo else _("u undoes it")
        if done.done is not None:
            self.app.desk_screen.post_message(StepDone(done.done, done.sentence))  # type: ignore[attr-defined]
        self._end_naming()
        self._tell("  ·  ".join(filter(None, (done.sentence, undoes if done.done is not None else ""))))
        return True
