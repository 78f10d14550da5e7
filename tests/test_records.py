"""Facts about all kinds of records."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

# Many threads that meet in the first use of a kind; each reads the same row.
MEET = """
import threading
from tasks.records import Citation, Speaker, complete
together = threading.Barrier(8)
wrong = []
def read():
    together.wait()
    complete()
    row = Citation.model_validate_json('{"document": "doc-1", "start": 0, "end": 2, "exact": "ab"}')
    if row.exact != "ab":
        wrong.append(row)
threads = [threading.Thread(target=read) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(wrong), Speaker.__pydantic_complete__)
"""


def test_threads_that_complete_the_records_first_read_them_alike() -> None:
    ran = subprocess.run([sys.executable, "-c", MEET], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (ran.stdout.split(), ran.stderr) == (["0", "True"], "")
