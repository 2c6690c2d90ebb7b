"""One thread, and as many coroutines as there are tasks: whoever waits gives way."""

import asyncio

import work


async def run_all(task, numbers, limit):
    gate = asyncio.Semaphore(limit)

    async def run_one(number):
        async with gate:
            await task(number)

    await asyncio.gather(*map(run_one, numbers))


def run(task, numbers, limit):
    asyncio.run(run_all(task, numbers, limit))


work.main("coroutines", run, limit=work.limit(work.TASKS), suffix="_async")
