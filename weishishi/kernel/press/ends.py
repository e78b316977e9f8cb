"""How a press ends when it has printed nothing (and nothing was wrong with the document)."""

MISSING = 3  # WeasyPrint or its system libraries are not on this machine
