"""The codes of ``ExporterError``: wrong use and faults of the machine, which end a run before it does anything.

The code that raises one names its code; this table explains it.
"""

from exporter.diagnostics import Code, Severity

USAGE = Code(
    "usage",
    Severity.ERROR,
    "The command line asks for something that cannot be done.",
    why="The exporter does nothing rather than something that you did not mean.",
    mend="Read the hint below the message; 'exporter COMMAND --help' lists what the command takes.",
)
CONFIGURATION = Code(
    "configuration",
    Severity.ERROR,
    "A component in exporter.yaml is described in a way that cannot be used.",
    why="Pages that use the component could not be shown.",
    mend="Correct the entry under 'components' that the message names.",
)
PLUGIN = Code(
    "plugin",
    Severity.ERROR,
    "A component of an installed Python package cannot be loaded.",
    why="Pages that use the component could not be shown.",
    mend="Correct or reinstall the package that the message names; docs/extending shows what a component needs.",
)
THEME = Code(
    "theme",
    Severity.ERROR,
    "A theme, or one of its files, is not there or cannot be used.",
    why="Without its theme there is no look to make files with.",
    mend="Check 'theme' in exporter.yaml or --theme, and compare the named file with the shipped one.",
)
TEMPLATE = Code(
    "template",
    Severity.ERROR,
    "A template of the theme cannot be used.",
    why="Without its templates no web page, PDF or e-book can be made.",
    mend="Compare the template that the message names with the shipped one of the same name.",
)
LOCK = Code(
    "lock",
    Severity.ERROR,
    "The file that notes pictures of other hosts cannot be read.",
    why="The exporter could not tell whether a picture is still the one that you looked at.",
    mend="Restore the file from version control, or delete it to note the pictures anew.",
)
NO_GIT = Code(
    "no-git",
    Severity.ERROR,
    "Git is not installed or does not answer.",
    why="Old revisions of pages are read with git.",
    mend="Install git, or compare two files in place of two revisions.",
)
NO_REVISION = Code(
    "no-revision",
    Severity.ERROR,
    "Git has no revision of this name, or not this file in it.",
    why="There is no old state to compare with.",
    mend="Check the name with 'git log'; in a shallow clone, fetch the history first.",
)
NOT_DOCX = Code(
    "not-a-docx",
    Severity.ERROR,
    "The file is not a readable Word file.",
    why="A reviewer's changes can only be taken from a whole Word file.",
    mend="Save the file in Word as .docx, without a password, and try again.",
)
PDF_LIBRARY = Code(
    "pdf-library",
    Severity.ERROR,
    "A system library that PDFs are laid out with is missing.",
    why="Without it no PDF can be made, or fonts would come out differently each time.",
    mend="Install the packages that the hint names; 'exporter doctor' tells what is missing.",
)
PREVIEW = Code(
    "preview",
    Severity.ERROR,
    "The packages that the preview and --watch need are not installed.",
    why="They are not needed to build files, so that they are installed only where they are wanted.",
    mend="Install them: pip install 'mdc-exporter[preview]'.",
)
CACHE_FOLDER = Code(
    "cache-folder",
    Severity.ERROR,
    "A folder that is not the exporter's is named as its cache.",
    why="Entries of a cache are removed when it is full: nobody else's files may lie there.",
    mend="Name a new or empty folder with --cache, or one that the exporter made.",
)
RENAME = Code(
    "rename",
    Severity.ERROR,
    "A download cannot be renamed by changing its page.",
    why="The exporter changes a page only where it is sure that nothing else changes.",
    mend="Change the link or entry by hand, at the place that the message names.",
)

CODES = (
    *(USAGE, CONFIGURATION, PLUGIN, THEME, TEMPLATE, LOCK),
    *(NO_GIT, NO_REVISION, NOT_DOCX, PDF_LIBRARY, PREVIEW, CACHE_FOLDER, RENAME),
)
