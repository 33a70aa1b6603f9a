"""One file a form: how a text of it becomes items. Ids need not be unique there, and bodies not bounded."""
