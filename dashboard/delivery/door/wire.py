"""What passes over a reader's websocket, as far as we have to know: who asks, and who is done.

The fact a newcomer gets wrong: a script that a reader asked for tells its end by a message like any
other. It is one of the smallest, so the large ones need not be read.
"""

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SMALL = 200  # bytes; the message that a script has finished has about 50
# Of a run that only names the parts to draw, which come in the next.
NOT_YET = ForwardMsg.FINISHED_EARLY_FOR_RERUN


# What our pages have a browser ask. It could also ask what git says of this folder, answered while
# all others wait, to forget what is kept for all, for a place to upload to, and more.
ASKED = {"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"}


def kind(message: bytes) -> str | None:
    """What a reader's message asks for, "" for nothing; None for what is no message."""
    try:
        return BackMsg.FromString(message).WhichOneof("type") or ""
    except Exception:  # whatever the parser raises for what is no message
        return None


def has_finished(message: bytes) -> bool:
    """Whether it says that what was asked for is drawn."""
    if len(message) > SMALL:
        return False
    said = ForwardMsg.FromString(message)
    return said.WhichOneof("type") == "script_finished" and said.script_finished != NOT_YET


def request(page: str, address: str = "") -> bytes:
    """What a browser asks first for a page of that name, "" for the first."""
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.context_info.url = address
    asked.rerun_script.context_info.color_scheme = "light"
    return asked.SerializeToString()
