"""What somebody reads who opens a file: every file of a ZIP, and the words of a PDF."""

import io
import subprocess
import zipfile


def opened(body):
    """{name: bytes} of what lies in it, itself included; a PDF as its words."""
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return {
                f"{name}{more}": inner
                for name in archive.namelist()
                for more, inner in opened(archive.read(name)).items()
            } | {"": " ".join(archive.namelist()).encode()}
    return {"": words_of(body) if body[:5] == b"%PDF-" else body}


def words_of(pdf):
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else pdf  # only begins like one: read as it is
