"""Where the project remembers that an exported file lies: never by a path that tells whose machine it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.exports import found_place, kept_place

HOME = Path("/home/kari")

PLACES = [
    ("/home/kari/study", "/home/kari/study/exports/m.csv", HOME, "exports/m.csv"),
    ("/home/kari/study", "/home/kari/m.csv", HOME, "../m.csv"),
    ("/home/kari/study", "/home/kari/Desktop/m.csv", HOME, "../Desktop/m.csv"),
    ("/mnt/usb", "/home/kari/Desktop/m.csv", HOME, "~/Desktop/m.csv"),
    ("/mnt/usb", "/mnt/usb/m.csv", HOME, "m.csv"),
    ("/home/kari/study", "/tmp/m.csv", HOME, "…/m.csv"),
    ("/home/kari/study", "/home/ola/m.csv", HOME, "…/m.csv"),
    ("/home/ola/study", "/home/ola/m.csv", HOME, "…/m.csv"),
    ("/home/kari/study", "/home/kari/m.csv", None, "…/m.csv"),
    ("/home/kari/study", "/home/kari/m.csv", Path("/"), "…/m.csv"),
]


@pytest.mark.parametrize(("folder", "file", "home", "kept"), PLACES)
def test_a_place_is_kept_without_telling_whose_machine_it_was(
    folder: str, file: str, home: Path | None, kept: str
) -> None:
    assert kept_place(Path(file), Path(folder), home) == kept


names = st.sampled_from(["kari", "ola", "study", "exports", "home"])
folders = st.lists(names, max_size=4).map(lambda parts: Path("/", *parts))


@given(file=folders, folder=folders, home=folders)
def test_what_is_kept_leads_back_or_says_that_it_does_not(file: Path, folder: Path, home: Path) -> None:
    file = file / "m.csv"
    kept = kept_place(file, folder, home)
    found = found_place(kept, folder, home)
    assert not kept.startswith("/")
    if found is None:
        assert kept == "…/m.csv"
        assert not file.is_relative_to(folder)
    else:
        assert Path(*_walked(found)) == file
    if kept.startswith("../"):
        above = folder
        for _step in range(kept.count("../")):
            above = above.parent
        assert above.is_relative_to(home), "no name of a folder above the user's own is kept"


def _walked(path: Path) -> list[str]:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return parts
