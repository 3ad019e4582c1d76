"""What existing feed readers speak: the Google Reader API as FreshRSS and Miniflux offer it, and Fever."""
