"""The rules that never bend (DESIGN.md §3), and the test that guards each.

Every test here and below proves itself: it is run on the program, where it must find nothing, and on a violation made
on purpose, which it must find.

Text
    Normalising with its map, there and back: tests/domain/test_text.py
    Graphemes are never cut: tests/domain/test_graphemes.py
    Never `str.splitlines()`: tests/architecture/test_forbidden.py
Passages and codings
    Words of passages and parts, union of word ranges: tests/domain/test_words.py
    What is stored agrees with what is counted: tests/storage/test_check.py
Steps and the journal
    Undo to the first state and redo to the last: tests/storage/test_undo_stateful.py
    An erased source leaves no word behind: tests/storage/test_erasing.py
    The clock and new ids come through ports: tests/architecture/test_forbidden.py
Nothing hidden
    Every cell says what the view hides: tests/domain/test_first_page.py
The matrix
    A recount that knows nothing of the program: tests/golden/test_program_agrees.py
Reproducible
    Formats that are the same twice: tests/exporters/test_matrix_json.py
Languages
    The catalogue is whole, fresh and keeps its placeholders: tests/architecture/test_translations.py
    No bare string is shown, by reading the source: tests/architecture/test_marked.py
    No bare string is shown, by a language made up for the purpose: tests/architecture/test_pseudo_language.py
Operating systems
    All calls of the operating system in one file: tests/architecture/test_forbidden.py
    The main job without the modules of one system: tests/architecture/test_missing_modules.py
Where everything lives (DESIGN.md §4)
    What is loaded at the start: tests/architecture/test_start.py
    Layers, siblings, cycles: tests/architecture/test_layers.py
    The domain and the services are plain Python: tests/architecture/test_plain_core.py
    One word for each thing, and no drawer for odds and ends: tests/architecture/test_names.py
    User text is never markup on a screen: tests/architecture/test_markup.py
    Near names and spaCy's sentences answer as the plain ones do: tests/language/test_spacy_sentences.py
"""
