"""Stories, copies, names and topics in the archive: what is written of them, and what the site reads."""
