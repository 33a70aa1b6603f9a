"""Texts that a person could have typed, by what a column or table is called. Data only; nothing here decides.

People, firms, domains, telephone numbers and addresses of networks are invented or reserved for documentation.
"""

from __future__ import annotations

from draftspec.derive.example_tables import Pool, spread, words

PEOPLE: Pool = ("Mara Lindqvist", "Jonas Okafor", "Priya Raman", "Tomás Herrera")

COMPANIES: Pool = ("Northwind Bakery", "Alder & Finch", "Kestrel Logistics", "Brightwater Clinic")

PLACES: Pool = ("Harbour Street", "Old Mill", "Linden Court", "North Gate")

ACRONYMS = {"purchase_order": "PO", "credit_note": "CN", "work_order": "WO", "sales_order": "SO", "product": "PRD"}
"""Start of a number or code by the table's singular, where its first letters would not do."""

NAMES: dict[str, Pool] = spread(
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

SCENES = words(
    "booking reservation appointment visit order purchase quote offer proposal request inspection audit check return lead deal opportunity"
)
"""Singulars whose names tell of one scene, which is none of what has another noun before it."""

QUALIFIERS: Pool = ("Main", "Second", "Northern", "Spare")
"""For what no table here knows: "Main reactor", "Second reactor"."""

SENTENCES: dict[str, Pool] = spread(
    {
        "description": (
            "Set up for the move in May and reviewed every quarter.",
            "Asked for by the Potsdam office.",
            "Replaces the spreadsheet that we kept until now.",
            "Agreed with Mara on Monday.",
        ),
        "summary": ("Everything went as planned, two points are still open.", "Shorter than last time, same result."),
        "reason": ("The customer asked for another date.", "Ordered twice by mistake."),
        "rejection_reason decline_reason refusal_reason": ("A document is missing.", "Not possible on that date."),
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

DESCRIPTIONS: dict[str, Pool] = spread(
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

_NOTES: dict[str, Pool] = spread(
    {
        "invoice bill credit_note quote order purchase offer payment": (
            "Payable by bank transfer, please quote the number.",
            "Split as agreed by telephone.",
        ),
        "loan reservation rental": ("A scratch on the left side when it went out.", "Came back clean."),
        "asset device vehicle machine equipment instrument": ("Serviced in February.", "Spare key at the front desk."),
        "log entry activity inspection check visit repair maintenance": (
            "Took longer than planned, a part was missing.",
            "Nothing unusual.",
        ),
        "candidate applicant application interview": ("Strong portfolio, free from May.", "Asked for part time."),
        "contact lead customer deal opportunity account": (
            "Prefers mail over calls.",
            "Decides together with the head of finance.",
        ),
        "shift": ("Swapped with Jonas.", "Second half in the north depot."),
        "patient dose treatment medication vital symptom": ("Taken after breakfast.", "Slightly dizzy afterwards."),
        "expense claim": ("Receipt attached.", "Shared with Kestrel Logistics."),
        "recipe meal dish": ("Works with oat milk too.", "Half the salt next time."),
        "event registration rsvp guest attendee participant": ("Comes by train at ten.", "Vegetarian."),
        "agreement contract subscription licence": ("Signed copy in the safe.", "Talks about the next term in May."),
        "workout exercise session training": ("Last set was hard.", "Two kilos more next time."),
    }
)

_MESSAGES: dict[str, Pool] = spread(
    {
        "incident outage update status_update": (
            "Bookings have been slow since nine o'clock, we are looking into it.",
            "The cause is found, a fix is on its way.",
        ),
        "job run import export backup sync check": (
            "Row 17: the e-mail address is missing.",
            "Finished after 4 minutes.",
        ),
        "ticket reply comment post thread chat conversation": (
            "Could you send us a picture of the page?",
            "It works again, thank you.",
        ),
        "invitation": ("We would like to have you on the team.", "Join us for the spring fair."),
        "request application": ("I would like to help on Saturdays.", "My account of last year is still there."),
        "payment transfer": ("Invoice INV-2026-0042, second reminder.", "Thank you for the quick work."),
        "reminder": ("The contract ends in two weeks.", "Bring the signed form."),
    }
)

_REASONS: dict[str, Pool] = spread(
    {
        "leave absence": ("Family holiday.", "Moving house."),
        "flag report moderation warning": ("Advertising in every post.", "Insults another member."),
        "extension": ("Ill for a week, certificate attached.", "The lab was closed on Monday."),
        "return refund": ("Arrived with a broken switch.", "Too large for the desk."),
        "ban block suspension mute": ("Advertising again after two warnings.", "Asked for by the person."),
        "adjustment stock movement": ("Counted on Friday.", "Broken in the warehouse."),
        "access permission": ("Takes over from Priya in April.", "Needed for the yearly audit."),
    }
)

_PURPOSES: dict[str, Pool] = spread(
    {
        "channel room group team space": ("Questions about orders and deliveries.", "Who sits at the desk when."),
        "payment transfer expense fund budget": ("Paper and ink for April.", "Training of the new colleagues."),
        "visit booking reservation trip": ("Interview, second round.", "Planning for the spring fair."),
    }
)

_HEADERS: dict[str, Pool] = spread({"channel room group": ("Orders close at noon.", "Key: third drawer.")})

_FILES: dict[str, Pool] = spread({"import batch dataset": ("customers.csv", "prices-2026.csv")})

BY_TABLE: dict[str, dict[str, Pool]] = spread(
    {
        "note notes": _NOTES,
        "message": _MESSAGES,
        "reason": _REASONS,
        "purpose": _PURPOSES,
        "header": _HEADERS,
        "file_name filename original_filename": _FILES,
    }
)
"""Texts by a column's name, and of these by the singular of what they are written about."""

LINE_TABLES = words("line item position entry")
"""Singular ends of the names of tables whose rows add up to another row."""

EMAILS: Pool = ("mara.lindqvist@acme.example", "jonas.okafor@kestrel.example", "priya@alder.example")

TEXTS: dict[str, Pool] = spread(
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
        "url link website homepage href uri": ("https://acme.example/spring", "https://kestrel.example/news"),
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
        "file_path storage_key object_key storage_path s3_key file_key receipt_key document_key attachment_key contract_key resume_key signature_key pdf_key": (
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
        "photo_keys image_keys picture_keys file_keys screenshot_keys video_keys photo_key image_key picture_key thumbnail_key cover_key avatar_key logo_key": (
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

NUMBERED = words("number code reference reference_number no invoice_number order_number")
"""Ends of names that hold a running number of the table: `INV-2026-0042`."""

NAMED = words("name title subject label heading headline")
"""Ends of names that hold what a row is called."""
