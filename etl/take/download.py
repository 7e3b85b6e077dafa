"""Getting a file over the network without trusting the network.

A download can stop half-way and look finished: a file cut short is still a file. So everything
streams to a temporary name beside its place, is counted, and only the caller renames it. What may
pass (too many requests, a server's fault, a dropped connection) is tried again, each time later;
what will not (a certificate, a web page in place of a file, a file too large) is refused at once.

Proxies and a certificate bundle come from the environment: HTTPS_PROXY, NO_PROXY,
REQUESTS_CA_BUNDLE.
"""

import gzip
import io
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

import requests
import tenacity
import urllib3

from etl.errors import Refusal
from etl.take.answer import DROPPED, Answer, AsItComes, Limits, too_large, web_page

GZIP_MAGIC = b"\x1f\x8b"
TRY_LATER = {408, 425, 429, 500, 502, 503, 504}


class TryLater(Exception):
    """A fault that may pass; `wait` is the seconds the server asked for, if it did."""

    def __init__(self, found: str, wait: float | None = None):
        super().__init__(found)
        self.wait = wait


@dataclass
class Client:
    """One session with the publishers' services."""

    limits: Limits = field(default_factory=Limits)

    def __post_init__(self):
        self._session = requests.Session()  # trust_env is on: proxies and certificates
        self._session.max_redirects = 5
        self._session.headers.update(
            {"User-Agent": "csa-dashboard etl fetch", "Accept-Encoding": "gzip, identity"}
        )

    def get(self, url: str, take: Callable[[Answer], Any], etag: str = "", **parameters) -> Any:
        """What `take` makes of the answer, however many attempts it takes.

        `take` is called again from the start when the body breaks off. Raises Refusal.
        """
        began = time.monotonic()
        patiently = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(TryLater),
            stop=tenacity.stop_after_attempt(self.limits.attempts)
            | tenacity.stop_after_delay(self.limits.whole),
            wait=self._wait,
            reraise=True,
        )
        try:
            return patiently(self._once, url, take, etag, parameters, began + self.limits.whole)
        except TryLater as fault:
            raise Refusal(
                f"{fault}, after {patiently.statistics['attempt_number']} attempts",
                file=url,
                remedy="wait an hour and run the same command again; nothing has been changed",
            ) from fault

    def json(self, url: str, **parameters) -> Any:
        """A JSON answer. Raises Refusal when it is anything else."""
        return read_json(url, self.get(url, Answer.text, **parameters))

    def _once(self, url: str, take, etag: str, parameters: dict, deadline: float) -> Any:
        try:
            with self._session.get(
                url,
                params=parameters,
                headers={"If-None-Match": etag} if etag else {},
                timeout=(self.limits.connect, self.limits.silence),
                stream=True,
            ) as response:
                self._refuse_what_is_no_file(url, response)
                # The bytes as sent: requests would accept a compressed body that is cut short.
                body = io.BufferedReader(AsItComes(response.raw))
                is_packed = body.peek(2)[:2] == GZIP_MAGIC
                return take(
                    Answer(
                        url,
                        _name(response),
                        response.headers.get("ETag", ""),
                        response.status_code == 304,
                        gzip.GzipFile(fileobj=body) if is_packed else body,
                        deadline,
                        self.limits,
                    )
                )
        except requests.TooManyRedirects as error:
            raise Refusal(
                f"redirected more than {self._session.max_redirects} times",
                file=url,
                remedy="open the address in a browser; if the publisher has moved the file, put "
                "its new address in etl/sources.yml",
            ) from error
        except requests.exceptions.SSLError as error:
            raise Refusal(
                f"the server's certificate is not to be trusted ({_reason(error)})",
                file=url,
                remedy="check this machine's clock; behind a company proxy, set REQUESTS_CA_BUNDLE "
                "to its certificate bundle; never switch the check off",
            ) from error
        except DROPPED as error:
            raise TryLater(f"the connection failed ({_reason(error)})") from error
        except requests.RequestException as error:
            raise Refusal(
                f"cannot be asked for ({_reason(error)})",
                file=url,
                remedy="check the address in etl/sources.yml",
            ) from error

    def _refuse_what_is_no_file(self, url: str, response: requests.Response) -> None:
        status, headers = response.status_code, response.headers
        if status in TRY_LATER:
            wait = None
            if asked := headers.get("Retry-After"):
                try:
                    wait = urllib3.Retry(retry_after_max=10**9).parse_retry_after(asked)
                except urllib3.exceptions.InvalidHeader:
                    wait = None
            if wait and wait > self.limits.longest_wait:
                raise Refusal(
                    f"the service asks us to come back in {wait:,.0f} seconds (status {status})",
                    file=url,
                    remedy="run the same command again after that; nothing has been changed",
                )
            raise TryLater(f"the service answered with status {status}", wait)
        if status in (404, 410):
            raise Refusal(
                f"the publisher has no such file (status {status})",
                file=url,
                remedy="if it was listed a moment ago, the release is being replaced: run the same "
                "command again in an hour; otherwise check the address in etl/sources.yml",
            )
        if status not in (200, 304):
            raise Refusal(
                f"the service answered with status {status}",
                file=url,
                expected="status 200",
                remedy="open the address in a browser to see what it says",
            )
        if "html" in headers.get("Content-Type", ""):
            raise web_page(url)
        size = headers.get("Content-Length", "")
        if size.isdigit() and int(size) > self.limits.most_bytes:
            raise too_large(url, int(size), self.limits)

    def _wait(self, state: tenacity.RetryCallState) -> float:
        fault = state.outcome and state.outcome.exception()
        if isinstance(fault, TryLater) and fault.wait is not None:
            return fault.wait
        return tenacity.wait_exponential_jitter(
            multiplier=self.limits.first_wait,
            max=self.limits.longest_wait,
            jitter=self.limits.first_wait,
        )(state)


def read_json(url: str, text: str) -> Any:
    """What an answer says. Raises Refusal when it is not JSON."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise Refusal(
            f"the answer is not JSON ({error})",
            file=url,
            remedy="open the address in a browser; the service may have moved or be down",
        ) from error


def _name(response: requests.Response) -> str:
    message = Message()
    message["Content-Disposition"] = response.headers.get("Content-Disposition", "")
    return message.get_filename() or ""


def _reason(error: Exception) -> str:
    """The innermost reason, without the objects' addresses that libraries print."""
    while isinstance(error.args[0] if error.args else None, Exception):
        error = error.args[0]
    inner = getattr(error, "reason", None)
    if isinstance(inner, Exception):
        return _reason(inner)
    return " ".join(str(error).split())[:200] or type(error).__name__
