"""What crosses the wire, counted where it crosses: a forwarder between the browser and a server.

The fact a newcomer gets wrong: a browser's own tools count a websocket's messages as they are once
unpacked. Ours are packed on the way (permessage-deflate), to a tenth where there is a table.
"""

import asyncio
import threading

import serving


class Wire:
    """Listens at `address` and forwards to a server's; `bytes` goes up with what passes."""

    def __init__(self, server: str):
        self.bytes = 0
        self._to = int(server.rpartition(":")[2])
        port = serving.free_port()
        self.address = f"http://127.0.0.1:{port}"
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        threading.Thread(target=self._run, args=(port, ready), daemon=True).start()
        ready.wait(10)

    def _run(self, port: int, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._joined, "127.0.0.1", port))
        ready.set()
        self._loop.run_forever()

    async def _joined(self, reader, writer) -> None:
        try:
            there = await asyncio.open_connection("127.0.0.1", self._to)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self._pass_on(reader, there[1]), self._pass_on(there[0], writer))

    async def _pass_on(self, reader, writer) -> None:
        try:
            while content := await reader.read(65536):
                self.bytes += len(content)
                writer.write(content)
                await writer.drain()
        except OSError:
            pass  # one side went away, as browsers do
        finally:
            writer.close()
