"""Building a wheel compiles the catalogues: where it is installed, nobody may have to write."""

from __future__ import annotations

import runpy
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):
    """Adds the .mo files, which are not versioned."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        runpy.run_path(f"{self.root}/src/beffroi/ui/catalogues.py")["compile_all"]()
        build_data["artifacts"].append("/src/beffroi/**/*.mo")
