"""Files of prompts: answered and scored row by row, resumed after whatever ended them.

It uses the client alone.
"""

from trustcore.batch.run import FileSummary, StopRequest, arun_file, assemble_file, run_file
from trustcore.batch.settings import FileSettings
from trustcore.public import publish

__all__ = [
    "FileSettings",
    "FileSummary",
    "StopRequest",
    "arun_file",
    "assemble_file",
    "run_file",
]

publish(__name__, __all__)
