"""The manifest of an exported file, as JSON: beside a CSV as `NAME.manifest.json`, inside a JSON file.

The wall clock appears nowhere, so that the same project gives the same bytes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.domain.manifest import Manifest


def manifest_fields(manifest: Manifest) -> Mapping[str, object]:
    """Return the manifest as plain values."""
    return {
        "project": manifest.project,
        "project_guid": manifest.project_guid,
        "program": manifest.program,
        "change": manifest.change,
        "at": manifest.at,
        "codebook": manifest.codebook,
        "codebook_version": manifest.codebook_version,
        "coders": list(manifest.coders),
        "rounds": list(manifest.rounds),
        "view": {name: list(chosen) for name, chosen in manifest.view.items()},
        "sources": [
            {"label": source.label, "name": source.name, "sha256": source.sha256} for source in manifest.sources
        ],
    }


def manifest_json(manifest: Manifest) -> str:
    """Return the manifest as a file."""
    return json.dumps(manifest_fields(manifest), ensure_ascii=False, indent=1) + "\n"
