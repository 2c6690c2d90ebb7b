"""Notes what a program's tasks do, and when, and writes it as Chrome Trace Events, which Perfetto and cvsp open.

    import recorder
    recorder.watch(globals(), "run.json", task="paint", load="fetch", render="draw", strategy="threads", limit=8)

These two lines go below the functions that they name, which may be `async`, and above what calls them. A task holds a slot: name
what is called once a semaphore has let it in. Loads and renders are noted within a task; a task within a task is a part of it, and
so is a load or render within another. `python3 overhead.py` measures what an event costs.
"""

import atexit, functools, inspect, itertools, json, multiprocessing, os, platform, sys, threading
from contextvars import ContextVar
from pathlib import Path
from time import monotonic_ns, thread_time_ns

events, about, path, forks = [], {}, None, []
numbers, current = itertools.count(), ContextVar("current", default=None)
process, is_child = os.getpid(), False


def watch(names, file, task, load="", render="", **strategy):
    """Notes the calls of functions in `names`; one text may name several. The file is written when the program ends."""
    global path, is_child
    path = Path(file).absolute()
    about.update(strategy)
    for kind, functions in ("render", render), ("load", load), ("task", task):
        for name in functions.split():
            names[name] = noted(kind, names[name])
    # A child that is no copy of its parent imports the program, and is marked by multiprocessing while it does.
    is_child = is_child or getattr(multiprocessing.current_process(), "_inheriting", False)
    if not is_child:
        list(read_parts())  # A run that was broken off may have left some.
        atexit.register(write)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=lambda: forks.append(monotonic_ns()), after_in_child=start_child)


def noted(kind, function):
    async def call_async(*args, **kwargs):
        with Mark(kind, function.__name__):
            return await function(*args, **kwargs)

    def call(*args, **kwargs):
        with Mark(kind, function.__name__, blocks=kind == "load"):
            return function(*args, **kwargs)

    return functools.wraps(function)(call_async if inspect.iscoroutinefunction(function) else call)


def answered(at=None):
    """Ends the load that it is called in: now, or at a moment of time.monotonic_ns() where a truer one is known."""
    if current.get() and current.get().kind == "load":
        current.get().__exit__(at=at)


class Mark:
    __slots__ = "kind", "name", "blocks", "outer", "number", "is_noted"

    def __init__(self, kind, name, blocks=False):
        self.kind, self.name, self.blocks, self.outer = kind, name, blocks, current.get()
        self.is_noted = kind == "task" if self.outer is None else kind != "task" and self.outer.kind == "task"

    def __enter__(self):
        if self.is_noted:
            self.number = next(numbers) if self.outer is None else self.outer.number
            current.set(self)
            self.note("b", None)

    def __exit__(self, _type=None, _error=None, _trace=None, at=None):
        if self.is_noted:
            self.is_noted = False
            current.set(self.outer)
            self.note("e", at)
            if is_child and self.outer is None:
                write_part()

    def note(self, ph, at):
        cpu = thread_time_ns() if self.kind == "render" else None
        events.append((at or monotonic_ns(), ph, self.kind, self.name, process, thread.id, self.number, cpu, self.blocks))


class Thread(threading.local):
    def __getattr__(self, _):
        """Notes the name of a thread that was not seen before, and keeps its id."""
        self.id = threading.get_native_id()
        name = (multiprocessing.current_process() if is_child else threading.current_thread()).name
        events.append((0, {"ph": "M", "name": "thread_name", "pid": process, "tid": self.id, "args": {"name": name}}))
        return self.id


thread = Thread()


def start_child():
    """Leaves to the parent what was noted before a fork, and notes how long the child's start took."""
    global process, is_child
    process, is_child = os.getpid(), True
    atexit.unregister(write)
    events.clear()
    vars(thread).clear()
    start = {"ph": "X", "name": "start", "cat": "cvsp", "ts": forks[-1] / 1000, "dur": (monotonic_ns() - forks[-1]) / 1000}
    events.append((forks[-1], {**start, "pid": process, "tid": threading.get_native_id(), "args": {"slot": len(forks) - 1}}))


def write_part():
    """Keeps what a child has noted, task by task: it may be ended from outside at any time."""
    with open(f"{path}.part{process}", "a", encoding="utf-8") as part:
        part.writelines(json.dumps(event) + "\n" for event in events)
    events.clear()


def read_parts():
    for part in path.parent.glob(f"{path.name}.part*"):
        yield from map(json.loads, part.read_text(encoding="utf-8").splitlines())
        part.unlink()


def write():
    is_threads, is_coroutines = (about.get("strategy") == name for name in ("threads", "coroutines"))
    trace, ids = [], {}
    for at, *event in sorted([*events, *read_parts()], key=lambda event: event[0]):
        if len(event) == 1:
            trace += event
            continue
        ph, kind, name, pid, tid, number, cpu, blocks = event
        number = ids.setdefault((pid, number), len(ids))
        name = f"{name} {number}" if kind == "task" else kind
        trace.append({"ph": ph, "name": name, "cat": "cvsp", "id": number, "ts": at / 1000, "pid": pid, "tid": tid})
        if cpu is not None:
            trace[-1]["tts"] = cpu / 1000
        if blocks and ph == "b" and is_coroutines:
            trace[-1]["args"] = {"blocking": True}
    lock = is_threads and getattr(sys, "_is_gil_enabled", lambda: True)()
    other = {"cvsp": 1, "language": f"Python {platform.python_version()}", "cores": os.cpu_count()}
    other.update({"gil": True, "gilInterval": sys.getswitchinterval() * 1000} if lock else {})
    other.update({"turns": True} if is_coroutines else {}, **about)
    path.write_text(json.dumps({"traceEvents": trace, "otherData": other}), encoding="utf-8")
