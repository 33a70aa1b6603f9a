-- invoices: undoes the up migration; rows of its tables and values of its columns are lost.
-- Derived by draftspec: change the design (spec.json), not this file.
-- Run it in one transaction, as migration tools do; the file itself begins and ends none.

DROP TABLE invoice_items;

DROP TABLE invoices;
