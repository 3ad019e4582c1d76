"""Feeds on loopback for `poll.py`: N feeds of 30 entries on 50 hosts, with ETags. Standard library only.

    feedserver.py PORT FEEDS

Feed n is at http://127.20.0.{n % 50 + 1}:PORT/{n}/feed.xml.
"""

import asyncio
import hashlib
import sys
from email.utils import formatdate

HOSTS = 50
ENTRIES = 30
WORDS = "l'eau des barrages revient après trois semaines de pluie sur la plupart des bassins du pays ".split()
EPOCH = 1_790_000_000


def address(number: int, port: int) -> str:
    """The address of feed `number`."""
    return f"http://127.20.0.{number % HOSTS + 1}:{port}/{number}/feed.xml"


def feed(number: int, port: int) -> bytes:
    """One RSS 2.0 feed as WordPress writes it: 30 entries with a summary of some 60 words."""
    base = address(number, port).removesuffix("feed.xml")
    text = " ".join(WORDS * 4)
    items = "".join(
        f"<item><title>Titre {number}.{i} : {' '.join(WORDS[i % 7 : i % 7 + 8])}</title>"
        f"<link>{base}2026/11/article-{i}/?utm_source=rss</link><guid isPermaLink='false'>{base}?p={i}</guid>"
        f"<pubDate>{formatdate(EPOCH - 3600 * i)}</pubDate><dc:creator><![CDATA[Une Plume]]></dc:creator>"
        f"<category><![CDATA[Eau]]></category><description><![CDATA[<p>{text}</p>]]></description></item>"
        for i in range(ENTRIES)
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<channel><title>Journal {number}</title><link>{base}</link><language>fr</language>{items}</channel></rss>"
    ).encode()


def answer(path: str, headers: str, bodies: dict[str, tuple[str, bytes]]) -> bytes:
    """The bytes of one HTTP answer."""
    if path not in bodies:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    etag, body = bodies[path]
    if etag in headers:
        return f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode()
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: {etag}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def serve(port: int, feeds: int) -> None:
    """Serve until killed."""
    bodies = {}
    for number in range(feeds):
        body = feed(number, port)
        bodies[f"/{number}/feed.xml"] = (f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"', body)

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                writer.write(answer(head.split(" ", 2)[1], head, bodies))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    for host in range(1, HOSTS + 1):
        await asyncio.start_server(converse, f"127.20.0.{host}", port)
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
