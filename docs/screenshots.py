"""Draws the README's screenshots anew, from the demonstration (`make screenshots`). Needs Chromium."""

import io
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
PORT = 8765
SITE = f"http://127.0.0.1:{PORT}"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FILL = 120.0  # seconds for the press to be gathered, pictures included, and grouped into stories


@dataclass(frozen=True)
class Shot:
    """One screenshot: of a page as a device shows it."""

    name: str
    path: str
    width: int
    height: int
    scale: float = 1
    dark: bool = False


def article(language: str) -> str:
    """The path of the newest article with a picture in a language."""
    import re

    page = urllib.request.urlopen(f"{SITE}/{language}/languages/{language}/", timeout=20).read().decode()
    for path in dict.fromkeys(re.findall(rf'href="(/{language}/articles/\d+/[^"?#]+)"', page)):
        text = urllib.request.urlopen(SITE + urllib.request.quote(path), timeout=20).read().decode()
        if "<figure" in text and "/media/" in text.split("</main>")[0]:
            return path
    raise SystemExit(f"no article with a picture in {language}")


def story(language: str) -> str:
    """The path of the story that leads the front page in a language."""
    import re

    page = urllib.request.urlopen(f"{SITE}/{language}/", timeout=20).read().decode().split("<main")[1]
    found = re.search(rf'href="(/{language}/stories/\d+/[^"?#]+)"', page)
    if not found:
        raise SystemExit(f"no story on the front page in {language}")
    return found[1]


def shots() -> list[Shot]:
    """What the README shows."""
    return [
        Shot("front-fr.png", "/fr/", 1280, 900),
        Shot("article-fr.png", article("fr"), 1280, 1000),
        Shot("front-ar.png", "/ar/", 390, 844, 2),
        Shot("article-ar.png", article("ar"), 390, 844, 2),
        Shot("front-en-dark.png", "/en/", 1280, 900, dark=True),
        Shot("story-fr.png", story("fr"), 1280, 1000),
        Shot("story-ar.png", story("ar"), 390, 844, 2),
        Shot("search-fr.png", "/fr/search?q=barrage", 1280, 900),
        Shot("search-ar.png", f"/ar/search?q={urllib.parse.quote('السدود')}", 390, 844, 2),
    ]


def draw(browser: Browser, shot: Shot) -> None:
    """Take one screenshot."""
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=shot.scale,
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    )
    page.goto(SITE + shot.path)
    page.wait_for_load_state("networkidle")
    whole = Image.open(io.BytesIO(page.screenshot()))
    # 256 colours are enough to show a page, and a third of the bytes to clone
    whole.convert("RGB").quantize(256).save(HERE / "images" / shot.name, optimize=True)
    page.close()
    print(f"docs/images/{shot.name}")


def main() -> None:
    """Run the demonstration, wait until it has filled, draw."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        raise SystemExit("Chromium is not installed (Debian: apt-get install chromium)")
    folder = tempfile.mkdtemp(prefix="jarida-screenshots-")
    command = [sys.executable, "-m", "jarida", "demo", "--no-browser", "--port", str(PORT), "--data", f"{folder}/demo"]
    with subprocess.Popen(command) as demo, sync_playwright() as playwright:
        try:
            threading.Event().wait(FILL)
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for shot in shots():
                draw(browser, shot)
            browser.close()
        finally:
            demo.terminate()
            demo.wait(30)
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"{time.monotonic() - started:.0f} s")
