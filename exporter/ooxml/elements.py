"""Making, reading and writing elements.

``element("w:tab", val="left")`` gives ``<w:tab w:val="left"/>``: attributes of WordprocessingML and of equations are in
their namespace, those of drawings in none. An attribute of another namespace has its prefix before the first underscore
(``r_id``, ``xml_space``).
"""

import re
from collections.abc import Iterable
from functools import cache

from lxml import etree

from exporter.ooxml.names import NAMESPACES, qname

Element = etree._Element

# ECMA-376 part 1, 17.3.1.26 (pPr), 17.3.2.28 (rPr), 17.4.59 (tblPr), 17.4.69 (tcPr), 17.7.4.17 (style), 17.8.3.10
# (font), 17.15.1.78 (settings): the order of children, which Word insists on
ORDER = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "w:rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
    "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
    "w:tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "w:tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
    "cellIns cellDel cellMerge tcPrChange",
    "w:trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc "
    "hidden ins del trPrChange",
    "w:style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
    "locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "w:font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic",
    "w:sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings "
    "sectPrChange",
    "w:settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
    "formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
    "revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride "
    "styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone "
    "doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders "
    "bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing "
    "drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery "
    "doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData "
    "noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter "
    "noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent "
    "alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt "
    "showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids "
    "mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures "
    "forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags "
    "decimalSymbol listSeparator",
}


@cache
def _rank(parent: str) -> dict[str, int]:
    return {qname(f"w:{name}"): at for at, name in enumerate(ORDER[parent].split())}


@cache
def _attribute(tag: str, key: str) -> str:
    prefix, _, local = key.partition("_")
    if local and prefix in NAMESPACES:
        return qname(f"{prefix}:{local}")
    return qname(f"{tag[0]}:{key}") if tag.startswith(("w:", "m:")) else key


# characters that XML 1.0 cannot hold (2.2): most control characters, halves of pairs, two non-characters
_UNSAFE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(words: str) -> str:
    """Return ``words`` with U+FFFD for each character that XML cannot hold."""
    return _UNSAFE.sub("\ufffd", words)


@cache
def _start(tag: str) -> tuple[str, None, dict[str, str]]:
    prefix = tag.partition(":")[0]
    return qname(tag), None, {prefix: NAMESPACES[prefix]}


def element(tag: str, *children: Element | None, **attributes: object) -> Element:
    """Return ``<tag attributes>children</tag>`` without children and values that are None."""
    new = etree.Element(*_start(tag))
    for key, value in attributes.items():
        if value is not None:
            new.set(_attribute(tag, key), clean(str(value)))
    for child in children:
        if child is not None:
            new.append(child)
    return new


def properties(tag: str, children: Iterable[Element | None]) -> Element | None:
    """Return a ``w:pPr``, ``w:rPr`` or the like, its children in the order of the schema; None without children."""
    rank = _rank(tag)
    kept = sorted((child for child in children if child is not None), key=lambda child: rank[child.tag])
    return element(tag, *kept) if kept else None


def set_child(parent: Element, tag: str, child: Element) -> Element:
    """Put ``child`` where the schema has it in ``parent`` (a ``tag``), replacing a child of the same name."""
    rank = _rank(tag)
    old = parent.find(child.tag)
    if old is not None:
        parent.replace(old, child)
        return child
    # an element of another namespace or of a later version has no rank: it stays where it is
    after = next((e for e in parent if rank.get(str(e.tag), -1) > rank[str(child.tag)]), None)
    if after is None:
        parent.append(child)
    else:
        after.addprevious(child)
    return child


def set_property(paragraph: Element, wanted: Element) -> Element:
    """Give a ``w:p`` a property, replacing one of the same name."""
    formatting = paragraph.find(qname("w:pPr"))
    if formatting is None:
        formatting = element("w:pPr")
        paragraph.insert(0, formatting)
    set_child(formatting, "w:pPr", wanted)
    return paragraph


def value(parent: Element, tag: str, attribute: str = "w:val") -> str | None:
    """Return the attribute of ``parent``'s first child of this name."""
    found = parent.find(qname(tag))
    return None if found is None else found.get(qname(attribute))


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=False)


def parse(data: bytes) -> Element:
    """Parse a part without expanding entities or fetching anything. Raises ``lxml.etree.XMLSyntaxError``."""
    return etree.fromstring(data, _PARSER)


def root(tag: str, prefixes: Iterable[str] = (), **attributes: object) -> Element:
    """Return the root of a new part, which declares ``prefixes`` beside its own."""
    own = tag.partition(":")[0]
    new = etree.Element(qname(tag), None, {p: NAMESPACES[p] for p in (own, *prefixes)})
    for key, wanted in attributes.items():
        new.set(_attribute(tag, key), str(wanted))
    return new


def serialize(node: Element) -> bytes:
    """Return a part's bytes: UTF-8 with a declaration, as Word writes it."""
    return etree.tostring(node, xml_declaration=True, encoding="UTF-8", standalone=True)
