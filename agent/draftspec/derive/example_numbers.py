"""Numbers and moments by what a column is called, and what else is no text. Data only; nothing here decides."""

from __future__ import annotations

from draftspec.derive.example_tables import Pool, spread, words

INTEGERS: dict[str, tuple[int, ...]] = spread(
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
        "rows lines row_count": (128, 64),
        "line_number row_number": (17, 18),
        "temperature": (21, 19),
    }
)
"""Whole numbers by the end of a column's name; amounts in cents add up (2 x 4500 + 1 x 3900 = 12900)."""

ANY_INTEGERS = (6, 8, 11)

LINE_TOTALS = (9000, 3900)
"""What the first two lines of a bill come to, in cents."""

DECIMALS: dict[str, Pool] = spread(
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

FALSE_FLAGS = words(
    "deleted archived failed revoked blocked locked hidden spam draft disabled banned muted paused expired "
    "cancelled canceled overdue refunded system test internal"
)
"""Flags that are usually off."""

STEMS_OF_MOMENTS = words("at on date time day datetime timestamp ts")
"""Ends of names that only say that a moment or a day is meant."""

MOMENTS: dict[str, tuple[int, str]] = spread(
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

FIXED_DAYS: dict[str, str] = spread(
    {
        "birth born dob birthday date_of_birth birthdate": "1988-07-14",
        "hire hired employed": "2023-09-01",
        "purchase purchased bought": "2025-06-18",
        "founded release released": "2024-11-05",
    }
)
"""Days that are far from the reference day."""

TIMES: dict[str, str] = spread(
    {
        "end ends closes close to until closing": "17:00:00",
        "check_out": "11:00:00",
        "check_in": "15:00:00",
        "lunch break": "12:30:00",
    }
)
"""Times of a day; every other one is nine in the morning."""

OBJECTS: dict[str, dict[str, object]] = spread(
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
        "variant_options": {"size": "M", "colour": "forest green"},
        "mapping column_mapping field_mapping": {"Name": "name", "E-mail": "email"},
        "import_row_data row": {"name": "Mara Lindqvist", "email": "mara.lindqvist@acme.example"},
        "translations labels": {"de": "Tischlampe", "sv": "Bordslampa"},
        "counts totals stats summary breakdown metrics": {"open": 4, "closed": 17},
        "geometry location coordinates point": {"type": "Point", "coordinates": [13.0645, 52.3906]},
        "schema": {"type": "object"},
        "opening_hours hours schedule availability": {"monday": "09:00-18:00"},
    }
)
"""Small JSON objects by the end of a name."""

LISTS: dict[str, list[object]] = spread(
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

ANY_OBJECT: dict[str, str] = spread(
    {
        "source": "web",
        "note": "asked for by phone",
    }
)

USUALLY_EMPTY = words(
    "deleted archived revoked cancelled canceled failed failure error locked voided removed refunded rejected "
    "rejection cancellation blocked stopped expired suspended withdrawn redeemed returned disabled paused "
    "resolution discontinued doffed unsubscribed dismissed banned lost retracted "
    "unpublished superseded left inactive"
)
"""Words in the names of nullable columns that hold something only after something went another way."""

UNHAPPY_STATES = words(
    "void voided cancelled canceled rejected failed expired declined refunded revoked archived deleted withdrawn "
    "suspended disabled lost no_show abandoned blocked skipped"
)
"""States that a row does not pass through on its way to a later one."""

REFUSED_STATES = words("rejected declined refused")
"""States that only what was handed in gets to."""

AHEAD = words(
    "expires expire expiry until due deadline next ends starts renews resets scheduled lapses publish send remind"
)
"""Words in the names of moments that a call sets ahead of itself."""

LATER_SUMS = words("sanctioned approved paid refunded used returned received captured open outstanding")
"""Words in the names of totals that are still zero when a row is new."""

FOLLOWS: dict[str, tuple[str, ...]] = spread(
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

SHARED_OWNERS = words(
    "organization_id organisation_id tenant_id account_id workspace_id team_id company_id user_id owner_id "
    "member_id shop_id store_id created_by created_by_id created_by_user_id author_id"
)
"""Foreign keys that all rows of one answer share, because a caller sees the rows of one owner."""

CONTENT = words("title name description note notes body subject message comment summary")
"""What a person changes most often; a PATCH shows these first."""

FILES = words("file files attachment attachments document image photo picture avatar logo")
"""Ends of names of transient fields that carry a file in a multipart form."""
