"""How much of a feed is taken. Everything beyond is dropped or cut, and named in `problems`."""

MAX_ENTRIES = 5_000  # the newest; no outlet announces more between two polls
MAX_SITEMAPS = 2_000
MAX_BRACKETS = 1_200_000  # `<` in a document: a tree of so many takes 250 MB at most, 100,000 entries take a third
MAX_UNPACKED = 50 << 20  # bytes of a gzipped sitemap (the protocol's own limit)

MAX_TITLE = 1_000  # characters, as all below
MAX_SUMMARY = 2_000
MAX_BEGINNING = 600  # of the content, where it has to stand in for a summary
MAX_CONTENT = 100_000
MAX_ID = 2_000
MAX_URL = 2_000
MAX_NAME = 200

MAX_AUTHORS = 20
MAX_TAGS = 50
MAX_IMAGES = 20
MAX_PROBLEMS = 50
