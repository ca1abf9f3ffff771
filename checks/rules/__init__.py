"""The rules as data: one YAML file a family, and a folder for each kind of thing that rules speak of."""
