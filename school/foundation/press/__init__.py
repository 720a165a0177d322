"""PDF and QR machinery that knows nothing of letters.

    fonts     faces on disk, the chain of faces a character is looked up in, what no face covers
    subset    the glyphs one file needs, numbered anew
    font_set  the subsets of a file as PDF fonts whose text can be copied out right
    open_subset  the same with codes that several processes agree on
    layout    Chinese line breaking and justification
    drawing   a page or form drawn with reportlab, given back as PDF operators
    spans     one line of changing text (a name, a number): shrinks, never overflows
    document  the PDF file itself, streamed
    symbols   QR symbols as the library qrcode makes them
    symbol_family  the same symbols, bit for bit, a hundred times faster
    symbol_batches  a hundred of them at once
    processes  the same work in several processes, results in order
    slips     sheets of small cards to cut out

Why it is built this way: docs/adr/0003-press.md.
"""
