"""draftspec: from a short feature brief to a backend specification and a PRP that hold together."""

__version__ = "0.1.0"
