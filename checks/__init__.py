"""Facts and words enter, findings leave: what must hold in a disclosure, pure and free of any file format."""
