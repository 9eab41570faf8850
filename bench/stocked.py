"""The statements that deal listings for a search. Shares are those of `bench.dealing`."""

SETTING = """
    CREATE TEMPORARY TABLE stand (
        site integer PRIMARY KEY, site_id uuid, business_id uuid, ux float8, uy float8, uz float8, place point,
        cell_x_m float8, cell_y_m float8, cell_name text
    );
    CREATE TEMPORARY TABLE pick (
        slot integer PRIMARY KEY, code text, label text, node int4range, spans int4multirange
    );
    SET session_replication_role = replica;
    SET maintenance_work_mem = '512MB';
    SET work_mem = '256MB'
"""

_DEALT = """
    dealt AS MATERIALIZED (
        SELECT number, floor(random() * %(slots)s)::integer AS slot, floor(random() * %(slots)s)::integer AS also,
            floor(random() * %(sites)s)::integer AS site, random() AS price, random() AS grade, random() AS status,
            random() AS live, random() AS mass, random() AS span,
            date '2026-06-01' + floor(random() * 120)::integer AS day
        FROM generate_series(1, %(rows)s) AS number
    )
"""

_COMMON = """
    (lpad(to_hex(number), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(floor(live * 1e14)::bigint), 12, '0'))::uuid,
    business_id, site_id, CASE WHEN live < %(live)s THEN 'published' ELSE 'paused' END, pick.label || ' n° ' || number,
    pick.label || ', ' || (ARRAY['en vrac', 'sur palettes', 'trié à la source', 'propre et sec', 'en big-bags',
        'chargement par chariot', 'disponible chaque semaine', 'fin de série', 'stock déclassé',
        'enlèvement rapide'])[1 + number %% 10],
    't', 1000, span < 0.3, ux, uy, uz, stand.place, cell_x_m, cell_y_m, cell_name,
    timestamptz '2026-01-05 08:00Z', timestamptz '2026-01-05 08:00Z' + number * interval '7 seconds',
    CASE WHEN price < 0.15 THEN NULL WHEN price < 0.4 THEN 0 WHEN price < 0.55 THEN round((-200 * mass)::numeric, 2)
         ELSE round((exp(2 + 4 * mass))::numeric, 2) + 1 END,
    day, CASE WHEN span < 0.35 THEN NULL ELSE day + (30 + 300 * mass)::integer END
"""

OFFERS = f"""
    WITH {_DEALT}
    INSERT INTO offer (id, business_id, site_id, state, title, description, unit, kg_per_unit, is_negotiable, ux, uy,
        uz, place, cell_x_m, cell_y_m, cell_name, created_at, published_at, price_eur_per_t, available_from,
        available_until, material_code, material, declared_kg, free_kg, mass_basis, condition, legal_status, waste_code)
    SELECT {_COMMON}, code, node, round(exp(5 + 5 * mass)), round(exp(5 + 5 * mass)), 'declared',
        CASE WHEN grade < 0.2 THEN 1 WHEN grade < 0.3 THEN 2 WHEN grade < 0.5 THEN 3 WHEN grade < 0.9 THEN 4
             ELSE 5 END,
        CASE WHEN status < 0.4 THEN 'product' WHEN status < 0.7 THEN 'by_product' ELSE 'waste' END,
        CASE WHEN status < 0.7 THEN NULL ELSE '150103' END
    FROM dealt JOIN pick USING (slot) JOIN stand USING (site) ORDER BY number
"""

NEEDS = f"""
    WITH {_DEALT}
    INSERT INTO need (id, business_id, site_id, state, title, description, unit, kg_per_unit, is_negotiable, ux, uy,
        uz, place, cell_x_m, cell_y_m, cell_name, created_at, published_at, highest_eur_per_t, wanted_from,
        wanted_until, material, wanted_kg, lowest_grade, collects_within_km)
    SELECT {_COMMON}, CASE WHEN grade < 0.5 THEN pick.spans ELSE pick.spans + other.spans END,
        round(exp(5 + 5 * mass)),
        CASE WHEN grade < 0.5 THEN NULL ELSE (1 + floor(status * 5))::integer END, 50
    FROM dealt JOIN pick USING (slot) JOIN pick other ON other.slot = dealt.also JOIN stand USING (site)
    ORDER BY number
"""
