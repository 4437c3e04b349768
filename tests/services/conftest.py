"""The same filled project that the tests of the file use."""

from tests.storage.conftest import study as study
