"""Checks every page of the sample dossier, and of dossiers in other states, with the Nu HTML checker: `make check`
runs it, since it needs Java.

The checker comes from npm by name, in the version below, into `.venv/vnu`. Where Java or npm is missing the check is
skipped aloud; with DOSSIER_NO_SKIPS set, as in CI, that is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


from tests.render.states import differing, many, scripts  # noqa: E402 - beside this file, wherever it is run from
from tests.render.whole import rendered  # noqa: E402

VERSION = "26.9.27"
PLACE = ROOT / ".venv" / "vnu"
JAR = PLACE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def main() -> None:
    missing = [tool for tool in ("java", "npm") if not shutil.which(tool)]
    if missing:
        print(f"HTML validity: SKIPPED, this machine has no {' and no '.join(missing)}", file=sys.stderr)
        sys.exit(1 if os.environ.get("DOSSIER_NO_SKIPS") else 0)
    if not JAR.is_file():
        package = f"vnu-jar@{VERSION}"
        command = ["npm", "install", "--silent", "--no-save", "--no-package-lock", "--prefix", str(PLACE), package]
        subprocess.run(command, check=True)
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(scratch) / "site"
        build = [sys.executable, "-m", "flows.cli", "build", str(ROOT / "seeds"), "--out", str(site)]
        subprocess.run([*build, "--direct", "--quiet"], check=True, cwd=ROOT)
        states = (scripts(), differing(14), many(1, 6), many(20, 100, 3), many(0, 0).model_copy(update={"stories": ()}))
        for place, dossier in enumerate(states):
            for page in rendered(dossier):
                path = Path(scratch) / f"state-{place}" / page.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(page.content)
        pages = sum(1 for _ in Path(scratch).rglob("*.html"))
        checked = subprocess.run(["java", "-jar", str(JAR), "--errors-only", "--skip-non-html", scratch], check=False)
    print(f"HTML validity: {pages} pages {'have errors' if checked.returncode else 'are valid'}")
    sys.exit(checked.returncode)


if __name__ == "__main__":
    main()
