"""Time and memory of a 50 MB upload by our client, against plain zeep's, to a server that discards it.

Run: python tests/bench/bench_upload.py [RUNS]. Each upload is made in a process of its own, in turn; medians are
printed. Memory is the growth of the peak over what the process held when zeep and the contract were loaded and a
first call was made. Linux only.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))
from file_server import MEGABYTE, file_server

ROOT = Path(__file__).parents[2]
SIZE = 50

MEASURE = """
import json, sys, time
from pathlib import Path

def held(entry):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(entry + ":"))

def measure(upload):
    Path("/proc/self/clear_refs").write_text("5")
    before, started = held("VmRSS"), time.perf_counter()
    upload()
    print(json.dumps([time.perf_counter() - started, held("VmHWM") - before]))

url, path = sys.argv[1], Path(sys.argv[2])
"""

OURS = """
from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.requests import FaxDocument, FaxFile

client = ByfaxClient(url, Credentials("key", "secret"))
send = lambda source: client.document.upload_document(FaxDocument("r", FaxFile(path.name, source)))
send(FileSource.from_bytes(b"x"))
measure(lambda: send(FileSource.from_path(path)))
"""

ZEEP = """
import hashlib, io
import zeep
from byfax_desktop.service.contract import encoding_schema, wsdl

class Local(zeep.Transport):
    def load(self, _url):
        return encoding_schema()

text = wsdl("document", url + "/soap/1.1/document", "soapenc.xsd")
client = zeep.Client(io.BytesIO(text), transport=Local())
header = client.get_type("{urn:ApiServiceDocument}UsernameToken")
token = zeep.xsd.Element("UsernameToken", header)(Username="key", Password="secret")

def send(data):
    file = {"fileName": path.name, "fileSize": len(data), "fileCheck": hashlib.md5(data).hexdigest(), "fileData": data}
    document = {"documentRef": "r", "documentFile": file}
    client.service.uploadDocument(uploadDocument=document, _soapheaders=[token])

send(b"x")
measure(lambda: send(path.read_bytes()))
"""


def run(script: str, url: str, path: Path) -> tuple[float, float]:
    """Seconds and MB of one upload."""
    command = [sys.executable, "-c", MEASURE + script, url, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def main(runs: int) -> None:
    """Measure in turn and print."""
    with tempfile.TemporaryDirectory() as folder, file_server(1) as url:
        path = Path(folder) / "scan.pdf"
        path.write_bytes(b"fax " * (SIZE * MEGABYTE // 4))
        pairs = [(run(OURS, url, path), run(ZEEP, url, path)) for _ in range(runs)]
    our_time, our_memory = (statistics.median(ours[part] for ours, _ in pairs) for part in (0, 1))
    zeep_time, zeep_memory = (statistics.median(plain[part] for _, plain in pairs) for part in (0, 1))
    print(f"time:   byFax Desktop {our_time:.3f} s, zeep {zeep_time:.3f} s, ratio {our_time / zeep_time:.2f}")
    print(
        f"memory: byFax Desktop {our_memory:.1f} MB, zeep {zeep_memory:.1f} MB, "
        f"ratio {our_memory / zeep_memory:.4f}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
