"""A small driver of headless Chromium, through its debugging pipe: nothing but the standard library.

It opens pages from files with the network off, presses keys, clicks, and keeps what the page asked the network for and
what it complained of.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--lang=nb",
    "--remote-debugging-pipe",
)
_PATIENCE = 60.0
"""Seconds that an answer may take on a busy machine."""

KEYS = {"Enter": (13, "\r"), "Escape": (27, ""), "Tab": (9, ""), "ArrowDown": (40, ""), "ArrowRight": (39, ""),
        "ArrowLeft": (37, ""), "ArrowUp": (38, ""), "Home": (36, ""), "End": (35, "")}  # fmt: skip


class PageFailed(Exception):
    """What was asked of the page threw."""


class Chromium:
    """One browser."""

    def __init__(self) -> None:
        assert CHROMIUM is not None
        self._home = tempfile.mkdtemp(prefix="chromium-")
        to_browser, ours = os.pipe()
        theirs, from_browser = os.pipe()
        # The browser reads descriptor 3 and writes 4.
        script = f'exec "$0" "$@" 3<&{to_browser} 4>&{from_browser}'
        flags = (*_FLAGS, f"--user-data-dir={self._home}", "about:blank")
        self._process = subprocess.Popen(
            ["bash", "-c", script, CHROMIUM, *flags],
            pass_fds=(to_browser, from_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": self._home},
        )
        os.close(to_browser)
        os.close(from_browser)
        self._write, self._read = ours, theirs
        self._rest = b""
        self._last = 0
        self.events: list[dict[str, Any]] = []

    def close(self) -> None:
        """End the browser."""
        with contextlib.suppress(OSError, PageFailed, TimeoutError):
            self.ask("Browser.close")
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._write)
        os.close(self._read)
        shutil.rmtree(self._home, ignore_errors=True)

    def ask(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """Send one command; return its result."""
        self._last += 1
        message: dict[str, Any] = {"id": self._last, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._write, data) :]
        while True:
            answer = self._next()
            if answer.get("id") == self._last:
                if "error" in answer:
                    raise PageFailed(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def _next(self) -> dict[str, Any]:
        import select

        ends = time.monotonic() + _PATIENCE
        while b"\0" not in self._rest:
            if not select.select([self._read], [], [], max(0.0, ends - time.monotonic()))[0]:
                raise TimeoutError("the browser does not answer")
            piece = os.read(self._read, 1 << 20)
            if not piece:
                raise OSError("the browser is gone")
            self._rest += piece
        line, _zero, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(line)
        return found

    @contextlib.contextmanager
    def page(self, file: Path, width: int = 1280, height: int = 900, *, before: Callable[[Page], None] | None = None,
             address: str = "") -> Iterator[Page]:  # fmt: skip
        """Open a file in a page of its own, the network off; yield it when it has loaded."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.events.clear()
        found = Page(self, session)
        for domain in ("Page", "Runtime", "Log", "Network"):
            found.ask(f"{domain}.enable")
        found.ask("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0)
        found.size(width, height)
        if before is not None:
            before(found)
        found.go(file, address)
        try:
            yield found
        finally:
            with contextlib.suppress(PageFailed):
                self.ask("Target.closeTarget", targetId=target)


class Page:
    """One page of it."""

    def __init__(self, browser: Chromium, session: str) -> None:
        self._browser = browser
        self._session = session

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send the page a command."""
        return self._browser.ask(method, self._session, **parameters)

    def go(self, file: Path, address: str = "") -> None:
        """Open a file at an address and wait until it has loaded."""
        self.ask("Page.navigate", url=file.as_uri() + address)
        self.until("document.readyState === 'complete'")

    def size(self, width: int, height: int) -> None:
        """Make the window so wide and high."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, scheme: str = "light", kind: str = "") -> None:
        """Prefer light or dark; show as on a screen or as on paper."""
        self.ask("Emulation.setEmulatedMedia", media=kind, features=[{"name": "prefers-color-scheme", "value": scheme}])

    def js(self, expression: str) -> Any:
        """Return what an expression gives, waited for."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise PageFailed(str(answer["exceptionDetails"].get("exception", answer["exceptionDetails"])))
        return answer["result"].get("value")

    def until(self, expression: str, seconds: float = 30) -> None:
        """Wait until an expression is true."""
        ends = time.monotonic() + seconds
        while not self.js(f"Boolean({expression})"):
            if time.monotonic() > ends:
                raise TimeoutError(expression)
            time.sleep(0.02)

    def texts(self, selector: str) -> list[str]:
        """Return the visible text of everything a selector finds."""
        nodes = f"[...document.querySelectorAll({json.dumps(selector)})]"
        found: list[str] = self.js(f"{nodes}.filter(node => node.checkVisibility()).map(node => node.innerText)")
        return found

    def click(self, selector: str, at: int = 0) -> None:
        """Click in the middle of what a selector finds, with the mouse."""
        place = self.js(
            f"(() => {{ const e = document.querySelectorAll({json.dumps(selector)})[{at}];"
            "e.scrollIntoView({block: 'center', inline: 'center'});"
            "const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        where = {"x": place[0], "y": place[1], "button": "left", "clickCount": 1}
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, **where)

    def key(self, *names: str) -> None:
        """Press keys, one after the other."""
        for name in names:
            code, text = KEYS[name]
            also = {"key": name, "code": name, "windowsVirtualKeyCode": code}
            self.ask("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **also)
            self.ask("Input.dispatchKeyEvent", type="keyUp", **also)

    def choose(self, name: str, text: str) -> None:
        """Choose what a list of the form shows as `text`."""
        self.js(
            f"(() => {{ const s = document.querySelector('[name={name}]');"
            f"const o = [...s.options].find(o => o.text.trim() === {json.dumps(text)});"
            "s.value = o.value; s.dispatchEvent(new Event('change', {bubbles: true})); })()"
        )

    def picture(self, file: Path, *, whole: bool = False) -> None:
        """Write what the page looks like as a PNG."""
        answer = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        file.write_bytes(base64.b64decode(answer["data"]))

    def pdf(self) -> bytes:
        """Return the page printed, as its own style for paper says."""
        answer = self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(answer["data"])

    def requests(self) -> list[str]:
        """Return every address the page asked for."""
        return [
            event["params"]["request"]["url"]
            for event in self._browser.events
            if event.get("method") == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """Return all that stands on the page's console, and what it threw."""
        self.js("1")
        found = []
        for event in self._browser.events:
            method, about = event.get("method"), event.get("params", {})
            if method == "Log.entryAdded":
                found.append(f"{about['entry']['level']}: {about['entry']['text']}")
            elif method == "Runtime.exceptionThrown":
                found.append(str(about["exceptionDetails"].get("exception", {}).get("description")))
            elif method == "Runtime.consoleAPICalled":
                found.append(f"{about['type']}: {[arg.get('value') for arg in about['args']]}")
        return found
