"""How many heaps the threads of a process have, and what does not stand in them."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

HEAPS = """
import ctypes, os, sys, threading
from deliberate.cli.heaps import spare_heaps

share = sys.argv[1] == "shared"
if share:
    spare_heaps()
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


# Prints how far a heap grows by something large, after something as large was given back.
LARGE = """
import ctypes, sys
from deliberate.cli.heaps import spare_heaps

if sys.argv[1] == "spared":
    spare_heaps()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.sbrk.restype = ctypes.c_void_p
libc.malloc.argtypes, libc.free.argtypes, libc.sbrk.argtypes = [ctypes.c_size_t], [ctypes.c_void_p], [ctypes.c_ssize_t]
libc.free(libc.malloc(8 << 20))
before = libc.sbrk(0)
libc.malloc(4 << 20)
print(libc.sbrk(0) - before)
"""

# Prints how many KiB of what was asked for and given back, but for the last of it, the process still holds.
EMPTY = """
import ctypes, sys
from deliberate.cli.heaps import give_back

def held():
    return int(open("/proc/self/statm").read().split()[1]) * 4

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes, libc.free.argtypes = [ctypes.c_size_t], [ctypes.c_void_p]
libc.free.restype = None
before = held()
pieces = [libc.malloc(10_000) for _ in range(2_000)]
for piece in pieces:
    ctypes.memset(piece, 1, 10_000)
for piece in pieces[:-1]:
    libc.free(piece)
if sys.argv[1] == "given back":
    give_back()
print(held() - before)
"""


def told(program: str, how: str) -> int:
    ran = subprocess.run([sys.executable, "-c", program, how], capture_output=True, text=True, check=True)
    return int(ran.stdout)


pytestmark = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other libraries have other heaps")


def test_threads_share_two_heaps() -> None:
    assert told(HEAPS, "shared") <= 2 < told(HEAPS, "apart")


def test_what_is_large_stands_in_no_heap_even_after_as_much_was_given_back() -> None:
    assert told(LARGE, "spared") == 0 < told(LARGE, "left")


def test_what_stands_empty_below_what_is_needed_is_given_back() -> None:
    assert told(EMPTY, "given back") < 5_000 < 15_000 < told(EMPTY, "left")
