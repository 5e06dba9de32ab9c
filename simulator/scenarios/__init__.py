"""Days told in TOML: reading, playing and recording them; some come along."""
