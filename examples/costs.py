"""What starting, keeping and switching cost on this machine: `python3 examples/costs.py`, on Linux.

The walkthrough's costs were measured with it. Each is the least of several runs, the one that was disturbed least; even so,
run it while the machine has nothing else to do.
"""

import _thread
import asyncio
import multiprocessing
import os
import resource
import time

THREADS = 1_000
COROUTINES = 10_000
TRIPS = 10_000
RUNS = 7


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


def least(measure):
    """The least of several runs, each in an interpreter of its own, where no run finds memory left by another."""
    spawn = multiprocessing.get_context("spawn")
    found = []
    for _ in range(RUNS):
        receive, send = spawn.Pipe(duplex=False)
        child = spawn.Process(target=report, args=(measure, send))
        child.start()
        found.append(receive.recv())
        child.join()
    return [min(column) for column in zip(*found)] if isinstance(found[0], tuple) else min(found)


def main():
    thread_start, thread_memory = least(threads)
    coroutine_start, coroutine_memory = least(coroutines)
    lines = [
        ("start a thread", thread_start * 1e6, "µs"),
        ("start a coroutine", coroutine_start * 1e6, "µs"),
        ("start a process", least(process) * 1e3, "ms"),
        ("switch to another thread or process", least(switch) * 1e6, "µs"),
        ("memory that a waiting thread touches", thread_memory / 1024, "KiB"),
        ("memory that a waiting coroutine takes", coroutine_memory / 1024, "KiB"),
        ("address space that a thread's stack reserves", resource.getrlimit(resource.RLIMIT_STACK)[0] / 1024, "KiB"),
    ]
    for what, amount, unit in lines:
        print(f"{what:<46}{amount:>9.3g} {unit}" if amount < 1000 else f"{what:<46}{amount:>9,.0f} {unit}")


if __name__ == "__main__":
    main()
