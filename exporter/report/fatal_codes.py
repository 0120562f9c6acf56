"""The codes of ``ExporterError``: wrong use and faults of the machine, which end a run before it does anything.

The code that raises one names its code; this table explains it.
"""

from exporter.diagnostics import Code, Severity

USAGE = Code(
    "usage",
    Severity.ERROR,
    "The command line is wrong.",
    why="The exporter cannot run the command as written.",
    mend="Read the hint below the message; 'exporter COMMAND --help' lists the command's options.",
)
CONFIGURATION = Code(
    "configuration",
    Severity.ERROR,
    "The description of a component in exporter.yaml is invalid.",
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
    "A theme, or one of its files, is missing or invalid.",
    why="Files take their look from the theme.",
    mend="Check 'theme' in exporter.yaml or --theme, and compare the named file with the shipped one.",
)
TEMPLATE = Code(
    "template",
    Severity.ERROR,
    "A template of the theme is invalid.",
    why="Web pages, PDFs and e-books need the template.",
    mend="Compare the template that the message names with the shipped one of the same name.",
)
LOCK = Code(
    "lock",
    Severity.ERROR,
    "The file with the hashes of downloaded pictures cannot be read.",
    why="The exporter could not notice a changed picture.",
    mend="Restore the file from version control, or delete it to record the pictures again.",
)
NO_GIT = Code(
    "no-git",
    Severity.ERROR,
    "Git is not installed or does not answer.",
    why="The exporter reads old revisions of pages with git.",
    mend="Install git, or compare two files instead of two revisions.",
)
NO_REVISION = Code(
    "no-revision",
    Severity.ERROR,
    "Git does not have the revision, or the revision does not have the file.",
    why="The exporter has no old state to compare with.",
    mend="Check the name with 'git log'; in a shallow clone, fetch the history first.",
)
NOT_DOCX = Code(
    "not-a-docx",
    Severity.ERROR,
    "The file is not a readable Word file.",
    why="The exporter cannot read the reviewer's changes.",
    mend="Save the file in Word as .docx, without a password, and try again.",
)
PDF_LIBRARY = Code(
    "pdf-library",
    Severity.ERROR,
    "A system library for PDFs is missing.",
    why="PDFs cannot be made, or have different fonts each time.",
    mend="Install the packages that the hint names; 'exporter doctor' lists missing packages.",
)
PREVIEW = Code(
    "preview",
    Severity.ERROR,
    "The packages for the preview and --watch are not installed.",
    why="A plain installation leaves them out, since building does not need them.",
    mend="Install them: pip install 'mdc-exporter[preview]'.",
)
CACHE_FOLDER = Code(
    "cache-folder",
    Severity.ERROR,
    "The named cache folder is not a cache of the exporter.",
    why="The exporter deletes files from a full cache, so it must hold no other files.",
    mend="Name a new, empty or existing cache folder with --cache.",
)
RENAME = Code(
    "rename",
    Severity.ERROR,
    "A download cannot be renamed by changing its page.",
    why="The exporter changes a page only if nothing else changes.",
    mend="Change the link or entry by hand at the named place.",
)
PACKAGE_LOCK = Code(
    "package-lock",
    Severity.ERROR,
    "The packages of the exporter and their hashes cannot be found.",
    why="The workflow installs only packages whose hashes its lock has.",
    mend="Run 'exporter init --ci' again where pip reaches its index of packages; all other files are written.",
)
CHANGE_REPORT = Code(
    "change-report",
    Severity.ERROR,
    "The change report of another run cannot be used.",
    why="Anybody may have written the file: a comment is made only from one that keeps to its schema.",
    mend="Make the report anew with 'exporter diff --format json', by the same version of the exporter.",
)

CODES = (
    *(USAGE, CONFIGURATION, PLUGIN, THEME, TEMPLATE, LOCK),
    *(NO_GIT, NO_REVISION, NOT_DOCX, PDF_LIBRARY, PREVIEW, CACHE_FOLDER, RENAME, CHANGE_REPORT, PACKAGE_LOCK),
)
