-- A public library: members, titles and the copies on the shelves.
CREATE TABLE members (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    card_number varchar(20) NOT NULL UNIQUE,
    name varchar(200) NOT NULL,
    email varchar(254),
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE books (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    isbn char(13) NOT NULL UNIQUE,
    title text NOT NULL,
    author text NOT NULL
);

CREATE TABLE copies (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    book_id bigint NOT NULL REFERENCES books (id) ON DELETE RESTRICT,
    barcode varchar(32) NOT NULL UNIQUE,
    shelf varchar(16)
);
CREATE INDEX idx_copies_book_id ON copies (book_id);
