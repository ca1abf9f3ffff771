"""Rules as data enter, one YAML file a family; relations and findings of words leave, a folder for each kind."""
