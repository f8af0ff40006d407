"""How Sphinx builds these pages: `make docs`. Neither that nor reading them needs a network."""

from __future__ import annotations

from importlib.metadata import version as version_of
from typing import Any

project = "trustcore"
author = "The trustcore authors"
project_copyright = author
version = release = version_of("trustcore")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
exclude_patterns = ["_build"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"trustcore {release}"
html_static_path = ["_static"]
html_copy_source = False
copybutton_exclude = ".linenos, .gp, .go"  # of a console the commands alone
pygments_style = "tango"
pygments_dark_style = "monokai"

# A word between backticks in a docstring is code; where it is a public name, a link as well.
default_role = "py:obj"

autodoc_type_aliases = {"Script": "Script"}  # it is recursive: written out it has no end
autodoc_typehints_format = "short"
napoleon_attr_annotations = False  # the signature has the types
python_maximum_signature_line_length = 80

# With -n every reference must lead somewhere, except:
nitpick_ignore_regex = [
    (r"py:obj", r".*"),  # between backticks may be any code, see `default_role`
    # The standard library: to link there its inventory would have to be fetched.
    (r"py:class", r"(asyncio|collections\.abc|contextlib|contextvars|datetime|os|pathlib)\..+"),
    (r"py:class", r"(anyio\.abc|opentelemetry)\..+"),  # (as the standard library)
    (r"py:class", r"Dataset|(pd|pa)\.\w+"),  # of Ray, pandas and pyarrow, which are extras
    # These are documented under public names; their generic aliases keep those of their modules.
    (r"py:class", r"trustcore\.(outcome\.Outcome|records\.estimate\.Range)"),
    (r"py:class", r"trustcore\.plugins\.observer\.Observer"),  # (as they: trustcore.observer)
    (r"py:class", r"trustcore_strategies\.answers\.compare\.Comparison"),  # a part of a strategy
    # Parts of what is documented, described there.
    (r"py:class", r"trustcore\.client\.per_call\.Settings"),  # the fields of Question
    (r"py:class", r"trustcore\.(evaluation\.curves\.Curves|presets\.kinds\.Reweighed)"),
    (r"py:class", r"trustcore\.(scoring\.assess\.Assessment|records\.decision\.PendingDecision)"),
    (r"py:class", r"trustcore\.vendors\.shapes\..+"),  # what a vendor's response looks like
    # What streams and offline calls are made of, which is the engine's own.
    (r"py:class", r"trustcore\.(engine|graph|calls|client\.portal)\..+"),
    (r"py:class", r"trustcore\.(records\.budget\.Amount|records\.chat\.EmbeddingRequest)"),
    (r"py:class", r"starlette\..+"),  # (as the standard library)
    (r"py:class", r"Row|DataFrame"),  # of a table of pandas
    (r"py:class", r"(.+\.)?(Args|C|F|Number|T|T_co)"),  # type variables
]


def setup(app: Any) -> None:  # noqa: ANN401  (Sphinx is not there where types are checked)
    """Connect what Sphinx has no setting for."""
    app.connect("autodoc-process-signature", _plain_signature)
    app.connect("autodoc-process-docstring", _no_type_before_colon, priority=400)  # before napoleon


def _plain_signature(
    _app: object,
    _what: str,
    _name: str,
    found: Any,  # noqa: ANN401  (whatever is documented)
    _options: object,
    signature: str | None,
    returns: str | None,
) -> tuple[str, str | None] | None:
    """Spare readers constructors that are not a class's own, and how attrs says "a new one"."""
    if not signature:
        return None
    inherited = isinstance(found, type) and "__init__" not in vars(found)
    if inherited or getattr(found, "_is_protocol", False):
        return "", ""
    return signature.replace("= NOTHING", "= ..."), returns


def _no_type_before_colon(
    _app: object, what: str, _name: str, _found: object, _options: object, lines: list[str]
) -> None:
    """Keep napoleon from taking "Names: by role." for the type `Names` of what is "by role"."""
    if what in {"attribute", "data", "property"}:
        lines[:0] = ["..", ""]  # an empty comment, since only the first line is read that way
