"""A file of 50 MB passes through in either direction without ever being whole in memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from file_server import MEGABYTE, file_server

SIZE = 50
BOUND = 16 * MEGABYTE

# A small call first, and the peak forgotten (5 in clear_refs): what the first call of a process loads (zeep, the
# contract) is not what a file costs, and must not hide it.
CALL = """
import json, sys
from pathlib import Path
from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.requests import FaxDocument, FaxFile

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))

url, verb, path = sys.argv[1], sys.argv[2], Path(sys.argv[3])
client = ByfaxClient(url, Credentials("k", "s"))
client.document.upload_document(FaxDocument("r", FaxFile("x", FileSource.from_bytes(b"x"))))
Path("/proc/self/clear_refs").write_text("5")
before, seen = peak(), []
follow = lambda done, total: seen.append(done)
if verb == "upload":
    document = FaxDocument("r", FaxFile("x", FileSource.from_path(path)))
    client.document.upload_document(document, progress=follow)
else:
    client.document.download_document("r", path, progress=follow)
print(json.dumps({"grown": peak() - before, "steps": len(seen), "last": seen[-1]}))
"""

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="reads the kernel's own account"
)


def transfer(verb: str, path: Path) -> dict[str, int]:
    """The growth of a process's peak memory in bytes, and how it was told of its progress."""
    with file_server(SIZE) as url:
        command = [sys.executable, "-c", CALL, url, verb, str(path)]
        done = subprocess.run(
            command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_an_upload_streams(tmp_path):
    path = tmp_path / "scan.pdf"
    with path.open("wb") as file:
        for _ in range(SIZE):
            file.write(b"fax " * (MEGABYTE // 4))

    told = transfer("upload", path)

    assert told["grown"] < BOUND
    assert told["last"] == SIZE * MEGABYTE
    assert told["steps"] > SIZE


def test_a_download_streams(tmp_path):
    told = transfer("download", tmp_path / "fax.tif")

    assert told["grown"] < BOUND
    assert (tmp_path / "fax.tif").stat().st_size >= SIZE * MEGABYTE
    assert told["steps"] > SIZE
