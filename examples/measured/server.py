"""A far end that is near: a server on 127.0.0.1 whose answers take as long as a seed says.

A request is a line with a number, and the answer is a line with the moment at which it was sent, in nanoseconds of the monotonic
clock, and with how many milliseconds its render takes. The server writes its port on standard output, and ends when its
standard input does, which is when the program that started it has ended.
"""

import asyncio
import os
import random
import sys
import time

SEED = os.environ.get("SEED", "1")
LOADS = [int(bound) for bound in os.environ.get("LOADS", "20-180").split("-")]  # milliseconds
RENDERS = [int(bound) for bound in os.environ.get("RENDERS", "20-80").split("-")]  # milliseconds


class Connection(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, line):
        draw = random.Random(f"{SEED} {int(line)}")
        load, render = draw.randint(*LOADS), draw.randint(*RENDERS)
        asyncio.get_running_loop().call_later(load / 1000, self.answer, render)

    def answer(self, render):
        self.transport.write(b"%d %d\n" % (time.monotonic_ns(), render))


async def main():
    server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
