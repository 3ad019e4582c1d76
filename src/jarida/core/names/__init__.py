"""Names of people, places and organisations across scripts, and the spelling of words."""
