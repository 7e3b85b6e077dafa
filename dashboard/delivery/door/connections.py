"""What a connection may send before anything else has seen it: uvicorn reads on without an end.

The fact a newcomer gets wrong: a request reaches our code only when its head is whole, a message
only when its last frame is in. So how large and how slow either may be has to be said in uvicorn's
own protocols, whose options say it for websockets and, with httptools, not for requests at all.
"""

import resource

from uvicorn.protocols.http import httptools_impl
from uvicorn.protocols.websockets import websockets_sansio_impl

from dashboard.delivery import toolkit

HEAD = 32_000  # bytes of a request, its head and the little body there may be
HEAD_SECONDS = 10  # from the first byte of a connection, or of its next request, to a whole head
LINGER, DROPPED = 1, 250_000  # seconds and bytes of what comes after a refusal and is dropped
CLOSES_LATE = (
    b"HTTP/1.1 %s\r\ncontent-type: text/plain\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
)


def prepare(message: int) -> None:
    """All of it, for messages of up to `message` bytes; to be done once, before a server starts."""
    if toolkit.does("whole-requests"):
        bound_requests()
    if toolkit.does("small-frames"):
        bound_frames(message)
    raise_descriptors()


def bound_requests() -> None:
    """Refuse a request whose head is over HEAD bytes (431) or takes over HEAD_SECONDS (408)."""
    protocol = httptools_impl.HttpToolsProtocol
    if hasattr(protocol, "head_bytes"):
        return
    made, received, whole, lost = (
        protocol.connection_made,
        protocol.data_received,
        protocol.on_headers_complete,
        protocol.connection_lost,
    )
    protocol.head_bytes, protocol.patience, protocol.is_refused = 0, None, False

    def refuse(self, status: bytes) -> None:
        if self.transport is None or self.transport.is_closing():
            return
        self.is_refused = True
        self.transport.write(CLOSES_LATE % status)
        # Closed over bytes that nobody read, a connection is reset, and the answer is lost with it.
        self.transport.write_eof()
        if self.cycle is not None:
            self.cycle.disconnected = True  # an answer under way must not be written after the end
        self.loop.call_later(LINGER, self.transport.close)

    def be_patient(self) -> None:
        if self.patience is None:
            late = (refuse, self, b"408 Request Timeout")
            self.patience = self.loop.call_later(HEAD_SECONDS, *late)

    def no_longer(self) -> None:
        if self.patience is not None:
            self.patience.cancel()
            self.patience = None

    def connection_made(self, transport) -> None:
        made(self, transport)
        be_patient(self)

    def data_received(self, data: bytes) -> None:
        self.head_bytes += len(data)
        if self.is_refused:
            if self.head_bytes > DROPPED:
                self.transport.abort()
            return
        if self.head_bytes > HEAD:
            refuse(self, b"431 Request Header Fields Too Large")
            return
        be_patient(self)
        received(self, data)

    def on_headers_complete(self) -> None:
        self.head_bytes = 0
        no_longer(self)
        whole(self)

    def connection_lost(self, error) -> None:
        no_longer(self)
        lost(self, error)

    protocol.connection_made = connection_made
    protocol.data_received = data_received
    protocol.on_headers_complete = on_headers_complete
    protocol.connection_lost = connection_lost


def bound_frames(most: int) -> None:
    """Refuse a message of over `most` bytes, unpacked, as it comes in; drop who reads nothing."""
    protocol = websockets_sansio_impl.WebSocketsSansIOProtocol
    if hasattr(protocol, "bounded_to"):
        return
    begin, silent = protocol.__init__, protocol.keepalive_timeout
    protocol.bounded_to = most

    def __init__(self, config, *given, **named) -> None:
        config.ws_max_size = min(config.ws_max_size, most)
        begin(self, config, *given, **named)

    def keepalive_timeout(self) -> None:
        silent(self)
        # To close waits until all is sent, and who reads nothing is never sent all.
        self.transport.abort()

    protocol.__init__ = __init__
    protocol.keepalive_timeout = keepalive_timeout


def raise_descriptors() -> None:
    """Take as many descriptors as the system gives: each reader holds one."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = 65_536 if hard == resource.RLIM_INFINITY else hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 65_536), hard))
