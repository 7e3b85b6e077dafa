-- citation: how to cite these figures. The words have one home, here, and whoever needs them (a page,
-- a spreadsheet, the data package) asks for them.
--
-- Grain  macros: one text for a page, its address and the day it was read
-- NULL   none: without an address or a day, their place is left out
-- Needs  figures
CREATE MACRO product_title() AS 'How English councils identify child sexual abuse';

CREATE MACRO build_fact(fact) AS (SELECT value FROM meta_build WHERE key = fact);

CREATE MACRO citation(page, address, day) AS
    product_title()
    || CASE WHEN page IN ('', product_title()) THEN '' ELSE ': ' || page END
    || ' (data version ' || build_fact('data_version') || '). '
    || 'Independent analysis of official statistics of the Department for Education, the Home '
    || 'Office and the Office for National Statistics, Open Government Licence v3.0.'
    || CASE WHEN address = '' THEN '' ELSE ' ' || address END
    || CASE WHEN day = '' THEN '' ELSE ' (read ' || day || ').' END;

CREATE MACRO citation_bibtex(page, address, day) AS
    '@misc{csa-councils-' || build_fact('data_version') || ',' || CHR(10)
    || '  title = {' || product_title()
    || CASE WHEN page IN ('', product_title()) THEN '' ELSE ': ' || page END || '},' || CHR(10)
    || '  year = {' || LEFT(build_fact('built_at'), 4) || '},' || CHR(10)
    || '  version = {' || build_fact('data_version') || '},' || CHR(10)
    || CASE WHEN address = '' THEN '' ELSE '  url = {' || address || '},' || CHR(10) END
    || CASE WHEN day = '' THEN '' ELSE '  urldate = {' || day || '},' || CHR(10) END
    || '  note = {Independent analysis of official statistics: Department for Education, Children in need; '
    || 'Home Office, police recorded crime; Office for National Statistics. Open Government Licence v3.0}' || CHR(10)
    || '}';
