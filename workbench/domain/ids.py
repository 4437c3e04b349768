"""Identities of rows, one type per noun, so that two kinds cannot be swapped by mistake."""

from typing import NewType

CaseId = NewType("CaseId", int)
CodeId = NewType("CodeId", int)
CoderId = NewType("CoderId", int)
CodingId = NewType("CodingId", int)
InformantId = NewType("InformantId", int)
ItemId = NewType("ItemId", int)
MemoId = NewType("MemoId", int)
PassageId = NewType("PassageId", int)
RevisionId = NewType("RevisionId", int)
RoundId = NewType("RoundId", int)
SourceId = NewType("SourceId", int)
SpeakerId = NewType("SpeakerId", int)
StepId = NewType("StepId", int)
TurnId = NewType("TurnId", int)
ViewId = NewType("ViewId", int)
