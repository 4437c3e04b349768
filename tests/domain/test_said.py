"""Words cut at their turns: every speaker under a reference, never under the label of the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.ids import InformantId, RevisionId, SourceId, TurnId
from workbench.domain.report import saying_who, speaker
from workbench.domain.said import AROUND, Said, Speakers, as_text
from workbench.domain.sources import Kind, PlacedTurn, Source, SourceText
from workbench.domain.spans import Span
from workbench.domain.transcript import Role, turns_by_labels

SK3 = InformantId(3)
LABELS = {SK3: "SK3"}
TALK = "I: Hva er rammen?\nKari: Rammen, ja.\nI: Ja?\nKari: De sender brev.\nOle: Til alle."


def text_of(talk: str, kind: Kind = Kind.GROUP) -> SourceText:
    roles = {"I": Role.INTERVIEWER, "Kari": Role.INFORMANT}
    turns = tuple(
        PlacedTurn(
            TurnId(turn.number), turn.number, turn.start, turn.body_start, turn.body_end, turn.words, turn.label,
            roles.get(turn.label, Role.UNKNOWN), SK3 if turn.label == "Kari" else None, None,
        )
        for turn in turns_by_labels(talk, ("I", "Kari", "Ole"))
    )  # fmt: skip
    source = Source(SourceId(1), "", "G1", kind, "g1.txt", None, RevisionId(1), len(talk), 0)
    return SourceText(source, talk, turns)


def span(talk: str, words: str) -> Span:
    at = talk.index(words)
    return Span(at, at + len(words))


def test_each_turn_of_the_words_is_told_under_a_reference() -> None:
    said = Speakers(text_of(TALK), LABELS).said(span(TALK, "Rammen, ja.\nI: Ja?\nKari: De sender brev.\nOle: Til"))
    assert said == (
        Said("SK3", False, "Rammen, ja."),
        Said("I", True, "Ja?"),
        Said("SK3", False, "De sender brev."),
        Said("?", False, "Til"),
    )
    assert as_text(said) == "SK3: Rammen, ja.\n[I: Ja?]\nSK3: De sender brev.\n?: Til"


def test_a_label_that_was_marked_too_is_not_said() -> None:
    said = Speakers(text_of(TALK), LABELS).said(span(TALK, "Kari: Rammen"))
    assert said == (Said("SK3", False, "Rammen"),)
    assert as_text(said) == "Rammen"


def test_the_words_around_go_on_over_the_turns_beside() -> None:
    speakers = Speakers(text_of(TALK), LABELS)
    assert speakers.around(span(TALK, "Rammen, ja.")) == (
        "I: Hva er rammen?\nSK3:",
        "\nI: Ja?\nSK3: De sender brev.\n?: Til alle.",
    )
    assert speakers.around(span(TALK, "sender"))[0].endswith("I: Ja?\nSK3: De")
    assert speakers.asked(span(TALK, "sender")) == "Ja?"
    assert speakers.asked(span(TALK, "Hva er")) == ""


def test_a_text_without_speakers_has_no_labels() -> None:
    plan = "Første avsnitt.\n\nAndre avsnitt.\n\nTredje."
    starts = [plan.index(word) for word in ("Første", "Andre", "Tredje")]
    ends = [start + plan[start:].index(".") + 1 for start in starts]
    turns = tuple(
        PlacedTurn(TurnId(place), place, start, start, end, 2, "", Role.UNKNOWN, None, None)
        for place, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    )
    source = Source(SourceId(1), "", "D1", Kind.DOCUMENT, "plan.txt", None, RevisionId(1), len(plan), 5)
    speakers = Speakers(SourceText(source, plan, turns), {})
    assert speakers.around(span(plan, "Andre avsnitt.")) == ("Første avsnitt.\n", "\nTredje.")
    assert as_text(speakers.said(span(plan, "avsnitt.\n\nAndre"))) == "avsnitt.\n\nAndre"


turns_said = st.lists(
    st.tuples(st.sampled_from(["I", "Kari", "Ole"]), st.text("abc æø.", max_size=300)), min_size=1, max_size=8
)


@given(turns_said, st.data())
def test_nothing_around_is_longer_than_it_may_be_and_nothing_but_white_space_and_labels_is_lost(
    said: list[tuple[str, str]], data: st.DataObject
) -> None:
    talk = "\n".join(f"{who}: {words}" for who, words in said)
    start = data.draw(st.integers(0, len(talk)))
    end = data.draw(st.integers(start, len(talk)))
    made = text_of(talk)
    speakers = Speakers(made, LABELS)
    before, after = speakers.around(Span(start, end))
    for around in (before, after):
        assert "Kari" not in around
        assert "Ole" not in around
        assert len(around) <= AROUND + len("\nSK3:  …") * (len(said) + 1)
    inside = "".join(part.text for part in speakers.said(Span(start, end)))
    bodies = "".join(
        made.text[max(turn.body_start, start) : max(min(turn.body_end, end), max(turn.body_start, start))]
        for turn in made.turns
    )
    assert inside == bodies
    if sum(len(words) for _who, words in said) < AROUND and made.turns_in(Span(start, end)):
        told = "".join((before, "".join(inside.split()), after))
        for label in ("SK3:", "I:", "?:"):
            told = told.replace(label, "")
        assert "".join(told.split()) == "".join("".join(words for _who, words in said).split())


def test_a_reference_says_who_speaks() -> None:
    assert saying_who("SK3:4", "SK3", ("SK3",)) == "SK3:4"
    assert saying_who("SK3-2:4", "SK3", ("SK3",)) == "SK3-2:4"
    assert saying_who("G1:12", "SK3", ("SK3",)) == "SK3 · G1:12"
    assert saying_who("SK31:2", "SK3", ("SK3",)) == "SK3 · SK31:2"
    assert saying_who("SK3:4", "SK3, SK4", ("SK3", "SK4")) == "SK3, SK4 · SK3:4"
    assert saying_who("D1:9", "document", ()) == "document D1:9"


def test_who_speaks_is_always_told() -> None:
    asked, somebody = Said("I", True, "Ja?"), Said("?", False, "Til")
    assert speaker(("SK3", "SK4"), Kind.GROUP, ()) == "SK3, SK4"
    assert speaker((), Kind.DOCUMENT, (Said("", False, "Mål"),)) == "document"
    assert speaker((), Kind.INTERVIEW, (asked,)) == "I"
    assert speaker((), Kind.INTERVIEW, (asked, somebody)) == "no informant"
