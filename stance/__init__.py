"""Record and read who stands where on Ukraine's accession to NATO."""

__version__ = "0.1.0"
