-- The tables that hold what publishers printed, before any arithmetic of ours.
--
-- NULL  a value is NULL exactly when nothing was printed as a number; `status` says why.
-- Years year_ending 2024 is the year ending 31 March 2024; mid_year 2023 is its June.
-- Every comment states what the column holds and, where there is one, its unit; a column without one
-- has the usual words of its name, which stand in etl/load.

CREATE TYPE count_status AS ENUM (
    'published', 'suppressed', 'withheld', 'low', 'low_reliability', 'not_available',
    'not_applicable'
);
-- Whether a number is known to the publisher and is not to be had here.
CREATE MACRO is_hidden(status) AS status IN ('suppressed', 'withheld');
-- Whether all that is known is a range: of what is hidden, and of what is above 0 and rounds to 0.
CREATE MACRO has_range(status) AS is_hidden(status) OR status = 'low';

-- Whether text is a year, a month or a day that there is: 2024, 2024-03 or 2024-03-31.
CREATE MACRO is_day(said) AS
    said IS NULL
    OR (
        REGEXP_FULL_MATCH(said, '[0-9]{4}(-[0-9]{2}){0,2}')
        AND TRY_CAST(LEFT(said || '-01-01', 10) AS DATE) IS NOT NULL
    );
-- Whether a year can be one that a file kept by hand speaks of.
CREATE MACRO is_year(year) AS year BETWEEN 1990 AND 2100;

CREATE TYPE area_level AS ENUM (
    'council', 'region', 'england', 'police_force', 'england_and_wales'
);

CREATE TABLE council (
    council_code VARCHAR PRIMARY KEY,
    dfe_number VARCHAR NOT NULL,
    council_name VARCHAR NOT NULL,
    region_name VARCHAR NOT NULL,
    dfe_region_name VARCHAR NOT NULL,
    police_force_name VARCHAR NOT NULL,
    code_from DATE NOT NULL,
    code_to DATE,
    successors VARCHAR,
    change_kind VARCHAR CHECK (change_kind IN ('recode', 'merge', 'split', 'split+merge')),
    region_code VARCHAR NOT NULL,
    dfe_region_code VARCHAR NOT NULL,
    police_force_code VARCHAR NOT NULL,
    lon DOUBLE,
    lat DOUBLE,
    bng_e DOUBLE,
    bng_n DOUBLE,
    CHECK ((code_to IS NULL) = (successors IS NULL)),
    CHECK (code_from <= code_to)
);
COMMENT ON TABLE council IS 'One row per council code in force at any time since 2009. A council has a new code when its boundary or its standing in law changes; the code of a year is the code in force on 31 March of that year.';
COMMENT ON COLUMN council.council_code IS 'ONS nine-character code.';
COMMENT ON COLUMN council.dfe_number IS 'Three-digit number that DfE uses; unchanged by a mere recode.';
COMMENT ON COLUMN council.council_name IS 'Name as DfE prints it.';
COMMENT ON COLUMN council.region_name IS 'One of nine English regions.';
COMMENT ON COLUMN council.dfe_region_name IS 'As region_name, with London divided into Inner and Outer London.';
COMMENT ON COLUMN council.police_force_name IS 'Territorial police force of the area.';
COMMENT ON COLUMN council.code_from IS 'First day the code was in force; 2009-01-01 where it is older.';
COMMENT ON COLUMN council.code_to IS 'Last day the code was in force; NULL while it still is.';
COMMENT ON COLUMN council.successors IS 'Codes that replaced it, parted by spaces; NULL while in force.';
COMMENT ON COLUMN council.change_kind IS 'What ended the code: recode (same ground, new code), merge, split, split+merge; NULL while in force.';
COMMENT ON COLUMN council.region_code IS 'ONS code of region_name.';
COMMENT ON COLUMN council.dfe_region_code IS 'Code of dfe_region_name.';
COMMENT ON COLUMN council.police_force_code IS 'ONS code of the police force.';
COMMENT ON COLUMN council.lon IS 'Longitude of the ONS label point. Unit: degrees, WGS84. NULL where no boundary file here gives one: areas since merged or divided.';
COMMENT ON COLUMN council.lat IS 'Latitude of the ONS label point. Unit: degrees, WGS84. NULL where no boundary file here gives one: areas since merged or divided.';
COMMENT ON COLUMN council.bng_e IS 'Easting of the ONS label point. Unit: metres, British National Grid. NULL where no boundary file here gives one: areas since merged or divided.';
COMMENT ON COLUMN council.bng_n IS 'Northing of the ONS label point. Unit: metres, British National Grid. NULL where no boundary file here gives one: areas since merged or divided.';

CREATE TABLE plan (
    area_code VARCHAR,
    area_level area_level NOT NULL,
    year_ending INTEGER,
    flow VARCHAR CHECK (flow IN ('started', 'at_31_march')),
    basis VARCHAR CHECK (basis IN ('initial', 'latest')),
    category VARCHAR CHECK (category IN (
        'all', 'neglect', 'physical_abuse', 'sexual_abuse', 'emotional_abuse', 'multiple',
        'not_recorded'
    )),
    value INTEGER CHECK (value >= 0),
    status count_status NOT NULL,
    symbol VARCHAR,
    release VARCHAR NOT NULL,
    PRIMARY KEY (area_code, year_ending, flow, basis, category),
    CHECK ((value IS NULL) = (status <> 'published')),
    CHECK ((symbol IS NULL) = (status = 'published'))
);
COMMENT ON TABLE plan IS 'Child protection plans by category of abuse: one row per area, year, flow, basis and category. Councils are exact or a symbol; regions and England are rounded by DfE to 10 (England to 100 in 2010 and 2011) and are never summed by us.';
COMMENT ON COLUMN plan.area_code IS 'Council, region (Inner and Outer London among them) or England.';
COMMENT ON COLUMN plan.area_level IS 'council, region or england. London, Inner London and Outer London are all regions: never add the three.';
COMMENT ON COLUMN plan.flow IS 'started: plans that began in the year; at_31_march: plans in force on that day.';
COMMENT ON COLUMN plan.basis IS 'initial: the category named when the plan began; latest: the one named last. The total stands under both.';
COMMENT ON COLUMN plan.category IS 'Category of abuse, or all. A plan under multiple may concern sexual abuse; no file says. not_recorded is printed from 2010 to 2012 alone.';
COMMENT ON COLUMN plan.value IS 'Unit: plans. NULL when not published as a number; never zero for that.';
COMMENT ON COLUMN plan.status IS 'published, suppressed (1 to 5, or hidden to protect such a number), withheld (printed by DfE and not shown here, to protect another number), low (above 0, and rounds to 0), low_reliability, not_available or not_applicable.';
COMMENT ON COLUMN plan.symbol IS 'What was printed in place of a number; NULL where a number was; withheld where we do not show it.';
COMMENT ON COLUMN plan.release IS 'Reporting year of the DfE release the figure is from.';

CREATE TABLE assessment_factor (
    area_code VARCHAR,
    area_level area_level NOT NULL,
    year_ending INTEGER,
    factor VARCHAR,
    value INTEGER CHECK (value >= 0),
    status count_status NOT NULL,
    symbol VARCHAR,
    release VARCHAR NOT NULL,
    PRIMARY KEY (area_code, year_ending, factor),
    CHECK ((value IS NULL) = (status <> 'published')),
    CHECK ((symbol IS NULL) = (status = 'published'))
);
COMMENT ON TABLE assessment_factor IS 'Assessments by children''s social care that recorded a factor: one row per area, year and factor, from 2018. One assessment can record many factors.';
COMMENT ON COLUMN assessment_factor.area_code IS 'Council, region or England.';
COMMENT ON COLUMN assessment_factor.area_level IS 'council, region or england.';
COMMENT ON COLUMN assessment_factor.year_ending IS 'Year ending 31 March in which the assessment ended.';
COMMENT ON COLUMN assessment_factor.factor IS 'sexual_abuse and physical_abuse are sums of their three parts (_unknown, _child_on_child, _adult_on_child), which were divided in 2021: never follow a part across that year. any_factor counts assessments with at least one factor.';
COMMENT ON COLUMN assessment_factor.value IS 'Unit: assessments. NULL when not published as a number, or when a part of a sum was not.';
COMMENT ON COLUMN assessment_factor.status IS 'As in plan. A sum has the status of a part that is missing.';
COMMENT ON COLUMN assessment_factor.symbol IS 'What was printed in place of a number; NULL where a number was.';
COMMENT ON COLUMN assessment_factor.release IS 'Reporting year of the DfE release the figure is from.';

CREATE TABLE activity (
    area_code VARCHAR,
    area_level area_level NOT NULL,
    year_ending INTEGER,
    measure VARCHAR CHECK (measure IN (
        'children_in_need', 'referrals', 'referred_children', 'section_47_enquiries',
        'section_47_children', 'initial_conferences', 'initial_conference_children',
        'plans_started', 'plan_children', 'plans_at_31_march'
    )),
    value INTEGER CHECK (value >= 0),
    status count_status NOT NULL,
    symbol VARCHAR,
    release VARCHAR NOT NULL,
    PRIMARY KEY (area_code, year_ending, measure),
    CHECK ((value IS NULL) = (status <> 'published')),
    CHECK ((symbol IS NULL) = (status = 'published'))
);
COMMENT ON TABLE activity IS 'Steps on the path from referral to plan, all concerns: one row per area, year and measure. Steps of one year, not the same children followed.';
COMMENT ON COLUMN activity.area_code IS 'Council, region or England.';
COMMENT ON COLUMN activity.area_level IS 'council, region or england.';
COMMENT ON COLUMN activity.measure IS 'Step: referrals, section 47 enquiries, initial child protection conferences and plans count events; plans_at_31_march, those in force on that day, is held where the table by category is not; names ending in _children, and children_in_need (at any point in the year), count children.';
COMMENT ON COLUMN activity.value IS 'Unit: events or children, as the measure says. NULL when not published as a number.';
COMMENT ON COLUMN activity.symbol IS 'What was printed in place of a number; NULL where a number was.';
COMMENT ON COLUMN activity.release IS 'Reporting year of the DfE release the figure is from.';

CREATE TABLE characteristic (
    year_ending INTEGER,
    characteristic VARCHAR CHECK (characteristic IN ('gender', 'age', 'ethnicity')),
    group_name VARCHAR,
    category VARCHAR,
    value INTEGER CHECK (value >= 0),
    status count_status NOT NULL,
    symbol VARCHAR,
    release VARCHAR NOT NULL,
    PRIMARY KEY (year_ending, characteristic, group_name, category),
    CHECK ((value IS NULL) = (status <> 'published')),
    CHECK ((symbol IS NULL) = (status = 'published'))
);
COMMENT ON TABLE characteristic IS 'England: plans at 31 March by initial category and by gender, age or ethnicity of the child; one row per year, group and category, from 2018, rounded by DfE to 10.';
COMMENT ON COLUMN characteristic.characteristic IS 'gender, age or ethnicity.';
COMMENT ON COLUMN characteristic.group_name IS 'Group as DfE prints it; Total and Known ethnicity are totals.';
COMMENT ON COLUMN characteristic.category IS 'Initial category of abuse, or all.';
COMMENT ON COLUMN characteristic.value IS 'Unit: plans at 31 March. NULL when not published as a number.';
COMMENT ON COLUMN characteristic.symbol IS 'What was printed in place of a number; NULL where a number was.';
COMMENT ON COLUMN characteristic.release IS 'Reporting year of the DfE release the figure is from.';

CREATE TABLE population (
    area_code VARCHAR,
    area_level area_level NOT NULL,
    mid_year INTEGER,
    children INTEGER NOT NULL CHECK (children > 0),
    release VARCHAR NOT NULL,
    PRIMARY KEY (area_code, mid_year)
);
COMMENT ON TABLE population IS 'Residents aged 0 to 17, ONS mid-year estimates as DfE publishes them: one row per area and mid-year.';
COMMENT ON COLUMN population.area_code IS 'Council, region or England. A council has the code in force on 31 March after the mid-year.';
COMMENT ON COLUMN population.area_level IS 'council, region or england.';
COMMENT ON COLUMN population.mid_year IS '30 June of this year, which lies inside year_ending = mid_year + 1.';
COMMENT ON COLUMN population.children IS 'Unit: residents aged 0 to 17.';
COMMENT ON COLUMN population.release IS 'Reporting year of the DfE release; older than the newest where that prints x for an area since cut apart.';

CREATE TABLE neighbour (
    council_code VARCHAR,
    position INTEGER CHECK (position BETWEEN 1 AND 10),
    neighbour_code VARCHAR NOT NULL,
    closeness VARCHAR NOT NULL,
    PRIMARY KEY (council_code, position),
    CHECK (council_code <> neighbour_code)
);
COMMENT ON TABLE neighbour IS 'DfE statistical neighbours: ten councils of similar circumstances for each council.';
COMMENT ON COLUMN neighbour.council_code IS 'The council whose neighbours these are.';
COMMENT ON COLUMN neighbour.position IS '1 is the most similar.';
COMMENT ON COLUMN neighbour.neighbour_code IS 'The neighbour. The relation is not mutual.';
COMMENT ON COLUMN neighbour.closeness IS 'How close, in DfE''s words.';

CREATE TABLE national_series (
    year_ending INTEGER PRIMARY KEY CHECK (is_year(year_ending)),
    all_plans INTEGER CHECK (all_plans >= 0),
    sexual_plans INTEGER CHECK (sexual_plans >= 0),
    sexual_share_per_cent DOUBLE CHECK (sexual_share_per_cent BETWEEN 0 AND 100),
    precision VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    CHECK (sexual_plans <= all_plans)
);
COMMENT ON TABLE national_series IS 'England before and after the DfE files we hold: what has been published for some years from 1994 on. Kept by hand, one row per year; for most years between we hold none: DfE''s release of December 2025 has a table of 1994 to 2025.';
COMMENT ON COLUMN national_series.all_plans IS 'Unit: plans (registrations before 2008) started. NULL where not found; precision says. Gap: not_available.';
COMMENT ON COLUMN national_series.sexual_plans IS 'Unit: plans started for sexual abuse. NULL where not found; precision says. Gap: not_available.';
COMMENT ON COLUMN national_series.sexual_share_per_cent IS 'Unit: per cent of plans started. NULL where not found; precision says. Gap: not_available.';
COMMENT ON COLUMN national_series.precision IS 'Rounding, and what is missing.';
COMMENT ON COLUMN national_series.source IS 'Where it was published.';

CREATE TABLE long_series (
    year_ending INTEGER,
    measure VARCHAR,
    value INTEGER,
    status count_status NOT NULL,
    symbol VARCHAR,
    rounded_to INTEGER,
    release VARCHAR NOT NULL,
    PRIMARY KEY (year_ending, measure),
    CHECK ((value IS NULL) = (status <> 'published'))
);
COMMENT ON TABLE long_series IS 'England''s plans started from 1994 on, as DfE''s release on sexual abuse and exploitation prints them: one row per year and measure. Empty while that file has not been taken.';
COMMENT ON COLUMN long_series.measure IS 'all_plans, or sexual_plans: started with sexual abuse as the initial category.';
COMMENT ON COLUMN long_series.value IS 'Unit: plans (registrations before 2008) started. NULL: status says why. Status: status.';
COMMENT ON COLUMN long_series.status IS 'published, suppressed, low, low_reliability, not_available or not_applicable.';
COMMENT ON COLUMN long_series.symbol IS 'As printed; NULL where a number was printed.';
COMMENT ON COLUMN long_series.rounded_to IS 'Unit: plans. The coarsest rounding that the year''s numbers allow; the file does not say it. NULL where none is printed. Gap: not_available.';
COMMENT ON COLUMN long_series.release IS 'Release of the file.';

CREATE TABLE prevalence_estimate (
    estimate VARCHAR PRIMARY KEY,
    value DOUBLE NOT NULL CHECK (value > 0),
    unit VARCHAR NOT NULL,
    base VARCHAR NOT NULL,
    measures VARCHAR NOT NULL,
    period VARCHAR NOT NULL CHECK (period IN ('annual', 'lifetime', 'population')),
    published VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    note VARCHAR
);
COMMENT ON TABLE prevalence_estimate IS 'Published estimates of how many children are sexually abused, and the Welsh population needed to share one out. None of them is for a council. Annual and lifetime estimates must not be mixed.';
COMMENT ON COLUMN prevalence_estimate.estimate IS 'Name of the row.';
COMMENT ON COLUMN prevalence_estimate.value IS 'The estimate, in its unit.';
COMMENT ON COLUMN prevalence_estimate.unit IS 'Unit of value.';
COMMENT ON COLUMN prevalence_estimate.base IS 'Whom the estimate is about.';
COMMENT ON COLUMN prevalence_estimate.measures IS 'What is counted.';
COMMENT ON COLUMN prevalence_estimate.period IS 'annual, lifetime, or population (a denominator, not an estimate of abuse).';
COMMENT ON COLUMN prevalence_estimate.published IS 'When.';
COMMENT ON COLUMN prevalence_estimate.source IS 'By whom.';
COMMENT ON COLUMN prevalence_estimate.note IS 'Its limits. NULL where there is nothing to add.';

CREATE TABLE event (
    event_date VARCHAR NOT NULL CHECK (is_day(event_date)),
    kind VARCHAR NOT NULL CHECK (kind IN ('data', 'evidence', 'inquiry', 'inspection', 'policy')),
    label VARCHAR NOT NULL CHECK (LENGTH(label) BETWEEN 1 AND 26),
    event VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    PRIMARY KEY (event_date, event)
);
COMMENT ON TABLE event IS 'Policy, inquiries, inspections, evidence and breaks in the data: one row per event, oldest first.';
COMMENT ON COLUMN event.event_date IS 'Year, year-month or full date, as exactly as it is known.';
COMMENT ON COLUMN event.kind IS 'data, evidence, inquiry, inspection or policy.';
COMMENT ON COLUMN event.label IS 'The same in a few words, at most 26 letters: for a chart.';
COMMENT ON COLUMN event.event IS 'What happened.';
COMMENT ON COLUMN event.source IS 'Where it is published.';

CREATE TABLE inspection (
    council_code VARCHAR NOT NULL REFERENCES council (council_code),
    council_name VARCHAR NOT NULL,
    round VARCHAR NOT NULL,
    theme VARCHAR NOT NULL,
    fieldwork_from DATE,
    fieldwork_to DATE,
    letter_published DATE,
    source VARCHAR NOT NULL,
    PRIMARY KEY (council_code, round),
    CHECK (fieldwork_from <= fieldwork_to),
    CHECK (fieldwork_to <= letter_published)
);
COMMENT ON TABLE inspection IS 'Joint targeted area inspections on sexual abuse or exploitation: one row per area and round. Being chosen for one says nothing about how well an area does.';
COMMENT ON COLUMN inspection.council_code IS 'Area inspected.';
COMMENT ON COLUMN inspection.council_name IS 'Its name.';
COMMENT ON COLUMN inspection.round IS 'Year or years of the round.';
COMMENT ON COLUMN inspection.theme IS 'What the round was about.';
COMMENT ON COLUMN inspection.fieldwork_from IS 'First day of fieldwork; NULL where not established.';
COMMENT ON COLUMN inspection.fieldwork_to IS 'Last day of fieldwork; NULL where not established.';
COMMENT ON COLUMN inspection.letter_published IS 'Day the inspection letter was published; NULL where not established.';
COMMENT ON COLUMN inspection.source IS 'Where it is published.';

CREATE TABLE offence_kind (
    offence_code VARCHAR PRIMARY KEY,
    offence VARCHAR NOT NULL,
    also_named VARCHAR,
    names_a_child BOOLEAN NOT NULL
);
COMMENT ON TABLE offence_kind IS 'Offences that are held of those police forces record: one row per code of the Home Office.';
COMMENT ON COLUMN offence_kind.offence_code IS 'Code by which the Home Office counts the offence.';
COMMENT ON COLUMN offence_kind.offence IS 'Its name.';
COMMENT ON COLUMN offence_kind.also_named IS 'Other names that it has been printed under, parted by semicolons; NULL where there are none.';
COMMENT ON COLUMN offence_kind.names_a_child IS 'True where its name in law says that the victim is a child. False for obscene publications, which are mostly images and not only of children: never added without saying so.';

CREATE TABLE police_force_elsewhere (
    force_code VARCHAR PRIMARY KEY,
    force_name VARCHAR NOT NULL,
    covers VARCHAR NOT NULL,
    years_without VARCHAR CHECK (REGEXP_FULL_MATCH(years_without, '[0-9]{4}(;[0-9]{4})*'))
);
COMMENT ON TABLE police_force_elsewhere IS 'Police forces whose offences are held and that cover no council of England: one row per force.';
COMMENT ON COLUMN police_force_elsewhere.force_code IS 'ONS code; BTP for British Transport Police, which has no area and no code.';
COMMENT ON COLUMN police_force_elsewhere.force_name IS 'Name.';
COMMENT ON COLUMN police_force_elsewhere.covers IS 'What it covers.';
COMMENT ON COLUMN police_force_elsewhere.years_without IS 'Years ending 31 March that the publisher''s figures leave it out of; NULL where there is none.';

CREATE TABLE offence (
    area_code VARCHAR,
    area_level area_level NOT NULL,
    year_ending INTEGER,
    offence_code VARCHAR REFERENCES offence_kind (offence_code),
    value INTEGER CHECK (value >= 0),
    status count_status NOT NULL,
    release VARCHAR NOT NULL,
    PRIMARY KEY (area_code, year_ending, offence_code),
    CHECK ((value IS NULL) = (status <> 'published'))
);
COMMENT ON TABLE offence IS 'Sexual offences that police forces of England and Wales recorded: one row per force, year and offence. Recorded in the year, whenever they happened; not suppressed, so that they may be added up.';
COMMENT ON COLUMN offence.area_code IS 'Police force: of council.police_force_code, or of police_force_elsewhere.';
COMMENT ON COLUMN offence.area_level IS 'police_force.';
COMMENT ON COLUMN offence.year_ending IS 'Year ending 31 March in which it was recorded.';
COMMENT ON COLUMN offence.offence_code IS 'Row of offence_kind.';
COMMENT ON COLUMN offence.value IS 'Unit: offences recorded. NULL where the force is left out of the year.';
COMMENT ON COLUMN offence.status IS 'published, or not_available where the publisher''s figures leave the force out of the year.';
COMMENT ON COLUMN offence.release IS 'Release it was taken from.';

CREATE TABLE nhs_board (
    council_code VARCHAR PRIMARY KEY,
    board_code VARCHAR NOT NULL,
    board_name VARCHAR NOT NULL,
    share DOUBLE NOT NULL CHECK (share > 0 AND share <= 1)
);
COMMENT ON TABLE nhs_board IS 'NHS integrated care board that most of each council lies in, April 2024: one row per council. Boards have merged since.';
COMMENT ON COLUMN nhs_board.council_code IS 'Council, by the code in force then.';
COMMENT ON COLUMN nhs_board.board_code IS 'ONS code of the board.';
COMMENT ON COLUMN nhs_board.board_name IS 'Its name.';
COMMENT ON COLUMN nhs_board.share IS 'Unit: share of the council''s small areas (LSOA) that lie in it, 0 to 1. Below 1 the rest lies in boards that the source does not name.';

CREATE TABLE partnership (
    council_code VARCHAR PRIMARY KEY REFERENCES council (council_code),
    partnership VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('dated', 'undated')),
    since VARCHAR CHECK (is_day(since)),
    seen VARCHAR CHECK (is_day(seen)),
    source_url VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    CHECK ((seen IS NULL) = (status = 'undated')),
    CHECK (LEFT(since, LENGTH(seen)) <= seen)
);
COMMENT ON TABLE partnership IS 'Councils that share a safeguarding children partnership, as far as a page of the partners themselves was found to say so: one row per council. The list is partial.';
COMMENT ON COLUMN partnership.council_code IS 'Council. It is in one partnership at most.';
COMMENT ON COLUMN partnership.partnership IS 'Name of the partnership, as it calls itself.';
COMMENT ON COLUMN partnership.status IS 'dated: the source has a date, in seen. undated: it has none.';
COMMENT ON COLUMN partnership.since IS 'Year, year-month or day from which, as exactly as the source says; NULL where it does not.';
COMMENT ON COLUMN partnership.seen IS 'Year, year-month or day of the newest source; NULL where undated.';
COMMENT ON COLUMN partnership.source_url IS 'Page of the partnership or of one of its councils.';
COMMENT ON COLUMN partnership.source IS 'What that page is and says, in our words.';

CREATE TABLE carried_figure (
    council_code VARCHAR REFERENCES council (council_code),
    year_ending INTEGER CHECK (is_year(year_ending)),
    carried_from INTEGER NOT NULL CHECK (is_year(carried_from)),
    explanation VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    PRIMARY KEY (council_code, year_ending),
    CHECK (carried_from < year_ending)
);
COMMENT ON TABLE carried_figure IS 'Councils without a usable return whose older figures DfE carried into England''s and the region''s totals: one row per council and year.';
COMMENT ON COLUMN carried_figure.council_code IS 'The council.';
COMMENT ON COLUMN carried_figure.year_ending IS 'Year whose totals hold the carried figures.';
COMMENT ON COLUMN carried_figure.carried_from IS 'Year the figures belong to.';
COMMENT ON COLUMN carried_figure.explanation IS 'Why, in a sentence.';
COMMENT ON COLUMN carried_figure.source IS 'Where DfE says so.';

CREATE TABLE support_line (
    position INTEGER PRIMARY KEY CHECK (position >= 1),
    name VARCHAR NOT NULL,
    for_whom VARCHAR NOT NULL,
    telephone VARCHAR NOT NULL CHECK (REGEXP_FULL_MATCH(telephone, '[0-9][0-9 ]+')),
    web VARCHAR,
    checked_on DATE NOT NULL,
    checked_against VARCHAR NOT NULL
);
COMMENT ON TABLE support_line IS 'Where a reader can turn, in the order shown.';
COMMENT ON COLUMN support_line.position IS 'Order on the page.';
COMMENT ON COLUMN support_line.name IS 'The service.';
COMMENT ON COLUMN support_line.for_whom IS 'Whom it is for.';
COMMENT ON COLUMN support_line.telephone IS 'Number to call, as it is written for readers.';
COMMENT ON COLUMN support_line.web IS 'Web address; NULL for 999.';
COMMENT ON COLUMN support_line.checked_on IS 'Day the number was last checked.';
COMMENT ON COLUMN support_line.checked_against IS 'What it was checked against.';

CREATE TABLE published_claim (
    claim VARCHAR PRIMARY KEY,
    year_ending INTEGER NOT NULL CHECK (is_year(year_ending)),
    published_value DOUBLE NOT NULL,
    unit VARCHAR NOT NULL,
    decimals INTEGER NOT NULL CHECK (decimals BETWEEN -6 AND 6),
    what VARCHAR NOT NULL,
    definition VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    release VARCHAR NOT NULL
);
COMMENT ON TABLE published_claim IS 'Figures others have printed, which claim_check recomputes: one row per claim.';
COMMENT ON COLUMN published_claim.claim IS 'Name of the claim.';
COMMENT ON COLUMN published_claim.year_ending IS 'Year ending 31 March it is about.';
COMMENT ON COLUMN published_claim.published_value IS 'As printed, in its unit.';
COMMENT ON COLUMN published_claim.unit IS 'plans, councils, assessments or per cent.';
COMMENT ON COLUMN published_claim.decimals IS 'Decimal places it was printed with.';
COMMENT ON COLUMN published_claim.what IS 'What it says.';
COMMENT ON COLUMN published_claim.definition IS 'How it is worked out.';
COMMENT ON COLUMN published_claim.source IS 'Who printed it.';
COMMENT ON COLUMN published_claim.release IS 'Release it was made on: the reporting year of DfE''s, or what the Home Office''s is called.';

CREATE TABLE claim_population (
    council_code VARCHAR REFERENCES council (council_code),
    mid_year INTEGER CHECK (is_year(mid_year)),
    children INTEGER NOT NULL CHECK (children > 0),
    release VARCHAR NOT NULL,
    PRIMARY KEY (council_code, mid_year)
);
COMMENT ON TABLE claim_population IS 'Residents aged 0 to 17 as they stood when the claims about councils were made: one row per council and mid-year. Populations are worked out afresh with each release, so that today''s (table population) would give a claim another number.';
COMMENT ON COLUMN claim_population.council_code IS 'Council, by the code in force on 31 March after the mid-year.';
COMMENT ON COLUMN claim_population.mid_year IS '30 June of this year.';
COMMENT ON COLUMN claim_population.children IS 'Unit: residents aged 0 to 17.';
COMMENT ON COLUMN claim_population.release IS 'Reporting year of the DfE release it is from.';

CREATE TABLE fact_in_print (
    fact VARCHAR NOT NULL,
    year_ending INTEGER NOT NULL CHECK (is_year(year_ending)),
    value INTEGER CHECK (value >= 0),
    as_printed VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    PRIMARY KEY (fact, year_ending)
);
COMMENT ON TABLE fact_in_print IS 'Numbers about England that others have printed and that are in no file we hold: one row per fact and year, kept by hand.';
COMMENT ON COLUMN fact_in_print.fact IS 'Name of the fact.';
COMMENT ON COLUMN fact_in_print.year_ending IS 'Year ending 31 March it is about.';
COMMENT ON COLUMN fact_in_print.value IS 'Unit: children, plans or per cent, as `what` says. NULL where it is printed in words only. Gap: not_available.';
COMMENT ON COLUMN fact_in_print.as_printed IS 'As it is printed.';
COMMENT ON COLUMN fact_in_print.what IS 'What it counts.';
COMMENT ON COLUMN fact_in_print.source IS 'Who printed it.';

CREATE TABLE rank_in_print (
    year_ending INTEGER NOT NULL CHECK (is_year(year_ending)),
    place INTEGER NOT NULL CHECK (place >= 1),
    claim VARCHAR NOT NULL,
    said VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    PRIMARY KEY (year_ending, claim)
);
COMMENT ON TABLE rank_in_print IS 'What others have printed of a year''s place among all years of plans for sexual abuse, such as the lowest in 30 years: one row per year and claim.';
COMMENT ON COLUMN rank_in_print.year_ending IS 'Year ending 31 March it is about.';
COMMENT ON COLUMN rank_in_print.place IS 'The place claimed, from the lowest: 1 is the lowest.';
COMMENT ON COLUMN rank_in_print.claim IS 'The claim in the words that are quoted.';
COMMENT ON COLUMN rank_in_print.said IS 'What it says.';
COMMENT ON COLUMN rank_in_print.source IS 'Who printed it.';

CREATE TABLE review_finding (
    finding_id VARCHAR PRIMARY KEY,
    review VARCHAR NOT NULL CHECK (review IN (
        'national_review', 'jtai_2016', 'jtai_2018', 'jtai_2025', 'csa_centre', 'iicsa', 'jay',
        'casey', 'reform'
    )),
    part VARCHAR NOT NULL CHECK (part IN (
        'size', 'told', 'known_risk', 'children', 'harmed_by', 'other_harm', 'practice',
        'asked_of_government', 'asked_of_partnerships', 'method', 'criterion', 'found', 'reason',
        'asked', 'change'
    )),
    theme VARCHAR CHECK (theme IN ('identify', 'assess', 'protect', 'prevent')),
    position INTEGER NOT NULL UNIQUE,
    finding VARCHAR NOT NULL,
    value DOUBLE CHECK (value >= 0),
    as_printed VARCHAR,
    unit VARCHAR,
    base VARCHAR NOT NULL,
    published VARCHAR CHECK (is_day(published)),
    source VARCHAR NOT NULL,
    CHECK ((value IS NULL) = (unit IS NULL)),
    CHECK (value IS NULL OR as_printed IS NOT NULL),
    CHECK (unit IS DISTINCT FROM 'per cent' OR value <= 100)
);
COMMENT ON TABLE review_finding IS 'What reviews of cases, joint inspections, inquiries and reforms found, counted, asked for or changed, kept by hand in our words: one row per finding. They describe what base says, not every child of England and, but for the one whose base names an area, no council.';
COMMENT ON COLUMN review_finding.finding_id IS 'Name of the row.';
COMMENT ON COLUMN review_finding.review IS 'Whose finding it is: national_review (2024), jtai_2016, jtai_2018 and jtai_2025 (joint targeted area inspections by round), csa_centre, iicsa, jay, casey, or reform for what government announced.';
COMMENT ON COLUMN review_finding.part IS 'What it is: size (what was read and heard), told, known_risk, children, harmed_by, other_harm, practice, asked_of_government, asked_of_partnerships, method, criterion, found, reason, asked or change.';
COMMENT ON COLUMN review_finding.theme IS 'One of the four themes of the joint inspections on sexual abuse in the family; the placing is ours. NULL where it falls under none of them or all.';
COMMENT ON COLUMN review_finding.position IS 'Order of reading.';
COMMENT ON COLUMN review_finding.finding IS 'What is found, in our words; after a number, what the number counts.';
COMMENT ON COLUMN review_finding.value IS 'The number as it is drawn, in its unit; as_printed says how it is printed. NULL where there is none. Gap: not_applicable.';
COMMENT ON COLUMN review_finding.as_printed IS 'The number as the publication words it, such as three-quarters. NULL where there is none.';
COMMENT ON COLUMN review_finding.unit IS 'What value counts; per cent is of base. NULL without a value.';
COMMENT ON COLUMN review_finding.base IS 'What the finding is about, and what a per cent is of.';
COMMENT ON COLUMN review_finding.published IS 'Year, year-month or full date of publication, as exactly as it is known; NULL where not established.';
COMMENT ON COLUMN review_finding.source IS 'Who published it, and where.';

CREATE TABLE known_fault (
    file VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    year_ending INTEGER NOT NULL,
    flow VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    release VARCHAR NOT NULL,
    fault VARCHAR NOT NULL,
    difference INTEGER NOT NULL,
    explanation VARCHAR NOT NULL,
    PRIMARY KEY (area_code, year_ending, flow, basis)
);
COMMENT ON TABLE known_fault IS 'Faults in published files that we pass on unmended and declare: one row per area, year, flow and basis. One that a later release has mended is not there.';
COMMENT ON COLUMN known_fault.file IS 'DfE file that has it.';
COMMENT ON COLUMN known_fault.area_code IS 'Area.';
COMMENT ON COLUMN known_fault.release IS 'Release that first printed it so, named by its year.';
COMMENT ON COLUMN known_fault.fault IS 'What is wrong.';
COMMENT ON COLUMN known_fault.difference IS 'Unit: plans, printed total less the sum of the printed categories.';
COMMENT ON COLUMN known_fault.explanation IS 'The fault in a sentence.';

CREATE TABLE poisson_limit (
    events INTEGER PRIMARY KEY,
    low DOUBLE NOT NULL,
    high DOUBLE NOT NULL
);
COMMENT ON TABLE poisson_limit IS 'Exact 95% limits of a Poisson mean for each count of events (Garwood 1936): one row per count.';
COMMENT ON COLUMN poisson_limit.events IS 'Count observed.';
COMMENT ON COLUMN poisson_limit.low IS 'Lower limit of the mean. Unit: events.';
COMMENT ON COLUMN poisson_limit.high IS 'Upper limit of the mean. Unit: events.';

CREATE TABLE shape (
    layer VARCHAR NOT NULL,
    council_code VARCHAR,
    first_year INTEGER NOT NULL,
    last_year INTEGER,
    path VARCHAR NOT NULL,
    label_x DOUBLE,
    label_y DOUBLE,
    UNIQUE (layer, council_code, first_year),
    CHECK ((council_code IS NULL) = (layer = 'region_borders')),
    CHECK ((label_x IS NULL) = (layer = 'region_borders')),
    CHECK (path <> '')
);
COMMENT ON TABLE shape IS 'Outlines to draw: one row per layer, council and span of years, projected to the British National Grid and scaled to the layer''s view box. Source: ONS; contains OS data, Crown copyright and database right 2026.';
COMMENT ON COLUMN shape.layer IS 'current, earlier (councils as they were up to 2023), london (finer, for an inset), hexes (equal areas, computed), or region_borders (lines over the hexes).';
COMMENT ON COLUMN shape.council_code IS 'Council; NULL for the borders of regions.';
COMMENT ON COLUMN shape.first_year IS 'First year_ending this outline is for.';
COMMENT ON COLUMN shape.last_year IS 'Last year_ending it is for; NULL while it stands.';
COMMENT ON COLUMN shape.path IS 'SVG path. Unit: view box units, y downwards.';
COMMENT ON COLUMN shape.label_x IS 'A point inside the outline, across. Unit: view box units. NULL for the borders of regions.';
COMMENT ON COLUMN shape.label_y IS 'A point inside the outline, down. Unit: view box units. NULL for the borders of regions.';

CREATE TABLE force_border (layer VARCHAR PRIMARY KEY, path VARCHAR NOT NULL);
COMMENT ON TABLE force_border IS 'Lines between police forces to be drawn over a layer of shape: one row per layer. Councils of a force put together, so that its borders are theirs.';
COMMENT ON COLUMN force_border.layer IS 'current, earlier, london or hexes, as in shape.';
COMMENT ON COLUMN force_border.path IS 'SVG path of the lines, in the layer''s view box.';

CREATE TABLE view_box (layer VARCHAR PRIMARY KEY, width DOUBLE NOT NULL, height DOUBLE NOT NULL);
COMMENT ON TABLE view_box IS 'Size of the drawing of each layer of shape.';
COMMENT ON COLUMN view_box.layer IS 'As in shape.';
COMMENT ON COLUMN view_box.width IS 'Unit: view box units.';
COMMENT ON COLUMN view_box.height IS 'Unit: view box units.';

CREATE TABLE outline (
    council_code VARCHAR,
    first_year INTEGER,
    last_year INTEGER,
    geometry VARCHAR NOT NULL,
    PRIMARY KEY (council_code, first_year)
);
COMMENT ON TABLE outline IS 'Outlines in degrees, for programs that draw maps: one row per council and span of years, simplified to 500 m. Source: ONS; contains OS data, Crown copyright and database right 2026.';
COMMENT ON COLUMN outline.first_year IS 'First year_ending this outline is for. Never lay outlines of different years over one another.';
COMMENT ON COLUMN outline.last_year IS 'Last year_ending it is for; NULL while it stands.';
COMMENT ON COLUMN outline.geometry IS 'GeoJSON geometry, WGS84. Unit: degrees.';

CREATE TABLE meta_change (
    data_version VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    published DATE,
    about VARCHAR NOT NULL,
    area_code VARCHAR,
    year_ending INTEGER,
    what VARCHAR,
    before VARCHAR,
    after VARCHAR
);
COMMENT ON TABLE meta_change IS 'The change log, data/CHANGES.md: for each data version one row about it, and one row per area, year and figure that moved when it came out.';
COMMENT ON COLUMN meta_change.data_version IS 'The version that brought the change.';
COMMENT ON COLUMN meta_change.position IS '1 is the newest version.';
COMMENT ON COLUMN meta_change.published IS 'Day the version came out; NULL where not noted.';
COMMENT ON COLUMN meta_change.about IS 'What the version is, on its own row; empty on the rows of figures.';
COMMENT ON COLUMN meta_change.area_code IS 'Area whose figure moved; NULL on the version''s own row.';
COMMENT ON COLUMN meta_change.year_ending IS 'Year ending 31 March of the figure; NULL on the version''s own row.';
COMMENT ON COLUMN meta_change.what IS 'Which figure; NULL on the version''s own row.';
COMMENT ON COLUMN meta_change.before IS 'What stood before, never a number that the newest release withholds; NULL on the version''s own row.';
COMMENT ON COLUMN meta_change.after IS 'What stands now: a number or a status; NULL on the version''s own row.';

CREATE TABLE meta_source (
    id VARCHAR PRIMARY KEY,
    role VARCHAR NOT NULL UNIQUE,
    file VARCHAR NOT NULL,
    publisher VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    release VARCHAR NOT NULL,
    published VARCHAR,
    landing_page VARCHAR NOT NULL,
    download VARCHAR NOT NULL,
    licence VARCHAR NOT NULL,
    years INTEGER[],
    sha256 VARCHAR NOT NULL,
    bytes BIGINT NOT NULL
);
COMMENT ON TABLE meta_source IS 'Publishers'' files the figures were taken from: one row per file.';
COMMENT ON COLUMN meta_source.id IS 'Its key: who publishes it and its role; the same in every release.';
COMMENT ON COLUMN meta_source.role IS 'Which step of the extraction reads it.';
COMMENT ON COLUMN meta_source.file IS 'Where the file stands under data/raw.';
COMMENT ON COLUMN meta_source.publisher IS 'Who publishes it.';
COMMENT ON COLUMN meta_source.title IS 'Its title.';
COMMENT ON COLUMN meta_source.release IS 'Which release it belongs to.';
COMMENT ON COLUMN meta_source.published IS 'Day of the release; NULL where we could not establish it.';
COMMENT ON COLUMN meta_source.landing_page IS 'Page about it.';
COMMENT ON COLUMN meta_source.download IS 'Address the file is to be had from.';
COMMENT ON COLUMN meta_source.licence IS 'Licence.';
COMMENT ON COLUMN meta_source.years IS 'First and last year held; NULL for a file that has no years.';
COMMENT ON COLUMN meta_source.sha256 IS 'SHA-256 of the file read.';
COMMENT ON COLUMN meta_source.bytes IS 'Unit: bytes.';

CREATE TABLE measure (
    id VARCHAR PRIMARY KEY,
    place INTEGER NOT NULL,
    address VARCHAR NOT NULL UNIQUE,
    title VARCHAR NOT NULL,
    short_title VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    after_value VARCHAR NOT NULL,
    decimals INTEGER,
    count VARCHAR,
    base VARCHAR,
    per INTEGER NOT NULL,
    "column" VARCHAR,
    levels VARCHAR[] NOT NULL,
    years INTEGER[],
    bands DOUBLE[] NOT NULL,
    bounds VARCHAR NOT NULL,
    rounding VARCHAR,
    compared BOOLEAN NOT NULL,
    concerns VARCHAR[] NOT NULL,
    numerator VARCHAR NOT NULL,
    denominator VARCHAR NOT NULL,
    counted_words VARCHAR[] NOT NULL,
    base_words VARCHAR NOT NULL,
    base_is_estimate BOOLEAN NOT NULL,
    clause VARCHAR NOT NULL,
    polarity VARCHAR NOT NULL CHECK (polarity = 'none'),
    why_it_matters VARCHAR NOT NULL,
    do_not_conclude VARCHAR[] NOT NULL,
    warnings VARCHAR[] NOT NULL,
    sources VARCHAR[] NOT NULL,
    practice_review VARCHAR NOT NULL,
    was VARCHAR[] NOT NULL,
    CHECK ((count IS NULL) <> ("column" IS NULL))
);
COMMENT ON TABLE measure IS 'What is measured, in words and arithmetic: one row per measure, from etl/measures. Every table, address, map and file names a measure by this id.';
COMMENT ON COLUMN measure.id IS 'Name of the measure.';
COMMENT ON COLUMN measure.place IS 'Its place in lists of measures, from 1.';
COMMENT ON COLUMN measure.address IS 'Its name in addresses.';
COMMENT ON COLUMN measure.title IS 'Title for readers.';
COMMENT ON COLUMN measure.short_title IS 'Title in lists.';
COMMENT ON COLUMN measure.unit IS 'Unit in words.';
COMMENT ON COLUMN measure.after_value IS 'What follows a value in a sentence; empty for a class.';
COMMENT ON COLUMN measure.decimals IS 'Decimals a value is printed with. NULL where the measure is a column.';
COMMENT ON COLUMN measure.count IS 'What is counted: a name of area_count. NULL where the measure is a column.';
COMMENT ON COLUMN measure.base IS 'What it is divided by: a name of area_count. NULL for a mere count.';
COMMENT ON COLUMN measure.per IS 'What the ratio is multiplied by; 1 for a mere count.';
COMMENT ON COLUMN measure."column" IS 'Column of council_year that holds it. NULL where it is a count or a ratio of counts.';
COMMENT ON COLUMN measure.levels IS 'Levels of area it is held for: council, police_force, region, england, england_and_wales; first the one that maps draw.';
COMMENT ON COLUMN measure.years IS 'Years ending 31 March in which an area that maps draw has a published figure, oldest first; NULL for one that is a column of council_year.';
COMMENT ON COLUMN measure.bands IS 'Borders between the bands of the map, in its unit, rising.';
COMMENT ON COLUMN measure.bounds IS 'The rule by which a hidden number is bounded.';
COMMENT ON COLUMN measure.rounding IS 'How the publisher rounds it.';
COMMENT ON COLUMN measure.compared IS 'True where councils are set side by side by it.';
COMMENT ON COLUMN measure.concerns IS 'Names of area_count whose flags in quality_flag touch it.';
COMMENT ON COLUMN measure.numerator IS 'What is counted, in words.';
COMMENT ON COLUMN measure.denominator IS 'What it is divided by, in words.';
COMMENT ON COLUMN measure.counted_words IS 'What is counted, one and many; empty where the measure is a column.';
COMMENT ON COLUMN measure.base_words IS 'What it is divided by, in a sentence; empty for a mere count.';
COMMENT ON COLUMN measure.base_is_estimate IS 'True where what it is divided by is an estimate, an assumption about the area that nobody has measured.';
COMMENT ON COLUMN measure.clause IS 'What an area did, with the number in {n}; empty where the measure is a column.';
COMMENT ON COLUMN measure.polarity IS 'Always none: neither high nor low is good.';
COMMENT ON COLUMN measure.why_it_matters IS 'Why it is shown.';
COMMENT ON COLUMN measure.do_not_conclude IS 'What must not be read into it.';
COMMENT ON COLUMN measure.warnings IS 'Standing cautions that apply.';
COMMENT ON COLUMN measure.sources IS 'Names of rows of meta_source.';
COMMENT ON COLUMN measure.practice_review IS 'Whether a practitioner has reviewed the words.';
COMMENT ON COLUMN measure.was IS 'Names it had before; addresses with them still lead to it.';

CREATE TABLE meta_method (
    id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    tables VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    assumptions VARCHAR NOT NULL,
    parameters VARCHAR NOT NULL
);
COMMENT ON TABLE meta_method IS 'The statistical methods: one row per method, in words a leader can read.';
COMMENT ON COLUMN meta_method.id IS 'Name of the method.';
COMMENT ON COLUMN meta_method.name IS 'What it does.';
COMMENT ON COLUMN meta_method.tables IS 'Tables and columns it is in.';
COMMENT ON COLUMN meta_method.source IS 'Paper or guidance it comes from, with its section.';
COMMENT ON COLUMN meta_method.assumptions IS 'What it takes for granted, and what it cannot say.';
COMMENT ON COLUMN meta_method.parameters IS 'The numbers it ran with in this file.';

CREATE TABLE meta_build (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
COMMENT ON TABLE meta_build IS 'About this file: one row per fact.';
COMMENT ON COLUMN meta_build.key IS 'data_version, figures_sha256, made_from_sha256 (of everything the file is made from), built_at, newest_plan_year (by category), newest_all_plans_year, first_assessment_year, newest_assessment_year, default_threshold.';
COMMENT ON COLUMN meta_build.value IS 'The fact.';
