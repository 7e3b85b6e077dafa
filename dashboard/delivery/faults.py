"""What a fault leaves behind: a trace in the log under a reference, and never a reader's address.

The fact a newcomer gets wrong: to leave out uvicorn's access log is not enough. Each websocket is
announced on `uvicorn.error` with the reader's address, and Streamlit turns both logs on again
whatever --log-level says.
"""

import json
import logging
import re
import secrets
import time

import streamlit as st

from dashboard.delivery import metrics, toolkit
from dashboard.words.itself import pages as page_words

LOG = logging.getLogger("dashboard")
# As uvicorn words whoever has connected: 192.0.2.7:5000 or 2001:db8::7:5000, with " - " at times.
_ADDRESS = re.compile(r"\[?[0-9a-fA-F]*[.:][0-9a-fA-F.:]*\]?:\d+(?P<rest> - )?")


class WithoutAddresses(logging.Filter):
    """Puts "a reader" in place of an address that stands alone in a record's values."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(map(_without_address, record.args))
        return True


def _without_address(value: object) -> object:
    found = _ADDRESS.fullmatch(value) if isinstance(value, str) else None
    return f"a reader{found['rest'] or ''}" if found else value


class OnceOnly(logging.Filter):
    """Drops Streamlit's own record of an error of the page: `report` has the same trace."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.msg != "Uncaught app execution"


class AsJson(logging.Formatter):
    """One JSON object a line: time, level, logger, message and, of a fault, its trace.

    What a reader can get into a message or into a fault is cut, and written in plain ASCII: it ends
    no line, and moves nothing on the screen of whoever reads the log.
    """

    MOST = 2_000  # characters of a message
    MOST_OF_TRACE = 20_000  # its end, where the fault is

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage()[: self.MOST],
        }
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)[-self.MOST_OF_TRACE :]
        return json.dumps(said)


def format_logs() -> None:
    """Give every handler that is there by now one form of log."""
    known = [logging.root, *logging.root.manager.loggerDict.values()]
    for logger in known:
        for handler in getattr(logger, "handlers", []):
            handler.setFormatter(AsJson())


def prepare_logs() -> None:
    """Give the loggers these habits; to be done once, when the server starts."""
    # Its lines say which council somebody looked at; nginx logs requests without that.
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("uvicorn.error").addFilter(WithoutAddresses())
    if toolkit.does("one-trace"):
        logging.getLogger("streamlit.error_util").addFilter(OnceOnly())
    if not LOG.handlers:
        LOG.addHandler(logging.StreamHandler())
        LOG.setLevel(logging.INFO)


def report(error: Exception) -> str:
    """Log the error with its trace. Returns the reference that finds it, which means nothing."""
    reference = secrets.token_hex(4).upper()
    LOG.error("Error %s on a page", reference, exc_info=error)
    return reference


def apologise(error: Exception) -> bool:
    """Tell the reader that something failed here, with the reference of its trace in the log."""
    metrics.ERRORS.inc()
    reference = report(error)
    st.warning(page_words.SORRY.format(reference=reference))
    return True
