"""Files of prompts: answered and scored row by row, resumed after whatever ended them.

It uses the client alone.
"""

from trustcore.batch.flag import flag_rows
from trustcore.batch.helper import batch_prompt
from trustcore.batch.journal import forget
from trustcore.batch.merge import merge_files
from trustcore.batch.report import write_report
from trustcore.batch.run import arun_file, assemble_file
from trustcore.batch.run_thread import run_file
from trustcore.batch.settings import FileSettings
from trustcore.batch.status import journal_status
from trustcore.batch.stop import StopRequest
from trustcore.batch.summary import FileSummary
from trustcore.public import publish

__all__ = [
    "FileSettings",
    "FileSummary",
    "StopRequest",
    "arun_file",
    "assemble_file",
    "batch_prompt",
    "flag_rows",
    "forget",
    "journal_status",
    "merge_files",
    "run_file",
    "write_report",
]

publish(__name__, __all__)
