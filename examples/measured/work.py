"""What the programs here do. They differ in nothing but who does it when.

In the environment, TASKS says how many tasks there are, LIMIT how many at once, FIB which number of Fibonacci's, and SEED, LOADS and
RENDERS how the server answers; RECORD names the file to write what one work did.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import recorder

TASKS = int(os.environ.get("TASKS", "50"))
FIB = int(os.environ.get("FIB", "30"))
session = []  # the open connections that nobody uses


def limit(usual):
    """How many tasks are in flight: LIMIT, or what is usual, but no more than there are."""
    return min(int(os.environ.get("LIMIT", usual)), TASKS)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


async def fib_async(n):
    return n if n < 2 else await fib_async(n - 1) + await fib_async(n - 2)


def ask(page):
    """Asks the server for a page, and waits for it. What comes says how long it takes to render."""
    connection = session.pop() if session else connect(blocking=True)
    connection.sendall(b"%d\n" % page)
    return answer(connection, connection.recv(64))


async def ask_async(page):
    loop = asyncio.get_running_loop()
    connection = session.pop()
    await loop.sock_sendall(connection, b"%d\n" % page)
    return answer(connection, await loop.sock_recv(connection, 64))


def connect(blocking):
    connection = socket.create_connection(("127.0.0.1", int(os.environ["PORT"])))
    connection.setblocking(blocking)
    return connection


def answer(connection, line):
    session.append(connection)
    sent, milliseconds = line.split()
    recorder.answered(at=int(sent))
    return int(milliseconds) / 1000


def render(seconds):
    """Keeps a core busy for so long, not counting the time in which it has none."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


# The tasks: fib is a render alone, and a download a load alone.


def calculate(_):
    return fib(FIB)


async def calculate_async(_):
    return await fib_async(FIB)


def download(page):
    ask(page)


async def download_async(page):
    await ask_async(page)


def paint(page):
    render(ask(page))


async def paint_async(page):
    render(await ask_async(page))


if "RECORD" in os.environ:
    recorder.watch(
        globals(),
        os.environ["RECORD"],
        task="calculate calculate_async download download_async paint paint_async",
        load="ask ask_async",
        render="calculate calculate_async render",
    )

WORKS = {"fib": "calculate", "download": "download", "mixed": "paint"}


def main(strategy, run, limit, suffix=""):
    """Does each work that the command line names, and prints how many seconds it took."""
    works = sys.argv[1:] or ["fib", "download"]
    unknown = [work for work in works if work not in WORKS]
    if unknown or "RECORD" in os.environ and len(works) > 1:
        sys.exit(f"The works are {', '.join(WORKS)}, and one alone is recorded, not: {' '.join(works)}.")
    recorder.about.update(strategy=strategy, limit=limit)
    server = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("server.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with server:
        os.environ["PORT"] = server.stdout.readline().decode()
        if strategy != "processes":  # A process opens what it needs by itself.
            session.extend(connect(blocking=not suffix) for _ in range(limit))
        for work in works:
            start = time.perf_counter()
            run(globals()[WORKS[work] + suffix], range(TASKS), limit)
            print(f"{work:<9}{time.perf_counter() - start:8.3f} s")
