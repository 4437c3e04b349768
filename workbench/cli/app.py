"""The table of commands, in the order in which one needs them."""

from __future__ import annotations

from workbench.cli import (
    backup,
    cases,
    check,
    citation,
    code,
    codebook,
    codings,
    demo,
    finish,
    history,
    import_,
    informants,
    matrix,
    new,
    open_,
    report,
    restore,
    rounds,
    todo,
    transcript,
    undo,
    view,
)
from workbench.cli.typer_words import Verbs
from workbench.i18n import _

app = Verbs(
    name="workbench",
    help=_("Code qualitative interviews, and compare cases. Without a command: open this folder's project."),
)

demo.register(app)
new.register(app)
open_.register(app)
import_.register(app)
cases.register(app)
informants.register(app)
codebook.register(app)
code.register(app)
codings.register(app)
finish.register(app)
todo.register(app)
rounds.register(app)
matrix.register(app)
report.register(app)
transcript.register(app)
view.register(app)
citation.register(app)
history.register(app)
undo.register(app)
check.register(app)
backup.register(app)
restore.register(app)
