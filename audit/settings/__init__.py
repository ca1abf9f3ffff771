"""``gouji.toml`` enters, settings leave: every key checked, every mistake with its line."""
