"""The signed page behind every acceptance of the demo: one sheet that says what it stands for."""

from django.core.files.base import ContentFile

NAME = "验收签字页（演示）.pdf"
_TEXT = b"BT /F1 20 Tf 72 720 Td (Acceptance: signatures on paper - demo) Tj ET"
_PARTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    b"<</Length %d>>stream\n%s\nendstream" % (len(_TEXT), _TEXT),
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
)


def _page():
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(_PARTS, start=1):
        places.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(_PARTS) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(body))
    )


PAGE = _page()


def signed():
    """The file as it is chosen in the form; the same bytes each time, so it is kept once."""
    return ContentFile(PAGE, NAME)
