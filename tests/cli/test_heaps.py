"""How many heaps the threads of a process have."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

HEAPS = """
import ctypes, os, sys, threading
from deliberate.cli.heaps import share_heaps

share = sys.argv[1] == "shared"
if share:
    share_heaps()
barrier, held = threading.Barrier(8), []

def fill():
    barrier.wait()
    held.append([bytes(1_000) for _ in range(1_000)])
    barrier.wait()

threads = [threading.Thread(target=fill) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
told, end = os.pipe()
out = ctypes.c_void_p(libc.fdopen(end, b"w"))
libc.malloc_info(0, out)
libc.fclose(out)
print(os.fdopen(told).read().count("<heap nr="))
"""


def heaps(how: str) -> int:
    ran = subprocess.run([sys.executable, "-c", HEAPS, how], capture_output=True, text=True, check=True)
    return int(ran.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other libraries give threads no heaps of their own")
def test_threads_share_two_heaps() -> None:
    assert heaps("shared") <= 2 < heaps("apart")
