"""Figures in place of fences that are marked `cvsp`: for MkDocs, Sphinx with MyST, and whatever else uses Python-Markdown.

It needs Node.js, and the package: `npm install cvsp` in the folder in which the site is built.
"""

import subprocess
from functools import cache


@cache
def with_figures(text):
    """Gives a Markdown document back with figures. Raises a ValueError that names the line and what is wrong there."""
    if "cvsp" not in text:
        return text
    command = ["npx", "--no-install", "cvsp", "markdown"]
    found = subprocess.run(command, input=text, capture_output=True, encoding="utf-8")
    if found.returncode != 0:
        raise ValueError(found.stderr.strip())
    return found.stdout


def on_page_markdown(markdown, **_page):  # MkDocs asks for this name.
    return with_figures(markdown)


def makeExtension(**_options):  # Python-Markdown asks for this name.
    from markdown import Extension, preprocessors

    class Preprocessor(preprocessors.Preprocessor):
        def run(self, lines):
            return with_figures("\n".join(lines)).split("\n")

    class Figures(Extension):
        def extendMarkdown(self, md):
            # Before fences become code, at 25, and after lines are normalized, at 30.
            md.preprocessors.register(Preprocessor(md), "cvsp", 27)

    return Figures()


def setup(app):  # Sphinx asks for this name.
    def read(_app, _name, source):
        source[0] = with_figures(source[0])

    app.connect("source-read", read)
    return {"parallel_read_safe": True}
