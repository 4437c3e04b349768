"""Studies of three sizes, made the same from a seed each time: texts, tables and a codebook as files.

Everything comes into a project through the program's own ways; nothing here writes a database. The texts
are made-up words in a Norwegian sort of spelling and mean nothing.
"""

from __future__ import annotations

import csv
import random
import zipfile
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from pathlib import Path

SEED = 20260503
FORMAT = 1
"""Counted up when what is made changes, so that nothing old is measured."""

CODERS = (("AB", 6), ("CD", 3), ("EF", 1))
ROUND = "r1"
SECOND_CODE = 0.15
"""Share of passages that carry two codes."""
AGAINST = 0.08
ACROSS_TURNS = 0.02
"""Share of passages that go on into the next turn."""


@dataclass(frozen=True)
class Size:
    """How much there is in a study."""

    name: str
    sources: int
    words: int
    codings: int
    cases: int


SIZES = {
    "S": Size("S", 12, 55_000, 1_000, 3),
    "M": Size("M", 200, 1_000_000, 50_000, 20),
    "L": Size("L", 2_000, 10_000_000, 1_000_000, 100),
}

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)
_FOOT = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


class Study:
    """The files of one study.

    Args:
        size: how much there is.
        folder: where the files are put.
    """

    def __init__(self, size: Size, folder: Path) -> None:
        self.size = size
        self.folder = folder

    @property
    def codings(self) -> Path:
        """The table of codings, by place."""
        return self.folder / "codings.csv"

    def path(self, name: str) -> Path:
        """Return where a file of the study lies."""
        return self.folder / name

    def sources(self, ending: str) -> Path:
        """Return the table of the sources whose texts end so."""
        return self.folder / ending / "sources.csv"

    def made(self) -> Study:
        """Make the files, unless they are there."""
        done = self.folder / f"made-{FORMAT}"
        if not done.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            _Making(self).all()
            done.write_text("")
        return self


class _Making:
    """Makes the files of one study."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._size = study.size
        self._random = random.Random(f"{SEED}-{study.size.name}")
        self._sentences = _sentences(self._random)
        self._codes = _codes_used()

    def all(self) -> None:
        size, study = self._size, self._study
        study.path("codebook.yaml").write_text(_codebook_yaml(), encoding="utf-8")
        cases = [f"Kommune {number}" for number in range(1, size.cases + 1)]
        _table(study.path("cases.csv"), ["case", "name", "population:integer"],
               [[case, case, 1000 + 37 * at] for at, case in enumerate(cases)])  # fmt: skip
        people = [(f"P{number}", cases[number % size.cases]) for number in range(1, size.sources + 1)]
        asked = [[who, case, "rådgiver", "nei" if at % 7 else "ja"] for at, (who, case) in enumerate(people)]
        _table(study.path("informants.csv"), ["informant", "case", "role", "key"], asked)
        for ending in ("txt", "docx"):
            study.path(ending).mkdir(exist_ok=True)
            rows = [
                [f"{who.lower()}.{ending}", "interview", case, f"I=interviewer; {who}={who}"] for who, case in people
            ]
            _table(study.sources(ending), ["file", "kind", "case", "speakers"], rows)
        with study.codings.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";", lineterminator="\n")
            writer.writerow(["source", "start", "end", "code", "coder", "round", "stance"])
            for at, (who, _case) in enumerate(people):
                words = _share(size.words, size.sources, at)
                text, bodies = self._interview(who, words)
                study.path(f"txt/{who.lower()}.txt").write_text(text, encoding="utf-8")
                _write_docx(study.path(f"docx/{who.lower()}.docx"), text)
                writer.writerows(self._codings(who, text, bodies, _share(size.codings, size.sources, at)))
        finished = [[who, "AB", ROUND, 1] for at, (who, _case) in enumerate(people) if at % 10 != 3]
        _table(study.path("finished.csv"), ["source", "coder", "round", "codebook"], finished)

    def _interview(self, who: str, words: int) -> tuple[str, list[list[int]]]:
        """Return a text, and for each turn of the informant where its words begin and it ends."""
        lines: list[str] = []
        bodies: list[list[int]] = []
        at = said = 0
        while said < words:
            for label, least, most in (("I", 5, 30), (who, 25, 160)):
                aim = min(self._random.randint(least, most), max(5, words - said))
                chosen: list[tuple[str, tuple[int, ...]]] = []
                count = 0
                while count < aim:
                    chosen.append(self._sentences[self._random.randrange(len(self._sentences))])
                    count += len(chosen[-1][1])
                said += count
                line = f"{label}: " + " ".join(sentence for sentence, _starts in chosen)
                if label == who:
                    begin = at + len(label) + 2
                    starts = []
                    for sentence, inside in chosen:
                        starts += [begin + start for start in inside]
                        begin += len(sentence) + 1
                    bodies.append([*starts, at + len(line)])
                lines.append(line)
                at += len(line) + 1
        return "\n".join(lines) + "\n", bodies

    def _codings(self, who: str, text: str, bodies: list[list[int]], wanted: int) -> list[list[object]]:
        random_ = self._random
        reach = list(accumulate(len(body) - 1 for body in bodies))
        names, weights = [name for name, _weight in CODERS], [weight for _name, weight in CODERS]
        rows: list[list[object]] = []
        taken: set[tuple[int, int]] = set()
        while len(rows) < wanted:
            place = random_.randrange(reach[-1])
            turn = bisect_right(reach, place)
            body = bodies[turn]
            first = place - (reach[turn - 1] if turn else 0)
            last = min(first + random_.randint(4, 40), len(body) - 1)
            start, end = body[first], body[last] - (0 if last == len(body) - 1 else 1)
            if random_.random() < ACROSS_TURNS and turn + 1 < len(bodies):
                end = bodies[turn + 1][min(5, len(bodies[turn + 1]) - 1)] - 1
            if (start, end) in taken or end <= start:
                continue
            taken.add((start, end))
            codes = random_.sample(self._codes, 2 if random_.random() < SECOND_CODE else 1)
            for code in codes[: wanted - len(rows)]:
                coder = random_.choices(names, weights)[0]
                stance = "against" if random_.random() < AGAINST else "for"
                rows.append([who, start, end, code, coder, ROUND, stance])
        return rows


def _share(total: int, parts: int, at: int) -> int:
    return total * (at + 1) // parts - total * at // parts


def _table(path: Path, headings: list[str], rows: list[list[object]] | list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)


def _sentences(random_: random.Random) -> list[tuple[str, tuple[int, ...]]]:
    """Return sentences with where their words begin."""
    onsets = ["b", "d", "f", "g", "h", "k", "l", "m", "n", "r", "s", "t", "v", "st", "kr", "fr", "gj", "sk", ""]
    vowels = ["a", "e", "i", "o", "u", "y", "æ", "ø", "å", "ei"]
    ends = ["", "n", "r", "t", "s", "", "lt", "", "", ""]

    def word() -> str:
        syllables = range(random_.choice((1, 1, 1, 2, 2, 3)))
        return "".join(random_.choice(onsets) + random_.choice(vowels) + random_.choice(ends) for _ in syllables)

    vocabulary = [word() for _ in range(6_000)]
    # The commonest words make up most of a text, as in any language.
    reach = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))
    found = []
    for _ in range(20_000):
        chosen = random_.choices(vocabulary, cum_weights=reach, k=random_.randint(5, 22))
        sentence = " ".join(chosen)
        sentence = sentence[0].upper() + sentence[1:] + random_.choice("....?")
        starts = [0, *accumulate(len(one) + 1 for one in chosen)][: len(chosen)]
        found.append((sentence, tuple(starts)))
    return found


def _codes_used() -> list[str]:
    """Return the codes that are put on passages: under 4 themes 3 codes each, and 2 under each of those."""
    found = []
    for theme in range(1, 5):
        for code in range(1, 4):
            found.append(f"Kode {theme}.{code}")
            found += [f"Kode {theme}.{code}.{low}" for low in (1, 2)]
    return found


def _codebook_yaml() -> str:
    lines = ["name: Målebok", "language: nb", "version: 1", "codes:"]
    for theme in range(1, 5):
        lines += [f"  - name: Tema {theme}", "    codes:"]
        for code in range(1, 4):
            lines += [f"      - name: Kode {theme}.{code}", "        codes:"]
            lines += [f"          - name: Kode {theme}.{code}.{low}" for low in (1, 2)]
    return "\n".join(lines) + "\n"


def _write_docx(path: Path, text: str) -> None:
    paragraphs = (
        '<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"><w:pPr><w:spacing w:after="120"/></w:pPr><w:r><w:rPr>'
        f'<w:lang w:val="nb-NO"/></w:rPr><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in text.rstrip("\n").split("\n")
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", _HEAD + "".join(paragraphs) + _FOOT),
        ):
            archive.writestr(zipfile.ZipInfo(name, (2026, 5, 3, 10, 0, 0)), content, zipfile.ZIP_DEFLATED)
