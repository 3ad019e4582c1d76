"""What machines read: feeds, sitemaps, pictures, health; and the cache of whole pages."""
