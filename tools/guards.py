"""What every stored notebook must hold. Each guard takes a notebook and returns its complaints, one line each.

`python -m tools.guards [NOTEBOOK ...]` prints them; a test fails on any. EVERY looks at lessons and at reference
solutions, LESSON at lessons, TEACHING at those with a quiz (all but 00), SOLUTION at solutions.
"""

import ast
import hashlib
import re
import sys
from base64 import b64decode
from pathlib import Path
from urllib.parse import unquote

from nbformat.validator import iter_validate

from tools.notebooks import WIDGET_VIEW, executed_notebooks, normal, read

LEAST_COMPARED = 10
MOST_EXCUSED = 0.3
MOST_BYTES = 1_000_000
CORE_CELLS, CORE_WORDS, CELL_LINES = 45, 3500, 35
LEAST_QUESTIONS = 4
EXCUSING = {"nbval-ignore-output", "pytest-validate-ignore-output", "nbval-skip"}
MACHINE_PATH = re.compile(
    r"(?<![\w.:/])/(?:root|home|tmp|work|opt|Users|private|var|usr/local)/[\w.-]+"
    r"|\b[A-Z]:\\\\?\w+"
)
ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}")
SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
RANDOM_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){0,3}(-[0-9a-f]{12})?")
CODE_IN_PROSE = re.compile(r"```.*?```|`[^`\n]*`", re.S)
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)[^)]*\)|(?:href|src)\s*=\s*[\"']([^\"']+)[\"']")
REMOTE = re.compile(r"!\[[^\]]*\]\(\s*<?(?:https?:)?//|<(?:img|script|iframe|link|video)\b[^>]*(?:https?:)?//", re.I)
WORDLESS = re.compile(r"!\[\s*\]\([^)]*\)|<img\b(?![^>]*\balt\s*=\s*[\"'][^\"'\s])[^>]*>", re.I)
CHOICE = re.compile(r"<details>\s*<summary>(.+?)</summary>(.*?)</details>", re.S)


def code_cells(nb):
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def tags(cell) -> set[str]:
    """The cell's tags, and the marks that nbval reads from comments in the same way."""
    comments = re.findall(r"^\s*#+\s*((?:NBVAL|PYTEST_VALIDATE)_\w+)\s*$", cell.source, re.M)
    return set(cell.metadata.get("tags", [])) | {mark.lower().replace("_", "-") for mark in comments}


def texts(cell):
    """Every text that the cell printed, showed or raised."""
    for output in cell.outputs:
        if output.output_type == "stream":
            yield output.text
        elif output.output_type == "error":
            yield "\n".join([output.evalue, *output.traceback])
        else:
            yield from (value for mime, value in output.data.items() if mime.startswith("text/"))


def syntax(cell) -> list[ast.AST]:
    """All nodes of the cell's code; none if it is not plain Python."""
    try:
        return list(ast.walk(ast.parse(cell.source)))
    except SyntaxError:
        return []


def form(nb, path):
    """In the stored form of tools.notebooks, which `make course` writes."""
    for error in iter_validate(nb, version=4, version_minor=5):
        yield f"is not a notebook of format 4.5: {error.message}"
    if normal(nb) != nb:
        yield "is not in the stored form: run `make course`"


def ids(nb, path):
    """Each cell has an id of its own that says what it does: ERRATA.md and coverage.toml point at it."""
    seen = set()
    for cell in nb.cells:
        if not SLUG.fullmatch(cell.id) or RANDOM_ID.fullmatch(cell.id):
            yield f"cell id {cell.id!r} says nothing: use words joined by hyphens, such as 'scale-measure'"
        if cell.id in seen:
            yield f"cell id {cell.id!r} occurs twice"
        seen.add(cell.id)


def unrun(nb, path):
    """nbval does not compare a cell that has no execution count."""
    for cell in code_cells(nb):
        if cell.execution_count is None or not cell.source.strip():
            yield f"cell {cell.id!r} was never run or is empty, so nothing is compared: run `make course`"


def compared(nb, path):
    """A notebook without outputs passes any comparison."""
    count = sum(
        bool(cell.outputs) and cell.execution_count is not None and not tags(cell) & EXCUSING for cell in code_cells(nb)
    )
    if count < LEAST_COMPARED:
        yield f"only {count} cells have an output that is compared: at least {LEAST_COMPARED} are expected"


def executes_something(nb, path):
    """A solution's cells print little: they must check something instead."""
    if not any(isinstance(node, ast.Assert) for cell in code_cells(nb) for node in syntax(cell)):
        yield "no cell asserts anything, so running it proves nothing"


def stderr(nb, path):
    """Warnings and progress bars differ between machines, and nbgrader scores a test cell with them 0."""
    for cell in code_cells(nb):
        if any(output.get("name") == "stderr" for output in cell.outputs):
            yield f"cell {cell.id!r} writes to stderr: cure the cause of the warning"


def machine(nb, path):
    """Paths and addresses of the machine that ran it."""
    for cell in nb.cells:
        found = [match[0] for text in [cell.source] for match in MACHINE_PATH.finditer(text)]
        for text in texts(cell) if cell.cell_type == "code" else ():
            found += [match[0] for pattern in (MACHINE_PATH, ADDRESS) for match in pattern.finditer(text)]
        if found:
            yield f"cell {cell.id!r} shows {found[0]!r} of this machine: print a name or a relative path instead"


def widgets(nb, path):
    """Stored widget state is large, dead without its kernel, and different in every run."""
    if "widgets" in nb.metadata:
        yield "stores widget state in its metadata: run `make course`"
    for cell in code_cells(nb):
        if any(WIDGET_VIEW.match(mime) for output in cell.outputs for mime in output.get("data", {})):
            yield f"cell {cell.id!r} stores a widget view: run `make course`"


def figures(nb, path):
    """Each picture has an alternative text, and a figure the same words below it."""
    yield from wordless_pictures(prose_of(nb))
    for cell in code_cells(nb):
        for output, after in zip(cell.outputs, [*cell.outputs, {}][1:], strict=True):
            image = next((mime for mime in output.get("data", {}) if mime.startswith("image/")), None)
            if image is None:
                continue
            facts = output.metadata.get(image, {})
            alt = facts.get("alt", "")
            caption = after.get("data", {}).get("text/markdown", "")
            if not alt.strip():
                yield f"cell {cell.id!r}: picture without alternative text: show it with helpers.plots.figure"
            elif re.sub(r"\\(.)", r"\1", caption).strip("*_ \n") != alt.strip():
                yield f"cell {cell.id!r}: picture without the same visible caption: show it with helpers.plots.figure"
            elif image == "image/png" and fingerprint(output.data[image]) != facts.get("sha256"):
                yield f"cell {cell.id!r}: not the picture that was drawn: run `make course`"


def fingerprint(picture: str) -> str:
    """Of a stored picture, as helpers.plots.figure notes it."""
    return hashlib.sha256(b64decode(picture)).hexdigest()[:16]


def wordless_pictures(prose: str):
    """Complaints about pictures in a Markdown text that have no alternative text."""
    for match in WORDLESS.finditer(CODE_IN_PROSE.sub("", prose)):
        yield f"{match[0]!r} has no alternative text"


def links(nb, path):
    """Relative links lead to a file, and #links to a heading or a cell."""
    yield from broken_links(prose_of(nb), path)


def prose_of(nb) -> str:
    return "\n\n".join(cell.source for cell in nb.cells if cell.cell_type == "markdown")


def broken_links(prose: str, path: Path):
    """Complaints about the relative links in a Markdown text that is stored at `path`."""
    for match in LINK.finditer(CODE_IN_PROSE.sub("", prose)):
        target = unquote(match[1] or match[2])
        if re.match(r"[a-z][a-z0-9+.-]*:|//", target):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists():
            yield f"link to {target!r}: there is no such file"
        elif anchor and file.suffix in (".md", ".ipynb") and anchor not in anchors(file):
            yield f"link to {target!r}: there is no such heading or cell"


def anchors(file: Path) -> set[str]:
    """What follows # in a link into `file`: GitHub's and JupyterLab's form of each heading, and cell-id=... ."""
    nb = read(file) if file.suffix == ".ipynb" else None
    found = {f"cell-id={cell.id}" for cell in nb.cells} if nb else set()
    prose = prose_of(nb) if nb else file.read_text(encoding="utf-8")
    for heading in re.findall(r"^#{1,6}\s+(.+?)\s*$", prose, re.M):
        plain = re.sub(r"[`*]", "", heading)
        found |= {plain.replace(" ", "-"), re.sub(r"[^\w\- ]", "", plain).lower().replace(" ", "-")}
    return found


def excused(nb, path):
    """What differs between machines may be excused from comparison, if something in it is asserted."""
    cells = code_cells(nb)
    loose = [cell for cell in cells if tags(cell) & EXCUSING]
    if len(loose) > MOST_EXCUSED * len(cells):
        yield f"{len(loose)} of {len(cells)} code cells are excused from comparison: at most {MOST_EXCUSED:.0%} may be"
    for cell in cells:
        if "nbval-skip" in tags(cell):
            yield f"cell {cell.id!r} is never run by the tests (nbval-skip): use nbval-ignore-output and an assert"
    for cell in loose:
        if not any(isinstance(node, ast.Assert) for node in syntax(cell)):
            yield f"cell {cell.id!r} is excused from comparison and asserts nothing: assert what holds everywhere"


def errors(nb, path):
    """A failure is shown where it is announced, and only there."""
    for cell in code_cells(nb):
        failed = any(output.output_type == "error" for output in cell.outputs)
        announced = bool(tags(cell) & {"raises-exception", "nbval-raises-exception"})
        if announced and not failed:
            yield f"cell {cell.id!r} is tagged raises-exception and raised nothing"
        if failed and not announced:
            yield f"cell {cell.id!r} failed: {cell.outputs[-1].get('ename')}: {cell.outputs[-1].get('evalue')}"


def predictions(nb, path):
    """Stored with no guess: the first guess is the learner's."""
    for cell in code_cells(nb):
        for node in syntax(cell):
            if isinstance(node, ast.Assign) and "guess" in " ".join(map(ast.unparse, node.targets)):
                values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
                if not all(isinstance(value, ast.Constant) and value.value is None for value in values):
                    yield f"cell {cell.id!r} stores a guess: write {ast.unparse(node.targets[0])} = None"


def star_imports(nb, path):
    """The reader must see where a name comes from."""
    for cell in code_cells(nb):
        for node in syntax(cell):
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                yield f"cell {cell.id!r}: import names from {node.module} one by one, not *"


def remote(nb, path):
    """Offline is offline: no picture, script or style from the network."""
    for cell in nb.cells:
        shown = [cell.source] if cell.cell_type == "markdown" else [t for t in texts(cell) if "<" in t or "![" in t]
        if any(REMOTE.search(text) for text in shown):
            yield f"cell {cell.id!r} loads a picture or script from the network"


def size(nb, path):
    if path.exists() and path.stat().st_size >= MOST_BYTES:
        yield f"has {path.stat().st_size:,} bytes: under {MOST_BYTES:,} are allowed; store fewer or smaller pictures"


def core(nb, path):
    """A lesson's core takes 60 to 110 minutes; what is beyond stands under 'Going further'."""
    end = next(
        (
            i
            for i, cell in enumerate(nb.cells)
            if cell.cell_type == "markdown" and re.search(r"^#+ .*going further", cell.source, re.I | re.M)
        ),
        len(nb.cells),
    )
    code = sum(cell.cell_type == "code" for cell in nb.cells[:end])
    words = sum(len(cell.source.split()) for cell in nb.cells[:end] if cell.cell_type == "markdown")
    if code > CORE_CELLS:
        yield f"the core has {code} code cells, {CORE_CELLS} are allowed: move some under 'Going further'"
    if words > CORE_WORDS:
        yield f"the core has {words} words, {CORE_WORDS} are allowed: move some under 'Going further'"
    for cell in code_cells(nb):
        if len(cell.source.splitlines()) > CELL_LINES:
            yield f"cell {cell.id!r} is longer than {CELL_LINES} lines"


def minutes(nb, path):
    if learner_minutes(nb) is None:
        yield "its first cell does not say how many minutes the lesson takes"


def learner_minutes(nb) -> str | None:
    """'60' or '60-75', from the first cell's words."""
    match = re.search(r"(\d+)(?:\s*(?:to|-|–)\s*(\d+))?\s*min(?:utes)?\b", nb.cells[0].source)
    return match and "-".join(filter(None, match.groups()))


def quiz(nb, path):
    """The form that helpers/lesson.py describes."""
    prose = [cell for cell in nb.cells if cell.cell_type == "markdown"]
    starts = [i for i, cell in enumerate(prose) if re.search(r"^#+ .*check yourself", cell.source, re.I | re.M)]
    if not starts:
        yield "has no heading 'Check yourself'"
        return
    questions = [cell for cell in prose[starts[0] :] if cell.source.startswith("**Question")]
    if len(questions) < LEAST_QUESTIONS:
        yield f"asks {len(questions)} questions: at least {LEAST_QUESTIONS} are expected"
    for cell in questions:
        answers = [answer.strip() for _, answer in CHOICE.findall(cell.source)]
        if len(answers) < 2 or len(answers) != cell.source.count("<summary>"):
            yield f"question {cell.id!r}: write <details><summary>choice</summary>Right/Wrong, why</details> per choice"
        if [answer.startswith("Right") for answer in answers].count(True) != 1:
            yield f"question {cell.id!r}: exactly one explanation must begin with Right"
        for answer in answers:
            if not answer.startswith(("Right", "Wrong")) or len(answer.split()) < 5:
                yield f"question {cell.id!r}: {answer[:30]!r} must begin with Right or Wrong and say why"


EVERY = (
    form,
    ids,
    unrun,
    stderr,
    machine,
    widgets,
    figures,
    links,
    excused,
    errors,
    predictions,
    star_imports,
    remote,
    size,
)
LESSON = (compared, core, minutes)
TEACHING = (quiz,)
SOLUTION = (executes_something,)


def guards_for(path: Path):
    """The guards that a notebook at `path` must pass."""
    if "solutions" in path.parts:
        return EVERY + SOLUTION
    return EVERY + LESSON + (() if path.name.startswith("00") else TEACHING)


def complaints(path: Path) -> list[str]:
    """All that is wrong with the notebook at `path`, one line each."""
    try:
        nb = read(path)
    except ValueError as error:
        return [str(error)]
    return [f"{path.name}: {line}" for guard in guards_for(path) for line in guard(nb, path)]


def main(arguments: list[str]) -> int:
    paths = [Path(argument).resolve() for argument in arguments] or executed_notebooks()
    found = [line for path in paths for line in complaints(path)]
    print("\n".join(found) or f"{len(paths)} notebooks, nothing to complain about")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
