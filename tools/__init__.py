"""Programs that make parts of the package. Nothing here is installed."""
