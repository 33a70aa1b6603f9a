"""What follows from a design: statements, examples, documents' views. Nothing here decides anything."""
