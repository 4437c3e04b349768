"""The same filled project that the tests of the file use."""

from tests.storage.conftest import bare_study as bare_study
from tests.storage.conftest import study as study
