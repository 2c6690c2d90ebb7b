"""What starting, keeping and switching cost on this machine: `python3 examples/costs.py`, on Linux.

The walkthrough's costs were measured with it. Each is the least of several runs, the one that was disturbed least; even so,
run it while the machine has nothing else to do. `--json` prints them in milliseconds and bytes instead, named as a scenario's
fields are where there is such a field; `--runs 1` is quick.
"""

import _thread
import argparse
import asyncio
import json
import multiprocessing
import os
import resource
import shutil
import socket
import statistics
import subprocess
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

THREADS = 1_000
COROUTINES = 10_000
TRIPS = 10_000
COPIES = 8
TURN = 500_000  # nanoseconds: whoever did not run for longer has given way to another


def resident():
    """The memory of this process that is really there, in bytes."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


def threads():
    """Seconds to start a thread, and the bytes that it touches while it waits."""
    gate = _thread.allocate_lock()

    def wait():
        with gate:
            pass

    with gate:
        memory, start = resident(), time.perf_counter()
        for _ in range(THREADS):
            _thread.start_new_thread(wait, ())
        spent = time.perf_counter() - start
        time.sleep(1)
        return spent / THREADS, (resident() - memory) / THREADS


def coroutines():
    """Seconds to start a coroutine as a task, up to where it waits, and the bytes that it takes."""

    async def wait(done):
        await done.wait()

    async def run():
        done = asyncio.Event()
        memory, start = resident(), time.perf_counter()
        pool = [asyncio.create_task(wait(done)) for _ in range(COROUTINES)]
        await asyncio.sleep(0)
        spent, grown = time.perf_counter() - start, resident() - memory
        done.set()
        await asyncio.gather(*pool)
        return spent / COROUTINES, grown / COROUTINES

    return asyncio.run(run())


def coroutine_switch():
    """Seconds to go on with another coroutine, whose socket has an answer: a message, a look at all sockets, and the switch."""

    async def answer(loop, connection):
        for _ in range(TRIPS):
            await loop.sock_sendall(connection, await loop.sock_recv(connection, 1))

    async def run():
        loop = asyncio.get_running_loop()
        here, there = socket.socketpair()
        with here, there:
            here.setblocking(False)
            there.setblocking(False)
            here.send(b"!")
            start = time.perf_counter()
            await asyncio.gather(answer(loop, here), answer(loop, there))
            return (time.perf_counter() - start) / TRIPS / 2

    return asyncio.run(run())


def greet(pipe):
    pipe.send_bytes(b"!")


def process():
    """Seconds from asking for a process until its first line has run: a new interpreter, as `spawn` starts it."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    start = time.perf_counter()
    child = spawn.Process(target=greet, args=(there,))
    child.start()
    here.recv_bytes()
    spent = time.perf_counter() - start
    child.join()
    return spent


def copy():
    """Seconds to start one of several processes that are copies of this one, as `fork` makes them: all run their first line."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe()
    start = time.perf_counter()
    pool = [fork.Process(target=greet, args=(there,)) for _ in range(COPIES)]
    for child in pool:
        child.start()
    for _ in pool:
        here.recv_bytes()
    spent = time.perf_counter() - start
    for child in pool:
        child.join()
    return spent / COPIES


def worker():
    """Seconds to start one of several workers of Node.js, one for each core: all run their first line."""
    script = """
        const { availableParallelism } = require('node:os');
        const { Worker } = require('node:worker_threads');
        const start = performance.now();
        let missing = availableParallelism();
        for (let rest = missing; rest > 0; rest--)
          new Worker('', { eval: true }).once('online', () => {
            if (--missing === 0) console.log((performance.now() - start) / availableParallelism() / 1000);
          });
    """
    return float(subprocess.check_output(["node", "-e", script]))


def turns(seconds):
    """Keeps a core busy, and gives the moments at which it began to do so and had to stop, in nanoseconds."""
    now = begin = time.monotonic_ns()
    end, found = now + int(seconds * 1e9), []
    while now < end:
        last, now = now, time.monotonic_ns()
        if now - last > TURN:
            found.append((begin, last))
            begin = now
    return found


def between(*both):
    """Seconds of a turn, and from the end of one to the begin of the other's, of two who take turns: their medians."""
    lengths = [end - begin for found in both for begin, end in found[1:]]
    begins = sorted(begin for found in both for begin, _ in found)
    gaps = [min(begin - end for begin in begins if begin >= end) for found in both for _, end in found if end <= begins[-1]]
    return statistics.median(lengths) / 1e9, statistics.median(gaps) / 1e9


def lock_turns():
    """How long a thread holds the global interpreter lock while another wants it, and how long the lock takes to change hands."""
    with ThreadPoolExecutor(2) as pool:
        return between(*pool.map(turns, (0.5, 0.5)))


def one_core(seconds):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    return turns(seconds)


def slices():
    """How long a process runs on a core that another wants."""
    with ProcessPoolExecutor(2) as pool:
        return between(*pool.map(one_core, (0.5, 0.5)))[0]


def switch():
    """Seconds to hand a byte to another process on the same core: a write, a switch, and a read."""
    one_core = {min(os.sched_getaffinity(0))}
    (their_end, my_out), (my_in, their_out) = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.sched_setaffinity(0, one_core)
        for _ in range(TRIPS):
            os.write(their_out, os.read(their_end, 1))
        os._exit(0)
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, one_core)
    start = time.perf_counter()
    for _ in range(TRIPS):
        os.write(my_out, b"!")
        os.read(my_in, 1)
    spent = time.perf_counter() - start
    os.waitpid(child, 0)
    os.sched_setaffinity(0, before)
    for pipe in (their_end, my_out, my_in, their_out):
        os.close(pipe)
    return spent / TRIPS / 2


def report(measure, results):
    results.send(measure())


def each(measure, runs):
    """What several runs found, each in an interpreter of its own, where no run finds memory left by another."""
    spawn = multiprocessing.get_context("spawn")
    found = []
    for _ in range(runs):
        receive, send = spawn.Pipe(duplex=False)
        child = spawn.Process(target=report, args=(measure, send))
        child.start()
        found.append(receive.recv())
        child.join()
    return list(zip(*found)) if isinstance(found[0], tuple) else found


def main():
    parser = argparse.ArgumentParser(description="Measures what starting, keeping and switching cost on this machine.")
    parser.add_argument("--json", action="store_true", help="print milliseconds and bytes as JSON")
    parser.add_argument("--runs", type=int, default=7, help="how many runs there are of each (default: 7)")
    arguments = parser.parse_args()
    thread_starts, thread_memory = each(threads, arguments.runs)
    coroutine_starts, coroutine_memory = each(coroutines, arguments.runs)
    lock_turn, lock_switches = each(lock_turns, arguments.runs)
    time_slices = each(slices, arguments.runs)
    times = [
        ("threadStart", "start a thread", min(thread_starts), "µs"),
        ("coroutineStart", "start a coroutine", min(coroutine_starts), "µs"),
        ("processStart", "start a process", min(each(process, arguments.runs)), "ms"),
        ("processCopy", "start a process as a copy of this one", min(each(copy, arguments.runs)), "ms"),
        ("switchCost", "switch to another thread or process", min(each(switch, arguments.runs)), "µs"),
        ("coroutineSwitch", "switch to another coroutine", min(each(coroutine_switch, arguments.runs)), "µs"),
        ("lockSwitch", "hand the global interpreter lock over", min(lock_switches), "µs"),
        ("lockTurn", "hold it while another thread wants it", statistics.median(lock_turn), "ms"),
        ("quantum", "run on a core that another wants", statistics.median(time_slices), "ms"),
    ]
    if shutil.which("node"):
        times.append(("workerStart", "start a worker of Node.js", min(each(worker, arguments.runs)), "ms"))
    stack = resource.getrlimit(resource.RLIMIT_STACK)[0]
    sizes = [
        ("threadMemory", "memory that a waiting thread touches", min(thread_memory)),
        ("coroutineMemory", "memory that a waiting coroutine takes", min(coroutine_memory)),
        ("stack", "address space that a thread's stack reserves", stack),
    ]
    if arguments.json:
        print(json.dumps({name: time * 1e3 for name, _, time, _ in times} | {name: size for name, _, size in sizes}))
        return
    lines = [(what, time * {"µs": 1e6, "ms": 1e3}[unit], unit) for _, what, time, unit in times]
    lines += [(what, size / 1024, "KiB") for _, what, size in sizes]
    for what, amount, unit in lines:
        print(f"{what:<46}{amount:>9.3g} {unit}" if amount < 1000 else f"{what:<46}{amount:>9,.0f} {unit}")


if __name__ == "__main__":
    main()
