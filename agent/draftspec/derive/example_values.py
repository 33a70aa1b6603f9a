"""Values that a person could have typed, by what a column is called. Data only; nothing here decides.

Every table is looked up by the end of a name: `billing_email` is an `email`, `unit_price_cents` is listed by itself.
The first value goes to the first row of a table, the next to the next. People, firms, domains, telephone numbers and
addresses of networks are invented or reserved for documentation.
"""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")
Pool = tuple[str, ...]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _spread(table: dict[str, T]) -> dict[str, T]:
    """Return a table with one entry for each of the words of its keys."""
    return {word: value for words, value in table.items() for word in words.split()}


PEOPLE: Pool = ("Mara Lindqvist", "Jonas Okafor", "Priya Raman", "Tomás Herrera")

COMPANIES: Pool = ("Northwind Bakery", "Alder & Finch", "Kestrel Logistics", "Brightwater Clinic")

PLACES: Pool = ("Harbour Street", "Old Mill", "Linden Court", "North Gate")

ACRONYMS = {"purchase_order": "PO", "credit_note": "CN", "work_order": "WO", "sales_order": "SO", "product": "PRD"}
"""Start of a number or code by the table's singular, where its first letters would not do."""

NAMES: dict[str, Pool] = _spread(
    {
        (
            "user person contact employee member patient student driver guest author customer owner approver "
            "assignee reviewer recipient sender doctor teacher instructor attendee participant candidate "
            "applicant tenant_user agent operator technician buyer signer submitter subscriber creator requester "
            "full display"
        ): PEOPLE,
        (
            "company organization organisation account supplier vendor client tenant partner business merchant "
            "employer manufacturer brand legal bank carrier shop store"
        ): COMPANIES,
        "location site branch venue warehouse depot address": PLACES,
        "room": ("Room Linden", "Room Harbour", "Room Atlas"),
        "desk": ("Desk 14, window side", "Desk 15", "Desk 22"),
        "product item": ("Oak desk lamp", "Linen notebook", "Walnut tray"),
        "variant": ("Large, forest green", "Medium, slate grey"),
        "line": ("Design of the landing page", "Hosting in March 2026", "Training, half a day"),
        "entry": ("Design of the landing page", "Weekly planning", "Review with the customer"),
        "category": ("Office supplies", "Travel", "Training"),
        "tag": ("urgent", "spring-2026", "needs-review", "export"),
        "label": ("urgent", "needs review", "waiting for customer"),
        "project": ("Website relaunch", "Warehouse move", "Annual audit"),
        "task todo": ("Collect the signed contracts", "Order new badges", "Update the price list"),
        "goal": ("Answer every request within one day", "Halve the open backlog"),
        "booking reservation appointment visit": ("Planning for the spring fair", "Interview, second round"),
        "order purchase quote offer proposal": ("Forty desks for the new office", "Paper and ink for April"),
        "invoice bill": ("Design and hosting, March 2026", "Training in February 2026"),
        "expense claim receipt": ("Train to Malmö and back", "Hotel, two nights"),
        "payment transaction transfer": ("Invoice INV-2026-0042", "Invoice INV-2026-0041"),
        "notification alert message email": ("Your order is ready", "We moved your appointment"),
        "reminder": ("Second reminder for INV-2026-0042", "Bring the signed contract"),
        "announcement news": ("A quieter release in May", "New opening hours from April"),
        "comment note feedback": ("About the date in May", "Second thoughts on the colour"),
        "inspection audit check": ("Fire doors, second floor", "Yearly check of the lifts"),
        "shipment parcel delivery package": ("Two boxes to Malmö", "Replacement lamp"),
        "return refund": ("Lamp arrived broken", "Notebook in the wrong colour"),
        "job_posting vacancy position": ("Office manager in Potsdam", "Driver for the north depot"),
        "milestone": ("Design signed off", "First customers live"),
        "sprint": ("Sprint 14", "Sprint 13"),
        "board": ("Product roadmap", "Hiring"),
        "list": ("Spring newsletter", "Customers in Berlin"),
        "playlist": ("Monday morning", "Long drive home"),
        "ticket": ("Cannot download the March report", "Second seat for our new colleague"),
        "issue": ("Export stops after 500 rows", "Wrong time zone on the calendar"),
        "request": ("Second monitor for the front desk", "Access to the archive"),
        "incident": ("Slow answers in the booking service", "E-mails are delivered late"),
        "component": ("Booking service", "E-mail delivery"),
        "service": ("Bicycle repair, one hour", "First consultation"),
        "event": ("Spring open day", "Founders' breakfast"),
        "meeting": ("Weekly planning", "Review with the customer"),
        "session": ("Morning session", "Afternoon session"),
        "course": ("Book-keeping for beginners", "First aid at work"),
        "lesson": ("Reading a balance sheet", "The stable side position"),
        "quiz": ("Chapter 3: balance sheets", "Chapter 4: cash flow"),
        "question": ("Which account grows when a customer pays?", "When is an invoice overdue?"),
        "answer": ("The bank account.", "On the day after its due date."),
        "survey": ("How was your first month?", "Lunch options in spring"),
        "poll": ("Where do we meet in June?", "Which logo do you prefer?"),
        "option": ("The lake house", "The office roof"),
        "post": ("What we learned from 100 returns", "A quieter release in May"),
        "article": ("How to book a room for a whole week", "Three ways to pay"),
        "page": ("Opening hours", "Delivery and returns"),
        "book": ("The Harbour Ledger", "A Field Guide to Mosses"),
        "chapter": ("Opening the accounts", "The first winter"),
        "recipe": ("Lentil soup with lemon", "Rye bread"),
        "ingredient": ("Red lentils", "Lemon"),
        "document": ("Framework agreement 2026", "Fire safety plan"),
        "contract": ("Framework agreement 2026", "Maintenance of the lifts"),
        "template": ("Welcome letter", "Second reminder"),
        "report": ("Revenue by month", "Open invoices by age"),
        "dashboard": ("Sales this quarter", "Support at a glance"),
        "campaign": ("Spring newsletter", "Back to school"),
        "audience segment": ("Customers in Berlin", "Readers since 2024"),
        "newsletter": ("Spring newsletter", "Summer newsletter"),
        "promotion coupon discount": ("Ten percent off in spring", "Free delivery in May"),
        "plan": ("Team", "Business"),
        "subscription": ("Team, billed monthly", "Business, billed yearly"),
        "tier": ("Silver", "Gold"),
        "badge": ("First ten answers", "Early bird"),
        "reward": ("Free coffee", "Two cinema tickets"),
        "feature": ("Bulk export", "Dark theme"),
        "flag": ("new-checkout", "bulk-export"),
        "environment": ("production", "staging"),
        "experiment": ("Shorter sign-up form", "Green pay button"),
        "role": ("accountant", "warehouse clerk"),
        "permission": ("invoices.read", "invoices.write"),
        "scope": ("invoices:read", "invoices:write"),
        "team group": ("Customer care", "Field service"),
        "department": ("Purchasing", "Facilities"),
        "workspace": ("Alder & Finch", "Kestrel Logistics"),
        "channel": ("purchasing", "front-desk"),
        "folder": ("Contracts 2026", "Product photos"),
        "key token": ("Nightly import", "Reporting tool"),
        "webhook": ("Order updates to the warehouse", "Invoices to accounting"),
        "integration connection": ("Accounting export", "Team chat"),
        "workflow automation": ("Approve purchases over 500 EUR", "Welcome new customers"),
        "rule": ("Orders over 500 EUR need approval", "No bookings on public holidays"),
        "policy": ("Travel costs 2026", "Working from home"),
        "job": ("Nightly import", "Clean-up of old exports"),
        "export": ("Invoices of February", "All customers"),
        "import": ("Customers from the old shop", "Price list 2026"),
        "device": ("Front desk tablet", "Warehouse scanner 2"),
        "vehicle": ("White delivery van", "Cargo bike 3"),
        "asset": ("Projector, second floor", "Coffee machine"),
        "sensor": ("Cold store, rear wall", "Loading bay door"),
        "meter": ("Electricity, ground floor", "Water, main inlet"),
        "geofence": ("North depot", "City centre"),
        "zone area": ("City centre", "North depot"),
        "region": ("Brandenburg", "Skåne"),
        "shift": ("Early shift", "Late shift"),
        "schedule": ("Opening hours in spring", "Late shifts in May"),
        "holiday": ("Spring break", "Company outing"),
        "resource": ("Meeting room Linden", "Cargo bike 3"),
        "space": ("Room Linden", "Roof terrace"),
        "stage": ("Offer sent", "First call"),
        "pipeline": ("New customers", "Renewals"),
        "lead deal opportunity": ("Forty desks for a new office", "Yearly service contract"),
        "review": ("Sturdy and quick to set up", "Nice colour, late delivery"),
        "tax": ("Value-added tax, 19 %", "Value-added tax, 7 %"),
        "unit": ("kilogram", "piece"),
        "currency": ("Euro", "Swedish krona"),
        "country": ("Germany", "Sweden"),
        "city": ("Potsdam", "Malmö"),
        "language": ("German", "Swedish"),
        "skill": ("Bookkeeping", "Forklift licence"),
        "pet": ("Biscuit", "Pepper"),
        "collection": ("Spring 2026", "Desk and chair"),
        "menu": ("Lunch in March", "Weekend brunch"),
        "dish": ("Lentil soup with lemon", "Mushroom dumplings"),
        "movie": ("The Harbour Ledger", "North of the Lake"),
        "album": ("Summer in Malmö", "Team outing 2025"),
        "song": ("Paper Boats", "Late Ferry"),
        "photo image": ("Shop window in spring", "The new counter"),
        "attachment": ("Signed offer", "Photo of the damage"),
        "gateway": ("Card payments", "Direct debit"),
        "method": ("Card ending in 4242", "Direct debit"),
    }
)
"""Names and titles by the singular of what is named."""

QUALIFIERS: Pool = ("Main", "Second", "Northern", "Spare")
"""For what no table here knows: "Main reactor", "Second reactor"."""

SENTENCES: dict[str, Pool] = _spread(
    {
        "description": (
            "Set up for the move in May and reviewed every quarter.",
            "Asked for by the Potsdam office.",
            "Replaces the spreadsheet that we kept until now.",
            "Agreed with Mara on Monday.",
        ),
        "summary": ("Everything went as planned, two points are still open.", "Shorter than last time, same result."),
        "reason": ("The customer asked for another date.", "Ordered twice by mistake."),
        "cause": ("A full disk on the export server.", "A setting that was lost in the move."),
        "comment": ("Looks good to me, thank you for the quick answer.", "Could we talk about this on Thursday?"),
        "note notes": ("Ring the bell at the side entrance.", "Prefers to be called in the afternoon."),
        "memo": ("Part payment, the rest follows in April.", "See the letter of 27 February."),
        "remark remarks": ("Delivered with the second parcel.", "Checked by phone."),
        "message": ("Your order is ready to be picked up.", "We moved your appointment to 10:30."),
        "body": (
            "Hello Jonas, the plan for next week is ready. Please have a look before Friday.",
            "Thank you for your visit. We would love to hear how it went.",
        ),
        "content": (
            "We open at nine and close at six. On Saturdays we are there until two.",
            "Bring the printed ticket or show it on your phone.",
        ),
        "text": ("We open at nine and close at six.", "Bring the printed ticket or show it on your phone."),
        "answer": ("We close at six, on Saturdays at two.", "Yes, both sizes are in stock."),
        "question": ("Until when can I pick up my order?", "Do you have it in a smaller size?"),
        "bio": ("Bakes bread, fixes bicycles, lives by the lake.", "Teacher and choir singer in Malmö."),
        "instructions": ("Leave the parcel with the neighbour on the left.", "Keep it cool and dry."),
        "feedback": (
            "Clear and friendly, the wait was a little long.",
            "I would have liked a second date to choose from.",
        ),
        "error error_message": (
            "Row 17: the e-mail address is missing.",
            "The server did not answer within 30 seconds.",
        ),
        "last_error": ("The server did not answer within 30 seconds.", "The address was refused."),
        "failure_reason": ("The card was declined.", "The account was closed."),
        "resolution": ("Replaced the cable and tested it twice.", "Refunded in full."),
        "terms": ("Payable within 14 days without deduction.", "Cancellable at the end of each month."),
        "html": ("<p>Your order is ready to be picked up.</p>", "<p>We open at nine.</p>"),
        "markdown": ("We open at **nine** and close at six.", "- bread\n- butter"),
        "query": ("open invoices march", "lamp oak"),
        "search q": ("lamp", "notebook"),
        "prompt": ("Write a friendly reminder for an invoice that is a week late.", "Sum up this ticket in two lines."),
        "diagnosis": ("Sprained left ankle.", "Seasonal allergy."),
        "quote": ("Quick help and a friendly voice.", "We would come back any time."),
        "expression": ("total > 500", "country = 'DE'"),
        "formula": ("quantity * unit_price", "net + tax"),
    }
)
"""Sentences by the end of a column's name."""

DESCRIPTIONS: dict[str, Pool] = _spread(
    {
        "line position entry": NAMES["line"],
        "product item variant": ("Solid oak, warm light, three metres of cable.", "Sixty pages, thread-bound."),
        "room space desk resource venue": ("Second floor, seats eight, with a screen.", "Quiet, towards the yard."),
        "service appointment": ("Takes about an hour, tools are included.", "By telephone or in the shop."),
        "event meeting session": ("Doors open at nine, coffee is there.", "Half an hour, agenda on the first page."),
        "course lesson chapter": ("Six evenings, no experience needed.", "With exercises and their solutions."),
        "project milestone goal": (
            "New pages and a faster shop before summer.",
            "Everything moves to the north depot.",
        ),
        "task todo ticket issue request": ("The export stops halfway, see the attached file.", "Needed before Friday."),
        "incident outage": ("Bookings take up to a minute since nine o'clock.", "Letters wait in the queue."),
        "component integration": ("Takes bookings and sends confirmations.", "Hands letters to the provider."),
        "role permission scope": ("May see and pay invoices.", "May receive and count goods."),
        "team group department channel": ("Answers customers by mail and telephone.", "Drivers and technicians."),
        "category tag label folder collection": ("Everything for the desk.", "Trips by train, car and bicycle."),
        "plan tier subscription": ("Up to ten people, billed every month.", "Everything in Team, and single sign-on."),
        "rule policy workflow": ("Purchases over 500 EUR need a second look.", "Nobody is booked on a public holiday."),
        "campaign newsletter list": ("News of the spring, once a month.", "Everybody who asked for the catalogue."),
        "coupon promotion discount": (
            "Ten percent off until the end of April.",
            "Free delivery for regular customers.",
        ),
        "asset device vehicle": ("Bought in 2024, key at the front desk.", "Two new tyres in February."),
        "expense claim payment transaction": (
            "Visit at Kestrel Logistics, 26 February.",
            "Second half of the deposit.",
        ),
        "recipe dish": ("Ready in half an hour, serves four.", "With fresh herbs."),
    }
)
"""What a `description` says, by the singular of what is described."""

LINE_TABLES = _words("line item position entry")
"""Singular ends of the names of tables whose rows add up to another row."""

EMAILS: Pool = ("mara.lindqvist@acme.example", "jonas.okafor@kestrel.example", "priya@alder.example")

TEXTS: dict[str, Pool] = _spread(
    {
        "email email_address mail recipient sender reply_to cc bcc": EMAILS,
        "from_email sender_email": ("billing@acme.example", "care@acme.example"),
        "first_name firstname given_name forename": ("Mara", "Jonas", "Priya"),
        "last_name lastname surname family_name": ("Lindqvist", "Okafor", "Raman"),
        (
            "created_by updated_by deleted_by approved_by changed_by assigned_to signed_by author owner assignee "
            "person signatory actor employee contact"
        ): PEOPLE,
        "username user_name login handle nickname": ("mara.l", "jokafor", "priya_r"),
        "company organization employer merchant supplier issuer bank": COMPANIES,
        "phone phone_number mobile telephone fax tel": ("+12025550143", "+12025550178"),
        "url link website homepage href uri": ("https://acme.example/spring",),
        "image_url cover_url thumbnail_url logo_url banner_url": (
            "https://images.acme.example/shop-window.jpg",
            "https://images.acme.example/counter.jpg",
        ),
        "avatar_url photo_url picture_url": (
            "https://images.acme.example/mara.jpg",
            "https://images.acme.example/jonas.jpg",
        ),
        "webhook_url callback_url target_url endpoint_url redirect_url redirect_uri endpoint": (
            "https://hooks.acme.example/orders",
            "https://hooks.kestrel.example/orders",
        ),
        "file_url download_url document_url pdf_url receipt_url": (
            "https://files.acme.example/2026/march-report.pdf",
            "https://files.acme.example/2026/offer.pdf",
        ),
        "domain hostname host": ("shop.acme.example", "mail.acme.example"),
        "path route": ("/reports/march", "/reports/april"),
        "file_path storage_key object_key storage_path s3_key file_key": (
            "2026/03/march-report.pdf",
            "2026/03/offer.pdf",
        ),
        "file_name filename original_filename original_name attachment file document": (
            "march-report.pdf",
            "offer.pdf",
        ),
        "image photo picture avatar logo cover": ("shop-window.jpg", "counter.jpg"),
        "mime_type content_type media_type mimetype": ("application/pdf", "image/jpeg"),
        "extension file_type format": ("pdf", "csv"),
        "street address line1 address1 street_address address_line1 address_line": ("Harbour Street 12", "Old Mill 3"),
        "line2 address2 address_line2": ("2nd floor", "Rear building"),
        "line3 address3 address_line3 suite": ("Suite 4", "Door B"),
        "city town place": ("Potsdam", "Malmö"),
        "region province district": ("Brandenburg", "Skåne"),
        "zip zip_code zipcode postal_code postcode": ("14467", "21115"),
        "country country_code nationality": ("DE", "SE", "FR"),
        "currency currency_code": ("EUR", "SEK", "USD"),
        "locale": ("de-DE", "sv-SE"),
        "language lang language_code": ("de", "sv"),
        "timezone time_zone tz": ("Europe/Berlin", "Europe/Stockholm"),
        "color colour background hex": ("#3b82f6", "#10b981", "#f59e0b"),
        "slug permalink": ("website-relaunch", "warehouse-move", "annual-audit"),
        "ip ip_address remote_ip client_ip addr": ("203.0.113.7", "198.51.100.24"),
        "user_agent ua browser": ("Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0", "Mozilla/5.0 (Macintosh)"),
        "token secret api_key hmac_key access_token refresh_token signing_secret credential otp_secret": (
            "made-up-5f2c9a7e41d8b306",
            "made-up-90b1e4c27a6d5f38",
        ),
        "password passphrase new_password current_password": ("a made-up pass phrase 27",),
        "hash digest checksum fingerprint sha256 token_hash key_hash password_hash hashed_key etag": (
            "9f2c4e1a7b3d5860c1f4a2e97d8b603519ac4e7f2d6b8093a5c1e7f4d2b60839",
            "1b7e3d9f5a2c8046e8d1b3f7a5c29064d7e1f3b9a5c8206418e7d3f9b1a5c260",
        ),
        "coupon_code voucher_code promotion_code promo_code discount_code": ("SPRING10", "WELCOME5"),
        "warehouse_code location_code store_code branch_code": ("POT-1", "MAL-2"),
        "card_code": ("7KQM-4XTR-9WPD-2HJC", "P3VN-8LTA-6YRE-5MKF"),
        "otp otp_code pin verification_code confirmation_code": ("482913", "170526"),
        "prefix key_prefix token_prefix": ("ds_5f2c", "ds_90b1"),
        "last4 last_four card_last4": ("4242", "1881"),
        "iban": ("DE02120300000000202051", "SE4550000000058398257466"),
        "bic swift": ("BYLADEM1001", "ESSESESS"),
        "vat_id vat_number tax_id tax_number": ("DE123456789", "SE555555555501"),
        "sku article_number part_number": ("LMP-OAK-02", "NTB-LIN-01"),
        "barcode ean gtin upc": ("2012345678903", "2012345678910"),
        "isbn": ("9783161484100", "9781861972712"),
        "serial_number serial": ("SN-20418-07", "SN-20418-08"),
        "license_plate plate registration": ("B-MX 2041", "P-KL 318"),
        "vin": ("WVWZZZ1JZ3W386752", "1HGCM82633A004352"),
        "tracking_number tracking_code": ("00340434161094042557", "00340434161094042564"),
        "external_id provider_id remote_id gateway_id external_ref external_key": ("ext-20418", "ext-20417"),
        "id ref uid uuid key_id": ("ref-20418", "ref-20417"),
        "idempotency_key dedupe_key request_id correlation_id": ("pay-2026-03-02-0042",),
        "version app_version release": ("2.4.0", "2.3.1"),
        "commit sha revision": ("4f0c2b9", "a81d37e"),
        "status state state_name": ("active", "paused"),
        "type kind category class": ("standard", "express"),
        "role user_role": ("accountant", "viewer"),
        "scope scopes": ("invoices:read", "invoices:write"),
        "permission permissions": ("invoices.read", "invoices.write"),
        "action operation": ("invoice.sent", "invoice.paid"),
        "event event_type event_name topic trigger": ("invoice.paid", "invoice.sent"),
        "entity_type resource_type subject_type object_type target_type": ("invoice", "order"),
        "provider gateway processor": ("card_gateway", "direct_debit"),
        "source origin channel medium": ("web", "import"),
        "method payment_method": ("card", "bank_transfer"),
        "http_method request_method": ("POST", "GET"),
        "brand card_brand": ("visa", "mastercard"),
        "error_code failure_code reason_code": ("CARD_DECLINED", "ACCOUNT_CLOSED"),
        "priority severity level urgency": ("normal", "high"),
        "visibility": ("private", "public"),
        "transport transports": ("usb", "internal"),
        "purpose": ("sign-in", "export"),
        "frequency interval cadence period billing_period": ("monthly", "yearly"),
        "cron cron_expression schedule": ("0 6 * * 1", "30 5 1 * *"),
        "rrule recurrence recurrence_rule": ("FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=1"),
        "weekday day_of_week day": ("monday", "thursday"),
        "month billing_month": ("2026-03", "2026-02"),
        "unit unit_of_measure uom": ("kg", "piece"),
        "size dimension dimensions": ("M", "L"),
        "material": ("oak", "linen"),
        "gender salutation honorific": ("Ms", "Mr"),
        "job_title position occupation": ("Office manager", "Driver"),
        "department": ("Purchasing", "Facilities"),
        "emoji reaction icon": ("👍", "🎉"),
        "tag tags label labels keyword keywords": ("urgent", "spring-2026"),
        "field field_name column_name attribute property": ("due_on", "status"),
        "key setting setting_key": ("reminder.days", "reminder.time"),
        "value setting_value new_value after": ("14", "7"),
        "old_value previous_value before": ("7", "14"),
        "queue queue_name": ("invoices", "mail"),
        "model model_name": ("Oak 120", "Linen A5"),
        "platform os device_type device": ("android", "ios"),
        "placeholder alt alt_text caption headline": ("Shop window in spring", "The new counter"),
        "template template_name": ("second_reminder", "welcome"),
        "license licence": ("CC-BY-4.0", "MIT"),
        "seat seat_number": ("14C", "14D"),
        "table_number room_number gate": ("12", "14"),
        "blood_type": ("A+", "0-"),
        "allergens allergies": ("nuts", "milk"),
        "cursor next_cursor": ("aW52b2ljZXM6MjU",),
        "location": ("Harbour Street 12, Potsdam", "Old Mill 3, Malmö"),
        "coordinates geometry point": ("(13.0645,52.3906)", "(13.0038,55.6050)"),
        "mac mac_address macaddr": ("00:00:5e:00:53:2a", "00:00:5e:00:53:2b"),
        "friendly_name": ("Mara's phone", "Blue security key"),
        "challenge": ("k3Q9bYw2T0uZ4n8s1XcV6A", "pW7eRt5YuI9oPa3dKgHjKl"),
        "credential_id raw_id": ("AXk3bQ9sT0uZ4n8s", "BYl4cR0tU1vA5o9t"),
        "photo_keys image_keys picture_keys file_keys screenshot_keys video_keys photo_key image_key picture_key": (
            "photos/2026/03/front.jpg",
            "photos/2026/03/back.jpg",
        ),
        "resolution": ("Bearing replaced, ran for an hour without noise.", "Screw tightened, belt adjusted."),
        "void_reason": ("Billed to the wrong customer.", "Issued twice."),
        "decision_note": ("Worn outside, so it cannot be sold again.", "Outside the 30 days."),
        "signature": ("made-up-3045022100c9f2", "made-up-30440220719b"),
        "public_key private_key certificate": ("made-up-key-material-7d21",),
    }
)
"""Other texts by the end of a column's name."""

NUMBERED = _words("number code reference reference_number no invoice_number order_number")
"""Ends of names that hold a running number of the table: `INV-2026-0042`."""

NAMED = _words("name title subject label heading headline")
"""Ends of names that hold what a row is called."""

INTEGERS: dict[str, tuple[int, ...]] = _spread(
    {
        "unit_price_cents unit_cents unit_amount_cents unit_price unit_amount": (4500, 3900),
        "price_cents price fee_cents cost_cents cost fee": (2490, 1850, 4900),
        "subtotal_cents net_cents net_amount_cents subtotal": (10840, 7059, 21513),
        "tax_cents vat_cents tax_amount_cents tax vat": (2060, 1341, 4087),
        "discount_cents discount_amount_cents discount": (500, 250),
        "shipping_cents delivery_cents tip_cents": (490, 690),
        "paid_cents amount_paid_cents deposit_cents": (5000, 8400),
        "balance_cents due_cents amount_due_cents outstanding_cents balance": (7900, 4200),
        "limit_cents budget_cents budget": (500000, 250000),
        "cents amount total sum revenue value price_minor": (12900, 8400, 25600),
        "quantity qty units servings": (2, 1, 5),
        "count counter items votes likes views total_count": (4, 7, 12),
        "position sort_order order rank ordinal index sequence step slot": (1, 2, 3),
        "minutes duration duration_minutes mins": (90, 45, 30),
        "seconds timeout ttl duration_seconds secs": (1800, 900, 3600),
        "ms milliseconds latency duration_ms response_ms": (182, 240, 96),
        "hours duration_hours": (2, 8, 24),
        "days notice_days payment_days retention_days": (14, 30, 7),
        "weeks months years": (3, 12, 6),
        "year": (2026, 2025),
        "month weekday day_of_week": (3, 4),
        "day day_of_month": (2, 15),
        "age": (34, 41),
        "bytes size file_size byte_size content_length": (248312, 91044),
        "width height": (1280, 720),
        "weight grams weight_grams": (350, 1200),
        "meters metres distance radius": (250, 800),
        "km mileage odometer": (18240, 40311),
        "version revision revision_number lock_version": (3, 2),
        "attempt attempts retries retry_count attempt_number tries": (1, 2),
        "max_attempts max_retries": (5, 3),
        "percent percentage progress probability share": (15, 60, 35),
        "rating stars": (4, 5),
        "score grade": (82, 74),
        "points credits": (120, 80),
        "priority severity level weight_rank": (2, 1),
        "stock in_stock available on_hand inventory": (40, 16),
        "reserved allocated guests people party_size attendees": (4, 2),
        "reorder_level threshold minimum min": (10, 5),
        "capacity maximum max seats quota max_uses limit": (25, 12),
        "status_code http_status response_status response_code": (200, 503),
        "port": (8443, 443),
        "number": (42, 41),
        "basis_points bps": (1900, 700),
        "id": (1042, 1041),
        "status state role type kind format": (1, 2),
        "page pages page_count": (12, 48),
        "rows lines row_count line_number row_number": (128, 64),
        "temperature": (21, 19),
    }
)
"""Whole numbers by the end of a column's name; amounts in cents add up (2 x 4500 + 1 x 3900 = 12900)."""

ANY_INTEGERS = (6, 8, 11)

LINE_TOTALS = (9000, 3900)
"""What the first two lines of a bill come to, in cents."""

DECIMALS: dict[str, Pool] = _spread(
    {
        "unit_price unit_amount hourly_rate": ("45.00", "39.00"),
        "price fee cost": ("24.90", "18.50", "49.00"),
        "subtotal net net_amount": ("108.40", "70.59"),
        "tax vat tax_amount vat_amount": ("20.60", "13.41"),
        "discount discount_amount": ("5.00", "2.50"),
        "paid amount_paid deposit": ("50.00", "84.00"),
        "balance amount_due outstanding": ("79.00", "42.00"),
        "budget limit credit_limit": ("5000.00", "2500.00"),
        "quantity qty": ("2", "1", "5"),
        "rate percent percentage tax_rate vat_rate": ("19.0", "7.0"),
        "exchange_rate conversion_rate factor multiplier": ("1.0842", "0.0893"),
        "commission_rate discount_percent progress probability": ("12.5", "15.0"),
        "latitude lat": ("52.390569", "55.604981"),
        "longitude lng lon long": ("13.064473", "13.003822"),
        "hours duration": ("1.5", "7.25"),
        "distance km distance_km": ("12.4", "3.8"),
        "weight kg weight_kg": ("0.35", "1.2"),
        "height width length depth": ("42.5", "30.0"),
        "temperature celsius": ("21.5", "19.0"),
        "rating average_rating stars": ("4.5", "3.8"),
        "score grade": ("82.5", "74.0"),
        "score_percent": ("82.50", "74.00"),
        "passing_score": ("60.00", "50.00"),
        "speed speed_kmh": ("48.5", "31.0"),
    }
)
"""Numbers with a fraction by the end of a column's name."""

ANY_DECIMALS: Pool = ("129.00", "84.00", "256.00")

FALSE_FLAGS = _words(
    "deleted archived failed revoked blocked locked hidden spam draft disabled banned muted paused expired "
    "cancelled canceled overdue refunded system test internal"
)
"""Flags that are usually off."""

STEMS_OF_MOMENTS = _words("at on date time day datetime timestamp ts")
"""Ends of names that only say that a moment or a day is meant."""

MOMENTS: dict[str, tuple[int, str]] = _spread(
    {
        (
            "created inserted recorded logged uploaded received joined requested submitted ordered placed opened "
            "booked reported occurred event entered invited registered added captured performed"
        ): (0, "09:15"),
        "issued sent posted published invoice order issue queued": (1, "08:30"),
        (
            "handled scanned succeeded onboarded verified confirmed accepted approved rejected declined signed reviewed decided assigned acknowledged "
            "activated read"
        ): (2, "11:05"),
        "delivered shipped dispatched picked_up exited attempted": (3, "13:40"),
        "checked_in clocked_in begun started triggered running": (3, "09:00"),
        "checked_out clocked_out left ended": (3, "17:10"),
        (
            "paid payment settled charged completed finished fulfilled processed resolved refunded done returned "
            "redeemed used"
        ): (7, "10:20"),
        "failed cancelled canceled voided stopped revoked closed": (7, "15:45"),
        "last_used last_seen last_login last_run last_sync synced checked": (7, "07:50"),
        "archived deleted removed expired": (8, "12:00"),
        "updated modified changed edited update": (8, "16:40"),
        "remind reminder notify next_attempt next_retry next_run retry": (10, "06:00"),
        "scheduled send publish run appointment visit delivery": (11, "08:00"),
        "due deadline payable": (14, "17:00"),
        "start starts begin begins opens check_in arrival departure": (14, "09:00"),
        "end ends closes check_out finish": (14, "10:30"),
        "valid_from from effective effective_from active_from available_from": (0, "00:00"),
        "period_start current_period_start billing_start start_of_period": (-1, "00:00"),
        "period_end current_period_end billing_end end_of_period": (30, "00:00"),
        "expires expiry expiration until to valid_to trial_ends expire": (30, "23:59"),
        "expected estimated planned target expected_close renews renewal": (28, "12:00"),
    }
)
"""Day after the reference day and time of the day, by the end of a name without `_at`, `_on` and the like."""

ANY_MOMENT = (7, "10:30")

DAYS: dict[str, int] = {"end": 18, "ends": 18, "check_out": 18, "finish": 18, "closes": 18, "ended": 7}
"""Day after the reference day for a column without a time, where its start is the same day otherwise."""

FIXED_DAYS: dict[str, str] = _spread(
    {
        "birth born dob birthday date_of_birth birthdate": "1988-07-14",
        "hire hired employed": "2023-09-01",
        "purchase purchased bought": "2025-06-18",
        "founded release released": "2024-11-05",
    }
)
"""Days that are far from the reference day."""

TIMES: dict[str, str] = _spread(
    {
        "end ends closes close to until closing": "17:00:00",
        "check_out": "11:00:00",
        "check_in": "15:00:00",
        "lunch break": "12:30:00",
    }
)
"""Times of a day; every other one is nine in the morning."""

OBJECTS: dict[str, dict[str, object]] = _spread(
    {
        "address shipping_address billing_address": {"street": "Harbour Street 12", "city": "Potsdam"},
        "settings preferences options": {"language": "de", "weekly_summary": True},
        "config configuration params parameters": {"batch_size": 200, "dry_run": False},
        "payload body event data request": {"event": "invoice.paid", "number": "INV-2026-0042"},
        "response result results output": {"status": "accepted", "rows": 128},
        "changes diff delta": {"due_on": ["2026-03-16", "2026-03-30"]},
        "before old old_values previous": {"due_on": "2026-03-16"},
        "after new new_values": {"due_on": "2026-03-30"},
        "filter filters query criteria conditions condition": {"country": "DE", "days": 30},
        "headers": {"X-Request-Id": "pay-2026-03-02-0042"},
        "errors error error_details": {"email": "is missing"},
        "attributes properties variant specs": {"material": "oak", "height_cm": 42},
        "answers responses form_data": {"first_visit": True, "found_us_by": "a friend"},
        "translations labels": {"de": "Tischlampe", "sv": "Bordslampa"},
        "counts totals stats summary breakdown metrics": {"open": 4, "closed": 17},
        "geometry location coordinates point": {"type": "Point", "coordinates": [13.0645, 52.3906]},
        "schema": {"type": "object"},
        "opening_hours hours schedule availability": {"monday": "09:00-18:00"},
    }
)
"""Small JSON objects by the end of a name."""

LISTS: dict[str, list[object]] = _spread(
    {
        "choices options": [{"id": "a", "text": "The bank account"}, {"id": "b", "text": "The cash account"}],
        "correct_answer correct_answers": ["a"],
        "fields": [{"name": "due_on", "label": "Due on", "required": True}],
        "conditions rules criteria": [{"field": "total", "operator": ">", "value": 500}],
        "actions": [{"type": "send_email", "to": "owner"}],
        "steps": [{"name": "Approve", "by": "manager"}, {"name": "Order", "by": "purchasing"}],
        "matchers": [{"label": "service", "operator": "=", "value": "booking"}],
        "order": ["b", "a"],
        "values": [{"field": "due_on", "value": "2026-03-16"}],
        "lines": [{"component": "Base salary", "basis": 1, "amount_cents": 320000}],
        "invites": [{"email": "jonas.okafor@kestrel.example", "role": "member"}],
        "readings": [{"meter": "Electricity, ground floor", "value": 20418}],
    }
)
"""Small JSON lists by the end of a name."""

ANY_OBJECT: dict[str, str] = _spread(
    {
        "source": "web",
        "note": "asked for by phone",
    }
)

USUALLY_EMPTY = _words(
    "deleted archived revoked cancelled canceled failed failure error locked voided removed refunded rejected "
    "rejection cancellation blocked stopped expired suspended withdrawn redeemed returned disabled paused "
    "resolution discontinued doffed unsubscribed dismissed banned lost retracted "
    "unpublished superseded left inactive"
)
"""Words in the names of nullable columns that hold something only after something went another way."""

UNHAPPY_STATES = _words(
    "void voided cancelled canceled rejected failed expired declined refunded revoked archived deleted withdrawn "
    "suspended disabled lost no_show abandoned blocked skipped"
)
"""States that a row does not pass through on its way to a later one."""

REFUSED_STATES = _words("rejected declined refused")
"""States that only what was handed in gets to."""

AHEAD = _words(
    "expires expire expiry until due deadline next ends starts renews resets scheduled lapses publish send remind"
)
"""Words in the names of moments that a call sets ahead of itself."""

LATER_SUMS = _words("sanctioned approved paid refunded used returned received captured open outstanding")
"""Words in the names of totals that are still zero when a row is new."""

FOLLOWS: dict[str, tuple[str, ...]] = _spread(
    {
        "submitted_at completed_at finished_at ended_at closed_at resolved_at stopped_at": ("started_at", "opened_at"),
        "returned_at": ("borrowed_at", "loaned_at", "picked_up_at", "checked_out_at", "started_at"),
        "delivered_at": ("shipped_at", "dispatched_at", "picked_up_at"),
        "checked_out_at": ("checked_in_at",),
        "graded_at reviewed_at decided_at": ("submitted_at",),
        "paid_at": ("approved_at", "issued_at"),
    }
)
"""Moments that come after others of the same row, the columns by name."""

STATES_OF_STEMS: dict[str, tuple[str, ...]] = {
    "started": ("in_progress", "running", "active", "processing", "ongoing", "open"),
    "completed": ("completed", "complete", "done", "finished", "succeeded", "closed"),
    "finished": ("finished", "done", "completed", "succeeded", "failed"),
    "cancelled": ("cancelled", "canceled"),
    "canceled": ("cancelled", "canceled"),
    "voided": ("void", "voided"),
    "resolved": ("resolved", "closed", "done"),
    "published": ("published", "live", "active"),
    "submitted": ("submitted", "pending", "pending_review", "in_review"),
    "decided": ("approved", "rejected", "accepted", "declined"),
    "reviewed": ("approved", "rejected", "reviewed"),
    "activated": ("active", "activated"),
    "accepted": ("accepted", "active"),
    "processed": ("processed", "done", "completed", "succeeded", "failed"),
}
"""The states that set a column such as `started_at`, beside the state of the same name."""

SHARED_OWNERS = _words(
    "organization_id organisation_id tenant_id account_id workspace_id team_id company_id user_id owner_id "
    "member_id shop_id store_id created_by created_by_id created_by_user_id author_id"
)
"""Foreign keys that all rows of one answer share, because a caller sees the rows of one owner."""

CONTENT = _words("title name description note notes body subject message comment summary")
"""What a person changes most often; a PATCH shows these first."""

FILES = _words("file files attachment attachments document image photo picture avatar logo")
"""Ends of names of transient fields that carry a file in a multipart form."""
