"""The signed page behind every acceptance of the demo: one sheet that says what it stands for."""

from django.core.files.base import ContentFile

NAME = "验收签字页（演示）.pdf"
TITLE = "验收表签字页（演示，不作依据）"
_TEXT = b"BT /F1 20 Tf 72 720 Td <%s> Tj ET" % TITLE.encode("utf-16-be").hex().encode()
# A font every reader has its own of: the Chinese of PDF itself, nothing is embedded.
_PARTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    b"<</Length %d>>stream\n%s\nendstream" % (len(_TEXT), _TEXT),
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 7 0 R"
    + b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>",
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
    + b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
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
