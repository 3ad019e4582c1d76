"""A press of a few outlets on loopback, whose answers depend on nothing but its phase."""

import asyncio
import contextlib
import io
import threading
from collections.abc import Iterator

from aiohttp import web
from PIL import Image

OUTLETS = 3
ARTICLES = 16
HOST = "127.0.0.1"


class SmallPress:
    """Outlets with a feed, articles and pictures. In its second phase every third article is corrected."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.phase = 1
        self.delay = 0.0
        self.ports: list[int] = []

    def application(self, outlet: int) -> web.Application:
        """What answers for one outlet."""

        async def answer(request: web.Request) -> web.Response:
            self.asked.set()
            await asyncio.sleep(self.delay)
            return self._answer(outlet, request.path)

        application = web.Application()
        application.router.add_get("/{path:.*}", answer)
        return application

    def _answer(self, outlet: int, path: str) -> web.Response:
        name = path.strip("/")
        if name == "feed.xml":
            return web.Response(text=self._feed(outlet), content_type="application/rss+xml")
        if name.startswith("picture-"):
            return web.Response(
                body=_picture(int(name.removeprefix("picture-").removesuffix(".png"))), content_type="image/png"
            )
        if name.startswith("article-"):
            return web.Response(text=self._page(outlet, int(name.removeprefix("article-"))), content_type="text/html")
        return web.Response(status=404)

    def _feed(self, outlet: int) -> str:
        base = f"http://{HOST}:{self.ports[outlet]}"
        items = "".join(
            f"<item><title>Story {number} of outlet {outlet}</title><link>{base}/article-{number}</link></item>"
            for number in range(ARTICLES)
        )
        return f"<rss version='2.0'><channel><title>Outlet {outlet}</title>{items}</channel></rss>"

    def _page(self, outlet: int, number: int) -> str:
        corrected = self.phase == 2 and number % 3 == 0
        text = "The council was wrong, as it now says itself." if corrected else "The council was right, it says."
        title = f"Story {number} of outlet {outlet}"
        body = "".join(
            f"<p>{text} Paragraph {one} of story {number} is about the river and its trees.</p>" for one in range(6)
        )
        return (
            f"<!doctype html><html lang='en'><head><title>{title}</title><meta property='og:type' content='article'>"
            f"<meta property='og:title' content='{title}'>"
            f"<meta property='og:image' content='/picture-{number // 2}.png'>"
            f"<meta property='article:published_time' content='2026-03-{1 + number % 28:02}T08:00:00Z'></head>"
            f"<body><article><h1>{title}</h1>{body}</article></body></html>"
        )

    @contextlib.contextmanager
    def served(self) -> Iterator["SmallPress"]:
        """Serve from a thread of its own."""
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, name="press")
        thread.start()
        runners: list[web.AppRunner] = []
        try:
            asyncio.run_coroutine_threadsafe(self._start(runners), loop).result(10)
            yield self
        finally:
            asyncio.run_coroutine_threadsafe(self._stop(runners), loop).result(10)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(10)
            loop.close()

    async def _start(self, runners: list[web.AppRunner]) -> None:
        for outlet in range(OUTLETS):
            runner = web.AppRunner(self.application(outlet), access_log=None, shutdown_timeout=0.1)
            await runner.setup()
            runners.append(runner)
            site = web.TCPSite(runner, HOST, 0)
            await site.start()
            self.ports.append(runner.addresses[0][1])

    @staticmethod
    async def _stop(runners: list[web.AppRunner]) -> None:
        for runner in runners:
            await runner.cleanup()

    def edition(self) -> str:
        """An edition of these outlets, as TOML."""
        outlets = "".join(
            f'[[outlets]]\nslug = "outlet-{place}"\nname = "Outlet {place}"\nkind = "newspaper"\nlanguages = ["en"]\n'
            f'homepage = "http://{HOST}:{port}/"\nfeeds = ["http://{HOST}:{port}/feed.xml"]\n\n'
            for place, port in enumerate(self.ports)
        )
        return (
            '[edition]\ncode = "small"\nname = "Small"\ncountry = "MA"\ntime_zone = "Africa/Casablanca"\n'
            f'interface_languages = ["en"]\npolicy = "full"\n\n{outlets}'
        )


def _picture(seed: int) -> bytes:
    colour = (seed * 37 % 256, seed * 91 % 256, seed * 53 % 256)
    picture = Image.new("RGB", (640, 360), colour)
    picture.paste((255 - colour[0], 0, 128), (seed * 11 % 500, 40, seed * 11 % 500 + 90, 300))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
