"""A fault is logged with its trace under the reader's reference, and no log names a reader."""

import logging
import re

import pytest

from dashboard.delivery import faults


def logged(caplog, logger: str, text: str, *values) -> list[str]:
    """What a logger says once prepared, for a record of `text` and `values`."""
    log = logging.getLogger(logger)
    log.addHandler(caplog.handler)  # Streamlit's loggers do not propagate
    try:
        with caplog.at_level(logging.INFO, logger=logger):
            log.info(text, *values)
        return list(dict.fromkeys(caplog.messages))
    finally:
        log.removeHandler(caplog.handler)


@pytest.fixture(autouse=True)
def prepared():
    names = ("uvicorn.error", "uvicorn.access", "streamlit.error_util")
    before = {name: list(logging.getLogger(name).filters) for name in names}
    faults.prepare_logs()
    yield
    for name, filters in before.items():
        logging.getLogger(name).filters = filters
    logging.getLogger("uvicorn.access").disabled = False


@pytest.mark.parametrize("address", ["192.0.2.7:50123", "2001:db8::7:50123", "[2001:db8::7]:5"])
def test_a_websocket_is_announced_without_its_readers_address(caplog, address):
    said = logged(
        caplog, "uvicorn.error", '%s - "WebSocket %s" [accepted]', address, "/_stcore/stream"
    )
    assert said == ['a reader - "WebSocket /_stcore/stream" [accepted]']


def test_requests_are_not_logged_at_all(caplog):
    said = logged(
        caplog,
        "uvicorn.access",
        '%s - "%s %s HTTP/%s" %d',
        "192.0.2.7:50123",
        "GET",
        "/council?council=slough",
        "1.1",
        200,
    )
    assert said == []


def test_the_servers_own_address_is_still_said(caplog):
    said = logged(
        caplog, "uvicorn.error", "Uvicorn running on %s://%s:%d", "http", "127.0.0.1", 8501
    )
    assert said == ["Uvicorn running on http://127.0.0.1:8501"]


def test_a_fault_is_logged_once_with_its_trace_under_the_reference_given(caplog):
    try:
        raise ValueError("no such council in 2019")
    except ValueError as error:
        reference = faults.report(error)
    assert re.fullmatch("[0-9A-F]{8}", reference)
    assert [record.name for record in caplog.records] == ["dashboard"]
    assert reference in caplog.text
    assert "Traceback" in caplog.text and "ValueError: no such council in 2019" in caplog.text


def test_two_faults_have_two_references():
    assert faults.report(ValueError()) != faults.report(ValueError())
