"""The Backend Specification read back into the typed design, so that what a person changes in it counts.

`read_back(render(s), base=s)` gives `s` again, and an edit of something shown gives the design with that edit. One file
a section; `keeping` and `merging` hold to what still reads as it was rendered.
"""

from draftspec.reading_back.document import SPECIFICATION, ReadBack, read_back

__all__ = ["SPECIFICATION", "ReadBack", "read_back"]
