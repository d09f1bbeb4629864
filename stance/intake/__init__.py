"""From what was read to one batch of changes: looked into (`gathering`), planned against a store (`plan`)."""
